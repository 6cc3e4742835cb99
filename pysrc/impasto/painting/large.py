"""The stage of large pictures, which are encoded and decoded tile by tile."""

import math
from collections.abc import Hashable

from impasto.errors import BadImage
from impasto.networks.catalogue import Transformer
from impasto.networks.parts import style_part
from impasto.networks.runtime import Runtime
from impasto.painting.featuremaps import FASTEST_FIRST, Kept, memory_needed
from impasto.painting.stages import Brief, Canvas, Painted, Stage
from impasto.painting.steps import Steps
from impasto.painting.streaming import stream
from impasto.words import Text


class Stream(Stage[Painted]):
    """Run the transformer tile by tile. What its encoder makes is not kept: it takes more memory than time.

    ``memory`` is how many bytes of feature maps there may be at the same time; None leaves it to the device. What is
    quickest is done of what keeps half of it at most; if nothing does, the least that can be kept may take all of it.
    """

    title = Text("painting")
    budget = 112 * 2**20
    is_step = True

    def __init__(self, runtime: Runtime, memory: int | None = None) -> None:
        self._runtime = runtime
        self._memory = memory

    def parameters(self, brief: Brief) -> Hashable:
        return brief.transformer.id, brief.vector

    async def compute(self, before: Canvas, brief: Brief, steps: Steps) -> Painted:
        assert brief.vector is not None, "the vector is known before anything is painted"
        transformer, (height, width, _) = brief.transformer, before.photo.shape
        kept = self._kept(height, width, transformer)
        self._runtime.renew()  # what smaller pictures were painted in is more than the tiles need
        for graph in (transformer.encoder, style_part(transformer.decoder)):
            await steps.load(transformer.title, self._runtime, graph)
        painted = await stream(self._runtime, transformer, before.ground, brief.vector, steps, kept)
        return Painted(painted, before.photo)

    def _kept(self, height: int, width: int, transformer: Transformer) -> Kept:
        """Return what to keep of feature maps of that size, in px; ``BadImage`` if even the least is too much."""
        memory = math.inf if self._memory is None else self._memory
        for kept in FASTEST_FIRST:
            needed = memory_needed(height, width, transformer, kept)
            if needed <= memory / 2:
                return kept
        if needed > memory:
            told = {"needed": needed / 1e9, "most": memory / 1e9}
            raise BadImage("too-large-for-memory", width=width, height=height, network=transformer.title, **told)
        return kept

    def size(self, value: Painted) -> int:
        return value.pixels.nbytes + value.fitted.nbytes
