"""The icons of the installed page, painted from favicon.svg: systems that install pages take pictures of pixels."""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from PIL import Image, ImageDraw

from bundler.bundle import BundleError

FINER = 4
"""So many times as large is an icon drawn, and then reduced, for smooth edges."""
STEPS = 256
SAFE = 0.75
"""Size of the drawing in a maskable icon: what lies outside a circle of 0.8 of the side may be cut off."""


class Stroke(NamedTuple):
    """A cubic curve by its four points, with round ends; lengths in units of the drawing."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float


class Drawing(NamedTuple):
    """A rounded square and the strokes on it."""

    side: float
    corner: float
    ground: str
    strokes: tuple[Stroke, ...]


def drawing_in(svg: str) -> Drawing:
    """Read what favicon.svg is made of: one `rect`, and paths of one relative cubic curve each."""
    box = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    ground = re.search(r'<rect [^>]*rx="([\d.]+)" fill="(#\w{6})"', svg)
    paths = re.findall(r'<path d="([^"]+)" stroke="(#\w{6})" stroke-width="([\d.]+)"', svg)
    if not (box and ground and paths):
        raise BundleError("site/favicon.svg is not drawn as site/bundler/icons.py reads it.")
    strokes = [Stroke(_curve(path), colour, float(width)) for path, colour, width in paths]
    return Drawing(float(box[1]), float(ground[1]), ground[2], tuple(strokes))


def painted(drawing: Drawing, side: int, *, maskable: bool = False) -> bytes:
    """Return the drawing as PNG; a maskable one has its ground everywhere and keeps clear of the edges."""
    size = side * FINER
    scale = size / drawing.side
    image = Image.new("RGBA", (size, size), drawing.ground if maskable else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if not maskable:
        draw.rounded_rectangle((0, 0, size - 1, size - 1), drawing.corner * scale, fill=drawing.ground)
    share = SAFE if maskable else 1.0
    for points, colour, width in drawing.strokes:
        radius = width * share * scale / 2
        for step in range(STEPS + 1):
            x, y = (size / 2 + (at * scale - size / 2) * share for at in _along(points, step / STEPS))
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    file = io.BytesIO()
    image.resize((side, side), Image.Resampling.BOX).save(file, "PNG", optimize=True)
    return file.getvalue()


def _curve(path: str) -> tuple[tuple[float, float], ...]:
    numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", path)]
    if len(numbers) != 8 or not re.fullmatch(r"M[^a-zA-Z]+c[^a-zA-Z]+", path):
        raise BundleError(f"site/favicon.svg: {path} is not one relative cubic curve.")
    (x, y), rest = numbers[:2], numbers[2:]
    return ((x, y), *((x + rest[at], y + rest[at + 1]) for at in (0, 2, 4)))


def _along(points: tuple[tuple[float, float], ...], t: float) -> tuple[float, float]:
    """Return the place on a cubic Bézier curve."""
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y
