"""Transparent washes: mountains and firs over a lake at daybreak, with blooms, dark edges and paper grain."""

import numpy as np

from pictures.canvas import GRID, Picture, Pixels, Plane, around, blur, coordinates, finish, ramp, relief, rgb, step
from pictures.noise import Noise

Window = tuple[slice, slice]
_WHOLE = (slice(None), slice(None))


class _Sheet:
    """Wet paper: every wash filters the light that the ones below it let through."""

    def __init__(self) -> None:
        self.x, self.y = coordinates()
        self.noise = Noise(121)
        x, y, noise = self.x, self.y, self.noise
        self._tooth = noise.fractal(95 * x, 95 * y, 2)
        self._fringe = 0.010 * noise.fractal(16 * x, 16 * y, 3) + 0.0035 * self._tooth
        self._pools = noise.fractal(5 * x + 1.5 * noise(3 * x, 3 * y), 5 * y, 4)
        self.light: Picture = np.ones((*x.shape, 3))

    def wash(
        self, pigment: Picture, depth: Plane, strength: float = 1.0, wet: float = 0.0, window: Window = _WHOLE
    ) -> None:
        """Lay pigment where ``depth`` (distance inside the shape, 0..1 of the side) is positive.

        ``wet`` 0 gives a crisp shape with the dark rim of a dried wash, larger values bleed that far. ``depth``
        covers the part ``window`` of the sheet.
        """
        inside = depth + self._fringe[window] * (1.0 + 4.0 * wet)
        cover = step(-0.0025 - 0.5 * wet, 0.0025 + 0.5 * wet, inside)
        rim = np.exp(-np.abs(inside - 0.004) / 0.0045) * (inside > 0) * (0.75 if wet == 0.0 else 0.0)
        density = (
            strength * cover * np.clip(0.82 + 0.42 * self._pools[window] + 0.16 * self._tooth[window] + rim, 0.05, 2.5)
        )
        # Beer and Lambert: each layer of pigment lets the same share of the light through.
        self.light[window] *= np.exp(np.log(np.clip(pigment, 0.02, 1.0)) * density[..., None])

    def drop(self, x: float, y: float, r: float, colour: str, strength: float) -> None:
        """Let a drop of ``colour`` fall."""
        window = around(x, y, 1.5 * r + 0.02)
        depth = r - np.hypot(self.x[window] - x, self.y[window] - y)
        self.wash(rgb(colour), depth, strength, window=window)

    def paper(self) -> Picture:
        """Return the sheet with its grain."""
        grain = relief(blur(self._tooth, 1.2), 0.9)
        return np.asarray(self.light * rgb("#fdf8ec") * (0.55 + 0.45 * grain)[..., None])


def draw() -> Pixels:
    """Paint from the light to the dark."""
    sheet = _Sheet()
    x, y, noise = sheet.x, sheet.y, sheet.noise
    everywhere = np.ones_like(x)
    sheet.wash(
        ramp(
            np.clip(y * 1.7 + 0.16 * noise(3 * x, 3 * y), 0, 1), ["#4a86d8", "#8fb4ea", "#f2b8c8", "#ffcf8a", "#ffe6a8"]
        ),
        everywhere,
        1.0,
        0.2,
    )
    for cx, cy, r, colour in (
        (0.30, 0.16, 0.15, "#e87aa0"),
        (0.72, 0.10, 0.17, "#5a6fd0"),
        (0.10, 0.33, 0.12, "#ff9a5a"),
        (0.90, 0.30, 0.13, "#f07a8a"),
        (0.52, 0.25, 0.10, "#a07ad8"),
    ):
        sheet.wash(rgb(colour), r - np.hypot(x - cx, (y - cy) * 1.7) + 0.06 * noise(6 * x, 6 * y), 0.55, 0.11)
    sheet.wash(rgb("#ff8a2a"), 0.062 - np.hypot(x - 0.60, y - 0.315), 0.9)
    shore = 0.60
    water = y - shore
    for number, (level, swing, high, low) in enumerate(
        ((0.42, 0.085, "#8f8fd8", "#c8a8dc"), (0.50, 0.070, "#4f86c0", "#9fc8d0"), (0.56, 0.045, "#2a7a8f", "#8fc48a"))
    ):
        peaks = level - swing * noise.fractal((2.3 + 1.1 * number) * x[:1] + 5.0 * number, number, 5)
        peaks = peaks - 0.4 * swing * np.sin(5 * x[:1] + 2 * number)
        shade = ramp(np.clip((y - peaks) / 0.2 + 0.3 * noise(8 * x, 8 * y), 0, 1), [high, low])
        sheet.wash(shade, np.minimum(y - peaks, shore - 0.005 * number - y), 1.05)
        mirror = np.minimum(
            (shore + 0.85 * (shore - peaks)) - y + 0.012 * np.sin(120 * y + 8 * noise(4 * x, 4 * y)), water - 0.004
        )
        sheet.wash(shade, mirror, 0.62, 0.02)
    sheet.wash(
        ramp(np.clip(water / 0.4 + 0.2 * noise(5 * x, 20 * y), 0, 1), ["#bfe4e8", "#5fb8d0", "#2a7ac0", "#274fa0"]),
        water,
        0.75,
    )
    for number in range(9):
        level = 0.64 + 0.036 * number
        window = (slice(int((level - 0.03) * GRID), int((level + 0.03) * GRID)), slice(None))
        part_x, part_y = x[window], y[window]
        width = 0.0022 + 0.003 * noise(7 * part_x[:1] + 3 * number, number)
        ripple = width - np.abs(part_y - level - 0.006 * np.sin(9 * part_x + number))
        sheet.wash(rgb("#2a62a8"), ripple, 0.65, window=window)
    _firs(sheet)
    _bank(sheet)
    drops = np.random.default_rng(124)
    for colour in ("#e0457a", "#f08a2a", "#2a7ac0", "#3f9a5a") * 9:
        cx, cy, r = drops.random(), drops.random(), 0.002 + 0.007 * drops.random() ** 2
        sheet.drop(cx, cy, r, colour, 0.6)
    return finish(sheet.paper())


def _firs(sheet: _Sheet) -> None:
    random = np.random.default_rng(122)
    for _ in range(26):
        cx = random.random()
        cx = 0.42 * cx**1.4 if random.random() < 0.55 else 1.0 - 0.34 * cx**1.4
        base, tall = 0.605 + 0.03 * random.random(), 0.08 + 0.20 * random.random() * (1.0 - 1.6 * min(cx, 1 - cx))
        window = around(cx, base - 0.5 * tall, 0.6 * tall)
        x, y = sheet.x[window], sheet.y[window]
        climb = np.clip((base - y) / tall, 0, 1)
        boughs = 0.5 + 0.5 * np.abs(((base - y) / tall * 7.0) % 1.0 - 0.15)
        half = 0.27 * tall * (1.0 - climb) * boughs
        depth = np.minimum(half - np.abs(x - cx), np.minimum(base - y, y - base + tall))
        shade = ramp(random.random(), ["#12504a", "#1f6a3f", "#2a4a7a", "#4f7a2a"])
        sheet.wash(shade, depth, 1.0, window=window)


def _bank(sheet: _Sheet) -> None:
    x, y, noise = sheet.x, sheet.y, sheet.noise
    bank = y - (0.90 - 0.06 * np.sin(5 * x + 0.4) + 0.012 * noise(14 * x, 3 * y))
    sheet.wash(ramp(np.clip(0.5 + 0.6 * noise(6 * x, 9 * y), 0, 1), ["#c8b02a", "#5f9a2a", "#1f6a4a"]), bank, 1.1)
    blades = bank + 0.10 * np.clip(noise(70 * x + 6 * y, 5 * y), 0, 1) ** 2
    sheet.wash(rgb("#2a6a3a"), blades - 0.018, 0.6)
    random = np.random.default_rng(123)
    for colour in ("#d8245a", "#f07a1f", "#8a3fc0", "#e8b81f") * 12:
        cx, cy, r = random.random(), 0.86 + 0.14 * random.random(), 0.006 + 0.012 * random.random()
        sheet.drop(cx, cy, r, colour, 0.9)
