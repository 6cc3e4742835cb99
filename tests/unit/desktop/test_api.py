"""Painting from Python: the same pictures as from the command line, whatever they are given as."""

import asyncio
import doctest
import inspect
import io
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import impasto
from builder import places
from impasto.desktop import api, cli, native
from impasto.errors import BadImage, BadSetting, BadStyle, ImpastoError, UnknownNetwork
from impasto.painting.settings import DEFAULTS, SETTINGS
from impasto.painting.vectors import StyleVector
from tests.unit.fixtures import photo, saved
from tests.unit.keys import keys

pytestmark = pytest.mark.usefixtures("folder")
SIZE = 128


@pytest.fixture(scope="module")
def studio():
    with impasto.Studio() as studio:
        yield studio


def pixels(image: Image.Image):
    return np.asarray(image, int)


def test_a_closed_studio_holds_nothing_of_the_runtime_even_before_garbage_is_collected(monkeypatch):
    """What onnxruntime gives out keeps hundreds of megabytes alive, and few objects are made between two paintings."""
    held: list[native.HostTensor] = []

    class Noted(native.HostTensor):
        def __init__(self, tensor: np.ndarray) -> None:
            super().__init__(tensor)
            assert tensor.base is None, "it is an array of its own"
            held.append(self)

    monkeypatch.setattr(native, "HostTensor", Noted)
    with impasto.Studio() as studio:
        studio.stylize(photo(160, 120), "signac", size=SIZE)
        assert held and all(each.alive for each in held)
    assert not any(each.alive for each in held)


def test_the_documentation_is_true():
    Path("photo.jpg").write_bytes(saved(photo(80, 60), "JPEG"))
    Path("waves.jpg").write_bytes(Path("a.png").read_bytes())
    Path("mask.png").write_bytes(saved(photo(80, 60), "PNG"))
    result = doctest.testmod(api)
    assert result.attempted > 5 and result.failed == 0


def test_the_readme_is_true():
    Path("photo.jpg").write_bytes(saved(photo(80, 60), "JPEG"))
    Path("waves.jpg").write_bytes(Path("a.png").read_bytes())
    section = (places.ROOT / "README.md").read_text("utf-8").partition("### From Python\n")[2].partition("\n## ")[0]
    code = "\n".join(re.findall(r"^    (.*)$", section, re.MULTILINE))
    assert "impasto.stylize" in code
    exec(compile(code, "README.md", "exec"), {})
    assert Path("painting.png").exists()


def test_it_paints_what_the_command_line_paints(studio):
    assert (
        cli.main(
            [
                "stylize",
                "photo.png",
                "--style",
                "a.png:2",
                "--style",
                "b.png",
                "--strength",
                "0.7",
                "--size",
                "128",
                "-o",
                "o.png",
            ]
        )
        == 0
    )
    painting = impasto.stylize("photo.png", [("a.png", 2), "b.png"], strength=0.7, size=SIZE)
    assert (painting.mode, painting.size) == ("RGB", (128, 100))
    np.testing.assert_array_equal(pixels(painting), pixels(Image.open("o.png")))


def test_a_picture_may_be_given_in_many_ways(studio):
    data = Path("photo.png").read_bytes()
    image = Image.open(io.BytesIO(data))
    expected = pixels(studio.stylize("photo.png", "a.png", size=SIZE))
    for given in (Path("photo.png"), data, image, np.asarray(image), studio.picture(data)):
        np.testing.assert_array_equal(pixels(studio.stylize(given, "a.png", size=SIZE)), expected)


def test_a_style_may_be_given_in_many_ways(studio):
    vector = studio.vector("a.png")
    Path("a.json").write_text(vector.to_json())
    expected = pixels(studio.stylize("photo.png", "a.png", size=SIZE))
    ways = ["a.json", Path("a.json").read_bytes(), vector, Image.open("a.png"), [Path("a.png")], [("a.png", 3)]]
    for given in [*ways, (studio.style("a.png"),)]:
        np.testing.assert_array_equal(pixels(studio.stylize("photo.png", given, size=SIZE)), expected)
    preset = studio.style("Stained glass")
    assert isinstance(preset, StyleVector) and studio.style("stained-glass") == preset


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "I;16", "F"])
def test_a_picture_of_pillow_is_read_in_any_mode(studio, mode):
    image = Image.fromarray(photo(48, 40))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image.convert("L"), np.uint16) * 257)
    elif mode == "PA":
        image = image.convert("P").convert("PA")
    else:
        image = image.convert(mode)
    read = studio.picture(image).pixels.astype(int)
    deep = mode in ("I", "I;16", "F")  # which Pillow cuts off at 255
    wanted = pixels((Image.fromarray(photo(48, 40)).convert("L") if deep else image).convert("RGB"))
    assert read.shape == (40, 48, 3)
    assert np.abs(read - wanted).mean() < 3


def test_a_picture_of_pillow_is_turned_as_its_file_would_be(studio):
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(photo(48, 40), "PNG", exif=exif)
    np.testing.assert_array_equal(studio.picture(Image.open(io.BytesIO(data))).pixels, studio.picture(data).pixels)
    assert studio.picture(data).pixels.shape == (48, 40, 3)


def test_transparency_of_a_palette_is_not_lost(studio):
    image = Image.fromarray(photo(48, 40)).convert("P")
    image.info["transparency"] = image.getpixel((5, 5))
    data = saved(image, "PNG", transparency=image.getpixel((5, 5)))
    np.testing.assert_array_equal(studio.picture(image).pixels, studio.picture(data).pixels)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((40, 40, 3), np.float32),
        np.zeros((40, 40, 2), np.uint8),
        np.zeros((40,), np.uint8),
        np.zeros((0, 40), np.uint8),
    ],
)
def test_other_arrays_are_refused(studio, array):
    with pytest.raises(BadImage) as caught:
        studio.picture(array)
    assert keys(caught.value.text) == ["array-not-a-picture"]


def test_every_setting_is_a_keyword_called_as_its_option():
    for function in (impasto.stylize, impasto.Studio.stylize):
        parameters = inspect.signature(function).parameters
        for name, setting in SETTINGS.items():
            keyword = parameters[setting.option.removeprefix("--").replace("-", "_")]
            assert keyword.kind == inspect.Parameter.KEYWORD_ONLY and keyword.default == DEFAULTS.get(name)
        assert not any(each.kind == inspect.Parameter.VAR_KEYWORD for each in parameters.values())


@pytest.mark.parametrize(
    ("photo", "styles", "settings", "error"),
    [
        ("photo.png", "a.png", {"strength": 3}, BadSetting),
        ("photo.png", "a.png", {"strength": "strong"}, BadSetting),
        ("photo.png", "a.png", {"strength": float("nan")}, BadSetting),
        ("photo.png", "a.png", {"size": float("inf")}, BadSetting),
        ("photo.png", "a.png", {"size": 5}, BadImage),
        ("photo.png", "a.png", {"transformer": "none"}, UnknownNetwork),
        ("photo.png", "a.png", {"sizes": 256}, TypeError),
        ("photo.png", "none.png", {}, BadStyle),
        ("photo.png", [], {}, BadStyle),
        ("photo.png", [("a.png", -1)], {}, BadStyle),
        ("photo.png", ("a.png", 2), {}, TypeError),
        ("photo.png", Path("none.png"), {}, FileNotFoundError),
        ("none.png", "a.png", {}, FileNotFoundError),
        (b"a text", "a.png", {}, BadImage),
        (5, "a.png", {}, TypeError),
    ],
)
def test_what_cannot_be_done_is_refused(studio, photo, styles, settings, error):
    with pytest.raises(error) as caught:
        studio.stylize(photo, styles, **settings)
    assert str(caught.value)


def test_the_photo_is_named_where_its_shape_does_not_do(studio):
    Path("long.png").write_bytes(saved(photo(320, 40), "PNG"))
    with pytest.raises(ImpastoError, match=r"^long\.png: "):
        studio.stylize("long.png", "a.png", size=SIZE)


def test_it_paints_where_an_event_loop_runs(studio):
    async def in_a_notebook() -> Image.Image:
        return studio.stylize("photo.png", "a.png", size=SIZE)

    expected = pixels(studio.stylize("photo.png", "a.png", size=SIZE))
    np.testing.assert_array_equal(pixels(asyncio.run(in_a_notebook())), expected)


def test_steps_are_reported(studio):
    heard = []
    studio.stylize(photo(70, 50, seed=3), "a.png", size=SIZE, report=heard.append)
    assert heard and heard[-1].fraction <= 1


def test_importing_the_package_imports_nothing_else():
    program = (
        "import sys, impasto; print(sorted(name for name in sys.modules if name.startswith(('impasto', 'numpy'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['impasto']"
    with pytest.raises(AttributeError, match="nothing"):
        impasto.nothing  # noqa: B018


def test_a_film_is_painted_frame_by_frame_and_what_stands_still_stays(studio):
    frame = photo(SIZE, 96)
    paint = studio.film(["a.png", ("b.png", 2)], size=SIZE)
    rng = np.random.default_rng(0)
    frames = [
        paint(np.clip(frame + rng.normal(0, 2, frame.shape), 0, 255).astype(np.uint8), at / 25) for at in range(4)
    ]
    alone = studio.paint(frame, ["a.png", ("b.png", 2)], size=SIZE).pixels
    assert frames[0].shape == alone.shape and np.abs(frames[0].astype(int) - alone).mean() < 20
    assert max(np.abs(after.astype(int) - frames[1]).max() for after in frames[2:]) <= 1
    with pytest.raises(BadSetting):
        studio.film("a.png", strength=3)
