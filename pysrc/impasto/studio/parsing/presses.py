"""Buttons and keys: records that say it all with their kind."""

from collections.abc import Mapping
from typing import Any

from impasto.studio.events import UserEvent
from impasto.studio.events.areas import AreaAdded, AreaRemoved
from impasto.studio.events.batch import BatchCancelled, BatchClosed, BatchReopened, BatchRetried
from impasto.studio.events.camera import CameraStopped
from impasto.studio.events.exploring import NumbersPressed, RandomStylePressed
from impasto.studio.events.films import FilmPressed, FilmStopped
from impasto.studio.events.handing import CopyPressed, SharePressed
from impasto.studio.events.looks import LookClosed
from impasto.studio.events.masks import MaskCleared, MaskInverted, PeoplePressed
from impasto.studio.events.networks import RetryPressed
from impasto.studio.events.painting import (
    AutoStrengthPressed,
    CancelPressed,
    MessageDismissed,
    RedoPressed,
    StylizePressed,
    UndoPressed,
)
from impasto.studio.events.projects import LinkPressed, MakingOpened
from impasto.studio.events.saving import DownloadPressed
from impasto.studio.events.sheets import AnimationPressed, SheetClosed, SheetDownloadPressed, SheetPressed, StripPressed
from impasto.studio.events.visits import ContinuePressed, ForgetPressed, VisitHeld
from impasto.studio.events.wall import FavouritePressed, MoreLikePressed, StylesForgotten

_PRESSES: Mapping[str, UserEvent] = {
    "stylize": StylizePressed(),
    "auto-strength": AutoStrengthPressed(),
    "cancel": CancelPressed(),
    "download": DownloadPressed(),
    "copy-link": LinkPressed(),
    "continue": ContinuePressed(),
    "forget": ForgetPressed(),
    "hold-visit": VisitHeld(),
    "open-making": MakingOpened(),
    "copy": CopyPressed(),
    "share": SharePressed(),
    "sheet-download": SheetDownloadPressed(),
    "undo": UndoPressed(),
    "redo": RedoPressed(),
    "mask-invert": MaskInverted(),
    "mask-clear": MaskCleared(),
    "mask-people": PeoplePressed(),
    "look-close": LookClosed(),
    "area-add": AreaAdded(),
    "area-remove": AreaRemoved(),
    "random-style": RandomStylePressed(),
    "numbers": NumbersPressed(),
    "numbers-save": NumbersPressed(save=True),
    "dismiss": MessageDismissed(),
    "retry": RetryPressed(),
    "sheet": SheetPressed(),
    "strip": StripPressed(),
    "animation": AnimationPressed(),
    "sheet-close": SheetClosed(),
    "more-like-this": MoreLikePressed(),
    "favourite": FavouritePressed(),
    "forget-styles": StylesForgotten(),
    "film-paint": FilmPressed(),
    "film-stop": FilmStopped(),
    "batch-retry": BatchRetried(),
    "batch-cancel": BatchCancelled(),
    "batch-close": BatchClosed(),
    "batch-reopen": BatchReopened(),
    "camera-stop": CameraStopped(),
}


def read(record: Mapping[str, Any]) -> UserEvent | None:
    """Read a record, if it is one of these."""
    return _PRESSES.get(record["kind"])
