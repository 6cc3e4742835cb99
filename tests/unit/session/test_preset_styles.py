"""Presets as styles of the shelf, and what is said of them."""

import pytest

from impasto.painting.presets import Preset
from impasto.session.presets import credit, shelf_style
from impasto.words import Text

JAPAN, WAVES = Text("country-japan"), Text("period-ukiyo-e")


@pytest.mark.parametrize(
    ("preset", "text"),
    [
        (
            Preset("h", "Hokusai", "Hokusai", None, {}, "painter", 1760, 1849, "Ukiyo-e", "Japan", 12),
            Text("credit-painter", facts=("1760–1849", WAVES, JAPAN), works=12),
        ),
        (
            Preset("w", "The Wave", "Hokusai", 1831, {}, "work", period="Ukiyo-e", country="Japan"),
            Text("credit-work", facts=("Hokusai", "1831", WAVES, JAPAN)),
        ),
        (Preset("t", "Bark", "", None, {}, "texture", works=7), Text("credit-texture", works=7)),
        (Preset("d", "Mosaic", "Impasto", None, {}), Text("credit-work", facts=("Impasto",))),
    ],
)
def test_what_is_known_of_a_preset_is_said_and_nothing_else(preset, text):
    assert credit(preset) == text


def test_a_style_of_the_shelf_is_found_by_what_is_known_of_it():
    preset = Preset("w", "The Wave", "Hokusai", 1831, {}, "work", period="Ukiyo-e", country="Japan")
    style = shelf_style(preset)
    assert (style.id, style.name, style.kind, style.period, style.own) == ("w", "The Wave", "work", "Ukiyo-e", False)
    assert "hokusai" in style.words and "1831" in style.words and style.credit == credit(preset)
