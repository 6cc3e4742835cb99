"""How strips and tiles of a TIFF are packed.

Deflate and JPEG are unpacked with what Python and Pillow have besides libtiff, because the browser's libtiff has
neither. For all others a strip is made a TIFF of its own, so that libtiff unpacks it, whatever its pixels mean.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin  # noqa: F401  (registers TIFF, which Pillow does not do by itself)

from impasto.imaging import jpegfile
from impasto.imaging.directories import Page

JPEG = 7
_NONE = 1
_FAX = (2, 3, 4)
_DEFLATE = (8, 32946)
_LZW, _LZMA, _ZSTD, _PACKBITS = 5, 34925, 50000, 32773
_TABLES, _FAX_OPTIONS, _YCBCR, _RGB = 347, (292, 293), 6, 2
_PIECE = 1 << 16


def is_known(compression: int, bits: int, samples: int) -> bool:
    """Return whether this way of packing samples of so many bits is known (though this libtiff may lack it)."""
    if compression in _FAX:
        return bits == samples == 1
    if compression == JPEG:
        return bits == 8 and samples in (1, 3, 4)
    return compression in (_NONE, *_DEFLATE, _LZW, _LZMA, _ZSTD, _PACKBITS)


def turns_bits(compression: int) -> bool:
    """Return whether FillOrder has been seen to once it is unpacked."""
    return compression in _FAX


def unpacked(
    stored: memoryview, page: Page, compression: int, row_bytes: int, rows: int, columns: int
) -> bytes | memoryview:
    """Return the bytes of a strip or tile, at most ``rows`` of ``row_bytes``, fewer where it is damaged or cut off."""
    if compression == _NONE:
        return stored
    if compression in _DEFLATE:
        return _inflated(stored, row_bytes * rows)
    try:
        return _by_libtiff(stored, page, compression, row_bytes, rows, columns)
    except (OSError, SyntaxError, ValueError, RuntimeError):
        return b""


def jpeg(stored: memoryview, page: Page, samples: int) -> NDArray[np.uint8] | None:
    """Return the pixels of a strip or tile, uint8 ``[rows, columns, samples]``, RGB for YCbCr; None if it is damaged.

    The tables that all strips share stand apart (TIFF Technical Note 2). What the components are is not in the strip,
    so a marker of Adobe is put in that says it.
    """
    begins = b"\xff\xd8"
    if samples == 3 and page.photometric in (_RGB, _YCBCR):
        transform = int(page.photometric == _YCBCR)
        begins += b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([transform])
    tables = (page.data(_TABLES) or b"")[2:].removesuffix(b"\xff\xd9")
    whole = begins + tables + bytes(stored[2:])
    try:
        image = Image.open(BytesIO(jpegfile.mended(whole).data), formats=("JPEG",))
        if image.size[0] * image.size[1] > max(page.width * page.height, _PIECE) * 2:
            return None
        pixels = np.asarray(image)
    except (OSError, SyntaxError, ValueError):
        return None
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    return pixels if pixels.shape[2] == samples else None


def _inflated(stored: memoryview, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    found, room = [], most
    for start in range(0, len(stored), _PIECE):
        try:
            piece = unpacking.decompress(stored[start : start + _PIECE], room)
            while room and piece:
                found.append(piece)
                room -= len(piece)
                piece = unpacking.decompress(unpacking.unconsumed_tail, room) if room else b""
        except zlib.error:
            break
        if not room or unpacking.eof:
            break
    return b"".join(found)


def _by_libtiff(stored: memoryview, page: Page, compression: int, row_bytes: int, rows: int, columns: int) -> bytes:
    """Have libtiff unpack a strip as if it were grey of 8 bits, or, as fax machines pack it, of one bit."""
    fax = compression in _FAX
    entries = [
        (256, columns if fax else row_bytes),
        (257, rows),
        (258, 1 if fax else 8),
        (259, compression),
        (262, 1),
        (266, page.number(266, 1) if fax else 1),
        (273, 0),
        (277, 1),
        (278, rows),
        (279, len(stored)),
        *((tag, page.number(tag)) for tag in _FAX_OPTIONS if fax and tag in page.entries),
    ]
    begins = 8 + 2 + 12 * len(entries) + 4
    packed = b"".join(
        struct.pack(f"{page.order}HHII", tag, 4, 1, begins if tag == 273 else value) for tag, value in entries
    )
    order = b"II*\0" if page.order == "<" else b"MM\0*"
    header = order + struct.pack(f"{page.order}IH", 8, len(entries)) + packed + bytes(4)
    image = Image.open(BytesIO(header + stored), formats=("TIFF",))
    image.load()
    return image.tobytes()
