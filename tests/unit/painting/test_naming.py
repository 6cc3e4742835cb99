"""Periods, countries and styles have names in every language."""

import pytest

from impasto.painting import naming, presets
from impasto.session.presets import shelf_style
from impasto.words import Text, available, catalogue, has_words, say, speak
from impasto.words.finding import has_all
from pictures.photographs import PHOTOGRAPHS


@pytest.mark.parametrize("language", available())
def test_all_that_presets_know_has_a_name(language):
    known = presets.load()
    periods = {preset.period for preset in known if preset.period}
    countries = {preset.country for preset in known if preset.country}
    assert len(periods) > 10 and len(countries) > 10
    assert all(say(naming.period(name), language) for name in periods)
    assert all(say(naming.country(name), language) for name in countries)


def test_german_names_are_german():
    assert say(naming.period("Neo-Impressionism"), "de") == "Neoimpressionismus"
    assert say(naming.country("United States"), "de") == "Vereinigte Staaten"


def test_what_was_drawn_and_textures_are_called_by_words_and_painters_and_works_by_their_names():
    for preset in presets.load():
        assert naming.preset(preset.id, preset.name, "en") == preset.name
        translated = preset.kind in ("drawn", "texture")
        assert has_words(Text(f"preset-name-{preset.id}")) == translated, preset.id
        assert translated or naming.preset(preset.id, preset.name, "de") == preset.name
    assert naming.preset("night-sky", "Night sky", "de") == "Nachthimmel"


def test_a_page_in_german_shows_and_finds_them_by_german_names():
    speak(catalogue("de"))
    try:
        preset = next(each for each in presets.load() if each.id == "night-sky")
        shown = shelf_style(preset)
        assert shown.name == "Nachthimmel" and has_all(shown.words, ["nachthimmel"])
        assert has_all(shown.words, ["night", "sky"]), "its English name stays one that it is found by"
    finally:
        speak(None)


def test_examples_are_called_by_words():
    for photo in PHOTOGRAPHS:
        assert naming.example(photo.id, photo.name, "en") == photo.name
        assert naming.example(photo.id, photo.name, "de") != photo.name, "in German too"
    assert naming.example("another", "Another") == "Another"
