"""Presets found by words."""

import pytest

from impasto.painting import presets
from impasto.painting.searching import search
from impasto.words.finding import folded, has_all

ALL = presets.load()


def found(*words: str) -> set[str]:
    return {preset.id for preset in search(ALL, words)}


def test_letters_are_folded():
    assert folded("Théo CÉZANNE Gekkō") == "theo cezanne gekko"


@pytest.mark.parametrize(
    ("words", "expected", "unexpected"),
    [
        (["cezanne"], "cezanne", "monet"),
        (["Paul CÉZANNE"], "cezanne", "klee"),
        (["van", "gogh"], "starry-night", "van-doesburg"),
        (["neo-impressionism"], "seurat", "pissarro"),
        (["impressionism"], "pissarro", "marc"),
        (["japan", "1849"], "hokusai", "hiroshige"),
        (["germany"], "marc", "matisse"),
        (["blue"], "blue-nude", "harvest"),
        (["dark"], "pirosmani", "hokusai"),
        (["drawn"], "mosaic", "matisse"),
        (["1889"], "starry-night", "seurat"),
    ],
    ids=str,
)
def test_presets_are_found_by_name_painter_period_country_year_colour_and_mood(words, expected, unexpected):
    assert expected in found(*words)
    assert unexpected not in found(*words)


def test_words_are_found_where_they_begin_and_all_of_them():
    assert has_all("henri matisse fauvism", ["mat", "fauv"])
    assert not has_all("henri matisse fauvism", ["isse"])
    assert not has_all("henri matisse fauvism", ["matisse", "cubism"])
    assert found() == {preset.id for preset in ALL}
