"""Thick oil paint by day: a low sun over wheat, poppies and blue hills."""

import numpy as np

from pictures.canvas import GRID, Picture, Pixels, Plane, coordinates, finish, lay, ramp, rgb, step
from pictures.noise import Noise
from pictures.strokes import Brush, ThickPaint

_SUN = (0.62, 0.26)


def draw() -> Pixels:
    """Paint the picture."""
    x, y = coordinates()
    noise = Noise(181)
    scene, angle, flowers = _scene(x, y, noise)
    canvas = ThickPaint("#c8701f", seed=182)
    canvas.paint(scene, angle, [Brush(44, 130, 30), Brush(23, 84, 17)], liveliness=0.085)
    canvas.paint(scene, angle, [Brush(12, 46, 11, flowers)], liveliness=0.05)
    return finish(canvas.lit())


def _scene(x: Plane, y: Plane, noise: Noise) -> tuple[Picture, Plane, Plane]:
    """Colours without strokes, direction of the strokes, and where the fine brush is used."""
    dx, dy = x - _SUN[0], y - _SUN[1]
    distance, turn = np.hypot(dx, dy), np.arctan2(dy, dx)
    rings = 0.5 + 0.5 * np.cos(2 * np.pi * distance / 0.085)
    sky = ramp(
        np.clip(distance / 0.7 + 0.10 * noise.fractal(4 * x, 4 * y, 2) + 0.06 * rings, 0, 1),
        ["#fff2a0", "#ffd23a", "#f7a53a", "#9fcfa8", "#3fb0b8", "#1f7fb0"],
    )
    sky = lay(sky, rgb("#fffbe0"), step(0.075, 0.06, distance))
    hill = 0.47 + 0.035 * np.sin(5.2 * x + 0.6) + 0.02 * np.sin(13 * x)
    hills = ramp(
        np.clip((y - hill) / 0.10 + 0.25 * noise(9 * x, 9 * y), 0, 1), ["#3a3f9a", "#2f6fb8", "#2f8f8a", "#5fae5a"]
    )
    scene = np.where((y > hill)[..., None], hills, sky)
    field = 0.56 + 0.02 * np.sin(7 * x + 1)
    # Rows of wheat run together at a point on the horizon.
    depth = np.clip((y - 0.50) / 0.5, 0.02, 1)
    rows = (x - 0.42) / depth
    tone = 0.55 + 0.28 * np.sin(13 * rows) + 0.30 * noise.fractal(9 * x, 7 * y, 2)
    wheat = ramp(np.clip(tone, 0, 1), ["#8a3a14", "#d8741a", "#f2ac22", "#ffd84a", "#fff0a0"])
    scene = np.where((y > field)[..., None], wheat, scene)
    poppies = (noise(21 * x, 30 * y) > 0.36) & (y > field + 0.03) & (np.sin(13 * rows) < 0.1)
    scene = np.where(
        poppies[..., None], ramp(0.5 + 0.5 * noise(50 * x, 50 * y), ["#a8101f", "#e8281f", "#ff5a3a"]), scene
    )
    green = (noise(15 * x + 4, 20 * y) > 0.45) & (y > field + 0.08) & ~poppies
    scene = np.where(green[..., None], rgb("#2f7a4a"), scene)
    crowns = np.zeros((GRID, GRID), bool)
    for cx, tall, half in ((0.13, 0.30, 0.055), (0.21, 0.20, 0.045), (0.93, 0.25, 0.05), (0.055, 0.17, 0.045)):
        reach = np.hypot((x - cx) / half, (y - (field - 0.5 * tall + 0.02)) / (0.52 * tall)) + 0.15 * noise(
            20 * x, 20 * y
        )
        light = np.clip(0.5 + (x - cx) / (2 * half) + 0.3 * noise(24 * x, 24 * y), 0, 1)
        scene = np.where((reach < 1)[..., None], ramp(light, ["#123a4a", "#1f6a4a", "#7aa03a", "#f0c84a"]), scene)
        crowns |= reach < 1
    slope = np.arctan2(np.gradient(hill, axis=1) * GRID, 1.0)
    stalks = np.arctan2(np.full_like(x, 1.0), (x - 0.42) * 1.4) + 0.30 * noise(6 * x, 6 * y)
    angle = np.where(y > field, stalks, np.where(y > hill, slope + 0.3, turn + np.pi / 2 + 0.25 * noise(4 * x, 4 * y)))
    angle = np.where(crowns, np.pi / 2 + 0.6 * np.sin(30 * y + 20 * x), angle)
    fine = np.where(poppies, 0.9, np.where(crowns | (distance < 0.15), 0.6, 0.25))
    return scene, angle, fine
