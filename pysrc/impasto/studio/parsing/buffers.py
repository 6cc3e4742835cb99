"""Bytes of the page."""

from typing import Any


def buffer(value: Any) -> bytes:
    """Return the bytes of a buffer; a number, of which ``bytes`` would make that many, is a ``TypeError``."""
    return bytes(memoryview(value))
