"""Which styles are painted with, and which the wall shows."""

import json
from collections.abc import Mapping
from typing import Any

from impasto.studio.events.exploring import ExploringAction, StyleExplored
from impasto.studio.events.looks import LookAction, LookChanged, LookPressed
from impasto.studio.events.sheets import SheetAction, SheetTileTaken
from impasto.studio.events.styles import StyleAction, StyleMixed, StyleRemoved, StyleSelected, StylesPaired
from impasto.studio.events.wall import GroupChosen, StylesRemembered, WallAction, WallSearched
from impasto.studio.parsing.numbers import number


def read(record: Mapping[str, Any]) -> StyleAction | WallAction | ExploringAction | LookAction | SheetAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "style-select", "id": id_}:
            return StyleSelected(str(id_))
        case {"kind": "style-mix", "id": id_}:
            return StyleMixed(str(id_))
        case {"kind": "style-pair", "first": first, "second": second}:
            return StylesPaired(str(first), str(second))
        case {"kind": "style-remove", "id": id_}:
            return StyleRemoved(str(id_))
        case {"kind": "explore", "id": direction, "amount": amount}:
            return StyleExplored(str(direction), number(amount))
        case {"kind": "look", "id": id_}:
            return LookPressed(str(id_))
        case {"kind": "look-change", "crop": [left, top, width, height], "side": side}:
            return LookChanged((number(left), number(top), number(width), number(height)), number(side))
        case {"kind": "wall-search", "query": query}:
            return WallSearched(str(query))
        case {"kind": "wall-group", "id": group}:
            return GroupChosen(str(group))
        case {"kind": "styles-remembered", "text": text}:
            return _remembered(str(text))
        case {"kind": "sheet-take", "id": id_}:
            return SheetTileTaken(str(id_))
    return None


def _remembered(text: str) -> StylesRemembered:
    """Read what ``session.performing`` had the page keep; a text of any other kind is no memory."""
    try:
        record = json.loads(text)
        favourites, recent = (tuple(map(str, record[name])) for name in ("favourites", "recent"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return StylesRemembered((), ())
    return StylesRemembered(favourites, recent)
