"""What small WebAssembly programs are put together of."""

from bundler.webassembly.encoding import leb128

END = b"\x0b"
CALL = b"\x10"


def section(kind: int, *entries: bytes) -> bytes:
    content = leb128(len(entries)) + b"".join(entries)
    return bytes((kind,)) + sized(content)


def sized(content: bytes) -> bytes:
    return leb128(len(content)) + content
