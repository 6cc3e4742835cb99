"""Gold leaf: spirals, eyes, checks and flowers in patches over a golden ground."""

import numpy as np

from pictures.canvas import Picture, Pixels, Plane, blur, coordinates, finish, lay, palette, ramp, relief, rgb, step
from pictures.cells import Cells
from pictures.noise import Noise


def draw() -> Pixels:
    """Lay the gold, then the patches of ornament."""
    x, y = coordinates()
    noise = Noise(171)
    # Patches hang like a robe: longer than wide, and swaying.
    sway = 0.05 * np.sin(6 * y + 1.0) + 0.03 * noise(3 * x, 3 * y)
    patch = Cells((x + sway) * 5.2, (y + 0.02 * noise(4 * x, 4 * y)) * 3.7, seed=172, jitter=0.75)
    u, v = (x + sway) * 5.2 - patch.x, y * 3.7 - patch.y
    edge = patch.edge()
    kind = np.floor(patch.random[0] * 6)
    ornaments = [
        _spiral(u, v, patch.random[1]),
        _eyes(u, v),
        _checks(u, v, patch.random[2]),
        _flowers(u, v, patch.random[1]),
        _waves(u, v),
        _triangles(u, v),
    ]
    picture = np.select([(kind == number)[..., None] for number in range(5)], ornaments[:5], ornaments[5])
    height = blur(picture.mean(axis=-1), 1.3)
    picture = lay(picture, rgb("#f3cf5a"), step(0.050, 0.040, edge))
    picture = lay(picture, rgb("#2a1a10"), step(0.010, 0.004, np.abs(edge - 0.048)))
    dots = np.abs((np.arctan2(v, u) * 9) % 1.0 - 0.5)
    picture = lay(picture, rgb("#fff6d8"), step(0.20, 0.10, dots) * step(0.014, 0.006, np.abs(edge - 0.022)))
    leaf = noise.fractal(13 * x, 13 * y, 4)
    seams = np.minimum(np.abs((x * 5 + 0.04 * leaf) % 1.0 - 0.5), np.abs((y * 5 + 0.04 * leaf) % 1.0 - 0.5))
    light = (
        relief(height, 3.0)
        * (1.0 + 0.22 * leaf + 0.10 * noise(90 * x, 90 * y))
        * (1.0 - 0.14 * step(0.012, 0.0, seams))
    )
    golden = np.clip(1.0 - np.abs(picture - rgb("#d9a02c")).sum(axis=-1), 0, 1)
    glint = golden * step(0.35, 0.75, noise.fractal(30 * x, 30 * y, 2))
    return finish(picture * light[..., None] + 0.30 * glint[..., None] * rgb("#ffe9a0"))


def _gold(tone: Plane) -> Picture:
    return ramp(np.clip(tone, 0, 1), ["#8a5a14", "#c8902a", "#e8bc48", "#f8e08a"])


def _spiral(u: Plane, v: Plane, random: Plane) -> Picture:
    """Branches that roll up: one spiral in each quarter of a small lattice."""
    a, b = u * 2.2 + 40.5, v * 2.2 + 40.5
    handed = np.where((np.floor(a) + np.floor(b)) % 2 == 0, 1.0, -1.0)
    a, b = a - np.floor(a) - 0.5, b - np.floor(b) - 0.5
    distance, turn = np.hypot(a, b), np.arctan2(b, a) * handed
    wound = distance * 5.2 - turn / (2 * np.pi) + random
    line = np.abs(wound - np.rint(wound))
    picture = _gold(0.50 + 0.35 * np.cos(9 * distance))
    picture = lay(picture, rgb("#2a1a10"), step(0.20, 0.12, line) * step(0.60, 0.50, distance))
    return lay(picture, rgb("#f6efe0"), step(0.07, 0.05, distance))


def _eyes(u: Plane, v: Plane) -> Picture:
    """Almond eyes in staggered rows."""
    row = np.floor(v * 5 + 50)
    a, b = u * 3.4 + 50 + 0.5 * (row % 2), v * 5 + 50 - row
    a, b = a - np.floor(a) - 0.5, b - 0.5
    almond = 0.40 * np.clip(1 - (a / 0.47) ** 2, 0, 1) - np.abs(b)
    picture = _gold(0.35 + 0.2 * np.sin(20 * u))
    picture = lay(picture, rgb("#f7f0dc"), step(-0.02, 0.02, almond))
    picture = lay(picture, rgb("#1d6a78"), step(0.23, 0.19, np.hypot(a, b * 0.8)) * (almond > 0))
    picture = lay(picture, rgb("#120d10"), step(0.11, 0.08, np.hypot(a, b * 0.8)))
    return lay(picture, rgb("#2a1a10"), step(0.045, 0.02, np.abs(almond)))


def _checks(u: Plane, v: Plane, random: Plane) -> Picture:
    """Upright tiles in black, white, silver and gold."""
    column, row = np.floor(u * 9 + 90), np.floor(v * 5 + 90)
    draw_lots = np.random.default_rng(173).random((64, 64))
    pick = draw_lots[row.astype(np.int64) % 64, column.astype(np.int64) % 64]
    tiles = palette("#15100f", "#f4ecd8", "#c0392b", "#d9a02c", "#15100f", "#9aa5ad", "#f4ecd8")
    picture = tiles[np.minimum((pick * 7).astype(np.int64), 6)] * (0.85 + 0.3 * random)[..., None]
    a, b = u * 9 + 90 - column - 0.5, v * 5 + 90 - row - 0.5
    return lay(picture, rgb("#e8bc48"), step(0.36, 0.44, np.maximum(np.abs(a), np.abs(b))))


def _flowers(u: Plane, v: Plane, random: Plane) -> Picture:
    """A meadow of round flowers on deep green."""
    small = Cells(u * 4.2 + 60, v * 4.2 * 1.3 + 60, seed=174, jitter=0.5)
    petals = 0.34 * (1 + 0.22 * np.cos(6 * np.arctan2(v * 5.46 + 60 - small.y, u * 4.2 + 60 - small.x)))
    picture = ramp(random, ["#173f3a", "#23305f", "#5a1f3f"])
    colours = palette("#e0527a", "#f08a3a", "#f4ecd8", "#6f9fe0", "#e8bc48")[
        np.minimum((small.random[0] * 5).astype(np.int64), 4)
    ]
    picture = lay(picture, colours, step(petals + 0.03, petals - 0.02, small.distance))
    picture = lay(picture, rgb("#f8e08a"), step(0.14, 0.11, small.distance))
    return lay(picture, rgb("#b0341f"), step(0.08, 0.05, small.distance))


def _waves(u: Plane, v: Plane) -> Picture:
    """Flowing stripes of water."""
    phase = v * 5.5 + 0.35 * np.sin(9 * u) + 20
    band = np.floor(phase * 2) % 5
    picture = palette("#1d6a78", "#e8bc48", "#2f4f9a", "#f4ecd8", "#7ab0a0")[band.astype(np.int64)]
    edge = np.abs(phase * 2 - np.rint(phase * 2))
    return lay(picture, rgb("#2a1a10"), step(0.10, 0.05, edge))


def _triangles(u: Plane, v: Plane) -> Picture:
    """Rows of triangles, gold on red and black."""
    row = np.floor(v * 6 + 60)
    a, b = u * 5 + 60 + 0.5 * (row % 2), v * 6 + 60 - row
    a = np.abs(a - np.floor(a) - 0.5)
    picture = np.where((row % 2 == 0)[..., None], rgb("#8f2a1c"), rgb("#171214")) * np.ones((*u.shape, 1))
    picture = lay(picture, _gold(b), step(-0.02, 0.03, 0.5 * b - a))
    return lay(picture, rgb("#f4ecd8"), step(0.10, 0.07, np.hypot(a, b - 0.72)))
