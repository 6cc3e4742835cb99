"""Pen and ink: hills, round trees and clouds, shaded by crossing lines that follow the forms."""

import numpy as np

from pictures.canvas import Pixels, Plane, around, coordinates, finish, lay, ramp, rgb, step
from pictures.noise import Noise

_LIGHT = (-0.55, -0.60, 0.58)
_SPACING = 0.0082


def draw() -> Pixels:
    """Draw the picture."""
    x, y = coordinates()
    noise = Noise(41)
    tone, slant, form, contour = _scene(x, y, noise)
    wobble = 0.0016 * noise(16 * x, 16 * y) + 0.0007 * noise(60 * x, 60 * y)
    ink = np.zeros_like(x)
    # Each further direction of lines begins where the form lies deeper in shadow.
    for number, (turn, begins) in enumerate(((0.0, 0.84), (0.95, 0.54), (-0.8, 0.30), (1.75, 0.14))):
        across = -np.sin(slant + turn) * x + np.cos(slant + turn) * y
        phase = (across + form * (1.0 - 0.35 * number) + wobble) / _SPACING
        from_line = np.abs(phase - np.rint(phase))
        pressure = np.clip((begins - tone) * 1.5, 0.0, 0.36) * (1 + 0.35 * noise(30 * x + 7 * number, 30 * y))
        lifted = step(-0.62, -0.40, noise(5 * x + 3.1 * np.rint(phase), 12 * y + number))
        ink = np.maximum(ink, step(0.07, -0.07, from_line - pressure) * step(0.0, 0.05, pressure) * lifted)
    ink = np.maximum(ink, contour)
    paper = ramp(0.5 + 0.5 * noise.fractal(4 * x, 4 * y, 4), ["#e9dcc0", "#f4ead2", "#fbf5e4"])
    return finish(lay(paper, rgb("#1c1712"), 0.94 * ink))


def _scene(x: Plane, y: Plane, noise: Noise) -> tuple[Plane, Plane, Plane, Plane]:
    """Tone (0 dark..1 light), direction of the first lines, their bulge over the form, and outlines (0..1)."""
    clouds = noise.fractal(3.4 * x + 0.8 * noise(2 * x, 2 * y), 6.5 * y, 4)
    tone = np.clip(0.62 - 0.60 * clouds + 0.25 * (0.25 - y), 0.12, 1.0)
    slant = 0.12 + 0.35 * noise(1.5 * x, 1.5 * y)
    form = 0.03 * clouds
    contour = step(0.012, 0.0, np.abs(clouds - 0.12)) * step(0.42, 0.36, y) * 0.8

    for number, (level, swing, pitch, base) in enumerate(
        ((0.40, 0.06, 5.0, 0.66), (0.52, 0.05, 6.3, 0.58), (0.63, 0.05, 4.4, 0.60), (0.80, 0.05, 5.6, 0.50))
    ):
        bushes = noise.fractal(9 * x[:1], number, 4)
        ridge = level + swing * np.sin(pitch * x[:1] + 1.7 * number) + 0.016 * bushes
        below = y - ridge
        # The shading follows the hill, not every bush on its ridge.
        slope = swing * pitch * np.cos(pitch * x[:1] + 1.7 * number)
        inside = below > 0
        shaded = base - 0.9 * slope + 0.25 * np.exp(-below / 0.03) + 0.34 * noise.fractal(6 * x, 14 * y + 5 * number, 3)
        furrows = 0.22 * np.sin(2 * np.pi * (below * 14 + 1.5 * x * (number - 1.5)))
        tone = np.where(inside, np.clip(shaded + furrows * (number % 2), 0.02, 0.98), tone)
        slant = np.where(inside, 0.5 * np.arctan(slope) + (0.5 if number % 2 else -0.45), slant)
        form = np.where(inside, 0.10 * np.sin(6 * x + 5 * number) * np.sqrt(np.clip(below, 0, 1)), form)
        contour = np.where(inside, 0.0, contour)
        contour = np.maximum(contour, step(0.0026, 0.0012, np.abs(below)))
        _trees(x, y, noise, number, (tone, slant, form, contour))
    return tone, slant, form, contour


def _trees(x: Plane, y: Plane, noise: Noise, row: int, drawn: tuple[Plane, ...]) -> None:
    """Stand a row of round crowns with trunks on the hill ``row``."""
    random = np.random.default_rng(50 + row)
    radius = (0.020, 0.034, 0.056, 0.085)[row]
    count = (13, 8, 6, 4)[row]
    for place in random.permutation(count):
        r = radius * (0.8 + 0.5 * random.random())
        cx = (place + 0.2 + 0.6 * random.random()) / count
        cy = (0.40, 0.52, 0.64, 0.80)[row] + 0.05 * np.sin((5.0, 6.3, 4.4, 5.6)[row] * cx + 1.7 * row) - 0.9 * r + 0.02
        window = around(cx, cy, 2.1 * r)
        tone, slant, form, contour = (plane[window] for plane in drawn)
        dx, dy = (x[window] - cx) / r, (y[window] - cy) / (1.15 * r)
        trunk = (np.abs(dx) < 0.11 + 0.05 * dy) & (dy > 0.7) & (dy < 1.75)
        tone[trunk], contour[trunk] = 0.12, 0.0
        u, v = dx * r / radius, dy * r / radius
        reach = np.hypot(dx, dy) / (1.0 + 0.13 * noise.fractal(1.6 * u + 5.0 * place, 1.6 * v, 3))
        crown = reach < 1.0
        dz = np.sqrt(np.clip(1.0 - reach**2, 0.0, 1.0))
        leaves = 0.34 * noise.fractal(2.2 * u + 9.0, 2.2 * v + 5.0 * place, 3)
        light = 0.42 + 0.48 * (_LIGHT[0] * dx + _LIGHT[1] * dy + _LIGHT[2] * dz) + leaves
        tone[crown] = np.clip(light, 0.0, 0.97)[crown]
        slant[crown] = (0.75 + 0.6 * dx)[crown]
        form[crown] = (r * 0.6 * dz)[crown]
        contour[crown] = 0.0
        np.maximum(contour, step(0.0024, 0.001, np.abs(reach - 1.0) * r), out=contour)
