"""Colour woodcut: breaking waves under a red sun, in two blues and vermilion on cream paper."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pictures.canvas import GRID, Picture, Pixels, Plane, coordinates, finish, lay, ramp, rgb, step
from pictures.noise import Noise

Curve = NDArray[np.float64]

_KEY, _PAPER = "#0d2345", "#f6ecd2"
# Back and face of a breaking wave from foot to lip, in its own height; y points down.
_BACK = (
    (-1.15, 0.30),
    (-0.80, -0.08),
    (-0.45, -0.58),
    (-0.05, -0.95),
    (0.38, -1.02),
    (0.70, -0.80),
    (0.74, -0.50),
    (0.55, -0.36),
)
_FACE = (
    (1.05, 0.30),
    (0.52, 0.06),
    (0.20, -0.20),
    (0.08, -0.48),
    (0.16, -0.70),
    (0.36, -0.76),
    (0.54, -0.62),
    (0.55, -0.36),
)


def draw() -> Pixels:
    """Print the blocks one after the other."""
    x, y = coordinates()
    noise = Noise(111)
    grain = noise.fractal(3.0 * x + 0.3 * noise(2 * x, 6 * y), 70 * y, 3)
    paper = ramp(0.5 + 0.5 * noise.fractal(6 * x, 6 * y, 4), ["#ecdcb6", "#f3e6c6", "#f8efd8"])
    sky = ramp(np.clip(1.15 * y / 0.6 + 0.05 * grain, 0, 1), ["#1f6ab0", "#86c4cc", "#fbdc98", "#f79a52"])
    picture = lay(paper, sky, 0.88 + 0.10 * grain)
    distance = np.hypot(x - 0.70, y - 0.25)
    picture = lay(picture, rgb("#e0301c"), step(0.123, 0.119, distance) * (0.93 + 0.10 * grain))
    for level, (cy, swing) in enumerate(((0.10, 0.012), (0.17, 0.010), (0.33, 0.012), (0.40, 0.010))):
        # Bands of mist, as carved: flat, with rounded ends.
        wave = cy + swing * np.sin(7 * x + 2 * level)
        ends = np.abs(((x * 1.7 + 0.37 * level) % 1.0) - 0.5)
        band = np.abs(y - wave) - 0.016 * np.sqrt(np.clip(1 - (ends / 0.40) ** 8, 0, 1))
        picture = lay(picture, paper, step(0.0012, -0.0012, band) * step(0.42, 0.39, ends))
        picture = lay(picture, rgb("#16345f"), step(0.0030, 0.0014, np.abs(band)) * step(0.42, 0.39, ends))
    for number in range(7):
        if number == 3:
            picture = _breaker(picture, 0.36, 0.80, 0.50)
        if number == 5:
            picture = _breaker(picture, 0.80, 0.88, -0.26)
        picture = _wave(picture, paper, x, y, noise, number)
    return finish(picture * (1.0 + 0.05 * grain)[..., None])


def _carve(depth: Plane, width: Plane, pitch: float) -> Plane:
    """Lines at equal ``depth``, ``width`` 0..1 of the ``pitch`` wide."""
    phase = depth / pitch
    from_line = np.abs(phase - np.rint(phase))
    return step(0.05, -0.05, from_line - 0.5 * width)


def _wave(picture: Picture, paper: Picture, x: Plane, y: Plane, noise: Noise, number: int) -> Picture:
    """A swell that runs across the picture, with carved lines below its crest and foam on it."""
    pitch = 2.6 - 0.22 * number
    phase = pitch * x[:1] * 2 + 1.9 * number
    crest = 0.50 + 0.078 * number - (0.028 + 0.009 * number) * (1.0 - np.abs(np.sin(phase))) ** 0.8 * 2.0
    crest = crest + 0.004 * noise(12 * x[:1], 3.0 * number)
    below = slice(int((crest.min() - 0.01) * GRID), None)
    x, y, paper = x[below], y[below], paper[below]
    depth = y - crest
    inside = step(-0.001, 0.001, depth)
    blue = ramp(np.clip(depth / 0.14, 0, 1), ["#1a4fa0", "#123a80", "#0d2a60"])
    pale = ramp(np.clip(depth / 0.12, 0, 1), ["#a0d8dc", "#58a8d0", "#2f7fc0"])
    bend = depth + 0.010 * np.sin(3 * phase) * np.clip(depth / 0.1, 0, 1) + 0.003 * noise(14 * x, 14 * y)
    body = lay(blue, pale, _carve(bend, np.clip(0.62 - 2.6 * depth + 0.25 * noise(9 * x, 20 * y), 0.10, 0.7), 0.021))
    foam = 0.020 + 0.011 * np.sin(31 * x + 5 * number) + 0.012 * noise(24 * x, 24 * y)
    body = lay(body, paper, step(0.0012, -0.0012, depth - foam))
    dots = np.hypot(((x * 44) % 1.0) - 0.5, ((y * 44 + 0.5 * np.floor(x * 44)) % 1.0) - 0.5)
    body = lay(
        body,
        paper,
        step(0.30, 0.22, dots) * step(0.055, 0.025, depth) * step(0.05, 0.35, noise(20 * x, 20 * y + number)),
    )
    body = lay(body, rgb("#0d2345"), step(0.0032, 0.0016, np.abs(depth)))
    body = lay(body, rgb("#0d2345"), step(0.0028, 0.0012, np.abs(depth - foam)))
    picture[below] = lay(picture[below], body, inside)
    return picture


def _breaker(picture: Picture, x: float, y: float, size: float) -> Picture:
    """A wave that curls over; ``size`` is its height, negative ``size`` mirrors it. Foot at (x, y)."""
    outer, inner = _curve(_BACK), _curve(_FACE)
    scale = np.array([size, abs(size)]) * GRID
    foot = np.array([x, y]) * GRID
    image = Image.fromarray(np.asarray(np.rint(np.clip(picture, 0, 1) * 255), dtype=np.uint8))
    pen = ImageDraw.Draw(image)

    def trace(line: Curve) -> list[tuple[float, float]]:
        return [(float(px), float(py)) for px, py in foot + line * scale]

    pen.polygon(trace(np.concatenate([outer, inner[::-1]])), fill="#164a98")
    # From foot to lip run stripes, the curves between back and face; each swells in its middle.
    swell = np.sin(np.linspace(0.15, np.pi, len(outer)))[:, None]
    for number, middle in enumerate(np.linspace(0.09, 0.93, 11)):
        half = (0.026 if number % 2 else 0.034) * swell
        edges = [outer + np.clip(middle + side * half, 0, 1) * (inner - outer) for side in (-1.0, 1.0)]
        pen.polygon(trace(np.concatenate([edges[0], edges[1][::-1]])), fill=("#b0e0e2", "#52a8d8")[number % 2])
    line = max(int(0.006 * abs(size) / 0.3 * GRID), 3)
    pen.line(trace(outer), fill=_KEY, width=line, joint="curve")
    pen.line(trace(inner), fill=_KEY, width=line, joint="curve")
    _foam(pen, outer, foot, scale, line)
    return np.asarray(image, dtype=np.float64) / 255.0


def _foam(pen: ImageDraw.ImageDraw, lip: Curve, foot: Curve, scale: Curve, line: int) -> None:
    """Foam along the upper half of the ``lip``: puffs, and fingers that reach forward from them."""
    random = np.random.default_rng(112)
    reach = abs(scale[1])
    begin = int(0.42 * len(lip))
    for place in range(begin, len(lip), 3):
        along = lip[min(place + 2, len(lip) - 1)] - lip[max(place - 2, 0)]
        along = along / np.hypot(*along)
        outward = np.array([along[1], -along[0]])
        puff = (0.030 + 0.035 * random.random()) * reach
        centre = foot + (lip[place] + outward * 0.02 * random.random()) * scale
        # Fingers bend from outward to forward, and end in a small drop.
        joints = [
            centre + (outward * np.sin(turn) + along * np.cos(turn)) * scale * 0.055 * turn
            for turn in np.linspace(0.2, 1.9, 6)
        ]
        for radius, colour in ((0.011 * reach + 0.6 * line, _KEY), (0.011 * reach, _PAPER)):
            for joint in joints:
                pen.ellipse(_disc(joint, radius), fill=colour)
        pen.ellipse(_disc(centre, puff), fill=_KEY)
        pen.ellipse(_disc(centre, puff - 0.8 * line), fill=_PAPER)
        pen.ellipse(_disc(centre + 0.35 * puff, 0.35 * puff), fill="#8fbac8")
    for _ in range(150):
        # Spray flies ahead of the crest.
        spot = (
            lip[random.integers(begin, len(lip))]
            + np.array([0.30, -0.16]) * random.random(2) ** 1.5
            + 0.06 * random.standard_normal(2)
        )
        pen.ellipse(_disc(foot + spot * scale, (0.004 + 0.008 * random.random()) * reach), fill=_PAPER)


def _disc(centre: Curve, radius: float) -> tuple[float, float, float, float]:
    return (float(centre[0] - radius), float(centre[1] - radius), float(centre[0] + radius), float(centre[1] + radius))


def _curve(points: Sequence[tuple[float, float]]) -> Curve:
    """Return a smooth curve through the points (Catmull-Rom), ``[n, 2]``."""
    through = np.array([points[0], *points, points[-1]])
    t = np.linspace(0.0, 1.0, 16, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(through, through[1:], through[2:], through[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*pieces, through[-1:]])
