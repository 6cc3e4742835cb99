"""How a large picture is cut into tiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Rows or columns of a tile, ``start`` to ``end``, with a halo of ``before`` and ``after`` more around them."""

    start: int
    end: int
    before: int = 0
    after: int = 0

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def core(self) -> slice:
        """What the tile is for, in the whole."""
        return slice(self.start, self.end)

    @property
    def whole(self) -> slice:
        """What the tile is made of, in the whole: with the halo."""
        return slice(self.start - self.before, self.end + self.after)

    @property
    def inner(self) -> slice:
        """What the tile is for, in the tile."""
        return slice(self.before, self.before + self.length)

    def times(self, factor: int) -> Span:
        """Return the same span where everything is ``factor`` times as large."""
        return Span(self.start * factor, self.end * factor, self.before * factor, self.after * factor)


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle of a picture or a feature map."""

    rows: Span
    columns: Span

    def times(self, factor: int) -> Tile:
        """Return the same tile where everything is ``factor`` times as large."""
        return Tile(self.rows.times(factor), self.columns.times(factor))


def tiles(height: int, width: int, side: int, halo: int, multiple: int = 1) -> Iterator[Tile]:
    """Yield tiles that cover everything once, row by row, about square and of nearly the same size.

    Without its halo a tile is ``side`` long at most, or ``side + multiple`` where little is left over. It reaches
    ``halo`` into its neighbours, and not beyond the whole. Tiles begin at multiples of ``multiple``.
    """
    for rows in _spans(height, side, halo, multiple):
        for columns in _spans(width, side, halo, multiple):
            yield Tile(rows, columns)


def _spans(size: int, side: int, halo: int, multiple: int) -> Iterator[Span]:
    units = size // multiple  # what is left over goes to the last one, or it might be too small for the networks
    count = max(min(-(-size // side), units), 1)
    starts = [units * number // count * multiple for number in range(count)] + [size]
    for start, end in pairwise(starts):
        yield Span(start, end, min(halo, start), min(halo, size - end))
