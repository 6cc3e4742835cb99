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

Outputs = Mapping[str, Tensor]
"""What comes out of a tile, by name."""

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
        take: Callable[[Tile, Outputs], Awaitable[None]],
    ) -> None:
        """Run a part on all tiles, and have what comes out of each taken in their order.

        A tile is cut out and asked for while the one in front of it runs, and what came out is put in its place while
        the next one runs: else the networks would stand still meanwhile, at twelve megapixels for a third of the time.

        Raises:
            RuntimeFailed, RuntimeLost, Cancelled: as ``Runtime.run``.
        """
        await self._runtime.load(part)
        asked = deque[tuple[Tile, asyncio.Task[Outputs | Exception]]]()
        try:
            for tile in of:
                await self.advance(layer)
                asked.append((tile, asyncio.ensure_future(self._answer(part, feeds(tile)))))
                if len(asked) == AHEAD:
                    await _first_taken(asked, take)
            while asked:
                await _first_taken(asked, take)
        finally:
            for _, task in asked:
                task.cancel()
            await asyncio.gather(*(task for _, task in asked), return_exceptions=True)

    async def _answer(self, part: Graph, feeds: Mapping[str, Tensor]) -> Outputs | Exception:
        """Return what comes of a tile, or the error: Pyodide complains of one that nobody waits for when it comes."""
        try:
            return await self._runtime.run(part, feeds)
        except Exception as error:
            return error

    async def advance(self, layer: str) -> None:
        """Tell that a tile of a layer is under way, unless the painting was cancelled."""
        part = self._work.begin(layer)
        tile = Text("painting-tile", doing=self._steps.text, tile=self._work.tiles_begun, tiles=self._work.tiles)
        await self._steps.advance(part, tile)


async def _first_taken(
    asked: deque[tuple[Tile, asyncio.Task[Outputs | Exception]]], take: Callable[[Tile, Outputs], Awaitable[None]]
) -> None:
    """Wait for the first tile that was asked for, and have it taken."""
    tile, task = asked[0]
    outputs = await task
    asked.popleft()
    if isinstance(outputs, Exception):
        raise outputs
    await take(tile, outputs)
