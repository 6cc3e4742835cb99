"""Records of the page read as events."""

from collections.abc import Mapping
from typing import Any, get_args

from impasto.backends.rules import Choice
from impasto.studio.events import (
    BackendChosen,
    CancelPressed,
    DownloadPressed,
    ExampleChosen,
    File,
    MessageDismissed,
    MixMoved,
    OfflineSettled,
    OutputSizeChosen,
    PhotoFileChosen,
    RedoPressed,
    RetryPressed,
    SliderMove,
    Sliding,
    StrengthMoved,
    StyleFilesChosen,
    StyleMixed,
    StyleNetworkChosen,
    StyleRemoved,
    StyleSelected,
    StyleWeighted,
    StylizePressed,
    TransformerChosen,
    UndoPressed,
    UserEvent,
)

_WITHOUT_DETAIL: Mapping[str, UserEvent] = {
    "stylize": StylizePressed(),
    "cancel": CancelPressed(),
    "undo": UndoPressed(),
    "redo": RedoPressed(),
    "dismiss": MessageDismissed(),
    "retry": RetryPressed(),
}


def parse(record: Mapping[str, Any]) -> UserEvent:
    """Read one record of the page; a record that the page cannot send is a ``ValueError``."""
    match record:
        case {"kind": "content-file", "name": name, "bytes": data}:
            return PhotoFileChosen(File(str(name), bytes(data)))
        case {"kind": "content-example", "id": id_}:
            return ExampleChosen(str(id_))
        case {"kind": "style-files", "files": files}:
            return StyleFilesChosen(tuple(File(str(file["name"]), bytes(file["bytes"])) for file in files))
        case {"kind": "style-select", "id": id_}:
            return StyleSelected(str(id_))
        case {"kind": "style-mix", "id": id_}:
            return StyleMixed(str(id_))
        case {"kind": "style-weight", "id": id_, "weight": weight}:
            return StyleWeighted(str(id_), float(weight))
        case {"kind": "mix", "value": value}:
            return MixMoved(float(value))
        case {"kind": "style-remove", "id": id_}:
            return StyleRemoved(str(id_))
        case {"kind": "strength", "value": value}:
            return StrengthMoved(float(value))
        case {"kind": "sliding", "move": move}:
            return Sliding(_parse_move(move))
        case {"kind": "output-size", "value": value}:
            return OutputSizeChosen(int(value))
        case {"kind": "style-network", "id": id_}:
            return StyleNetworkChosen(str(id_))
        case {"kind": "transformer", "id": id_}:
            return TransformerChosen(str(id_))
        case {"kind": "backend", "id": choice} if choice in get_args(Choice):
            return BackendChosen(choice)
        case {"kind": "download", "format": "png" | "jpeg" | "webp" as format_}:
            return DownloadPressed(format_)
        case {"kind": "offline", "kept": kept}:
            return OfflineSettled(bool(kept))
        case {"kind": kind} if kind in _WITHOUT_DETAIL:
            return _WITHOUT_DETAIL[kind]
    raise ValueError(f"The page sent an event that is not known: {dict(record)!r:.200}")


def _parse_move(record: Mapping[str, Any]) -> SliderMove:
    move = parse(record)
    if not isinstance(move, SliderMove):
        raise ValueError(f"The page sent an event that is not known: {dict(record)!r:.200} is no move of a slider")
    return move
