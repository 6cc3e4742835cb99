"""Photos that were given together, and what is done with their queue."""

from collections.abc import Mapping
from typing import Any

from impasto.studio.events.batch import (
    BatchAction,
    BatchRemembered,
    BatchStylesAdded,
    GivenFile,
    PhotosGiven,
    QueuedOpened,
    QueuedRetried,
    QueuedSkipped,
)


def read(record: Mapping[str, Any]) -> BatchAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "photos", "files": files}:
            return PhotosGiven(tuple(_given(file) for file in files))
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


def _given(file: Mapping[str, Any]) -> GivenFile:
    return GivenFile(str(file["id"]), str(file["name"]), bool(file["in_folder"]), int(file["bytes"]))
