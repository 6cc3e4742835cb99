"""What the studio knows of a preset: what is said of it, and what it is found by. It has no use for vectors."""

from impasto.painting import naming
from impasto.painting.presets import Preset
from impasto.painting.searching import searched
from impasto.studio.settings import ShelfStyle
from impasto.words import Text


def shelf_style(preset: Preset) -> ShelfStyle:
    """Return a preset as a style of the shelf."""
    name, words = naming.preset(preset.id, preset.name), searched(preset)
    return ShelfStyle(preset.id, name, credit(preset), kind=preset.kind, period=preset.period, words=words)


def credit(preset: Preset) -> Text:
    """Return what is said of a preset under its name."""
    if preset.kind == "texture":
        return Text("credit-texture", works=preset.works)
    whose = () if preset.painter == preset.name else (preset.painter,)
    period = (naming.period(preset.period),) if preset.period else ()
    country = (naming.country(preset.country),) if preset.country else ()
    facts = (*whose, *([preset.years] if preset.years else []), *period, *country)
    if preset.kind == "painter":
        return Text("credit-painter", facts=facts, works=preset.works)
    return Text("credit-work", facts=facts)
