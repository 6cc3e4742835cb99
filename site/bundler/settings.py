"""What the page's controls take from Python's table of settings."""

from __future__ import annotations

from dataclasses import fields

from impasto.imaging.formats import DEFAULT_QUALITY, HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.imaging.sizes import LARGEST_STYLE_SIDE, SMALLEST_STYLE_SIDE, STYLE_SIDE, STYLE_SIDE_STEP
from impasto.painting import explorations, maskedits
from impasto.painting.settings import DEFAULTS, SETTINGS


def placeholders() -> dict[str, str]:
    """Return values by placeholder: `strength_smallest`, `strength_default` and its like, as the table has them."""
    values = {
        "quality_smallest": str(LOWEST_QUALITY),
        "quality_largest": str(HIGHEST_QUALITY),
        "quality_default": str(DEFAULT_QUALITY),
    }
    for name, setting in SETTINGS.items():
        for fact in fields(setting):
            values[f"{name}_{fact.name}"] = _plain(getattr(setting, fact.name))
        if name in DEFAULTS:
            values[f"{name}_default"] = _plain(DEFAULTS[name])
    others = {
        "brush_size": (maskedits.SMALLEST_BRUSH, maskedits.LARGEST_BRUSH, maskedits.BRUSH_STEP, maskedits.BRUSH),
        "brush_hardness": (0.0, 1.0, maskedits.HARDNESS_STEP, maskedits.HARDNESS),
        "look_side": (SMALLEST_STYLE_SIDE, LARGEST_STYLE_SIDE, STYLE_SIDE_STEP, STYLE_SIDE),
    }
    for name, facts in others.items():
        for kind, value in zip(("smallest", "largest", "step", "default"), facts, strict=True):
            values[f"{name}_{kind}"] = _plain(value)
    return values | {"explore_reach": _plain(explorations.REACH), "explore_step": _plain(explorations.STEP)}


def _plain(value: object) -> str:
    """Return a number as a control has it: `1`, not `1.0`."""
    return f"{value:g}" if isinstance(value, float) else str(value)
