"""The style pictures and example photographs that are made at build time."""

import hashlib
import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from impasto.painting import presets
from impasto.painting.packed import LARGEST, unpack
from pictures import __main__ as command
from pictures import photographs
from pictures.canvas import SIDE, Pixels
from pictures.gallery import Style, draw_styles
from pictures.photographs import PACKAGE, PHOTOGRAPHS, VERSION, PhotographError, fetch
from pictures.shelf import write_examples, write_styles
from pictures.styles import halftone, marbling
from pictures.vectors import preset_records


@pytest.fixture(scope="module")
def styles() -> list[Style]:
    return list(draw_styles())


def _grey(pixels: Pixels) -> np.ndarray:
    return pixels.mean(axis=-1) / 255.0


def _blocks(plane: np.ndarray, side: int) -> np.ndarray:
    count = SIDE // side
    return plane.reshape(count, side, count, side).swapaxes(1, 2).reshape(count * count, side, side)


def _character(pixels: Pixels) -> np.ndarray:
    """Mean colour, spread of colour, and contrast at fine, middle and coarse scale."""
    grey = _grey(pixels)
    scales = [grey, *(_blocks(grey, side).mean(axis=(1, 2)).reshape(SIDE // side, -1) for side in (4, 16))]
    contrast = [sum(np.abs(np.diff(scale, axis=axis)).mean() for axis in (0, 1)) for scale in scales]
    return np.concatenate([pixels.mean(axis=(0, 1)) / 255, pixels.std(axis=(0, 1)) / 255, contrast])


@pytest.mark.parametrize("module", [halftone, marbling])
def test_a_style_is_drawn_alike_every_time(module):
    assert module.draw().tobytes() == module.draw().tobytes()


def test_styles_have_one_size_and_their_own_ids(styles):
    assert len(styles) >= 10
    for style in styles:
        assert style.pixels.shape == (SIDE, SIDE, 3) and style.pixels.dtype == np.uint8
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", style.id)
        assert style.name and style.painter and style.year >= 2026
    assert len({style.id for style in styles}) == len({style.name for style in styles}) == len(styles)


def test_styles_fill_their_area(styles):
    for style in styles:
        grey = _grey(style.pixels)
        # Small blocks may be calm (a cloud, a pane of glass), but few of them; larger ones always hold something.
        assert np.mean(_blocks(grey, 32).std(axis=(1, 2)) < 0.02) < 0.08, style.id
        assert _blocks(grey, 128).std(axis=(1, 2)).min() > 0.03, style.id


def test_no_two_styles_are_alike(styles):
    characters = {style.id: _character(style.pixels) for style in styles}
    for one, other in combinations(characters, 2):
        assert np.linalg.norm(characters[one] - characters[other]) > 0.08, (one, other)


def test_style_records_are_complete_and_files_repeat(tmp_path, styles):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        write_styles(styles[:2], folder)
    records = json.loads((first / "styles.json").read_text(encoding="utf-8"))
    assert [record["id"] for record in records] == [style.id for style in styles[:2]]
    for record in records:
        assert record.keys() == {"id", "name", "painter", "year", "picture", "thumbnail"}
        assert Image.open(first / record["picture"]).size == (512, 512)
        assert Image.open(first / record["thumbnail"]).size == (160, 160)
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


@pytest.mark.parametrize(
    ("given", "expected", "thumbnail"),
    [((2000, 1000), (1024, 512), (320, 160)), ((100, 50), (100, 50), (100, 50))],
    ids=["scaled down", "never up"],
)
def test_example_records_are_complete(tmp_path, given, expected, thumbnail):
    write_examples([(PHOTOGRAPHS[0], _png(given))], tmp_path)
    (record,) = json.loads((tmp_path / "examples.json").read_text(encoding="utf-8"))
    assert record.keys() == {"id", "name", "style", "credit", "width", "height", "picture", "thumbnail"}
    assert (record["width"], record["height"]) == Image.open(tmp_path / record["picture"]).size == expected
    assert Image.open(tmp_path / record["thumbnail"]).size == thumbnail


def test_photographs_say_whose_they_are_and_that_they_are_free():
    assert len(PHOTOGRAPHS) >= 3
    assert len({photograph.id for photograph in PHOTOGRAPHS}) == len(PHOTOGRAPHS)
    for photograph in PHOTOGRAPHS:
        assert photograph.credit.endswith((", CC0", ", public domain"))
        assert re.fullmatch(r"[0-9a-f]{64}", photograph.sha256)


def test_a_photograph_comes_from_the_cached_wheel_and_then_from_the_cached_file(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "run", _no_download)
    content = _png((64, 48))
    wanted = replace(PHOTOGRAPHS[1], sha256=hashlib.sha256(content).hexdigest())
    wheel = _wheel(tmp_path, content)
    assert fetch(wanted, tmp_path) == content
    wheel.unlink()
    assert fetch(wanted, tmp_path) == content


def test_a_wrong_photograph_stops_with_one_clear_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", _no_download)
    _wheel(tmp_path, _png((64, 48)))
    with pytest.raises(PhotographError, match=r"astronaut\.png has the wrong sha256: [0-9a-f]{64} instead of 88431cd9"):
        fetch(PHOTOGRAPHS[0], tmp_path)
    monkeypatch.setattr("sys.argv", ["pictures", "--output", str(tmp_path / "out"), "--cache", str(tmp_path)])
    assert command.main() == 1
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1 and "wrong sha256" in printed
    assert list((tmp_path / "out").iterdir()) == []


def test_a_failed_download_says_why(tmp_path, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="WARNING: Retrying\nERROR: no route to the index\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(PhotographError, match=f"^{PACKAGE} {VERSION} could not be downloaded: ERROR: no route"):
        fetch(PHOTOGRAPHS[0], tmp_path)


def test_a_wheel_without_the_photographs_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(photographs, "PHOTOGRAPHS", (replace(PHOTOGRAPHS[0], member="skimage/data/missing.png"),))
    _wheel(tmp_path, b"")
    with pytest.raises(PhotographError, match=r"is not the scikit-image .* that was expected"):
        fetch(PHOTOGRAPHS[0], tmp_path)


def _no_download(*_args, **_options):
    raise AssertionError("what is cached must not be downloaded")


def _png(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


def _wheel(folder: Path, content: bytes) -> Path:
    """A wheel whose pictures are all ``content``."""
    path = folder / f"{PACKAGE.replace('-', '_')}-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for photograph in PHOTOGRAPHS:
            archive.writestr(photograph.member, content)
    return path


async def test_the_presets_that_ship_are_the_vectors_of_these_styles(styles):
    shipped = [preset for preset in presets.load() if preset.kind == "drawn"]
    drawn = await preset_records(styles)
    assert [preset.id for preset in shipped] == [record["id"] for record in drawn]
    for preset, record in zip(shipped, drawn, strict=True):
        assert (preset.name, preset.painter, preset.year) == (record["name"], record["painter"], record["year"])
        assert set(preset.vectors) == set(record["vectors"])
        assert preset.traits == tuple(record["traits"])
        for network, vector in preset.vectors.items():
            fresh = unpack(record["vectors"][network])
            np.testing.assert_allclose(vector.values, fresh, atol=1.1 * max(map(abs, fresh)) / LARGEST)
