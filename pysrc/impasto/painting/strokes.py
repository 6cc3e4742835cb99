"""Broad strokes: a small painting, enlarged, is painted once more.

Strokes have a fixed size in px, so a large picture that is painted at once gets fine ones, and looks filtered. Painted
small first, it has large shapes and broad strokes, which the second pass follows; what makes the size of the strokes is
the ratio of both, not their pixels. Without the photo's detail between them, faces, hands and lettering break.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import replace

from impasto.imaging.detail import enlarged_with_detail
from impasto.imaging.pixels import RGB
from impasto.painting.request import longest_side
from impasto.painting.stages import Brief, Canvas, Painted, Stage
from impasto.painting.steps import Steps
from impasto.words import Text

LEAST_RATIO, GREATEST_RATIO = 1.5, 4.0
"""How many times as large as the first painting the second one is: below it nothing changes, above it all is rubble."""

LEAST_STROKES = 0.25
"""The size of strokes up to which the ratio is the least; from there to 1 each step is so many times the one before."""

SMALLEST_FIRST = 480
"""Long side in px below which a first painting shows too little of the photo."""


def first_size(longest: int, stroke_size: float) -> int | None:
    """Return the long side in px of the first painting for one of ``longest`` px; None if one pass is enough."""
    if stroke_size == 0 or longest < LEAST_RATIO * SMALLEST_FIRST:
        return None
    way = max(stroke_size - LEAST_STROKES, 0) / (1 - LEAST_STROKES)
    ratio: float = LEAST_RATIO * (GREATEST_RATIO / LEAST_RATIO) ** way
    return max(round(longest / ratio), SMALLEST_FIRST)


class Underpaint(Stage[Canvas]):
    """Paint small and enlarge, where strokes are to be broad; else there is but the photo.

    ``paint`` paints what it is told by way of the stages of one pass, whose steps are the only ones.
    """

    title = Text("painting")
    budget = 0

    def __init__(self, paint: Callable[[Brief, Steps], Awaitable[Painted]]) -> None:
        self._paint = paint

    def parameters(self, brief: Brief) -> Hashable:
        first = first_brief(brief)
        return first and (first.settings.output_size, brief.transformer.id, brief.vector)

    async def compute(self, before: RGB, brief: Brief, steps: Steps) -> Canvas:
        first = first_brief(brief)
        if first is None:
            return Canvas(before, before)
        show, steps.show = steps.show, None  # nobody waits for what is painted over
        try:
            painted = await self._paint(first, steps)
        finally:
            steps.show = show
        await steps.pause()
        return Canvas(before, enlarged_with_detail(painted.pixels, before))

    def size(self, value: Canvas) -> int:
        return value.photo.nbytes + value.ground.nbytes


def first_brief(brief: Brief) -> Brief | None:
    """Return what the first of two passes is told; None if one is enough."""
    first = first_size(longest_side(brief.content, brief.settings), brief.settings.stroke_size)
    if first is None:
        return None
    return replace(brief, settings=replace(brief.settings, output_size=first, stroke_size=0.0))
