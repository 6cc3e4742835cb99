"""Transfer curves: from what a file stores, 0..1, to light, where 1 is the white of a page."""

import struct

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]
"""Light for what is stored, at as many points, evenly from 0 to 1, as it has values."""

STORED: Curve = np.arange(256) / 255
"""All that 8 bits can say."""

PAPER_WHITE = 203.0
"""Candela a square metre that diffuse white has in HDR (ITU-R BT.2408, 2.1), which becomes the white of a page."""

HLG_PEAK = 1000.0
"""Candela a square metre of the display that HLG is shown on by definition (ITU-R BT.2100, table 5)."""

KNEE = 0.75
"""Light up to here stays as it is where HDR is brought down; above it all that there is bends towards 1."""


def srgb() -> Curve:
    """Return the curve of sRGB (IEC 61966-2-1)."""
    return parametric(3, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))


def power(exponent: float) -> Curve:
    """Return a pure power."""
    return STORED**exponent


def sampled(values: Curve) -> Curve:
    """Return the curve through ``values``, evenly from 0 to 1, with straight lines between them."""
    return np.interp(STORED, np.linspace(0, 1, len(values)), values)


def of_tag(tag: bytes) -> tuple[Curve, int]:
    """Return the curve of a tag of an ICC profile, of type curv or para, and how many bytes of ``tag`` it took.

    Raises:
        ValueError, struct.error: it is another type, or damaged.
    """
    if tag[:4] == b"para":
        (kind,) = struct.unpack_from(">H", tag, 8)
        count = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}.get(kind, 0)
        fixed = struct.unpack_from(f">{count}i", tag, 12)
        curve = parametric(kind, tuple(value / 65536 for value in fixed))
        if not np.isfinite(curve).all():
            raise ValueError("a curve that is not of numbers")
        return np.clip(curve, 0, 1), 12 + 4 * count
    if tag[:4] != b"curv":
        raise ValueError("no curve")
    (count,) = struct.unpack_from(">I", tag, 8)
    values = np.frombuffer(tag, ">u2", count, 12)
    if count < 2:
        return power(int(values[0]) / 256 if count else 1), 12 + 2 * count
    return sampled(values / 65535), 12 + 2 * count


def parametric(kind: int, parameters: tuple[float, ...]) -> Curve:
    """Return a parametric curve of an ICC profile (ICC.1:2022, 10.18).

    Raises:
        ValueError: there is no such kind, or it has another number of parameters.
    """
    g, a, b, c, d, e, f = 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    match kind, parameters:
        case 0, (g,):
            pass
        case 1, (g, a, b):
            d = -b / a
        case 2, (g, a, b, e):
            d, f = -b / a, e
        case 3, (g, a, b, c, d):
            pass
        case 4, (g, a, b, c, d, e, f):
            pass
        case _:
            raise ValueError(f"no parametric curve {kind} of {len(parameters)} parameters")
    return np.where(d <= STORED, np.maximum(a * STORED + b, 0) ** g + e, c * STORED + f)


def pq() -> Curve:
    """Return the curve of PQ (ITU-R BT.2100, table 4), where 1 is diffuse white, so that it goes far above 1."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 4096 * 128, 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    bent = STORED ** (1 / m2)
    return (np.maximum(bent - c1, 0) / (c2 - c3 * bent)) ** (1 / m1) * (10_000 / PAPER_WHITE)


def hlg() -> Curve:
    """Return the curve of HLG (ITU-R BT.2100, table 5), in light of the scene, 0..1; ``hlg_display`` goes on."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(STORED <= 0.5, STORED**2 / 3, (np.exp((STORED - c) / a) + b) / 12)


def hlg_display(scene: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return light of the display for light of the scene, ``[3, n]`` in BT.2020; 1 is diffuse white, up to 4.9."""
    luminance = 0.2627 * scene[0] + 0.6780 * scene[1] + 0.0593 * scene[2]
    gain = np.maximum(luminance, 1e-6) ** np.float32(0.2) * np.float32(HLG_PEAK / PAPER_WHITE)
    shown: NDArray[np.float32] = scene * gain
    return shown


def toned(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return light ``[3, n]`` of HDR brought to at most 1.

    The greatest of the three channels decides, so that hues stay: up to ``KNEE`` nothing changes, above it x becomes
    KNEE + r u / (u + r), where u = x - KNEE and r = 1 - KNEE, which goes on smoothly and reaches 1 at infinity.
    """
    greatest = light.max(axis=0)
    above, room = np.maximum(greatest - KNEE, 0), 1 - KNEE
    bent = np.minimum(greatest, KNEE) + room * above / (above + room)
    brought: NDArray[np.float32] = light * (bent / np.maximum(greatest, np.float32(1e-6)))
    return brought
