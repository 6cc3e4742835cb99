"""A picture painted in tiles is the picture painted at once, for every transformer; and how a painting goes on."""

from dataclasses import replace

import numpy as np
import pytest

from impasto.desktop.native import NativeRuntime
from impasto.errors import BadImage, Cancelled
from impasto.imaging.grain import grained
from impasto.imaging.padding import EDGE, padded, without_padding
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.networks.catalogue import Catalogue, Transformer
from impasto.painting import colouring, large, presets, steps, stylizer
from impasto.painting.featuremaps import FASTEST_FIRST, Kept, memory_needed
from impasto.painting.progress import Progress
from impasto.painting.regions import Region
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stages import as_tensor
from impasto.painting.steps import CancelToken, Steps
from impasto.painting.streaming import stream
from impasto.painting.stylizer import Stylizer
from impasto.painting.tiles import tiles
from impasto.words import say
from import_magenta import MODELS
from tests.unit.fixtures import noise, photo

CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
LITE = CATALOGUE.transformer("transformer-lite")
VECTOR = next(preset for preset in presets.load()).vectors["style-mobilenet-v2"]


def scene(width: int, height: int) -> RGB:
    """Return waves with fine noise over one half, so that the parts of the picture have different statistics."""
    picture = photo(width, height).astype(int)
    picture[:, width // 2 :] += noise(width - width // 2, height).astype(int) // 4 - 32
    return np.clip(picture, 0, 255).astype(np.uint8)


async def at_once(runtime: NativeRuntime, transformer: Transformer, content: RGB) -> RGBA:
    features = await runtime.run(transformer.encoder, {"picture": as_tensor(grained(padded(content)))})
    outputs = await runtime.run(transformer.decoder, {**features, "vector": VECTOR.as_tensor()})
    return without_padding(outputs["picture"][0], *content.shape[:2])


async def in_tiles(
    runtime: NativeRuntime,
    transformer: Transformer,
    content: RGB,
    side: int,
    told: Steps | None = None,
    kept: Kept = Kept(),  # noqa: B008 - it is frozen
) -> RGBA:
    return await stream(runtime, transformer, content, VECTOR, told or Steps(1), kept, side)


def beside_borders(height: int, width: int, side: int) -> np.ndarray:
    """Return where a pixel lies beside the border of a tile, bool ``[height, width]``."""
    beside = np.zeros((height + 2 * EDGE + 3, width + 2 * EDGE + 3), bool)
    for tile in tiles((height + 2 * EDGE + 3) // 4, (width + 2 * EDGE + 3) // 4, side // 4, 0, 8):
        beside[max(4 * tile.rows.start - 2, 0) : 4 * tile.rows.start + 2] = True
        beside[:, max(4 * tile.columns.start - 2, 0) : 4 * tile.columns.start + 2] = True
    beside[:EDGE] = beside[:, :EDGE] = False
    return beside[EDGE : EDGE + height, EDGE : EDGE + width]


@pytest.mark.parametrize("expanded", [True, False], ids=["more kept", "less kept"])
@pytest.mark.parametrize("transformer", CATALOGUE.transformers, ids=lambda transformer: transformer.id)
async def test_a_megapixel_in_tiles_is_the_megapixel_at_once_without_a_seam(transformer, expanded):
    content, runtime = scene(1177, 851), NativeRuntime(MODELS)  # no side is a multiple of anything
    whole = await at_once(runtime, transformer, content)
    tiled = await in_tiles(runtime, transformer, content, 256, kept=Kept(expanded=expanded))
    assert tiled.shape == whole.shape and tiled.dtype == np.uint8 and (tiled[..., 3] == 255).all()
    apart = np.abs(tiled[..., :3].astype(int) - whole[..., :3])
    assert apart.max() <= 1
    seams = beside_borders(*content.shape[:2], 256)
    assert 0.02 < seams.mean() < 0.1, "the seams are looked for where they would be"
    # of 3 million values about a thousand are a level off: as many beside borders as elsewhere, give or take chance
    chance = 4 * np.sqrt(apart.mean() / (3 * seams.sum()))
    assert apart[seams].mean() <= apart[~seams].mean() + chance


@pytest.mark.parametrize("transformer", CATALOGUE.transformers, ids=lambda transformer: transformer.id)
async def test_the_graphs_for_graphics_hardware_paint_in_tiles_too(transformer):
    variants = {role: getattr(transformer, role).graphics for role in ("encoder", "decoder")}
    content, runtime, variant = scene(300, 200), NativeRuntime(MODELS), replace(transformer, **variants)
    whole, tiled = await at_once(runtime, variant, content), await in_tiles(runtime, variant, content, 128)
    assert np.abs(tiled.astype(int) - whole).max() <= 1


@pytest.mark.parametrize(("width", "height"), [(128, 128), (300, 33), (64, 421)])
async def test_small_and_narrow_pictures_come_out_right_too(width, height):
    content, runtime = scene(width, height), NativeRuntime(MODELS)
    whole, tiled = await at_once(runtime, LITE, content), await in_tiles(runtime, LITE, content, 64)
    assert np.abs(tiled.astype(int) - whole).max() <= 1


async def test_a_flat_picture_stays_as_it_is_at_once():
    content, runtime = np.full((300, 420, 3), (90, 120, 200), np.uint8), NativeRuntime(MODELS)
    whole, tiled = await at_once(runtime, LITE, content), await in_tiles(runtime, LITE, content, 96)
    assert np.abs(tiled.astype(int) - whole).max() <= 1


@pytest.mark.parametrize(("longest", "every"), [(420, 1), (419, 2), (105, 4), (20, 8)])
async def test_regions_are_shown_as_they_are_painted_and_then_in_their_colours(longest, every, monkeypatch):
    """Of a picture that is longer than what is shown, every second, fourth or eighth pixel each way."""
    monkeypatch.setattr(colouring, "SHOWN", longest)
    content, runtime, regions = scene(420, 301), NativeRuntime(MODELS), list[Region]()
    await in_tiles(runtime, LITE, content, 128, Steps(1, show=regions.append))
    painted = (await at_once(runtime, LITE, content))[::every, ::every]
    first, final = regions[: len(regions) // 2], regions[len(regions) // 2 :]
    assert len(first) > 4
    assert [(each.left, each.top) for each in first] == [(each.left, each.top) for each in final]
    shown = np.zeros_like(painted)
    for region in final:
        height, width, _ = region.pixels.shape
        assert region.whole == shown.shape[:2]
        shown[region.top : region.top + height, region.left : region.left + width] = region.pixels
    assert np.abs(shown.astype(int) - painted).max() <= 1
    np.testing.assert_array_equal(first[-1].pixels, final[-1].pixels, "by the last tile the colours are known")


@pytest.fixture
def every_tile(monkeypatch):
    """Have every tile told, however quickly they come."""
    monkeypatch.setattr(steps, "TOLD_EVERY", 0.0)


@pytest.mark.usefixtures("every_tile")
async def test_progress_goes_from_tile_to_tile():
    told = list[Progress]()
    await in_tiles(NativeRuntime(MODELS), LITE, scene(300, 200), 64, Steps(1, told.append))
    shares = [progress.fraction for progress in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] > 0.95
    assert len(shares) > 50


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "Painting"), (2, "Painting, about 5 s left"), (88, "Painting, about 90 s left"),
                           (100, "Painting, about 2 min left"), (600, "Painting, about 10 min left")]
)  # fmt: skip
def test_the_time_left_is_told_as_exactly_as_it_is_known(seconds, words):
    assert say(Progress(Steps(1).text, 1, 1, 0.5, seconds).said) == words


@pytest.mark.usefixtures("every_tile")
@pytest.mark.parametrize("tile", [1, 20, 70])
async def test_it_can_be_cancelled_at_any_tile(tile):
    token, told = CancelToken(), list[Progress]()

    def report(progress: Progress) -> None:
        told.append(progress)
        if len(told) == tile:
            token.cancel()

    with pytest.raises(Cancelled):
        await in_tiles(NativeRuntime(MODELS), LITE, scene(300, 200), 64, Steps(1, report, token))
    assert len(told) == tile


def request(content: RGB, **settings) -> PaintRequest:
    chosen = {"style_network": "style-mobilenet-v2", "transformer": LITE.id, "output_size": "photo"} | settings
    return PaintRequest(Picture(content), (WeightedStyle(VECTOR),), PaintSettings(**chosen))


async def test_the_stylizer_paints_large_pictures_in_tiles_and_others_at_once(monkeypatch):
    monkeypatch.setattr(stylizer, "LARGEST_SIZE", 400)
    content, runtime, told, regions = scene(432, 330), NativeRuntime(MODELS), list[Progress](), list[Region]()
    painter = Stylizer(runtime, CATALOGUE)
    large = await painter.stylize(request(content), told.append, show=regions.append)
    assert large.pixels.shape == (330, 432, 4) and regions
    assert np.abs(large.pixels.astype(int) - await at_once(runtime, LITE, content)).max() <= 1
    again = await painter.stylize(request(content, photo_through=0.5))
    assert again.from_cache and not np.array_equal(again.pixels, large.pixels)
    regions.clear()
    small = await painter.stylize(request(content, output_size=400), show=regions.append)
    assert small.pixels.shape[1] == 400 and not regions


@pytest.mark.parametrize("expanded", [True, False])
@pytest.mark.parametrize("transformer", CATALOGUE.transformers, ids=lambda transformer: transformer.id)
async def test_a_megapixel_of_which_halves_are_kept_is_a_level_off_here_and_there(transformer, expanded):
    content, runtime = scene(1177, 851), NativeRuntime(MODELS)
    whole = await at_once(runtime, transformer, content)
    tiled = await in_tiles(runtime, transformer, content, 256, kept=Kept(np.float16, expanded))
    apart = np.abs(tiled[..., :3].astype(int) - whole[..., :3])
    assert 0 < apart.mean() < 0.1 and (apart > 1).mean() < 1e-4 and apart.max() <= 2
    seams = beside_borders(*content.shape[:2], 256)
    chance = 4 * np.sqrt(apart.mean() / (3 * seams.sum()))
    assert apart[seams].mean() <= apart[~seams].mean() + chance


async def test_as_much_is_kept_as_half_of_the_memory_holds(monkeypatch):
    monkeypatch.setattr(stylizer, "LARGEST_SIZE", 400)
    content, kept_as = scene(432, 330), list[Kept]()

    async def streamed(*arguments) -> RGBA:
        kept_as.append(arguments[-1])
        return to_rgba(content)

    monkeypatch.setattr(large, "stream", streamed)
    needed = [memory_needed(330, 432, LITE, kept) for kept in FASTEST_FIRST]
    assert needed == sorted(needed, reverse=True) and len(set(needed)) == len(needed)
    for memory in (None, *(2 * each for each in needed), needed[-1]):
        await Stylizer(NativeRuntime(MODELS), CATALOGUE, memory).stylize(request(content))
    assert kept_as == [Kept(), *FASTEST_FIRST, FASTEST_FIRST[-1]]


async def test_a_size_that_memory_does_not_hold_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(stylizer, "LARGEST_SIZE", 400)
    content = scene(432, 330)
    needed = memory_needed(330, 432, LITE, FASTEST_FIRST[-1])
    assert needed == (432 + 16) * (332 + 16) // 16 * 2 * (32 + 3 * 16)
    painter = Stylizer(NativeRuntime(MODELS), CATALOGUE, memory=needed - 1)
    with pytest.raises(BadImage, match=r"^Painting 432 × 330 pixels with “Quarter width” takes 0\.0 GB of memory"):
        await painter.stylize(request(content))
    assert (await Stylizer(NativeRuntime(MODELS), CATALOGUE, needed).stylize(request(content))).pixels.size
