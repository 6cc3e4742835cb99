"""Pictures and picture files made by code."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from impasto.imaging.pixels import RGB


def photo(width: int, height: int, seed: int = 0) -> RGB:
    """Return soft coloured waves, as even as a photograph, so that JPEG keeps them within a few levels."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / 64.0
    bands = [np.sin(x * rng.uniform(1, 3) + y * rng.uniform(1, 3) + rng.uniform(0, 6)) for _ in range(3)]
    return (np.stack(bands, axis=2) * 100 + 128).astype(np.uint8)


def noise(width: int, height: int, seed: int = 0) -> RGB:
    """Return a picture that no format can compress much, so that a cut anywhere costs pixels."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def corners(width: int = 96, height: int = 64) -> RGB:
    """Return a picture with another colour in each quarter: red, green / blue, yellow."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = (255, 0, 0)
    picture[: height // 2, width // 2 :] = (0, 255, 0)
    picture[height // 2 :, : width // 2] = (0, 0, 255)
    picture[height // 2 :, width // 2 :] = (255, 255, 0)
    return picture


def saved(image: Image.Image | RGB, format: str, **options: Any) -> bytes:
    """Return the bytes of the picture in one of Pillow's formats."""
    stream = BytesIO()
    (Image.fromarray(image) if isinstance(image, np.ndarray) else image).save(stream, format, **options)
    return stream.getvalue()


def png(
    width: int,
    height: int,
    depth: int,
    colour_type: int,
    rows: bytes = b"",
    chunks: Mapping[bytes, bytes] | None = None,
) -> bytes:
    """Return a PNG written by hand (for what Pillow does not write): ``rows`` as they are, without filter bytes.

    Without rows it breaks off where the pixels would begin, whatever size its header claims. ``chunks`` stand before
    the pixels.
    """
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    data += b"".join(chunk(kind, body) for kind, body in (chunks or {}).items())
    if not rows:
        return data + struct.pack(">I", 8192) + b"IDAT"
    stride = len(rows) // height
    filtered = b"".join(b"\0" + rows[start : start + stride] for start in range(0, len(rows), stride))
    return data + chunk(b"IDAT", zlib.compress(filtered)) + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
