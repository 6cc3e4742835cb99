"""What the page's HTML takes from Python: the settings of the table, and words of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from impasto.painting.settings import DEFAULTS, SETTINGS
from impasto.words import catalogue


def placeholders() -> dict[str, str]:
    """Return values by placeholder: `strength_smallest` and its like, and `words_setting_strength` and its like.

    Settings have the facts that `painting.settings` says of them, and `default`; words are those without parameters.
    """
    values = {}
    for name, setting in SETTINGS.items():
        for fact in fields(setting):
            values[f"{name}_{fact.name}"] = _plain(getattr(setting, fact.name))
        if name in DEFAULTS:
            values[f"{name}_default"] = _plain(DEFAULTS[name])
    for key, words in catalogue().items():
        if not isinstance(words, Mapping) and "{" not in words:
            values[f"words_{key.replace('-', '_')}"] = words
    return values


def _plain(value: object) -> str:
    """Return a number as a control has it: `1`, not `1.0`."""
    return f"{value:g}" if isinstance(value, float) else str(value)
