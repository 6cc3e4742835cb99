"""Brush strokes of thick paint: bristle marks, loaded edges, colour that runs out, and light across the ridges.

The order of work is that of Hertzmann, "Painterly Rendering with Curved Brush Strokes of Multiple Sizes" (1998):
broad strokes first, finer ones on top, each along a field of directions and in the colour of the place it starts at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pictures.canvas import GRID, Picture, Plane, relief, rgb

_PROFILES = 64
_BRISTLES = 48


@dataclass(frozen=True, slots=True)
class Brush:
    """One pass over the canvas; lengths in grid points."""

    width: float
    length: float
    spacing: float
    """Distance between neighbouring strokes."""
    where: Plane | None = None
    """Chance of a stroke at each place, 0..1; everywhere if absent."""


class ThickPaint:
    """A canvas that keeps colour and thickness of the paint."""

    def __init__(self, ground: str, seed: int) -> None:
        """Prime the canvas with one colour."""
        self._random = np.random.default_rng(seed)
        # Single precision: the strokes only add and multiply, which every processor rounds alike.
        self._colour = np.empty((GRID, GRID, 3), np.float32)
        self._colour[:] = rgb(ground)
        self._height = np.zeros((GRID, GRID), np.float32)
        hairs = self._random.random((_PROFILES, _BRISTLES), np.float32)
        # Neighbouring hairs cling together: smooth each profile once.
        self._profiles = 0.5 * hairs + 0.25 * (np.roll(hairs, 1, axis=1) + np.roll(hairs, -1, axis=1))

    def paint(self, scene: Picture, angle: Plane, brushes: Sequence[Brush], liveliness: float = 0.07) -> None:
        """Cover the canvas with strokes in the colours of ``scene`` along ``angle`` (radians, turning x to y).

        ``liveliness`` is how far the colour of a stroke may stray from the scene's (standard deviation, 0..1).
        """
        for brush in brushes:
            for x, y in self._places(brush):
                column, row = int(x), int(y)
                if brush.where is not None and self._random.random() > brush.where[row, column]:
                    continue
                scale = 0.75 + 0.5 * self._random.random()
                pigment = scene[row, column] + liveliness * (
                    0.8 * self._random.standard_normal() + 0.7 * self._random.standard_normal(3)
                )
                turn = float(angle[row, column])
                length = brush.length * scale
                self._stroke(x, y, turn, length, brush.width * scale, self._bend(x, y, turn, length, angle), pigment)

    def lit(self, strength: float = 1.0) -> Picture:
        """Return the painting with light falling across the ridges from the upper left."""
        light = relief(self._height.astype(np.float64), 2.2 * strength)[..., None]
        gleam = np.clip(light - 1.25, 0.0, None) * 0.7
        return np.asarray(self._colour * (0.25 + 0.75 * light) + gleam)

    def _places(self, brush: Brush) -> NDArray[np.float64]:
        count = int(np.ceil(GRID / brush.spacing))
        row, column = np.divmod(np.arange(count * count), count)
        places = (np.stack([column, row], axis=1) + self._random.random((count * count, 2))) * (GRID / count)
        return self._random.permutation(places)

    @staticmethod
    def _bend(x: float, y: float, turn: float, length: float, angle: Plane) -> float:
        """Curvature that follows the field from the tail of the stroke to its head."""
        reach = 0.4 * length
        ends = []
        for sign in (-1.0, 1.0):
            column = int(np.clip(x + sign * reach * np.cos(turn), 0, GRID - 1))
            row = int(np.clip(y + sign * reach * np.sin(turn), 0, GRID - 1))
            # Directions have no sign: take the difference to the nearest half turn.
            ends.append((angle[row, column] - turn + np.pi / 2) % np.pi - np.pi / 2)
        return float(np.clip((ends[1] - ends[0]) / (2.0 * reach), -1.6 / length, 1.6 / length))

    def _stroke(
        self, x: float, y: float, turn: float, length: float, width: float, bend: float, pigment: NDArray[np.float64]
    ) -> None:
        thick = 0.5 * width + 0.125 * abs(bend) * length**2
        reach_x = 0.5 * length * abs(np.cos(turn)) + thick * abs(np.sin(turn))
        reach_y = 0.5 * length * abs(np.sin(turn)) + thick * abs(np.cos(turn))
        left, right = max(int(x - reach_x), 0), min(int(x + reach_x) + 2, GRID)
        top, bottom = max(int(y - reach_y), 0), min(int(y + reach_y) + 2, GRID)
        dx = np.arange(left - x, right - x - 0.5, dtype=np.float32)
        dy = np.arange(top - y, bottom - y - 0.5, dtype=np.float32)[:, None]
        # Python numbers, not numpy's: those would turn everything into double precision.
        cosine, sine = float(np.cos(turn)), float(np.sin(turn))
        along = dx * cosine + dy * sine
        across = (dy * cosine - dx * sine - 0.5 * bend * along**2) / (0.5 * width)
        profile = self._profiles[self._random.integers(_PROFILES)]
        hair = profile[np.clip((across + 1.0) * (0.5 * _BRISTLES), 0, _BRISTLES - 1).astype(np.int32)]
        end = 0.5 * length * (0.7 + 0.3 * hair)
        cover = np.clip((1.0 - np.abs(across)) * (0.35 * width), 0.0, 1.0)
        cover *= np.clip((end - np.abs(along)) / (0.2 * width), 0.0, 1.0)
        load = 1.0 - 0.4 * (along / length + 0.5)
        body = (0.35 + 0.65 * hair) * load + 0.3 * (across * across) ** 2

        colour = self._colour[top:bottom, left:right]
        colour += cover[..., None] * (pigment.astype(np.float32) + 0.16 * (hair - 0.5)[..., None] - colour)
        height = self._height[top:bottom, left:right]
        height += cover * (0.12 * width * body + 0.25 * height - height)
