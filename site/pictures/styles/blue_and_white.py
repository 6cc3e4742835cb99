"""Cobalt blue on white glaze: misty peaks in wet washes behind bamboo in dry strokes, with plum blossom."""

import numpy as np

from pictures.canvas import Pixels, Plane, around, coordinates, finish, lay, ramp, rgb, step
from pictures.noise import Noise


def draw() -> Pixels:
    """Paint from the far mist to the near leaves."""
    x, y = coordinates()
    noise = Noise(161)
    fibres = noise.fractal(8 * x, 8 * y, 4)
    glaze = ramp(0.5 + 0.5 * fibres, ["#e4e8ea", "#f0f2f0", "#fbfaf4"])
    ink = np.clip(0.16 + 0.18 * noise.fractal(2.2 * x, 3.2 * y, 4), 0, 1)
    for number, (level, swing, dark) in enumerate(
        ((0.20, 0.15, 0.45), (0.34, 0.16, 0.66), (0.50, 0.16, 0.85), (0.70, 0.13, 1.0))
    ):
        ridge = level - swing * noise.fractal((1.7 + 0.5 * number) * x[:1] + 3.7 * number, 2.0 * number, 6)
        below = y - ridge
        # Ink pools along the ridge and thins out into the mist below it.
        crags = 0.5 + 0.5 * noise.fractal(11 * x + 4 * below, 5 * y - 9 * below + number, 4)
        wash = dark * np.exp(-below / (0.06 + 0.022 * number)) + dark * 1.1 * step(0.45, 0.75, crags) * np.exp(
            -below / 0.13
        )
        ink = np.where(below > 0, np.maximum(ink * 0.35, wash * (0.75 + 0.3 * noise.fractal(30 * x, 30 * y, 2))), ink)
    water = step(0.78, 0.84, y)
    ink = ink * (1 - 0.7 * water) + water * np.clip(0.35 * noise.fractal(4 * x, 46 * y, 3) + 0.16, 0, 0.6)
    ink = _bamboo(ink, x, y, noise)
    bloom = _blossom(x, y)
    grain = 0.86 + 0.14 * noise.fractal(120 * x, 120 * y, 2) + 0.10 * fibres
    picture = lay(glaze, ramp(np.clip(ink, 0, 1), ["#5f8fe0", "#1f4fc0", "#0a1f7a"]), np.clip(ink * grain, 0, 0.97))
    picture = lay(picture, rgb("#123aa8"), np.clip(bloom * (0.75 + 0.5 * fibres), 0, 0.95))
    seal = (np.abs(x - 0.90) < 0.036) & (np.abs(y - 0.90) < 0.046)
    strokes = (np.abs(((x - 0.864) * 42) % 1.0 - 0.5) < 0.16) ^ (np.abs(((y - 0.854) * 33) % 1.0 - 0.5) < 0.14)
    picture = lay(picture, rgb("#123aa8"), np.where(seal, np.where(strokes, 0.15, 0.92), 0.0) * (0.9 + 0.3 * fibres))
    return finish(picture)


def _bamboo(ink: Plane, x: Plane, y: Plane, noise: Noise) -> Plane:
    random = np.random.default_rng(162)
    for foot, lean, width, dark in (
        (0.10, 0.10, 0.030, 1.0),
        (0.24, -0.05, 0.020, 0.9),
        (0.045, 0.16, 0.014, 0.7),
        (0.86, -0.12, 0.022, 1.0),
    ):
        middle = foot + lean * (1 - y) + 0.015 * np.sin(4 * y)
        across = (x - middle) / width
        joint = y * 6.3 + 3 * foot
        at_joint = np.abs(joint - np.rint(joint))
        dry = step(-0.35, 0.25, noise(160 * (x - middle), 7 * y) + 0.75 - 0.5 * np.abs(across))
        cane = step(1.0, 0.85, np.abs(across)) * step(0.035, 0.055, at_joint) * (0.5 + 0.5 * across**2) * dry
        knot = step(1.25, 1.0, np.abs(across)) * step(0.055, 0.04, at_joint) * step(0.018, 0.035, at_joint)
        ink = np.maximum(ink * (1 - 0.75 * step(1.1, 0.9, np.abs(across))), dark * np.maximum(cane, 1.05 * knot))
        for _ in range(20):
            py = random.random() ** 1.2 * 0.8
            px = foot + lean * (1 - py) + 0.015 * np.sin(4 * py)
            side = random.choice([-1.0, 1.0])
            for _ in range(3):
                turn = np.pi / 2 - side * (0.35 + 0.9 * random.random())
                _leaf(
                    ink,
                    x,
                    y,
                    noise,
                    (
                        px + side * 0.05 * random.random(),
                        py,
                        turn,
                        0.11 + 0.12 * random.random(),
                        dark * (0.7 + 0.5 * random.random()),
                    ),
                )
    return ink


def _leaf(ink: Plane, x: Plane, y: Plane, noise: Noise, leaf: tuple[float, float, float, float, float]) -> None:
    """One press of the brush: pointed, dark at the foot, dry at the tip."""
    px, py, turn, length, dark = leaf
    rows, columns = around(px + 0.5 * length * np.cos(turn), py + 0.5 * length * np.sin(turn), 0.6 * length)
    dx, dy = x[rows, columns] - px, y[rows, columns] - py
    along, across = (dx * np.cos(turn) + dy * np.sin(turn)) / length, (dy * np.cos(turn) - dx * np.sin(turn)) / length
    half = 0.11 * np.sqrt(np.clip(along, 0, 1)) * np.clip(1 - along, 0, 1)
    half = half * 2.1
    dry = step(-0.5, 0.1, noise(90 * across + 40 * px, 5 * along) + 0.9 - 0.7 * along)
    cover = step(0.0, 0.012, half - np.abs(across + 0.12 * along * along)) * dry
    ink[rows, columns] = np.maximum(ink[rows, columns], dark * cover * (1 - 0.25 * along))


def _blossom(x: Plane, y: Plane) -> Plane:
    """Five-petalled blossoms."""
    random = np.random.default_rng(163)
    bloom = np.zeros_like(x)
    for _ in range(34):
        px, py = 0.98 - 0.62 * random.random() ** 1.5, 0.02 + 0.42 * random.random() ** 1.3
        r = 0.016 + 0.022 * random.random()
        rows, columns = around(px, py, 1.6 * r)
        dx, dy = x[rows, columns] - px, y[rows, columns] - py
        distance, turn = np.hypot(dx, dy) / r, np.arctan2(dy, dx) + random.random()
        edge = 0.62 + 0.38 * np.abs(np.cos(2.5 * turn))
        petals = step(0.0, 0.10, edge - distance) * (0.35 + 0.65 * np.clip(distance, 0, 1)) * step(0.14, 0.22, distance)
        bloom[rows, columns] = np.maximum(bloom[rows, columns], petals)
    return bloom
