"""The drawing surface: coordinates, colours, soft edges, relief, and the last step to pixels.

Everything is drawn in float64 on a square grid twice as fine as the picture and averaged down at the end. Double
precision keeps the pixels the same on processors whose vector units round sines and powers differently.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Plane = NDArray[np.float64]
"""One value a grid point, ``[GRID, GRID]``."""
Picture = NDArray[np.float64]
"""RGB, 0..1, ``[GRID, GRID, 3]``; values outside the range are cut off at the end."""
Pixels = NDArray[np.uint8]
"""RGB, 0..255, ``[SIDE, SIDE, 3]``."""

SIDE = 512
OVERSAMPLING = 2
GRID = SIDE * OVERSAMPLING


def coordinates() -> tuple[Plane, Plane]:
    """Return x (to the right) and y (down) of the grid points, both 0..1."""
    axis = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(axis, axis)
    return x, y


def around(x: float, y: float, reach: float) -> tuple[slice, slice]:
    """Return the rows and columns of the grid within ``reach`` of (x, y), all 0..1, to draw one object quickly."""
    low = [max(int((centre - reach) * GRID), 0) for centre in (y, x)]
    high = [max(min(int((centre + reach) * GRID) + 2, GRID), 0) for centre in (y, x)]
    return slice(low[0], high[0]), slice(low[1], high[1])


def rgb(colour: str) -> NDArray[np.float64]:
    """Turn ``#rrggbb`` into three numbers 0..1."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0


def palette(*colours: str) -> NDArray[np.float64]:
    """Turn n colours ``#rrggbb`` into an array ``[n, 3]`` to be indexed."""
    return np.stack([rgb(colour) for colour in colours])


def ramp(t: ArrayLike, colours: Sequence[str], stops: Sequence[float] | None = None) -> NDArray[np.float64]:
    """Return the colours between ``colours`` at ``t`` (0..1), shape ``t.shape + (3,)``.

    ``stops`` gives the place of each colour on 0..1, evenly spaced by default.
    """
    table = palette(*colours)
    at = np.linspace(0.0, 1.0, len(colours)) if stops is None else np.asarray(stops)
    values = np.asarray(t, dtype=np.float64)
    return np.stack([np.interp(values, at, table[:, channel]) for channel in range(3)], axis=-1)


def step(low: ArrayLike, high: ArrayLike, value: ArrayLike) -> NDArray[np.float64]:
    """Rise smoothly from 0 (``value <= low``) to 1 (``value >= high``); falls when ``high < low``."""
    t = np.clip((np.asarray(value) - low) / (np.asarray(high) - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def lay(below: NDArray[np.float64], above: ArrayLike, cover: ArrayLike) -> NDArray[np.float64]:
    """Lay a colour or picture over another where ``cover`` (a plane, 0..1) says so."""
    return np.asarray(below + np.asarray(cover)[..., None] * (np.asarray(above) - below))


def blur(plane: Plane, sigma: float) -> Plane:
    """Blur with a Gaussian of ``sigma`` grid points; the edges wrap round."""
    frequency = np.fft.fftfreq(GRID)
    gauss = np.exp(-2.0 * (np.pi * sigma * frequency) ** 2)
    spectrum = np.fft.rfft2(plane) * gauss[:, None] * gauss[: GRID // 2 + 1]
    return np.asarray(np.fft.irfft2(spectrum, s=plane.shape))


def relief(height: Plane, strength: float) -> Plane:
    """Return the light on a surface from the upper left, about 1 where it is level."""
    down, right = np.gradient(height)
    slope = strength * (right + down)
    # tanh keeps the steepest flank from burning out.
    return np.asarray(1.0 - 0.6 * np.tanh(slope))


def finish(picture: Picture) -> Pixels:
    """Average the grid down to the picture and round to bytes."""
    small = picture.reshape(SIDE, OVERSAMPLING, SIDE, OVERSAMPLING, 3).mean(axis=(1, 3))
    return np.asarray(np.rint(np.clip(small, 0.0, 1.0) * 255.0), dtype=np.uint8)
