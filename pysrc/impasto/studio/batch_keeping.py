"""What is kept of the queue besides its record: the files of photos and paintings, as far as there is room for them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from impasto.studio.queued import Batch, Queued
from impasto.words import Text

BUDGET = 1_000_000_000
"""Bytes of files: some hundred photos of a camera, of which a browser lets a page keep more than that."""


def files(batch: Batch) -> tuple[str, ...]:
    """Return the keys of the files that are to be kept, the most needed first.

    What is painted cannot be had again without painting it, and what is still to be painted needs its photo. Photos of
    which all is done may be wanted in further styles.
    """
    keys: dict[str, None] = {}
    rest = BUDGET
    for key, nbytes in _wanted(batch.items):
        if key not in keys and nbytes <= rest:
            keys[key] = None
            rest -= nbytes
    return tuple(keys)


def lacking(batch: Batch) -> int:
    """Return for how many paintings that are still to be made there is no room to keep the photo."""
    kept = set(files(batch))
    return sum(not item.finished and item.photo.id not in kept for item in batch.items)


def found(batch: Batch, keys: Collection[str]) -> Batch:
    """Return a queue of an earlier visit, of whose files those with these keys are there.

    A photo that is not has to be given anew, unless it is painted.
    """
    return replace(batch, items=tuple(_found(item, keys) for item in batch.items))


def _wanted(items: Iterable[Queued]) -> Iterable[tuple[str, int]]:
    items = list(items)
    yield from ((item.key, item.nbytes) for item in items if item.stage == "painted")
    for finished in (False, True):
        yield from ((item.photo.id, item.photo.nbytes) for item in items if item.finished is finished)


def _found(item: Queued, keys: Collection[str]) -> Queued:
    if item.stage == "painted" and item.key not in keys:
        item = replace(item, stage="waiting", fraction=0.0, file="", nbytes=0)
    if item.stage == "waiting" and item.photo.id not in keys:
        return replace(item, stage="failed", text=Text("batch-not-kept"), hopeless=True)
    return item
