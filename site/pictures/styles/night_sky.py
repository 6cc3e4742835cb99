"""Thick oil paint: a night sky that turns in eddies round moon and stars, over hills and a lit village."""

import numpy as np

from pictures.canvas import GRID, Picture, Pixels, Plane, coordinates, finish, lay, ramp, rgb, step
from pictures.noise import Noise
from pictures.strokes import Brush, ThickPaint

_MOON = (0.80, 0.17, 0.075)
_STARS = (
    (0.13, 0.12, 0.030), (0.36, 0.09, 0.022), (0.57, 0.16, 0.026), (0.24, 0.36, 0.024),
    (0.90, 0.42, 0.026), (0.62, 0.45, 0.020), (0.07, 0.50, 0.022), (0.42, 0.53, 0.018),
)  # fmt: skip
_EDDIES = ((0.44, 0.33, 0.15, 1.0), (0.66, 0.30, 0.11, -1.0), (0.16, 0.24, 0.10, -0.8), (0.84, 0.56, 0.10, 0.9))


def draw() -> Pixels:
    """Paint the picture."""
    x, y = coordinates()
    scene, ridge = _scene(x, y)
    angle = _directions(x, y, ridge)
    fine = np.clip(
        0.25 + sum(np.exp(-(((x - sx) ** 2 + (y - sy) ** 2) / (9 * r * r))) for sx, sy, r in _lights()), 0, 1
    )
    canvas = ThickPaint("#142a5c", seed=11)
    canvas.paint(
        scene,
        angle,
        [Brush(40, 150, 28), Brush(20, 90, 15), Brush(11, 52, 10, fine), Brush(7, 24, 6, _windows(x, y))],
        liveliness=0.065,
    )
    return finish(canvas.lit(0.8))


def _lights() -> tuple[tuple[float, float, float], ...]:
    return (_MOON, *_STARS)


def _scene(x: Plane, y: Plane) -> tuple[Picture, Plane]:
    """Colours without strokes, and the height of the hills' ridge."""
    noise = Noise(3)
    swirl = np.zeros((GRID, GRID))
    for ex, ey, r, sign in _EDDIES:
        dx, dy = x - ex, y - ey
        distance = np.hypot(dx, dy)
        swirl += np.exp(-((distance / (1.6 * r)) ** 2)) * np.sin(
            sign * np.arctan2(dy, dx) + 2 * np.pi * distance / (0.62 * r)
        )
    bands = np.sin(2 * np.pi * (5.5 * y + 0.5 * np.sin(5 * x) + 0.6 * noise.fractal(3 * x, 3 * y, 2)))
    tone = (
        0.42 + 0.20 * bands * (1 - np.minimum(np.abs(swirl), 1)) + 0.42 * swirl + 0.15 * noise.fractal(9 * x, 9 * y, 2)
    )
    sky = ramp(np.clip(tone, 0, 1), ["#0e1d52", "#17378a", "#2660b4", "#4f97c6", "#a9d3cf", "#eef0cf"])
    for lx, ly, r in _lights():
        distance = np.hypot(x - lx, y - ly) / r
        rings = 0.5 + 0.5 * np.cos(2 * np.pi * distance / 0.95)
        glow = np.exp(-0.32 * distance)
        halo = ramp(np.clip(0.35 * rings + 0.75 * glow, 0, 1), ["#3d86b0", "#9ecb9c", "#f0d95a", "#fbe88a"])
        sky = lay(sky, halo, np.clip(1.5 * glow - 0.22, 0, 1) * (0.55 + 0.45 * rings))
        sky = lay(sky, rgb("#f7a824"), step(1.25, 0.85, distance))
        sky = lay(sky, rgb("#fff3b0"), step(0.75, 0.3, distance))
    far = 0.66 - 0.07 * np.sin(4.1 * x + 0.4) - 0.025 * np.sin(11 * x)
    near = 0.80 - 0.05 * np.sin(5 * x + 2.2)
    hills = ramp(
        np.clip((y - far) / 0.22 + 0.25 * noise.fractal(7 * x, 16 * y, 3), 0, 1),
        ["#3f6fa8", "#1f4f7c", "#143a5a", "#1d5a52"],
    )
    scene = np.where((y > far)[..., None], hills, sky)
    meadow = ramp(
        np.clip((y - near) / 0.2 + 0.3 * np.sin(60 * (y - 0.3 * x)), 0, 1), ["#16463f", "#2e6d43", "#6f9440", "#173a3a"]
    )
    scene = np.where((y > near)[..., None], meadow, scene)
    scene = _village(scene, x, y)
    trunk = 0.115 + 0.02 * np.sin(14 * y)
    flame = np.abs(x - trunk) < 0.085 * np.clip((y - 0.28) / 0.5, 0, 1) ** 0.75 * (1 + 0.18 * np.sin(38 * y))
    dark = ramp(0.5 + 0.5 * np.sin(90 * (x - trunk) + 20 * y), ["#0d1f1c", "#1f3d24", "#4a4a1e"])
    return np.where((flame & (y > 0.28))[..., None], dark, scene), np.minimum(far, near)


def _village(scene: Picture, x: Plane, y: Plane) -> Picture:
    random = np.random.default_rng(5)
    for centre in np.linspace(0.3, 0.95, 12):
        base = 0.83 + 0.03 * random.standard_normal()
        half, tall = 0.018 + 0.012 * random.random(), 0.03 + 0.02 * random.random()
        wall = (np.abs(x - centre) < half) & (y < base) & (y > base - tall)
        roof = (y <= base - tall) & (y > base - tall - 1.1 * (half - np.abs(x - centre)))
        window = (np.abs(x - centre) < 0.3 * half) & (np.abs(y - base + 0.5 * tall) < 0.28 * tall)
        scene = np.where(wall[..., None], ramp(random.random(), ["#2b4a86", "#5f86ad", "#a9a98c"]), scene)
        scene = np.where(roof[..., None], ramp(random.random(), ["#7a2f22", "#b4552c", "#33305e"]), scene)
        scene = np.where(window[..., None], rgb("#ffd34a"), scene)
    return scene


def _windows(x: Plane, y: Plane) -> Plane:
    """Where the finest brush is used: on the houses."""
    return np.asarray(step(0.07, 0.04, np.abs(y - 0.81)) * step(0.26, 0.29, x))


def _directions(x: Plane, y: Plane, ridge: Plane) -> Plane:
    """Angle of the strokes: eddies and rings in the sky, along the slopes on the ground."""
    noise = Noise(8)
    u, v = np.full((GRID, GRID), 0.55), 0.35 * np.cos(6 * x + 2 * y) + 0.5 * noise(3 * x, 3 * y)
    turning = [(ex, ey, r, sign * 3.0) for ex, ey, r, sign in _EDDIES] + [
        (lx, ly, 2.2 * r, 6.0) for lx, ly, r in _lights()
    ]
    for cx, cy, r, power in turning:
        dx, dy = (x - cx) / r, (y - cy) / r
        pull = power * np.exp(-0.8 * (dx * dx + dy * dy))
        u, v = u - pull * dy, v + pull * dx
    sky = np.arctan2(v, u)
    ground = np.arctan2(np.gradient(ridge, axis=1) * GRID, 1.0) + 0.35 * noise(5 * x, 9 * y)
    angle = np.where(y > ridge, ground, sky)
    cypress = np.abs(x - 0.115) < 0.09 * np.clip((y - 0.28) / 0.5, 0, 1)
    return np.where(cypress, np.pi / 2 + 0.4 * np.sin(30 * y + 25 * x), angle)
