"""Presets found by words: of their names, painters, periods, countries, and what their paintings look like."""

from collections.abc import Iterable, Sequence

from impasto.painting import naming
from impasto.painting.presets import Preset
from impasto.words import Text, say
from impasto.words.finding import folded, has_all


def searched(preset: Preset) -> str:
    """Return what a preset is found by, folded."""
    years = (each or "" for each in (preset.year, preset.born, preset.died))
    facts = (
        naming.preset(preset.id, preset.name),
        preset.name,
        preset.painter,
        *years,
        preset.period,
        preset.country,
        preset.id,
    )
    called = [naming.period(preset.period)] if preset.period else []
    called += [naming.country(preset.country)] if preset.country else []
    looks = (say(Text(f"trait-{trait}")) for trait in preset.traits)
    return folded(" ".join(map(str, (*facts, *map(say, called), say(Text(f"kind-{preset.kind}")), *looks))))


def search(presets: Iterable[Preset], words: Sequence[str]) -> list[Preset]:
    """Return the presets that have all the words, in their order."""
    return [preset for preset in presets if has_all(searched(preset), words)]
