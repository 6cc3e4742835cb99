"""Oklab, a space in which lightness and colour can be told apart.

Björn Ottosson, *A perceptual color space for image processing*, 2020, https://bottosson.github.io/posts/oklab/.
Pictures come and go as planes, float32 ``[3, pixels]``: L (0 black to 1 white), a (green to red) and b (blue to
yellow, both within about -0.4..0.4, 0 where there is no colour). Tables take the place of roots and powers, and there
is no linear algebra but the product of matrices: the browser's numpy has no LAPACK.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Planes: TypeAlias = NDArray[np.float32]

_STEPS = 2**14
"""Entries of the tables: by more the bytes differ nowhere, and these stay in a processor's second cache."""

_LINEAR_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_CONES_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
_LAB_TO_CONES = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ],
    np.float32,
)
_CONES_TO_LINEAR = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ],
    np.float32,
)
"""The four matrices as published."""

_NEARLY_NOTHING = np.float32(1e-6)


def to_oklab(pixels: NDArray[np.uint8]) -> Planes:
    """Return sRGB pixels, uint8 ``[pixels, 3]``, as planes."""
    # Of whole indices, and clipped since none lies outside, numpy takes several times as fast in the browser.
    levels = np.ascontiguousarray(pixels.T).astype(np.intp)
    linear: Planes = _linear().take(levels, mode="clip")
    lab: Planes = _CONES_TO_LAB @ np.cbrt(_LINEAR_TO_CONES @ linear)
    return lab


def to_srgb(lab: Planes) -> NDArray[np.uint8]:
    """Return planes as sRGB pixels, uint8 ``[pixels, 3]``.

    A colour that sRGB does not have at its lightness turns paler until it has: cutting its channels off would change
    the lightness, which is what a painting lives on, and the hue.
    """
    roots = _LAB_TO_CONES @ lab
    linear = _CONES_TO_LINEAR @ (roots * roots * roots)
    grey = lab[0] * lab[0] * lab[0]
    above, below = 1 - grey + _NEARLY_NOTHING, grey + _NEARLY_NOTHING
    kept = np.minimum(
        above / np.maximum(linear.max(axis=0) - grey, above), below / np.maximum(grey - linear.min(axis=0), below)
    )
    linear = grey + (linear - grey) * kept
    steps = (linear * (_STEPS - 1) + np.float32(0.5)).astype(np.intp)
    pixels: NDArray[np.uint8] = _levels().take(steps, mode="clip").T
    return pixels


@cache
def _linear() -> NDArray[np.float32]:
    """Return the light, 0..1, of each level of sRGB (IEC 61966-2-1)."""
    level = np.arange(256) / 255
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)


@cache
def _levels() -> NDArray[np.uint8]:
    """Return the level of sRGB for each of ``_STEPS`` even steps of light."""
    light = np.linspace(0, 1, _STEPS)
    level = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    levels: NDArray[np.uint8] = np.rint(level * 255).astype(np.uint8)
    return levels
