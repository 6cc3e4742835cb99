"""Settings and sliders, those that mix the chosen styles too."""

from collections.abc import Mapping
from typing import Any

from impasto.painting.settings import SETTINGS
from impasto.studio.events.sliders import (
    MixMoved,
    PadMoved,
    SettingChanged,
    SliderAction,
    SliderMove,
    Sliding,
    StyleWeighted,
)
from impasto.studio.parsing.numbers import number

_SETTINGS = {name.replace("_", "-"): name for name in SETTINGS}
"""Names of settings by their kinds."""


def read(record: Mapping[str, Any]) -> SliderAction | None:
    """Read a record, if it is one of these; in a slider that is being moved there has to be another one."""
    match record:
        case {"kind": "sliding", "move": {"kind": kind} as move} if kind != "sliding":
            return Sliding(_move(move))
        case {"kind": "style-weight", "id": id_, "weight": weight}:
            return StyleWeighted(str(id_), number(weight))
        case {"kind": "mix", "value": value}:
            return MixMoved(number(value))
        case {"kind": "pad", "x": x, "y": y}:
            return PadMoved(number(x), number(y))
        case {"kind": kind, "value": value} | {"kind": kind, "id": value} if kind in _SETTINGS:
            return SettingChanged(_SETTINGS[kind], SETTINGS[_SETTINGS[kind]].read(value))
    return None


def _move(record: Mapping[str, Any]) -> SliderMove:
    move = read(record)
    if move is None or isinstance(move, Sliding):
        raise KeyError("move")
    return move
