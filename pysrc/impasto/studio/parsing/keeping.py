"""How pictures are saved and handed on, and what is kept of the work."""

from collections.abc import Mapping
from typing import Any, get_args

from impasto.imaging.formats import Format
from impasto.studio.events.handing import HandedOn, HandingAction, Outcome, Way
from impasto.studio.events.projects import LinkCopied, ProjectAction, ProjectPressed
from impasto.studio.events.saving import FormatChosen, MakingKept, QualityChosen, SavingAction
from impasto.studio.events.visits import KeepingChosen, PaintingSaved, PaintingTaken, SettingsRemembered, VisitAction
from impasto.studio.parsing.numbers import number


def read(record: Mapping[str, Any]) -> SavingAction | HandingAction | ProjectAction | VisitAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "history-take", "number": which}:
            return PaintingTaken(int(which))
        case {"kind": "history-download", "number": which}:
            return PaintingSaved(int(which))
        case {"kind": "keep-work", "value": bool(kept)}:
            return KeepingChosen(kept)
        case {"kind": "settings-remembered", "text": text, "left": bool(left)}:
            return SettingsRemembered(str(text), left)
        case {"kind": "save-project", "photo": bool(with_photo)}:
            return ProjectPressed(with_photo)
        case {"kind": "link-copied", "copied": bool(copied)}:
            return LinkCopied(copied)
        case {"kind": "download-format", "value": format_} if format_ in get_args(Format):
            return FormatChosen(format_)
        case {"kind": "quality", "value": quality}:
            return QualityChosen(round(number(quality)))
        case {"kind": "how-made", "value": bool(kept)}:
            return MakingKept(kept)
        case {"kind": "handed-on", "way": way, "outcome": outcome} if way in get_args(Way):
            return HandedOn(way, outcome) if outcome in get_args(Outcome) else None
    return None
