"""A backend that computes one thing wrong is found out by the golden pictures: every graph, wrong in several ways."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from impasto.backends import golden, trial
from impasto.backends.rules import TOLERANCE
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue, Graph
from impasto.networks.runtime import DeviceTensor, Tensor
from impasto.painting.in_tiles import in_tiles

MODELS = Path(__file__).parents[3] / "models"
CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
PICTURES = golden.pictures(CATALOGUE, in_tiles)
AT_ONCE = [picture for picture in PICTURES if picture.in_tiles is None]
IN_TILES = [picture for picture in PICTURES if picture.in_tiles]


def scaled(tensor: Tensor) -> Tensor:
    """A factor that is not right, as of a gain that was left out; much of a small one is normalised away."""
    return np.clip(tensor * 1.5, None, 255 if tensor.dtype == np.uint8 else None).astype(tensor.dtype)


def moved(tensor: Tensor) -> Tensor:
    """Everything one place further, as of padding on the wrong side."""
    return np.roll(tensor, 1, -2 if tensor.dtype == np.uint8 else -1)


def mirrored(tensor: Tensor) -> Tensor:
    """Numbers in another order, as of a layout that was taken for another."""
    return np.ascontiguousarray(tensor[..., ::-1])


def zero(tensor: Tensor) -> Tensor:
    """Nothing at all, as of a shader that was not compiled."""
    return np.zeros_like(tensor)


def half_gone(tensor: Tensor) -> Tensor:
    """Nothing in the last quarter, as of too few threads."""
    gone = tensor.copy()
    gone.reshape(-1)[3 * gone.size // 4 :] = 0
    return gone


WAYS = (scaled, moved, mirrored, zero, half_gone)


class Corrupted(NativeRuntime):
    """Does something wrong with the first output of one graph, or of one part of it."""

    def __init__(self, graph: Graph, way) -> None:
        super().__init__(MODELS, threads=1)
        self.graph = graph
        self.way = way
        self.times = 0

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        outputs = await super().run(graph, inputs)
        if graph.key == self.graph.key:
            self.times += 1
            name = graph.outputs[0].name
            outputs[name] = self.way(outputs[name])
        return outputs


async def read(name: str) -> bytes:
    return (MODELS / golden.FOLDER / f"{name}.png").read_bytes()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("picture", AT_ONCE, ids=lambda picture: picture.name)
async def test_whichever_graph_is_wrong_in_whichever_way_its_picture_tells(picture, way):
    for network in picture.networks:
        for graph in network.graphs:
            runtime = Corrupted(graph, way)
            outcome = await picture.outcome(runtime, read)
            assert runtime.times == 1 and not outcome.right, f"{graph.file} is {way.__name__}: {outcome.differs} levels"


class OneTile(Corrupted):
    """Does something wrong with one of the tiles that a layer goes over."""

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        outputs = await NativeRuntime.run(self, graph, inputs)
        if graph.layers == ("residual3/conv1",):
            self.times += 1
            if self.times == 4:
                outputs["raw"] = self.way(outputs["raw"])
        return outputs


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("picture", IN_TILES, ids=lambda picture: picture.name)
async def test_one_tile_of_one_layer_that_is_wrong_is_enough(picture, way):
    runtime = OneTile(picture.networks[1].decoder, way)
    outcome = await picture.outcome(runtime, read)
    assert runtime.times == 4 and not outcome.right, f"{outcome.differs} levels"


@pytest.mark.parametrize(("levels", "right"), [(TOLERANCE, True), (TOLERANCE + 1, False)])
async def test_one_pixel_is_enough_and_rounding_is_not(levels, right):
    answer = trial.answer()
    level = int(answer[40, 17, 2])

    def one_pixel(tensor: Tensor) -> Tensor:
        tensor = tensor.copy()
        tensor[0, ..., :3] = answer
        tensor[0, 40, 17, 2] = level + levels if level < 128 else level - levels
        return tensor

    runtime = Corrupted(CATALOGUE.transformer(CATALOGUE.default_transformer).decoder, one_pixel)
    assert (await PICTURES[0].outcome(runtime, read)).right is right
    assert await trial.difference(runtime, CATALOGUE) == levels
