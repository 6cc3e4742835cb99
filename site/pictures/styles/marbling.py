"""Marbled paper: drops of ink on water, drawn out with stylus and comb.

The movements are the area-preserving maps of Lu, Jaffer, Jin, Zhao and Mao, "Mathematical Marbling" (2012). Every
grid point is followed back through them to the first drop that it lay in.
"""

import numpy as np
from numpy.typing import NDArray

from pictures.canvas import GRID, Pixels, coordinates, finish, palette
from pictures.noise import Noise

_INKS = ("#0d1f4f", "#c8102e", "#f6efe0", "#f0a51e", "#0e7c86", "#1c4fa0", "#f6efe0", "#e2603a", "#112a3a", "#6fc0b8")


def draw() -> Pixels:
    """Drop, comb and lift the paper off the bath."""
    x, y = coordinates()
    noise = Noise(81)
    px, py = x.ravel(), y.ravel()
    px, py = _swirls(px, py)
    px, py = _combs(px, py)
    ink = _drops(px, py).reshape(GRID, GRID)
    colours = palette(*_INKS)[ink]
    # Paint lies thinner in some places, and the paper's fibres show.
    wash = 1.0 + 0.07 * noise.fractal(5 * x, 5 * y, 4) + 0.05 * noise(90 * x, 240 * y) + 0.03 * noise(260 * x, 80 * y)
    return finish(colours * wash[..., None])


def _swirls(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Undo the last movement: a stylus turned in a few places."""
    for cx, cy, r, power in (
        (0.28, 0.30, 0.11, 2.6),
        (0.73, 0.24, 0.09, -2.4),
        (0.62, 0.70, 0.13, -2.8),
        (0.20, 0.78, 0.09, 2.2),
    ):
        dx, dy = x - cx, y - cy
        distance = np.hypot(dx, dy)
        turn = power * np.exp(-((distance / r) ** 2))
        x, y = cx + dx * np.cos(turn) - dy * np.sin(turn), cy + dx * np.sin(turn) + dy * np.cos(turn)
    return x, y


def _combs(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Undo the combs: a wide one to and fro, then one across it."""
    x = x + 0.030 * np.sin(2 * np.pi * (4.0 * y + 0.2))
    y = y - 0.070 * np.sin(2 * np.pi * (5.0 * x + 0.1)) - 0.02 * np.sin(2 * np.pi * 11.0 * x)
    x = x - 0.090 * np.sin(2 * np.pi * (3.0 * y))
    return x, y


def _drops(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the number of the ink at each place, following the drops back from the last to the first."""
    random = np.random.default_rng(83)
    ink = np.zeros(x.size, np.int64)
    floating = np.arange(x.size)
    count = 190
    for number in range(count):
        early = number / count
        cx, cy = 1.3 * random.random(2) - 0.15
        r = (0.022 + 0.085 * early) * (0.6 + 0.8 * random.random())
        dx, dy = x - cx, y - cy
        squared = dx * dx + dy * dy
        outside = squared > r * r
        ink[floating[~outside]] = random.integers(len(_INKS))
        floating, dx, dy, squared = floating[outside], dx[outside], dy[outside], squared[outside]
        shrink = np.sqrt(1.0 - r * r / squared)
        x, y = cx + dx * shrink, cy + dy * shrink
    return ink
