"""Byzantine mosaic: a golden sun over a sea of shells, in small glass stones set along the curves."""

import numpy as np
from numpy.typing import NDArray

from pictures.canvas import Picture, Pixels, Plane, blur, coordinates, finish, lay, palette, ramp, relief, rgb, step
from pictures.noise import Noise

_STONE = 0.0225
_SUN = (0.5, 0.34)


def draw() -> Pixels:
    """Set the stones."""
    x, y = coordinates()
    noise = Noise(71)
    wx, wy = x + 0.004 * noise(9 * x, 9 * y), y + 0.004 * noise(9 * x + 5, 9 * y)
    row, along, ring, region = _courses(wx, wy)
    number = np.floor(row).astype(np.int64)
    lottery = np.random.default_rng(72).random((256, 512, 4))
    course = number % 256
    # Every course starts at another place, so the joints do not line up.
    place = along + lottery[course, 0, 0] + 0.18 * noise(3 * along, 7.0 * number)
    stone = np.floor(place).astype(np.int64) % 512
    chance = lottery[course, stone]
    across, beside = row - number, place - np.floor(place)
    cut = np.minimum(np.minimum(across, 1 - across), np.minimum(beside, 1 - beside)) - 0.05 * chance[..., 3]
    cover = step(0.035, 0.11, cut)

    colours = _colours(ring, region, chance, number)
    gold = np.clip(1.0 - np.linalg.norm(colours - rgb("#e3a92c"), axis=-1) * 2.2, 0.0, 1.0)
    # Stones stand a little askew, gold leaf most of all, so each throws the light back differently.
    tilt = 0.82 + 0.36 * chance[..., 1] + gold * (0.9 * (chance[..., 2] - 0.42) + 0.25 * np.cos(9 * (x - y)))
    glaze = 1.0 + 0.12 * noise.fractal(40 * x, 40 * y, 2)
    light = relief(blur(cover, 1.6), 2.6)
    stones = colours * (tilt * glaze * light)[..., None]
    grout = ramp(0.5 + 0.5 * noise.fractal(50 * x, 50 * y, 2), ["#2a231f", "#4b4038", "#6a5c4e"])
    return finish(lay(grout, stones, cover))


def _courses(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane, Plane]:
    """Number of the course and place along it in stones, place 0..1 in the ornament, and which ornament it is."""
    dx, dy = x - _SUN[0], y - _SUN[1]
    distance, turn = np.hypot(dx, dy), np.arctan2(dy, dx)
    row, along = distance / _STONE, turn * np.maximum(np.floor(distance / _STONE), 1.0)
    rays = 0.5 + 0.5 * np.cos(16 * turn)
    region = np.select([distance < 0.09, distance < 0.125, distance < 0.16 + 0.11 * rays], [0.0, 1.0, 2.0], 3.0)
    ring = np.where(region == 3.0, np.clip((distance - 0.16) / 0.5, 0, 1), distance / 0.27)

    # Shells of the sea: overlapping discs in staggered rows, the lower one in front.
    tall, wide = 0.086, 0.172
    shell_row, shell_along, shell_ring = np.zeros_like(x), np.zeros_like(x), np.full_like(x, -1.0)
    for level in range(7):
        top = 0.615 + level * tall
        sx = (x / wide + 0.5 * (level % 2)) % 1.0 - 0.5
        reach = np.hypot(sx * wide, (y - top - 0.5 * wide) * 1.0)
        inside = reach < 0.5 * wide * 1.12
        shell_row = np.where(inside, 40.0 + 3 * level + reach / _STONE, shell_row)
        angle = np.arctan2(y - top - 0.5 * wide, sx * wide)
        column = np.floor(x / wide + 0.5 * (level % 2))
        shell_along = np.where(
            inside, angle * np.maximum(np.floor(reach / _STONE), 1.0) + 37.0 * column + 11.0 * level, shell_along
        )
        shell_ring = np.where(inside, reach / (0.5 * wide * 1.12) + 2.0 * ((column + level) % 3), shell_ring)
    sea = shell_ring >= 0
    return (
        np.where(sea, shell_row, row),
        np.where(sea, shell_along, along),
        np.where(sea, shell_ring, ring),
        np.where(sea, 4.0, region),
    )


def _colours(ring: Plane, region: Plane, chance: Plane, number: NDArray[np.int64]) -> Picture:
    pick = chance[..., 0]
    golds = palette("#f6c945", "#e3a92c", "#c98a1d", "#ffe08a", "#b9781c")[(pick * 5).astype(np.int64)]
    reds = palette("#b3261e", "#d9452b", "#8c1526", "#e8702f")[(pick * 4).astype(np.int64)]
    whites = palette("#fff6dd", "#f3e2b8", "#ffffff")[(pick * 3).astype(np.int64)]
    sky = np.clip(ring + 0.22 * (pick - 0.5), 0, 1)
    skies = ramp(sky, ["#eafff0", "#8fe0c0", "#2fb89a", "#0f7f78", "#0a4a54"])
    kind, place = np.floor(ring / 2.0), np.clip(ring % 2.0 + 0.10 * (pick - 0.5), 0, 1)
    shells = [
        ramp(place, ["#ffe27a", "#f0941e", "#fff0d0", "#e2583a", "#8f1f3c", "#3a0f2a"]),
        ramp(place, ["#fff4d0", "#f06a4a", "#c8203c", "#ffd98a", "#0f8f86", "#08404a"]),
        ramp(place, ["#ffe9a0", "#9fd04a", "#2c9a4a", "#0f6f6a", "#0d3f5c", "#081f33"]),
    ]
    sea = np.select([(kind == 0)[..., None], (kind == 1)[..., None]], shells[:2], shells[2])
    # One course of gold leaf round every third ring of the sky.
    skies = np.where((((number % 5) == 0) & (pick > 0.25))[..., None], golds, skies)
    masks = [(region == value)[..., None] for value in (0.0, 1.0, 2.0, 4.0)]
    return np.asarray(np.select(masks, [np.where((ring < 0.16)[..., None], whites, golds), reds, golds, sea], skies))
