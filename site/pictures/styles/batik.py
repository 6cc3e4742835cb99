"""Batik: kawung and parang bands in indigo, plum and gold, with the cracks that the wax let the dye through."""

import numpy as np

from pictures.canvas import Picture, Pixels, Plane, coordinates, finish, lay, ramp, rgb, step
from pictures.cells import Cells
from pictures.noise import Noise

_INDIGO, _SOGA, _CREAM, _DEEP = "#1f2f8a", "#c8641c", "#fbeecb", "#14184a"


def draw() -> Pixels:
    """Wax, dye and crackle the cloth."""
    x, y = coordinates()
    noise = Noise(141)
    # The hand that holds the wax pen is not quite steady.
    wx, wy = x + 0.0022 * noise(14 * x, 14 * y), y + 0.0022 * noise(14 * x + 7, 14 * y)
    u, v = (wx + wy) * np.sqrt(0.5), (wy - wx) * np.sqrt(0.5)
    lane = (v + 0.035) / 0.32
    number = np.floor(lane)
    inside = (lane - number - 0.5) * 0.32
    cloth = np.where((number % 2 == 0)[..., None], _kawung(u, inside), _parang(u, inside))
    for at, half, colour in ((0.16, 0.019, _CREAM), (0.16, 0.014, _SOGA), (0.16, 0.004, _DEEP)):
        cloth = lay(cloth, rgb(colour), step(half + 0.001, half - 0.001, np.abs(np.abs(inside) - at)))
    beads = np.hypot((u * 42) % 1.0 - 0.5, (np.abs(inside) - 0.130) * 42)
    cloth = lay(cloth, rgb(_CREAM), step(0.34, 0.24, beads))

    crack = np.zeros_like(x)
    for size, seed in ((7, 142), (15, 143)):
        bent = Cells(x * size + 0.5 * noise(9 * x, 9 * y), y * size + 0.5 * noise(9 * x + 4, 9 * y), seed)
        fine = 0.018 + 0.022 * noise(5 * x, 5 * y + seed)
        crack = np.maximum(crack, step(fine + 0.015, fine - 0.01, bent.edge()) * (0.9 if size == 7 else 0.6))
    bleed = 0.10 * noise.fractal(6 * x, 6 * y, 4) + 0.05 * noise.fractal(80 * x, 80 * y, 2)
    weave = 0.045 * (np.sin(2 * np.pi * 170 * x) + np.sin(2 * np.pi * 170 * y))
    cloth = lay(cloth, rgb(_INDIGO), 0.75 * crack)
    return finish(cloth * (1.0 + bleed + weave)[..., None])


def _kawung(u: Plane, v: Plane) -> Picture:
    """Four-leaved palm fruits on a diagonal lattice, with dots and a star between them."""
    pitch = 0.16
    a, b = u / pitch, v / pitch + 0.5
    a, b = a - np.floor(a) - 0.5, b - np.floor(b) - 0.5
    cloth = np.zeros((*u.shape, 3)) + rgb(_DEEP)
    # Leaves point to the corners: fold the square onto one of them.
    p, q = (np.abs(a) + np.abs(b)) * np.sqrt(0.5), (np.abs(a) - np.abs(b)) * np.sqrt(0.5)
    leaf = 1.0 - np.hypot((p - 0.37) / 0.285, q / 0.175)
    cloth = lay(cloth, rgb(_CREAM), step(0.0, 0.05, leaf))
    cloth = lay(cloth, rgb(_SOGA), step(0.20, 0.25, leaf))
    cloth = lay(cloth, rgb("#f6b23a"), step(0.45, 0.5, leaf))
    cloth = lay(cloth, rgb(_DEEP), step(0.055, 0.035, np.abs(q)) * step(0.26, 0.22, np.abs(p - 0.37)))
    star = np.minimum(np.abs(a), np.abs(b)) + 0.22 * np.maximum(np.abs(a), np.abs(b))
    cloth = lay(cloth, rgb("#5a9ae0"), step(0.085, 0.065, star) * step(0.40, 0.34, np.maximum(np.abs(a), np.abs(b))))
    middle = np.hypot(a, b)
    cloth = lay(cloth, rgb(_CREAM), step(0.095, 0.075, middle))
    return lay(cloth, rgb(_SOGA), step(0.055, 0.035, middle))


def _parang(u: Plane, v: Plane) -> Picture:
    """Slanting knife shapes: curls of nested bands that lean along the lane."""
    pitch = 0.135
    lean = u / pitch + 1.1 * v / pitch + 0.25 * np.sin(v / 0.030)
    place = lean - np.floor(lean)
    ground = ramp(np.clip(0.5 + v / 0.3, 0, 1), ["#6a1f78", "#8f2f8a", "#4f1a6a"])
    cloth = ground
    for centre, half, colour in (
        (0.34, 0.27, _CREAM),
        (0.34, 0.205, _SOGA),
        (0.34, 0.14, "#f6b23a"),
        (0.34, 0.07, _DEEP),
        (0.80, 0.085, _CREAM),
        (0.80, 0.045, "#5a9ae0"),
    ):
        taper = half * np.clip(1.15 - np.abs(v) / 0.16, 0.25, 1)
        cloth = lay(cloth, rgb(colour), step(taper + 0.012, taper - 0.012, np.abs(place - centre)))
    dots = np.hypot((v * 46) % 1.0 - 0.5, (place - 0.34) * pitch * 46)
    cloth = lay(cloth, rgb(_CREAM), step(0.26, 0.16, dots))
    return cloth
