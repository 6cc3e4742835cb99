"""Periods and countries have names in every language."""

import pytest

from impasto.painting import naming, presets
from impasto.words import available, say


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
