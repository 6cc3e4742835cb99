"""Presets found by words."""

from collections.abc import Iterator

import pytest

from impasto.painting import presets
from impasto.painting.searching import search
from impasto.words import catalogue, speak
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


@pytest.fixture
def german() -> Iterator[None]:
    speak(catalogue("de"))
    yield
    speak(None)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("word", "expected", "unexpected"),
    [("Neoimpressionismus", "seurat", "pissarro"), ("Deutschland", "marc", "matisse"), ("Germany", "marc", "matisse")],
)
def test_periods_and_countries_are_found_by_their_names_in_the_language_and_in_english(word, expected, unexpected):
    assert expected in found(word) and unexpected not in found(word)


def test_words_are_found_where_they_begin_and_all_of_them():
    assert has_all("henri matisse fauvism", ["mat", "fauv"])
    assert not has_all("henri matisse fauvism", ["isse"])
    assert not has_all("henri matisse fauvism", ["matisse", "cubism"])
    assert found() == {preset.id for preset in ALL}
