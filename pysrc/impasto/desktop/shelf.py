"""The presets, found by what people call them."""

from collections.abc import Sequence

from impasto.errors import BadStyle
from impasto.painting import presets, searching
from impasto.painting.presets import Preset
from impasto.words.finding import folded

MOST_NAMED = 8
"""Presets that an error names, which has to stay one line."""


def find(name: str) -> Preset | None:
    """Return the preset of that id or name, in whatever case and with or without accents, or None.

    Where none is called so, it is the only one that has all the words.

    Raises:
        BadStyle: several have them.
    """
    wanted = folded(name)
    if not wanted.strip():  # as of the dash that stands for a pipe
        return None
    for preset in presets.load():
        if wanted in (folded(preset.id), folded(preset.name)):
            return preset
    found = search([name])
    if len(found) > 1:
        raise BadStyle("several-presets", given=name, number=len(found), known=_some(found))
    return found[0] if found else None


def _some(found: Sequence[Preset]) -> tuple[str, ...]:
    return tuple(preset.id for preset in found[:MOST_NAMED])


def search(words: Sequence[str]) -> list[Preset]:
    """Return the presets that have all these words, in the order of the shelf (``painting.searching``)."""
    return searching.search(presets.load(), words)
