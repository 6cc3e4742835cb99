"""Turns published networks into the clean ONNX graphs that stand in ``models/``."""
