"""Linocut: a bird among leaves and flowers, cut with the gouge and printed in black over pink, red and green."""

import numpy as np

from pictures.canvas import GRID, Pixels, Plane, around, coordinates, finish, lay, ramp, rgb, step
from pictures.noise import Noise


class _Block:
    """The lino: where the black prints (0..1), and which colour was rolled on the paper before."""

    def __init__(self) -> None:
        self.x, self.y = coordinates()
        self.noise = Noise(131)
        x, y = self.x, self.y
        # The cleared ground keeps ridges between the gouge's cuts, running round the picture's middle.
        turn, distance = np.arctan2(y - 0.5, x - 0.5), np.hypot(x - 0.5, y - 0.5)
        cut = distance / 0.020 + 0.5 * self.noise(7 * x, 7 * y) + 0.25 * np.sin(11 * turn)
        from_ridge = np.abs(cut - np.rint(cut))
        length = self.noise(22 * turn / (2 * np.pi) * 2.0 + 3.7 * np.rint(cut), 1.3 * np.rint(cut))
        self.black: Plane = step(0.04, -0.04, from_ridge - 0.30 - 0.22 * length)
        self.rolled: Plane = np.zeros((GRID, GRID, 3)) + ramp(
            0.5 + 0.5 * self.noise(2 * x, 2 * y), ["#ee7f8c", "#f6a9a4"]
        )

    def leaf(self, x: float, y: float, turn: float, length: float, colour: str, slim: float = 0.34) -> None:
        """Cut a leaf with midrib and veins; (x, y) is its foot."""
        rows, columns = around(x + 0.5 * length * np.cos(turn), y + 0.5 * length * np.sin(turn), 0.62 * length)
        dx, dy = self.x[rows, columns] - x, self.y[rows, columns] - y
        along, across = (
            (dx * np.cos(turn) + dy * np.sin(turn)) / length,
            (dy * np.cos(turn) - dx * np.sin(turn)) / length,
        )
        across = across - 0.16 * along * (1.0 - along)
        half = slim * np.sqrt(np.clip(along, 0, 1)) * np.clip(1.0 - along, 0, 1) ** 0.8
        depth = (half - np.abs(across)) * length
        inside = (along > 0) & (along < 1)
        vein = (along - 0.9 * np.abs(across)) * 8.0
        veins = step(0.06, -0.06, np.abs(vein - np.rint(vein)) - 0.20 * np.clip(depth / (slim * 0.4 * length), 0, 1))
        rib = step(0.0022, 0.0008, np.abs(across) * length - 0.0035 * (1 - along))
        inked = step(0.0, 0.0016, depth - 0.004) * (1.0 - np.maximum(veins * 0.999, rib))
        self._set(rows, columns, step(-0.004, -0.0025, depth) * inside, inked, rgb(colour))

    def flower(self, x: float, y: float, r: float, petals: int, colour: str) -> None:
        """Cut a flower in rings of petals."""
        rows, columns = around(x, y, 1.15 * r)
        dx, dy = self.x[rows, columns] - x, self.y[rows, columns] - y
        distance, turn = np.hypot(dx, dy) / r, np.arctan2(dy, dx)
        inked = np.zeros_like(dx)
        cover = np.zeros_like(dx)
        for ring, (reach, shift) in enumerate(((1.0, 0.0), (0.70, 0.5), (0.42, 0.0))):
            petal = ((turn / (2 * np.pi) * petals + shift) % 1.0) - 0.5
            edge = reach * (0.62 + 0.38 * np.sqrt(np.clip(np.cos(np.pi * petal), 0, 1)))
            inside = step(0.0, 0.02, edge - distance)
            rays = np.abs(petal * (5 if ring == 0 else 3) - np.rint(petal * (5 if ring == 0 else 3)))
            cuts = step(0.30, 0.20, rays) * step(reach * 0.55, reach * 0.75, distance)
            rim = step(0.035, 0.02, np.abs(edge - distance - 0.02))
            inked = np.where(inside > 0.5, np.maximum(cuts, rim), inked)
            cover = np.maximum(cover, step(-0.03, -0.015, edge - distance))
        seeds = np.hypot((dx / r * 13) % 1.0 - 0.5, (dy / r * 13) % 1.0 - 0.5)
        inked = np.where(distance < 0.2, step(0.30, 0.36, seeds), inked)
        self._set(rows, columns, cover, inked, rgb(colour))

    def bird(self) -> None:
        """Cut the bird in the middle: body, wing feathers, tail, crest, eye."""
        x, y = self.x, self.y
        for number, turn in enumerate(np.linspace(2.25, 2.95, 6)):
            self.leaf(
                0.42, 0.56, float(turn), 0.36 - 0.02 * abs(number - 3), ("#d8203a", "#f4e6c8")[number % 2], slim=0.13
            )
        dx, dy = x - 0.50, y - 0.50
        u, v = dx * np.cos(0.6) - dy * np.sin(0.6), dx * np.sin(0.6) + dy * np.cos(0.6)
        body = 1.0 - np.hypot(u / 0.195, v / (0.105 + 0.15 * np.clip(u, -0.2, 0.2)))
        head = 1.0 - np.hypot(x - 0.635, y - 0.385) / 0.072
        beak = np.minimum(
            (0.765 - x) / 0.06, (0.030 - np.abs(y - 0.385 + 0.12 * (x - 0.70))) / 0.03 - np.clip(x - 0.69, 0, 1) / 0.075
        )
        beak = np.where(x > 0.68, beak, -1.0)
        shape = np.maximum(np.maximum(body, head), beak)
        scales_u, scales_v = u / 0.030, v / 0.030
        shifted = scales_u + 0.5 * (np.floor(scales_v) % 2)
        scale = np.hypot(shifted - np.floor(shifted) - 0.5, scales_v - np.floor(scales_v))
        inked = 1.0 - step(0.12, 0.06, np.abs(scale - 0.45))
        inked = np.where(head > 0, 1.0 - step(0.25, 0.35, self.noise(70 * x, 30 * y)), inked)
        inked = np.where((beak > 0) & (head < 0), step(0.0035, 0.002, np.abs(y - 0.385)), inked)
        eye = np.hypot(x - 0.65, y - 0.375)
        inked = np.where(
            eye < 0.024,
            step(0.016, 0.014, eye) + step(0.021, 0.023, eye) - step(0.006, 0.004, np.hypot(x - 0.655, y - 0.370)),
            inked,
        )
        colours = np.where((head > 0)[..., None] | (beak > 0)[..., None], rgb("#f4e6c8"), rgb("#d8203a"))
        self._set(
            slice(None), slice(None), step(-0.06, -0.03, shape), np.clip(inked, 0, 1) * step(0.0, 0.02, shape), colours
        )
        for number, turn in enumerate(np.linspace(2.05, 3.0, 7)):
            self.leaf(0.56, 0.44, float(turn), 0.20 + 0.02 * number, ("#f4e6c8", "#f6c6b8")[number % 2], slim=0.16)
        for turn in (-2.2, -1.8, -1.4):
            self.leaf(0.62, 0.335, turn, 0.09, "#d8203a", slim=0.2)

    def _set(self, rows: slice, columns: slice, cover: Plane, black: Plane, colour: Plane) -> None:
        self.black[rows, columns] += cover * (black - self.black[rows, columns])
        self.rolled[rows, columns] = lay(self.rolled[rows, columns], colour, cover)


def draw() -> Pixels:
    """Cut the block and pull a print."""
    block = _Block()
    random = np.random.default_rng(132)
    for stem in range(9):
        across, down = (stem + 0.5) / 9 + 0.03 * random.standard_normal(), 1.08
        turn = -np.pi / 2 + 0.2 * random.standard_normal()
        for _ in range(15):
            across, down = across + 0.075 * np.cos(turn), down + 0.075 * np.sin(turn)
            turn += 0.22 * random.standard_normal()
            for side in (-1.0, 1.0):
                colour = ("#f4e6c8", "#f4e6c8", "#f6c6b8", "#3fa89a")[random.integers(4)]
                block.leaf(
                    across,
                    down,
                    turn + side * (0.75 + 0.2 * random.random()),
                    0.11 + 0.06 * random.random(),
                    colour,
                    0.30 + 0.1 * random.random(),
                )
    for across, down, r, petals in (
        (0.16, 0.20, 0.115, 9),
        (0.85, 0.16, 0.105, 8),
        (0.86, 0.80, 0.13, 10),
        (0.14, 0.83, 0.10, 8),
        (0.48, 0.13, 0.075, 7),
        (0.52, 0.86, 0.085, 7),
        (0.93, 0.49, 0.07, 6),
        (0.06, 0.52, 0.07, 7),
    ):
        block.flower(across, down, r, petals, ("#d8203a", "#f4e6c8")[petals % 2])
    block.bird()
    x, y, noise = block.x, block.y, block.noise
    worn = step(0.42, 0.62, noise.fractal(80 * x, 80 * y, 2))
    border = np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y)) + 0.002 * noise(20 * x, 20 * y)
    black = np.where(border < 0.016, 1.0, block.black) * (1.0 - 0.8 * worn)
    coloured = block.rolled * (1.0 + 0.05 * noise.fractal(50 * x, 50 * y, 2))[..., None]
    return finish(lay(coloured, rgb("#17151a"), 0.97 * black))
