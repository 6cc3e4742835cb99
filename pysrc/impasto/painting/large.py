"""The stage of large pictures, which are encoded and decoded tile by tile."""

from collections.abc import Hashable

import numpy as np

from impasto.errors import BadImage
from impasto.networks.parts import style_part
from impasto.networks.runtime import Runtime
from impasto.painting.featuremaps import Kept, memory_needed
from impasto.painting.stages import Brief, Canvas, Painted, Stage
from impasto.painting.steps import Steps
from impasto.painting.streaming import stream
from impasto.words import Text


class Stream(Stage[Painted]):
    """Run the transformer tile by tile. What its encoder makes is not kept: it takes more memory than time.

    ``memory`` is how many bytes of feature maps there may be at the same time; None leaves it to the device. Where they
    would take more than half of it, halves are kept of them.
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
        kept: Kept = np.float32
        if self._memory is not None and memory_needed(height, width, transformer, kept) > self._memory / 2:
            kept = np.float16
            needed = memory_needed(height, width, transformer, kept)
            if needed > self._memory:
                memory = {"needed": needed / 1e9, "most": self._memory / 1e9}
                raise BadImage("too-large-for-memory", width=width, height=height, network=transformer.title, **memory)
        self._runtime.renew()  # what smaller pictures were painted in is more than the tiles need
        for graph in (transformer.encoder, style_part(transformer.decoder)):
            await steps.load(transformer.title, self._runtime, graph)
        painted = await stream(self._runtime, transformer, before.ground, brief.vector, steps, kept)
        return Painted(painted, before.photo)

    def size(self, value: Painted) -> int:
        return value.pixels.nbytes + value.fitted.nbytes
