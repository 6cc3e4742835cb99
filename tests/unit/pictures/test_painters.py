"""Presets made from a folder of paintings."""

import csv
import tomllib

import numpy as np
import pytest
from PIL import Image

from impasto.painting import presets
from impasto.painting.packed import unpack
from impasto.painting.vectors import LENGTH, StyleVector
from pictures import painters
from pictures.painters import FEWEST, TABLE, Folder, preset_records, pushed
from pictures.traits import look, traits

HERE = tomllib.loads(TABLE.read_text("utf-8"))


class Seer:
    """In the place of a stylizer: a vector says how red a picture is."""

    async def style_vector(self, picture, network):
        return StyleVector((picture.pixels[0, 0, 0] / 100,) + (1.0,) * (LENGTH - 1), network, 0.5)


@pytest.fixture
def folder(tmp_path):
    """Two painters with enough works, one with too few, a texture, and a picture that the index has and no file is."""
    reds = {"ann-lee_x": [50] * FEWEST, "bob-ray_y": [150] * FEWEST, "cy-doe_z": [250], "lumpy": [200, 220]}
    rows = [("gone.jpg", "Cubism/ann-lee_gone.jpg")]
    for name, values in reds.items():
        for at, red in enumerate(values):
            path = f"images/lumpy/lumpy_{at}.jpg" if name == "lumpy" else f"Cubism/{name}-{at}.jpg"
            file = path.replace("/", "__")
            Image.new("RGB", (64, 64), (red, red, red)).save(tmp_path / file, quality=100)
            rows.append((file, path))
    with (tmp_path / "index.csv").open("w", encoding="utf-8", newline="") as index:
        csv.writer(index).writerows([("file", "original_path"), *rows])
    return Folder(tmp_path, Seer())


TABLE_OF_THREE = {
    "painters": [{"id": "lee", "source": "ann-lee", "name": "Ann Lee", "died": 1900, "factor": 2.0}],
    "works": [{"id": "z", "file": "Cubism__cy-doe_z-0.jpg", "name": "Z", "painter": "Cy Doe", "year": 1901}],
    "textures": [{"id": "lumpy", "source": "lumpy", "name": "Lumpy"}],
}


async def test_painters_are_pushed_away_from_the_mean_of_all(folder):
    painter, work, texture = await preset_records(folder, TABLE_OF_THREE, ["seer"])
    # The mean of the two painters with enough works is 1.0.
    assert [unpack(each["vectors"]["seer"])[0] for each in (painter, work, texture)] == pytest.approx(
        [1 + 2 * (0.5 - 1), 2.5, 1 + 1.8 * (2.1 - 1)], abs=0.02
    )
    assert (painter["works"], texture["works"], "works" in work) == (FEWEST, 2, False)
    assert painter.keys() == {"id", "name", "died", "kind", "works", "colour", "vectors"}
    assert [each["kind"] for each in (painter, work, texture)] == ["painter", "work", "texture"]


async def test_only_those_with_enough_works_count_in_the_mean(folder):
    assert sorted(folder.painters) == ["ann-lee", "bob-ray"]


def test_a_factor_of_one_leaves_a_vector_where_it_is():
    mean, vector = np.zeros(LENGTH), np.ones(LENGTH)
    assert (pushed(vector, mean, 1.0) == vector).all() and (pushed(vector, mean, 1.8) == 1.8).all()


def test_what_ships_is_what_the_table_asks_for():
    shipped = {preset.id: preset for preset in presets.load() if preset.kind != "drawn"}
    entries = [entry for kind in ("painters", "works", "textures") for entry in HERE[kind]]
    assert [entry["id"] for entry in entries] == list(shipped)
    for entry in entries:
        facts = {key: value for key, value in entry.items() if key not in ("source", "file", "factor")}
        assert {key: getattr(shipped[entry["id"]], key) for key in facts} == facts
    assert all(0.8 <= entry.get("factor", painters.FACTOR) <= 2.5 for entry in entries)


def plane(colour, spots=None):
    pixels = np.full((32, 32, 3), colour, np.uint8)
    if spots is not None:
        pixels[::2, ::2] = spots
    return pixels


@pytest.mark.parametrize(
    ("painting", "words", "others"),
    [
        (plane((10, 10, 12)), {"dark", "grey", "soft", "calm"}, {"bright", "warm", "blue"}),
        (plane((250, 250, 250)), {"bright", "grey"}, {"dark", "colourful"}),
        (plane((20, 40, 230)), {"blue", "cool", "colourful"}, {"red", "warm", "muted", "grey"}),
        (plane((230, 40, 20)), {"red", "warm", "colourful"}, {"blue", "cool", "green"}),
        (plane((20, 150, 40)), {"green"}, {"violet", "orange"}),
        (plane((0, 0, 0), (255, 255, 255)), {"contrasting", "lively"}, {"soft", "calm"}),
    ],
    ids=["night", "snow", "sea", "fire", "meadow", "chess"],
)
def test_traits_are_what_is_to_be_seen(painting, words, others):
    told = set(traits(look([painting])))
    assert words <= told and not others & told
