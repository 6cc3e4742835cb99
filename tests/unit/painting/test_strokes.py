"""Broad strokes take two passes, with the photo's detail between them; fine ones are what they were."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from impasto.desktop.native import NativeRuntime
from impasto.imaging import detail
from impasto.imaging.detail import GRAIN, enlarged_with_detail
from impasto.imaging.pixels import RGB, to_rgba
from impasto.networks.catalogue import Catalogue
from impasto.painting import presets
from impasto.painting.progress import Progress
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.steps import CancelToken
from impasto.painting.strokes import first_size
from impasto.painting.stylizer import Stylizer
from import_magenta import MODELS
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.fixtures import noise, photo
from tests.unit.painting.requests import request, vector

STYLES = (WeightedStyle(vector(0.4)),)
DECODER = "brush-decoder.onnx"
NETWORKS = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("longest", "stroke_size", "first"),
    [
        (2048, 0.0, None),
        (2048, 0.01, 1365),
        (2048, 0.25, 1365),
        (2048, 0.5, 985),
        (2048, 0.75, 710),
        (2048, 1.0, 512),
        (4000, 1.0, 1000),
        (1024, 1.0, 480),  # no smaller: faces would break
        (768, 1.0, 480),
        (719, 1.0, None),
        (256, 1.0, None),
    ],
)
def test_the_first_pass_has_its_share_of_the_size_and_enough_of_the_photo(longest, stroke_size, first):
    assert first_size(longest, stroke_size) == first


def test_what_is_enlarged_gets_the_detail_of_the_photo_and_keeps_its_colours():
    fine = noise(600, 400)
    painted = to_rgba(photo(200, 133))
    ground = enlarged_with_detail(painted, fine).astype(int)
    assert ground.shape == (400, 600, 3)
    plain = enlarged_with_detail(painted, np.full((400, 600, 3), 90, np.uint8)).astype(int)
    added = ground - plain
    assert np.corrcoef(added.ravel(), fine.ravel())[0, 1] > 0.9
    assert np.abs(added.mean()) < 3


def test_ground_gets_grain_where_the_photo_has_no_detail_and_the_same_every_time():
    sky = photo(600, 400)
    sky[:, 300:] = noise(300, 400)
    painted = to_rgba(np.full((100, 150, 3), 128, np.uint8))
    ground = enlarged_with_detail(painted, sky)
    calm = ground[20:380, 20:260].astype(int) - 128
    assert 0.8 * GRAIN < calm.std() < 1.2 * GRAIN and abs(calm.mean()) < 1
    assert (np.ptp(calm, axis=2) <= 8).all(), "brightness alone, but for what little detail there is"
    there, given = ground[20:380, 340:580].astype(int), noise(300, 400)[20:380, 40:280]
    assert np.corrcoef(there.ravel(), given.ravel())[0, 1] > 0.95
    assert (ground == enlarged_with_detail(painted, sky)).all()


def hatching(picture: RGB) -> float:
    """Return by how many levels lightness goes along the falling diagonal in fine lines, against all that is fine."""
    light = Image.fromarray(picture).convert("L")
    fine = np.asarray(light, float) - np.asarray(light.filter(ImageFilter.GaussianBlur(4)), float)
    along = [(fine[by:, by:] * fine[:-by, :-by]).mean() for by in (8, 12, 16, 20)]
    return float(np.mean(along) / fine.var())


async def test_a_sky_in_broad_strokes_is_not_hatched(monkeypatch):
    way = np.linspace(0, 1, 640)[:, None]
    sky = np.array((70, 120, 200)) * (1 - way) + np.array((160, 200, 240)) * way
    picture = np.ascontiguousarray(np.broadcast_to(sky[:, None], (640, 960, 3))).astype(np.uint8)
    style = next(preset for preset in presets.load() if preset.id == "night-sky")
    settings = PaintSettings(
        output_size=1440,
        stroke_size=1.0,
        style_network=NETWORKS.default_style_network,
        transformer="transformer-separable",
    )
    styles = (WeightedStyle(style.vectors[settings.style_network]),)
    hatched = []
    for grain in (0.0, GRAIN):
        monkeypatch.setattr(detail, "GRAIN", grain)
        stylizer = Stylizer(NativeRuntime(MODELS), NETWORKS)
        painting = await stylizer.stylize(PaintRequest(Picture(picture), styles, settings))
        hatched.append(hatching(painting.pixels[..., :3]))
    assert hatched[1] < 0.7 * hatched[0]


async def test_broad_strokes_are_painted_in_two_passes_with_one_vector():
    runtime, told = FakeRuntime(), list[Progress]()
    stylizer = Stylizer(runtime, CATALOGUE)
    content = Picture(photo(1200, 900))
    broad = request(content, STYLES, output_size=1024, stroke_size=1.0)
    painting = await stylizer.stylize(broad, told.append)
    assert painting.pixels.shape == (768, 1024, 4)
    assert runtime.runs().count(DECODER) == 2
    assert {progress.steps for progress in told} == {4} and told[-1].step == 4
    shares = [progress.fraction for progress in told]
    assert shares == sorted(shares)
    again = await stylizer.stylize(broad)
    assert again.from_cache and runtime.runs().count(DECODER) == 2
    first = await stylizer.stylize(request(content, STYLES, output_size=480))
    assert first.from_cache, "the first pass is a painting as any other"


async def test_the_photo_that_shows_through_broad_strokes_is_the_photo():
    content = Picture(photo(1024, 700))
    broad = {"output_size": 1024, "stroke_size": 1.0, "photo_through": 1.0}
    painting = await Stylizer(FakeRuntime(), CATALOGUE).stylize(request(content, STYLES, **broad))
    np.testing.assert_array_equal(painting.pixels[..., :3], content.pixels)


async def test_fine_strokes_are_what_one_pass_paints():
    content = Picture(photo(1200, 900))
    fine = await Stylizer(FakeRuntime(), CATALOGUE).stylize(request(content, STYLES, output_size=700))
    broad = await Stylizer(FakeRuntime(), CATALOGUE).stylize(request(content, STYLES, output_size=700, stroke_size=1.0))
    np.testing.assert_array_equal(fine.pixels, broad.pixels, "a second pass would be no larger than the first")


async def test_what_is_prefetched_for_broad_strokes_is_used():
    runtime = FakeRuntime()
    stylizer = Stylizer(runtime, CATALOGUE)
    broad = request(Picture(photo(1200, 900)), STYLES, output_size=1024, stroke_size=0.5)
    while await stylizer.prefetch(broad, CancelToken()):
        pass
    before = runtime.runs().count("brush-encoder.onnx")
    assert before == 1
    await stylizer.stylize(broad)
    assert runtime.runs().count("brush-encoder.onnx") == 2
