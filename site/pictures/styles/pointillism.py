"""Dots of unmixed colour: sails on a river at evening, with poplars and their reflections."""

import numpy as np
from numpy.typing import NDArray

from pictures.canvas import GRID, Picture, Pixels, Plane, coordinates, finish, lay, ramp, relief, rgb, step
from pictures.cells import Cells
from pictures.noise import Noise

_SUN = (0.66, 0.30)
_SHORE = 0.46
_TREES = (
    (0.07, 0.10, 0.25),
    (0.17, 0.055, 0.33),
    (0.26, 0.07, 0.20),
    (0.90, 0.10, 0.22),
    (0.80, 0.05, 0.15),
    (0.985, 0.06, 0.34),
)
_BOATS = ((0.42, 0.56, 0.11), (0.60, 0.66, 0.17), (0.29, 0.52, 0.06), (0.75, 0.53, 0.05))


def draw() -> Pixels:
    """Set the dots, large ones first."""
    x, y = coordinates()
    noise = Noise(91)
    scene = _scene(x, y, noise)
    picture = lay(scene * 0.85, rgb("#f0dfb4"), np.full_like(x, 0.5))
    height = np.zeros_like(x)
    for layer, size in enumerate((34, 38, 43, 48, 56, 66)):
        turn = 0.5 * layer
        u, v = x * np.cos(turn) - y * np.sin(turn) + 2, x * np.sin(turn) + y * np.cos(turn) + 2
        dots = Cells(u * size, v * size, seed=100 + layer)
        # Where the dot sits in the picture, and so what it is a dot of.
        du, dv = dots.x / size - 2, dots.y / size - 2
        column = np.clip((du * np.cos(turn) + dv * np.sin(turn)) * GRID, 0, GRID - 1).astype(np.int64)
        row = np.clip((dv * np.cos(turn) - du * np.sin(turn)) * GRID, 0, GRID - 1).astype(np.int64)
        colours = _divide(scene[row, column], dots.random)
        radius = 0.34 + 0.16 * dots.random[3]
        cover = step(radius + 0.05, radius - 0.05, dots.distance)
        picture = lay(picture, colours, cover)
        height = np.maximum(height * (1 - cover), cover * np.clip(1.2 - dots.distance / radius, 0, 1))
    return finish(picture * (0.5 + 0.5 * relief(height, 2.0))[..., None])


def _divide(colours: Picture, random: NDArray[np.float64]) -> Picture:
    """Pull each dot towards a pure pigment, now and then towards the complementary colour (Chevreul, 1839)."""
    mean = colours.mean(axis=-1, keepdims=True)
    vivid = mean + 1.12 * (colours - mean)
    contrary = mean + 0.10 - 0.9 * (colours - mean)
    divided = np.where((random[0] < 0.08)[..., None], contrary, vivid)
    warm, cool = np.array([0.14, 0.03, -0.12]), np.array([-0.10, 0.02, 0.14])
    divided = divided + np.where((random[1] < 0.5)[..., None], warm, cool) * (0.3 + 0.7 * random[2])[..., None]
    return np.asarray(divided + 0.14 * (random[2] - 0.5)[..., None])


def _scene(x: Plane, y: Plane, noise: Noise) -> Picture:
    """Colours of the landscape without dots."""
    water = y > _SHORE
    # The river mirrors the bank, blurred by ripples.
    my = np.where(water, _SHORE - 0.82 * (y - _SHORE) + 0.012 * np.sin(150 * y + 9 * noise(6 * x, 3 * y)), y)
    mx = np.where(water, x + 0.012 * noise(5 * x, 60 * y), x)
    distance = np.hypot(mx - _SUN[0], my - _SUN[1])
    scene = ramp(np.clip(my / _SHORE, 0, 1), ["#6f7fc8", "#a89ad0", "#eab0b8", "#ffb88a", "#ffcf6a"])
    clouds = np.clip(noise.fractal(3 * mx, 9 * my, 2) * 1.6, 0, 1)
    scene = lay(scene, ramp(np.clip(my / _SHORE, 0, 1), ["#ffb0c8", "#ffc89a", "#ffe08a"]), clouds)
    scene = lay(scene, rgb("#ffcf4a"), np.exp(-((distance / 0.12) ** 2)))
    scene = lay(scene, rgb("#fff2a0"), step(0.052, 0.045, distance))
    bank = 0.40 + 0.03 * np.sin(9 * mx) + 0.014 * noise(12 * mx, 0.0)
    scene = lay(
        scene, ramp(np.clip((my - bank) / 0.08, 0, 1), ["#8a5fb0", "#c87a8a", "#e0c04a"]), step(0.0, 0.006, my - bank)
    )
    for cx, wide, tall in _TREES:
        dx, dy = (mx - cx) / wide, (my - (_SHORE - 0.02 - 0.55 * tall)) / (0.58 * tall)
        crown = dx * dx + dy * dy + 0.35 * noise(16 * mx, 16 * my)
        light = np.clip(0.5 + 0.45 * dx - 0.25 * dy + 0.35 * noise(22 * mx, 22 * my), 0, 1)
        leaves = ramp(light, ["#2f2a6c", "#4f4f8a", "#4f9a5a", "#f0c84a"])
        scene = lay(scene, leaves, step(1.05, 0.92, crown))
    scene = np.where(water[..., None], scene * 0.88 + np.array([0.02, 0.03, 0.06]), scene)
    path = np.exp(-(((x - _SUN[0]) / (0.03 + 0.12 * (y - _SHORE))) ** 2)) * (
        0.55 + 0.45 * np.sin(190 * y + 8 * noise(9 * x, 9 * y))
    )
    scene = lay(scene, rgb("#ffd98a"), np.where(water, np.clip(path, 0, 1) * 0.9, 0.0))
    for cx, base, tall in _BOATS:
        dy = (base - y) / tall
        sail = (
            (dy > 0.06)
            & (dy < 1.0)
            & (x - cx > -0.30 * tall * (1 - dy))
            & (x - cx < 0.42 * tall * np.clip(1 - dy, 0, 1) ** 0.8)
        )
        scene = np.where(
            sail[..., None], ramp(np.clip(0.5 + (x - cx) / tall, 0, 1), ["#ffb08a", "#fff3d8", "#fff8ea"]), scene
        )
        mirror = (dy < -0.12) & (dy > -0.9) & (np.abs(x - cx - 0.012 * np.sin(160 * y)) < 0.25 * tall * (1 + dy))
        scene = np.where(mirror[..., None], 0.45 * scene + 0.55 * rgb("#f6d6c0"), scene)
        hull = (dy <= 0.06) & (dy > -0.10) & (np.abs(x - cx) < 0.42 * tall + 0.4 * (base - y))
        scene = np.where(hull[..., None], rgb("#5a1f4a"), scene)
    meadow = y - (0.90 + 0.05 * np.sin(4 * x + 1.0) - 0.10 * x)
    flowers = noise(24 * x, 24 * y)
    grass = ramp(np.clip(0.5 + 0.5 * noise(12 * x, 20 * y), 0, 1), ["#1f6a5f", "#6fa03f", "#e8d04a"])
    grass = np.where(
        (flowers > 0.52)[..., None], rgb("#f0453a"), np.where((flowers < -0.55)[..., None], rgb("#ffd84a"), grass)
    )
    return np.asarray(lay(scene, grass, step(-0.004, 0.004, meadow)))
