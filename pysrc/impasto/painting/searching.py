"""Presets found by words: of their names, painters, periods, countries, and what their paintings look like."""

import unicodedata
from collections.abc import Iterable, Sequence

from impasto.painting.presets import Preset
from impasto.words import Text, say


def folded(text: str) -> str:
    """Return a text as it is searched: in small letters, without accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def searched(preset: Preset) -> str:
    """Return what a preset is found by, folded."""
    years = (each or "" for each in (preset.year, preset.born, preset.died))
    facts = (preset.id, preset.name, preset.painter, *years, preset.period, preset.country)
    looks = (say(Text(f"trait-{trait}")) for trait in preset.traits)
    return folded(" ".join(map(str, (*facts, say(Text(f"kind-{preset.kind}")), *looks))))


def has_all(text: str, words: Iterable[str]) -> bool:
    """Return whether all words, or what they begin, are in a folded text: each where a word of it begins."""
    padded = f" {text.replace('-', ' ')}"
    return all(f" {part}" in padded for word in words for part in folded(word).replace("-", " ").split())


def search(presets: Iterable[Preset], words: Sequence[str]) -> list[Preset]:
    """Return the presets that have all the words, in their order."""
    return [preset for preset in presets if has_all(searched(preset), words)]
