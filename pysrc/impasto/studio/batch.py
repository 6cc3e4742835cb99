"""Many photos at once: the queue that they are painted in while nothing else is to be done.

Nothing that the visitor does waits for it: what he wants is painted first (``session.jobs``), and the queue goes on
afterwards. Photos stay with the page until it is their turn, and paintings go back to it as files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from impasto.imaging.filenames import PICTURE_SUFFIXES, stem_in_style
from impasto.painting.explorations import Exploration
from impasto.studio import batch_record
from impasto.studio.effects import Effect, OpenPhoto, PaintQueued, StopQueued
from impasto.studio.events.batch import (
    BatchCancelled,
    BatchClosed,
    BatchEvent,
    BatchNews,
    BatchRemembered,
    BatchReopened,
    BatchRetried,
    BatchStylesAdded,
    GivenFile,
    PhotosGiven,
    QueuedFailed,
    QueuedOpened,
    QueuedPainted,
    QueuedProgressed,
    QueuedRetried,
    QueuedSkipped,
)
from impasto.studio.queued import TIMINGS_KEPT, Batch, Manner, Queued, QueuedPhoto
from impasto.studio.repainting import Step
from impasto.studio.settings import Settings
from impasto.studio.state import Message, State
from impasto.words import Text

NAMED = 3
"""So many photos that could not be painted are named at once; each says why in its own place."""

IN_FOLDERS = PICTURE_SUFFIXES | {".heic", ".heif", ".jfif"}
"""What the names of pictures in folders end in: some browsers read more than Pillow does."""


def update(state: State, event: BatchEvent) -> Step:
    """Take in what the visitor does with the queue, and news of it."""
    if isinstance(event, PhotosGiven):
        return _give(state, event.files)
    if isinstance(event, BatchReopened):
        if state.batch_put_away is None:  # pressed twice
            return state, ()
        return replace(state, batch=state.batch_put_away, batch_put_away=None, message=None), ()
    if isinstance(event, BatchRemembered):
        return replace(state, batch=batch_record.read(event.text) or state.batch), ()
    batch = state.batch
    if batch is None:
        return state, ()
    if isinstance(event, BatchNews):
        return _follow(state, batch, event), ()
    match event:
        case BatchStylesAdded(each):
            return replace(state, batch=_extended(batch, batch.photos, manners_now(state, each=each))), ()
        case QueuedSkipped(id_):
            return _stop(state, batch, {id_})
        case QueuedRetried(id_):
            return replace(state, batch=_again(batch, {id_})), ()
        case BatchRetried():
            return replace(state, batch=_again(batch, {item.id for item in batch.items})), ()
        case BatchCancelled():
            return _stop(state, batch, {item.id for item in batch.items})
        case QueuedOpened(id_):
            item = batch.find(id_)
            return state, (OpenPhoto(item.photo.id),) if item else ()
        case BatchClosed():
            effects: tuple[Effect, ...] = ()
            if painting := batch.painting:
                batch = batch.changed(painting.id, lambda item: replace(item, stage="waiting", fraction=0.0))
                effects = (StopQueued(),)
            text = Text("batch-put-away" if batch.count("painted") else "batch-put-away-unpainted")
            told = Message("info", text, "batch-reopen")
            return replace(state, batch=None, batch_put_away=batch, message=told), effects


def go_on(state: State) -> Step:
    """Begin the next painting of the queue, if there is one and nothing else is under way."""
    batch = state.batch
    if batch is None or batch.painting:
        return state, ()
    if any(item.manner is None for item in batch.items):  # no style had been chosen
        manners = batch.manners or manners_now(state, each=False)
        batch = _styled(batch, manners) if manners else batch
        state = replace(state, batch=batch)
    if not batch.manners or not batch.count("waiting") or not _is_calm(state):
        return state, ()
    item = next(item for item in batch.items if item.stage == "waiting")
    assert item.manner is not None, "all have one by now"
    batch = batch.changed(item.id, lambda item: replace(item, stage="painting", fraction=0.0))
    effect = PaintQueued(item.id, item.photo.id, item.key, item.stem, item.manner, state.saving)
    return replace(state, batch=batch), (effect,)


def manners_now(state: State, *, each: bool) -> tuple[Manner, ...]:
    """Return the manners that the settings ask for now: one mix, or each of its styles alone."""
    settings = state.settings
    names = {style.id: style.name for style in state.shelf}
    if not settings.styles:
        return ()
    mixes = [((id_, 1.0),) for id_, _ in settings.styles] if each else [settings.styles]
    return tuple(Manner(_plain(replace(settings, styles=mix)), tuple(names[id_] for id_, _ in mix)) for mix in mixes)


def new_manners(state: State, *, each: bool) -> tuple[Manner, ...]:
    """Return those of ``manners_now`` that the queue is not painted in."""
    known = state.batch.manners if state.batch else ()
    return tuple(manner for manner in manners_now(state, each=each) if manner not in known)


def _plain(settings: Settings) -> Settings:
    """Return settings for any photo: a mask is of the photo that it was made for."""
    chosen = {id_ for id_, _ in settings.styles}
    chosen |= {explored.base for explored in map(Exploration.of, chosen) if explored}
    own = tuple(style for style in settings.own_styles if style.id in chosen)
    return replace(settings, photo=None, mask=(), outside=(), areas=(), own_styles=own)


def _is_calm(state: State) -> bool:
    """Return whether nothing is under way, or about to be, that the visitor waits for."""
    sheet_fills = state.sheet is not None and not state.sheet.complete
    busy = state.job or state.waiting or state.reading or sheet_fills or state.sliding is not None
    return state.phase == "ready" and not busy and state.camera is None


def _give(state: State, files: Sequence[GivenFile]) -> Step:
    """Queue several photos, and hang the first one if the easel is empty; one alone is the photo."""
    pictures = [
        QueuedPhoto(file.id, file.name, file.nbytes) for file in files if not file.in_folder or _is_picture(file.name)
    ]
    if not pictures:
        return replace(state, message=Message("info", Text("no-pictures-in-folder"))), ()
    if len(pictures) == 1:
        return state, (OpenPhoto(pictures[0].id),)
    first: tuple[Effect, ...] = () if state.photo or state.reading else (OpenPhoto(pictures[0].id),)
    batch = state.batch
    if batch is None:
        before = state.batch_put_away
        batch = Batch(before.number + 1 if before else 1, ())
    manners = batch.manners or manners_now(state, each=False)
    return replace(state, batch=_extended(batch, pictures, manners), batch_put_away=None, message=None), first


def _is_picture(name: str) -> bool:
    path = PurePath(name)
    return not path.name.startswith(".") and path.suffix.lower() in IN_FOLDERS


def _extended(batch: Batch, photos: Sequence[QueuedPhoto], manners: Sequence[Manner]) -> Batch:
    """Return the queue with each of these photos in each of these manners, as far as it is not there yet."""
    items = list(batch.items)
    there = {(item.photo, item.manner) for item in items}
    taken = {item.stem.casefold() for item in items}
    number = max((int(item.id) for item in items), default=0)
    for photo in photos:
        for manner in manners or (None,):
            if (photo, manner) in there:
                continue
            stem = stem_in_style(photo.name, manner.title, taken) if manner else ""
            taken.add(stem.casefold())
            number += 1
            items.append(Queued(str(number), photo, manner, stem))
    return replace(batch, items=tuple(items))


def _styled(batch: Batch, manners: Sequence[Manner]) -> Batch:
    """Return a queue whose photos without a manner are in these; what was skipped, or cannot be painted, stays so."""
    before = {item.photo: item for item in batch.items if item.manner is None}
    kept = replace(batch, items=tuple(item for item in batch.items if item.manner))
    items = list(kept.items)
    for item in _extended(kept, tuple(before), manners).items[len(items) :]:
        was = before[item.photo]
        items.append(replace(item, stage=was.stage, text=was.text, hopeless=was.hopeless))
    return replace(batch, items=tuple(items))


def _again(batch: Batch, ids: Iterable[str]) -> Batch:
    """Return the queue with those of these paintings waiting again that were skipped or failed."""
    chosen = set(ids)
    return replace(
        batch,
        items=tuple(
            replace(item, stage="waiting", text=None, fraction=0.0, deaths=0)
            if item.id in chosen and item.can_retry
            else item
            for item in batch.items
        ),
    )


def _stop(state: State, batch: Batch, ids: Iterable[str]) -> Step:
    """Skip those of these paintings that are not finished."""
    chosen = {item.id for item in batch.items if not item.finished} & set(ids)
    effects: tuple[Effect, ...] = (StopQueued(),) if batch.painting and batch.painting.id in chosen else ()
    items = tuple(replace(item, stage="skipped", fraction=0.0) if item.id in chosen else item for item in batch.items)
    return replace(state, batch=replace(batch, items=items)), effects


def _follow(state: State, batch: Batch, event: BatchNews) -> State:
    """Take in news of the painting that is under way; news of another one is too late."""
    item = batch.painting
    if item is None or item.id != event.id:
        return state
    match event:
        case QueuedProgressed(id_, progress):
            batch = batch.changed(id_, lambda item: replace(item, fraction=progress.fraction))
        case QueuedPainted(id_, name, seconds, nbytes):
            painted = replace(item, stage="painted", file=name, nbytes=nbytes, fraction=1.0)
            batch = batch.changed(id_, lambda _: painted)
            batch = replace(batch, seconds=(*batch.seconds, seconds)[-TIMINGS_KEPT:])
        case QueuedFailed(id_, text, hopeless):
            failed = replace(item, stage="failed", text=text, hopeless=hopeless, fraction=0.0)
            batch = batch.changed(id_, lambda _: failed)
    state = replace(state, batch=batch)
    return _told(state, batch) if all(item.finished for item in batch.items) else state


def _told(state: State, batch: Batch) -> State:
    """Say that the queue is through, and name what could not be painted."""
    painted = batch.count("painted")
    failed = tuple(dict.fromkeys(item.photo.name for item in batch.items if item.stage == "failed"))
    if not failed:
        return replace(state, message=Message("info", Text("batch-finished", count=painted)))
    named, more = failed[:NAMED], len(failed) - NAMED
    text = Text("batch-finished-but", painted=painted, failed=failed)
    if more > 1:
        text = Text("batch-finished-but-many", painted=painted, failed=named, count=more)
    action = "batch-retry" if any(item.can_retry for item in batch.items) else None
    return replace(state, message=Message("error", text, action))
