"""Records of the page read as events.

The kinds of records are the page's; those of settings are their names in ``painting.settings``, with hyphens.
"""

import json
import math
from collections.abc import Mapping
from typing import Any, get_args

from impasto.backends.rules import CHOICES
from impasto.imaging.formats import Format
from impasto.painting.maskedits import LARGEST_BRUSH, SMALLEST_BRUSH, Stroke
from impasto.painting.settings import SETTINGS
from impasto.studio.events import (
    AnimationPressed,
    AutoStrengthPressed,
    BackendChosen,
    CancelPressed,
    ContinuePressed,
    CopyPressed,
    DownloadPressed,
    ExampleChosen,
    FavouritePressed,
    File,
    FilmGiven,
    FilmPressed,
    FilmStopped,
    FilmWritten,
    ForgetPressed,
    FormatChosen,
    GroupChosen,
    HandedOn,
    KeepingChosen,
    LinkCopied,
    LinkOpened,
    LinkPressed,
    MakingKept,
    MakingOpened,
    MaskCleared,
    MaskFileChosen,
    MaskInverted,
    MaskStroked,
    MessageDismissed,
    MixMoved,
    MoreLikePressed,
    NumbersPressed,
    OfflineSettled,
    Outcome,
    OutsideChosen,
    PadMoved,
    PaintingSaved,
    PaintingTaken,
    PeoplePressed,
    PhotoFileChosen,
    ProjectFileChosen,
    ProjectPressed,
    QualityChosen,
    RandomStylePressed,
    RedoPressed,
    RetryPressed,
    SettingChanged,
    SettingsRemembered,
    SharePressed,
    SheetClosed,
    SheetDownloadPressed,
    SheetPressed,
    SheetTileTaken,
    SliderMove,
    Sliding,
    StripPressed,
    StyleExplored,
    StyleFilesChosen,
    StyleMixed,
    StyleRemoved,
    StyleSelected,
    StylesForgotten,
    StylesPaired,
    StylesRemembered,
    StyleWeighted,
    StylizePressed,
    TextGiven,
    UndoPressed,
    UserEvent,
    VisitHeld,
    WallSearched,
    Way,
)
from impasto.studio.events.batch import (
    BatchAction,
    BatchCancelled,
    BatchClosed,
    BatchRemembered,
    BatchReopened,
    BatchRetried,
    BatchStylesAdded,
    GivenFile,
    PhotosGiven,
    QueuedOpened,
    QueuedRetried,
    QueuedSkipped,
)
from impasto.studio.events.camera import CameraAction, CameraFrame, CameraRefused, CameraStarted, CameraStopped

_SETTINGS = {name.replace("_", "-"): name for name in SETTINGS}
"""Names of settings by their kinds."""

_WITHOUT_DETAIL: Mapping[str, UserEvent] = {
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


def parse(record: Mapping[str, Any]) -> UserEvent:
    """Read one record of the page; a record that the page cannot send is a ``ValueError``."""
    try:
        event = _parsed(record)
    except (TypeError, KeyError, OverflowError) as error:  # a detail that is not what its kind needs
        raise _unknown(record) from error
    if event is None:
        raise _unknown(record)
    return event


def _parsed(record: Mapping[str, Any]) -> UserEvent | None:
    match record:
        case {"kind": "content-file", "name": name, "bytes": data}:
            return PhotoFileChosen(File(str(name), bytes(data)))
        case {"kind": "text-given", "text": text}:
            return TextGiven(str(text))
        case {"kind": "content-example", "id": id_}:
            return ExampleChosen(str(id_))
        case {"kind": "film", "name": name, "width": width, "height": height, "seconds": seconds}:
            return FilmGiven(str(name), int(width), int(height), _number(seconds))
        case {"kind": "film-written", "job": job, "frames": frames, "seconds": seconds}:
            return FilmWritten(int(job), int(frames), _number(seconds))
        case {"kind": "style-files", "files": files}:
            return StyleFilesChosen(tuple(File(str(file["name"]), bytes(file["bytes"])) for file in files))
        case {"kind": "style-select", "id": id_}:
            return StyleSelected(str(id_))
        case {"kind": "style-mix", "id": id_}:
            return StyleMixed(str(id_))
        case {"kind": "style-pair", "first": first, "second": second}:
            return StylesPaired(str(first), str(second))
        case {"kind": "style-weight", "id": id_, "weight": weight}:
            return StyleWeighted(str(id_), _number(weight))
        case {"kind": "mix", "value": value}:
            return MixMoved(_number(value))
        case {"kind": "pad", "x": x, "y": y}:
            return PadMoved(_number(x), _number(y))
        case {"kind": "style-remove", "id": id_}:
            return StyleRemoved(str(id_))
        case {"kind": "explore", "id": direction, "amount": amount}:
            return StyleExplored(str(direction), _number(amount))
        case {"kind": "wall-search", "query": query}:
            return WallSearched(str(query))
        case {"kind": "wall-group", "id": group}:
            return GroupChosen(str(group))
        case {"kind": "styles-remembered", "text": text}:
            return _remembered(str(text))
        case {"kind": "sliding", "move": move}:
            return Sliding(_parse_move(move))
        case {"kind": "mask-file", "name": name, "bytes": data}:
            return MaskFileChosen(File(str(name), bytes(data)))
        case {"kind": "mask-stroke"}:
            return MaskStroked(_parse_stroke(record))
        case {"kind": "style-outside", "id": id_}:
            return OutsideChosen(str(id_) or None)
        case {"kind": kind, "value": value} | {"kind": kind, "id": value} if kind in _SETTINGS:
            return SettingChanged(_SETTINGS[kind], SETTINGS[_SETTINGS[kind]].read(value))
        case {"kind": "backend", "id": choice} if choice in CHOICES:
            return BackendChosen(choice)
        case {"kind": "sheet-take", "id": id_}:
            return SheetTileTaken(str(id_))
        case {"kind": "history-take", "number": number}:
            return PaintingTaken(int(number))
        case {"kind": "history-download", "number": number}:
            return PaintingSaved(int(number))
        case {"kind": "keep-work", "value": bool(kept)}:
            return KeepingChosen(kept)
        case {"kind": "settings-remembered", "text": text}:
            return SettingsRemembered(str(text))
        case {"kind": "save-project", "photo": bool(with_photo)}:
            return ProjectPressed(with_photo)
        case {"kind": "project-file", "name": name, "bytes": data}:
            return ProjectFileChosen(File(str(name), bytes(data)))
        case {"kind": "project-link", "link": link}:
            return LinkOpened(str(link))
        case {"kind": "link-copied", "copied": bool(copied)}:
            return LinkCopied(copied)
        case {"kind": "download-format", "value": format_} if format_ in get_args(Format):
            return FormatChosen(format_)
        case {"kind": "quality", "value": quality}:
            return QualityChosen(round(_number(quality)))
        case {"kind": "how-made", "value": bool(kept)}:
            return MakingKept(kept)
        case {"kind": "handed-on", "way": way, "outcome": outcome} if way in get_args(Way):
            return HandedOn(way, outcome) if outcome in get_args(Outcome) else None
        case {"kind": "offline", "kept": kept}:
            return OfflineSettled(bool(kept))
        case {"kind": kind} if kind in _WITHOUT_DETAIL:
            return _WITHOUT_DETAIL[kind]
        case {"kind": str(kind)} if kind.startswith("camera-"):
            return _parse_camera(record)
    return _parse_batch(record)


def _parse_batch(record: Mapping[str, Any]) -> BatchAction | None:
    match record:
        case {"kind": "photos", "files": files}:
            return PhotosGiven(
                tuple(GivenFile(str(file["id"]), str(file["name"]), bool(file["in_folder"])) for file in files)
            )
        case {"kind": "batch-add", "each": bool(each)}:
            return BatchStylesAdded(each)
        case {"kind": "queued-skip", "id": id_}:
            return QueuedSkipped(str(id_))
        case {"kind": "queued-retry", "id": id_}:
            return QueuedRetried(str(id_))
        case {"kind": "queued-open", "id": id_}:
            return QueuedOpened(str(id_))
        case {"kind": "batch-remembered", "text": text}:
            return BatchRemembered(str(text))
    return None


def _parse_camera(record: Mapping[str, Any]) -> CameraAction | None:
    match record:
        case {"kind": "camera-frame", "width": int(width), "height": int(height), "bytes": data}:
            pixels = bytes(data)
            return CameraFrame(width, height, pixels) if len(pixels) == 4 * width * height > 0 else None
        case {"kind": "camera-start", "width": int(width), "height": int(height)}:
            return CameraStarted(width, height)
        case {"kind": "camera-refused", "reason": reason}:
            return CameraRefused(str(reason))
    return None


def _parse_move(record: Mapping[str, Any]) -> SliderMove:
    move = parse(record)
    if not isinstance(move, SliderMove):
        raise _unknown(record)
    return move


def _parse_stroke(record: Mapping[str, Any]) -> Stroke:
    """Read a stroke: its points as one list of numbers, three for each."""
    numbers = [_number(value) for value in record["points"]]
    if len(numbers) % 3:
        raise _unknown({"kind": "mask-stroke", "numbers": len(numbers)})
    points = tuple(zip(numbers[::3], numbers[1::3], (min(max(each, 0.0), 1.0) for each in numbers[2::3]), strict=True))
    if not points or not all(-1 <= value <= 2 for x, y, _ in points for value in (x, y)):
        raise _unknown({"kind": "mask-stroke", "points": len(points)})
    size = min(max(_number(record["size"]), SMALLEST_BRUSH), LARGEST_BRUSH)
    hardness = min(max(_number(record["hardness"]), 0.0), 1.0)
    return Stroke(points, size, hardness, bool(record["erases"]), bool(record["follows"]))


def _remembered(text: str) -> StylesRemembered:
    """Read what ``session.performing`` had the page keep; a text of any other kind is no memory."""
    try:
        record = json.loads(text)
        favourites, recent = (tuple(map(str, record[name])) for name in ("favourites", "recent"))
    except (ValueError, TypeError, KeyError):
        return StylesRemembered((), ())
    return StylesRemembered(favourites, recent)


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"The page sent {number}, which is no number that anything can be set to")
    return number


def _unknown(record: Mapping[str, Any]) -> ValueError:
    return ValueError(f"The page sent an event that is not known: {dict(record)!r:.200}")
