"""The presets, found by what people call them."""

from collections.abc import Sequence

from impasto.painting import presets
from impasto.painting.presets import Preset


def find(name: str) -> Preset | None:
    """Return the preset of that id or name, in whatever case, or None."""
    wanted = name.casefold()
    return next((preset for preset in presets.load() if wanted in (preset.id.casefold(), preset.name.casefold())), None)


def search(words: Sequence[str]) -> list[Preset]:
    """Return the presets, in the order of the shelf, in whose id, name, painter and year all the words are."""
    return [preset for preset in presets.load() if all(word.casefold() in _text(preset) for word in words)]


def _text(preset: Preset) -> str:
    return f"{preset.id} {preset.name} {preset.painter} {preset.year}".casefold()
