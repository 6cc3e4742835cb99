"""Colour profiles made by code: of curves and a matrix, of grey, and of tables as presses have them."""

import struct
from itertools import product

import numpy as np

from impasto.imaging.conversion import D50, primaries_to_d50

D65 = (0.3127, 0.3290)
SPACES = {
    "srgb": (*D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06),
    "display-p3": (*D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    "adobe-rgb": (*D65, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06),
    "prophoto": (0.3457, 0.3585, 0.734699, 0.265301, 0.159597, 0.840403, 0.036598, 0.000105),
}
SRGB_CURVE = (3, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))


def profile(
    space: bytes, connection: bytes, tags: dict[bytes, bytes], version: int = 4, kind: bytes = b"mntr"
) -> bytes:
    tags = {b"desc": _text(version), b"cprt": _text(version), b"wtpt": xyz(D50), **tags}
    body, begins, entries = b"", 128 + 4 + 12 * len(tags), []
    for name, content in tags.items():
        entries.append(struct.pack(">4sII", name, begins + len(body), len(content)))
        body += content + bytes(-len(content) % 4)
    header = struct.pack(">I4s4s4s4s4s", begins + len(body), b"", bytes([version, 0x20, 0, 0]), kind, space, connection)
    header += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + xyz(D50)[8:]
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + b"".join(entries) + body


def matrix_profile(name: str, curve: bytes | None = None, version: int = 4) -> bytes:
    columns = primaries_to_d50(SPACES[name]).T
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve or para(*SRGB_CURVE))
    matrix = {tag: xyz(tuple(column)) for tag, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)}
    return profile(b"RGB ", b"XYZ ", matrix | curves, version)


def grey_profile(curve: bytes, version: int = 2) -> bytes:
    return profile(b"GRAY", b"XYZ ", {b"kTRC": curve}, version)


def ink(values: np.ndarray) -> np.ndarray:
    """Return L*, a*, b* of dull inks, ``[n, 3]``, for coverages 0..1 ``[n, 3 or 4]``."""
    black = values[:, 3] if values.shape[1] == 4 else values.prod(axis=1)
    cyan, magenta, yellow = values.T[:3]
    lightness = (1 - black * 0.85) * (100 - 36 * cyan - 40 * magenta - 8 * yellow)
    a = (1 - black) * (66 * magenta - 34 * cyan * (1 - magenta) - 6 * yellow)
    b = (1 - black) * (80 * yellow - 44 * cyan * (1 - yellow / 2) - 6 * magenta)
    return np.stack([lightness, a, b], axis=1)


def press_profile(channels: int = 4, nodes: int = 7, bits: int = 16) -> bytes:
    """Return a profile of tables of version 2: lut16Type, or lut8Type for 8 bits."""
    grid = np.array(list(product(np.linspace(0, 1, nodes), repeat=channels)))
    lightness, a, b = ink(grid if channels == 4 else 1 - grid).T
    scale = np.array([65280, 65280, 65280] if bits == 16 else [255] * 3)
    coded = (np.stack([lightness / 100, (a + 128) / 255, (b + 128) / 255], axis=1) * scale).round()
    begins = (b"mft2" if bits == 16 else b"mft1") + bytes(4) + bytes([channels, 3, nodes, 0])
    begins += struct.pack(">9i", *(65536 * (place % 4 == 0) for place in range(9)))
    if bits == 16:
        line = struct.pack(">2H", 0, 65535)
        tag = begins + struct.pack(">2H", 2, 2) + line * channels + coded.astype(">u2").tobytes() + line * 3
    else:
        line = bytes(range(256))
        tag = begins + line * channels + coded.astype(np.uint8).tobytes() + line * 3
    return profile(b"CMYK" if channels == 4 else b"RGB ", b"Lab ", {b"A2B0": tag}, 2, b"prtr")


def modern_table_profile(nodes: int = 9) -> bytes:
    """Return a profile of tables of version 4, lutAToBType, with all of its parts, for RGB."""
    grid = np.array(list(product(np.linspace(0, 1, nodes), repeat=3)))
    lightness, a, b = ink(1 - grid).T
    coded = (np.stack([lightness / 100, (a + 128) / 255, (b + 128) / 255], axis=1) * 65535).round()
    table = bytes([nodes] * 3).ljust(16, b"\0") + b"\2\0\0\0" + coded.astype(">u2").tobytes()
    table += bytes(-len(table) % 4)
    matrix = struct.pack(">12i", *(65536 * (place in (0, 4, 8)) for place in range(12)))
    straight, bent = gamma(None) * 3, para(0, (1.2,)) * 3
    offsets, body = [], b""
    for part in (straight, matrix, straight, table, bent):
        offsets.append(32 + len(body))
        body += part
    return profile(
        b"RGB ", b"Lab ", {b"A2B0": b"mAB \0\0\0\0" + bytes([3, 3, 0, 0]) + struct.pack(">5I", *offsets) + body}
    )


def xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(float(value) * 65536) for value in values))


def para(kind: int, parameters: tuple[float, ...]) -> bytes:
    fixed = struct.pack(f">{len(parameters)}i", *(round(value * 65536) for value in parameters))
    return b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + fixed


def gamma(exponent: float | None) -> bytes:
    """Return a curve of one exponent, padded to four bytes, or one that changes nothing."""
    if exponent is None:
        return b"curv\0\0\0\0" + struct.pack(">I", 0)
    return b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(exponent * 256), 0)


def points(values: np.ndarray) -> bytes:
    """Return a curve of points, 0..1."""
    return b"curv\0\0\0\0" + struct.pack(">I", len(values)) + (values * 65535).round().astype(">u2").tobytes()


def _text(version: int) -> bytes:
    if version < 4:
        return b"desc\0\0\0\0" + struct.pack(">I", 2) + b"x\0" + bytes(78)
    return b"mluc\0\0\0\0" + struct.pack(">IIHHII", 1, 12, 0x656E, 0x5553, 2, 28) + b"\0x\0\0"
