"""Impasto: any photograph in the style of any picture (arbitrary neural style transfer)."""

__version__ = "0.1.0"
