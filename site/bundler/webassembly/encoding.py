"""How WebAssembly writes numbers, and with what its files begin: https://webassembly.github.io/spec/core/binary/."""

from __future__ import annotations

HEADER = b"\0asm\1\0\0\0"


def leb128(number: int) -> bytes:
    """Return an unsigned number in the variable length that WebAssembly uses."""
    groups = []
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])
