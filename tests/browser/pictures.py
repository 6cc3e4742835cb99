"""Picture files for the browser tests: made by code, and the photographs that the build has taken."""

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from builder import places


def photograph(name: str = "chelsea") -> Path:
    """Return one of the example photographs as the build keeps it."""
    return places.BUILD / "pictures" / f"example-{name}.webp"


def gradient(width: int, height: int) -> NDArray[np.uint8]:
    """Return a smooth picture, uint8 [height, width, 3], with some structure in it."""
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    waves = [0.5 + 0.5 * np.sin(9 * x + 5 * y), x, 0.5 + 0.5 * np.cos(14 * x * y)]
    return (np.stack(waves, axis=2) * 255).astype(np.uint8)


def stripes(colours: tuple[tuple[int, int, int], ...], side: int = 320) -> NDArray[np.uint8]:
    """Return bold slanting stripes of the colours, uint8 [side, side, 3]."""
    y, x = np.mgrid[0:side, 0:side]
    band = ((x + 0.6 * y + 9 * np.sin(y / 11)) // 18).astype(int) % len(colours)
    return np.array(colours, np.uint8)[band]


def saved(pixels: NDArray[np.uint8], path: Path) -> Path:
    """Write a picture in the format of the path's suffix."""
    Image.fromarray(pixels).save(path)
    return path


def huge_png(path: Path, width: int, height: int) -> Path:
    """Write a PNG whose header claims a size that its few bytes do not hold."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    return path
