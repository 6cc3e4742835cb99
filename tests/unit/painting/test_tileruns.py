"""Tiles are asked for ahead of the one that runs, and taken in their order."""

import asyncio
from collections.abc import Mapping

import numpy as np
import pytest

from impasto.errors import Cancelled, RuntimeFailed
from impasto.networks.runtime import Tensor
from impasto.painting.featuremaps import Kept
from impasto.painting.steps import CancelToken, Steps
from impasto.painting.tileruns import TileRuns
from impasto.painting.tiles import Tile, tiles
from impasto.painting.tilework import TileWork
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime

PART = CATALOGUE.transformer("brush").encoder


class Taking:
    """Runs a network on four tiles, and keeps in which order they were cut out and taken."""

    def __init__(self, runtime: FakeRuntime, token: CancelToken | None = None) -> None:
        self.told: list[tuple[str, int]] = []
        self.fails_at: int | None = None
        work = TileWork(8, Kept(), lambda _layer: 4)
        self._runs = TileRuns(runtime, Steps(1, token=token or CancelToken()), work)

    async def all(self) -> None:
        await self._runs.over(PART, "encoder", tiles(8, 32, 8, 0), self._feeds, self._take)

    def _feeds(self, tile: Tile) -> dict[str, Tensor]:
        self.told.append(("cut", tile.columns.start // 8))
        return {PART.inputs[0].name: np.zeros((1, 8, 8, 3), np.uint8)}

    async def _take(self, tile: Tile, outputs: Mapping[str, Tensor]) -> None:
        assert list(outputs) == [PART.outputs[0].name]
        if tile.columns.start // 8 == self.fails_at:
            raise MemoryError
        self.told.append(("take", tile.columns.start // 8))


async def others() -> set[asyncio.Task[object]]:
    await asyncio.sleep(0)  # those that were cancelled end
    return asyncio.all_tasks() - {asyncio.current_task()}


async def test_the_next_tile_is_cut_out_before_one_is_taken():
    taking = Taking(FakeRuntime())
    await taking.all()
    first, second, *rest = taking.told
    assert [first, second] == [("cut", 0), ("cut", 1)]
    assert rest == [("take", 0), ("cut", 2), ("take", 1), ("cut", 3), ("take", 2), ("take", 3)]


async def test_two_tiles_are_asked_for_and_no_more():
    runtime = FakeRuntime()
    runtime.gate.clear()
    painting = asyncio.ensure_future(Taking(runtime).all())
    await asyncio.sleep(0.05)
    assert len(runtime.runs()) == 2
    runtime.gate.set()
    await painting
    assert len(runtime.runs()) == 4


@pytest.mark.parametrize("fails_at", [0, 3])
async def test_what_cannot_be_taken_leaves_nothing_on_its_way(fails_at):
    taking = Taking(FakeRuntime())
    taking.fails_at = fails_at
    with pytest.raises(MemoryError):
        await taking.all()
    assert not await others()


async def test_a_cancel_ends_what_is_on_its_way():
    runtime, token = FakeRuntime(), CancelToken()
    runtime.gate.clear()
    taking = Taking(runtime, token)
    painting = asyncio.ensure_future(taking.all())
    await asyncio.sleep(0.05)
    token.cancel()
    runtime.interrupt()
    with pytest.raises(Cancelled):
        await painting
    assert not await others() and not [told for told in taking.told if told[0] == "take"]


async def test_a_run_that_fails_ends_the_others():
    runtime = FakeRuntime()
    runtime.dying = 1
    with pytest.raises(RuntimeFailed):
        await Taking(runtime).all()
    assert not await others()
