"""Four-colour print, much enlarged: a comic-strip burst in dots of cyan, magenta, yellow and black."""

import numpy as np

from pictures.canvas import Picture, Pixels, Plane, around, coordinates, finish, ramp, rgb, step
from pictures.noise import Noise

_PITCH = 1 / 54
_SCREENS = (("#00a0dc", 0.2618), ("#e2097c", 1.3090), ("#ffe500", 0.0))


def draw() -> Pixels:
    """Separate the drawing into inks and print it."""
    x, y = coordinates()
    noise = Noise(61)
    colours, line = _drawing(x, y)
    ink = 1.0 - np.clip(colours, 0.0, 1.0)
    paper = rgb("#fbf3df") * (1.0 + 0.03 * noise.fractal(60 * x, 60 * y, 2))[..., None]
    for channel, (pigment, turn) in enumerate(_SCREENS):
        # The plates never meet exactly.
        shift = 0.0016 * (channel - 1)
        across = ((x + shift) * np.cos(turn) + y * np.sin(turn)) / _PITCH
        down = (-(x + shift) * np.sin(turn) + y * np.cos(turn)) / _PITCH
        distance = np.hypot(across - np.rint(across), down - np.rint(down))
        radius = 0.74 * np.sqrt(np.clip(ink[..., channel], 0.0, 1.0))
        dot = step(0.06, -0.06, distance - radius)
        worn = 0.94 - 0.12 * step(0.25, 0.6, noise(120 * x, 120 * y + channel))
        paper = paper * (1.0 - (dot * worn)[..., None] * (1.0 - rgb(pigment)))
    black = line * (0.96 - 0.1 * step(0.3, 0.6, noise(140 * x, 140 * y)))
    return finish(paper + black[..., None] * (rgb("#15131c") - paper))


def _drawing(x: Plane, y: Plane) -> tuple[Picture, Plane]:
    """Colours of the picture and its black outlines (0..1)."""
    dx, dy = x - 0.52, y - 0.46
    distance, turn = np.hypot(dx, dy), np.arctan2(dy, dx)
    ray = np.sin(14 * turn + 0.4)
    rays = ramp(np.clip(distance / 0.75, 0, 1), ["#ffd400", "#ff7a00", "#e8102a"])
    picture = np.where(
        (ray > 0)[..., None], rays, ramp(np.clip(distance / 0.7, 0, 1), ["#c8f0ff", "#35b6f0", "#1238b0"])
    )
    line = step(0.010, 0.006, np.abs(ray) * np.maximum(distance, 0.02) / 14)

    for points, inner, outer, phase, near, far in (
        (13, 0.27, 0.43, 0.3, "#e6001f", "#8c0038"),
        (13, 0.19, 0.33, 0.55, "#ffe100", "#ff9000"),
        (11, 0.10, 0.20, 0.1, "#ffffff", "#ffc4d8"),
    ):
        saw = np.abs(((turn + phase) * points / (2 * np.pi)) % 1.0 - 0.5) * 2
        edge = inner + (outer - inner) * saw**1.3 * (1 + 0.25 * np.sin(3 * turn + phase * 9))
        inside = distance < edge
        picture = np.where(inside[..., None], ramp(np.clip(distance / outer, 0, 1), [near, far]), picture)
        line = np.where(inside, 0.0, line)
        line = np.maximum(line, step(0.0085, 0.0055, np.abs(distance - edge) * 0.62))
    _clouds(picture, line, x, y)
    return picture, line


def _clouds(picture: Picture, line: Plane, x: Plane, y: Plane) -> None:
    """Puffs of smoke in three corners, built from overlapping discs."""
    random = np.random.default_rng(62)
    for cx, cy, spread in ((0.05, 0.90, 0.30), (0.97, 0.86, 0.27), (0.95, 0.06, 0.20), (0.03, 0.05, 0.16)):
        for _ in range(15):
            px, py = cx + spread * 0.6 * random.standard_normal(), cy + spread * 0.35 * random.standard_normal()
            r = spread * (0.22 + 0.25 * random.random())
            window = around(px, py, r + 0.01)
            dx, dy = x[window] - px, y[window] - py
            distance = np.hypot(dx, dy)
            inside = distance < r
            lit = np.clip(0.5 + (dx + dy) / (2 * r), 0, 1)
            picture[window][inside] = ramp(lit, ["#ffffff", "#f2f0ff", "#9fc4ff", "#4a5fd0"])[inside]
            rim = step(0.006, 0.0035, np.abs(distance - r))
            fold = step(0.004, 0.002, np.abs(distance - 0.72 * r)) * step(0.60, 0.72, lit) * inside
            line[window] = np.maximum(np.where(inside, 0.0, line[window]), np.maximum(rim, fold))
