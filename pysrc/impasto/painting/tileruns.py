"""Parts of a network, run on one tile of a picture after another."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping

from impasto.networks.catalogue import Graph
from impasto.networks.runtime import Runtime, Tensor
from impasto.painting.steps import Steps
from impasto.painting.tiles import Tile
from impasto.painting.tilework import TileWork
from impasto.words import Text

AHEAD = 2
"""Tiles that the runtime is asked for at a time."""


class TileRuns:
    """Runs parts of a network on tiles, tells of each, and lets a cancel through before it."""

    def __init__(self, runtime: Runtime, steps: Steps, work: TileWork) -> None:
        self._runtime = runtime
        self._steps = steps
        self._work = work

    async def over(
        self,
        part: Graph,
        layer: str,
        of: Iterable[Tile],
        feeds: Callable[[Tile], Mapping[str, Tensor]],
        take: Callable[[Tile, Mapping[str, Tensor]], Awaitable[None]],
    ) -> None:
        """Run a part on all tiles, and have what comes out of each taken in their order.

        A tile is cut out and asked for while the one in front of it runs, and what came out is put in its place while
        the next one runs: else the networks would stand still meanwhile, at twelve megapixels for a third of the time.

        Raises:
            RuntimeFailed, RuntimeLost, Cancelled: as ``Runtime.run``.
        """
        await self._runtime.load(part)
        asked = deque[tuple[Tile, asyncio.Task[dict[str, Tensor]]]]()
        try:
            for tile in of:
                await self.advance(layer)
                asked.append((tile, asyncio.ensure_future(self._runtime.run(part, feeds(tile)))))
                if len(asked) == AHEAD:
                    await _first_taken(asked, take)
            while asked:
                await _first_taken(asked, take)
        finally:
            for _, task in asked:
                task.cancel()
            await asyncio.gather(*(task for _, task in asked), return_exceptions=True)

    async def advance(self, layer: str) -> None:
        """Tell that a tile of a layer is under way, unless the painting was cancelled."""
        part = self._work.begin(layer)
        tile = Text("painting-tile", doing=self._steps.text, tile=self._work.tiles_begun, tiles=self._work.tiles)
        await self._steps.advance(part, tile)


async def _first_taken(
    asked: deque[tuple[Tile, asyncio.Task[dict[str, Tensor]]]],
    take: Callable[[Tile, Mapping[str, Tensor]], Awaitable[None]],
) -> None:
    """Wait for the first tile that was asked for, and have it taken."""
    tile, task = asked[0]
    outputs = await task
    asked.popleft()
    await take(tile, outputs)
