"""The queue as the page shows it."""

from typing import Any

from impasto.painting.progress import Progress
from impasto.studio import batch
from impasto.studio.queued import Batch, Queued
from impasto.studio.state import State
from impasto.words import Text

ARCHIVE = "impasto.zip"


def view(state: State) -> dict[str, Any] | None:
    """Return the record of the queue that the page renders, or None where there is none.

    ``done`` counts all that will not be painted (any more), whatever became of them.
    """
    queue = state.batch
    if queue is None:
        return None
    painted, total = queue.count("painted"), len(queue.items)
    unfinished = queue.count("waiting", "painting")
    fraction = sum(1.0 if item.finished else item.fraction for item in queue.items) / total
    mix, each = (batch.new_manners(state, each=each) for each in (False, True))
    return {
        "number": queue.number,
        "done": total - unfinished,
        "total": total,
        "fraction": fraction,
        "text": _summary(queue, painted, total, unfinished, behind_camera=state.camera is not None),
        "archive": ARCHIVE,
        "can_download": painted > 0,
        "can_cancel": unfinished > 0,
        "can_retry": unfinished == 0 and any(item.can_retry for item in queue.items),
        "add": Text("batch-add", style=mix[0].title) if mix and queue.manners else None,
        "add_each": Text("batch-add-each", count=len(state.settings.styles)) if len(each) > 1 else None,
        "items": [_item(item) for item in queue.items],
    }


def _summary(queue: Batch, painted: int, total: int, unfinished: int, *, behind_camera: bool) -> Text:
    if not queue.manners:
        return Text("batch-needs-style", count=total)
    failed = queue.count("failed")
    done = (
        Text("batch-some-failed", painted=painted, total=total, failed=failed)
        if failed
        else Text("batch-painted", painted=painted, total=total)
    )
    if unfinished and behind_camera:
        return Text("batch-behind-camera", done=done)
    return Progress(done, 1, 1, 0.0, queue.seconds_left if unfinished else None).said


def _item(item: Queued) -> dict[str, Any]:
    return {
        "id": item.id,
        "photo": item.photo.id,
        "painting": item.key,
        "name": item.photo.name,
        "style": item.manner.title if item.manner else "",
        "stage": item.stage,
        "text": item.text or Text(f"queued-{item.stage}"),
        "can_skip": not item.finished,
        "can_retry": item.can_retry,
        "fraction": item.fraction,
        "file": item.file,
    }
