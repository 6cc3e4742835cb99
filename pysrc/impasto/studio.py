"""How the studio's state changes: ``update(state, event) -> state, effects``. No input or output here.

Every rule of the page stands in this file: what is chosen, what is painted and when, what can be undone.
``view`` puts a state into the words that the page shows; ``app`` carries out the effects.
"""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from impasto import events as ev
from impasto.effects import (
    Effect,
    FetchExample,
    FetchNetwork,
    LoadNetworks,
    Paint,
    ReadPhoto,
    ReadStyles,
    SaveResult,
    ShowPhoto,
    StopPainting,
)
from impasto.events import Event
from impasto.images import Format
from impasto.pipeline import Progress
from impasto.state import OUTPUT_SIZES, Job, Message, Photo, Result, Settings, ShelfStyle, State

UNDO_DEPTH = 40
PHOTOS_KEPT = 4
"""Photos that undo can go back to; each holds up to 12 MB."""

RESTART_WORTH_ABOVE = 1024
"""Long side in px above which a superseded painting is ended at once: starting the runtime anew takes about a second,
about as long as a network runs at this size."""

Step = tuple[State, tuple[Effect, ...]]


def update(state: State, event: Event) -> Step:
    """Return the state after ``event``, and what has to be done about it."""
    match event:
        case ev.PhotoFileChosen(file):
            return replace(state, activity="Reading the photo", message=None), (ReadPhoto(file),)
        case ev.ExampleChosen(id_):
            return replace(state, activity="Fetching the example", message=None), (FetchExample(id_),)
        case ev.StyleFilesChosen(files):
            return replace(state, activity="Reading the style", message=None), (ReadStyles(files),)
        case ev.PhotoRead():
            return _hang_photo(state, event)
        case ev.StylesRead(styles, problem):
            return _shelve(state, styles, problem)
        case ev.StyleSelected() | ev.StyleMixed() | ev.StyleWeighted() | ev.MixMoved():
            return _choose_styles(state, event)
        case ev.StyleRemoved(id_):
            return _take_off_shelf(state, id_)
        case ev.StrengthMoved(value):
            return _repaint(_change(state, strength=_clamped(value, 2.0)))
        case ev.OutputSizeChosen(value) if value in OUTPUT_SIZES:
            return _change(state, output_size=value), ()
        case ev.StyleNetworkChosen(id_):
            return _change(state, style_network=id_), (FetchNetwork(id_),)
        case ev.TransformerChosen(id_):
            return _change(state, transformer=id_), (FetchNetwork(id_),)
        case ev.UndoPressed() if state.past:
            return _travel(state, state.past[-1], past=state.past[:-1], future=(*state.future, state.settings))
        case ev.RedoPressed() if state.future:
            return _travel(state, state.future[-1], past=(*state.past, state.settings), future=state.future[:-1])
        case ev.StylizePressed():
            return _paint(state)
        case ev.CancelPressed():
            return _stop(replace(state, waiting=False))
        case ev.PaintProgressed() | ev.PaintFinished() | ev.PaintFailed() | ev.PaintCancelled():
            return _follow(state, event), ()
        case ev.DownloadPressed(format_):
            return _save(state, format_)
        case ev.MessageDismissed():
            return replace(state, message=None), ()
        case ev.WorkFailed(text):
            return replace(state, activity=None, message=Message("error", text)), ()
        case ev.OfflineSettled(kept):
            return replace(state, offline=kept), ()
        case ev.FileOffered(name):
            return replace(state, activity=None, message=Message("info", f"Saved as {name}.")), ()
        case ev.NetworksLoading(text, fraction) if state.job is None:
            return replace(state, progress=Progress(text, 1, 1, fraction)), ()
        case ev.NetworkFetched() if state.job is None:
            return replace(state, progress=None), ()
        case ev.RuntimeReady():
            return _open(state, event)
        case ev.RuntimeUnavailable(text):
            return replace(state, phase="failed", progress=None, message=Message("error", text, "retry")), ()
        case ev.RetryPressed() if state.phase == "failed":
            return replace(state, phase="loading", message=None), (LoadNetworks(),)
    return state, ()


def _open(state: State, ready: ev.RuntimeReady) -> Step:
    """Take the networks into use, and paint what was asked for meanwhile."""
    waiting = state.waiting
    state = replace(
        state,
        phase="ready",
        backend=ready.backend,
        threads=ready.threads,
        ready_seconds=ready.seconds,
        progress=None,
        waiting=False,
    )
    return _paint(state) if waiting else (state, ())


def _change(state: State, **changes: Any) -> State:
    """Return the state with other settings, and the present ones remembered for undo."""
    settings = replace(state.settings, **changes)
    if settings == state.settings:
        return state
    past = (*state.past, state.settings)[-UNDO_DEPTH:]
    return replace(state, settings=settings, past=past, future=(), message=None)


def _travel(state: State, settings: Settings, past: tuple[Settings, ...], future: tuple[Settings, ...]) -> Step:
    """Undo or redo: go to other settings, with their photo and, if there was one, their picture."""
    before = state.settings.photo
    state = replace(state, settings=settings, past=past, future=future, message=None)
    effects: tuple[Effect, ...] = ()
    if settings.photo != before:
        state, effects = _stop(state)
        if settings.photo is not None:
            effects = (*effects, ShowPhoto(settings.photo, tuple(photo.id for photo in state.photos)))
    if any(settings.paints_like(painted) for painted in state.painted):
        state, more = _paint(state) if not _is_shown(state) else (state, ())
    else:
        state, more = _repaint(state)
    return state, (*effects, *more)


def _hang_photo(state: State, photo: ev.PhotoRead) -> Step:
    """Put a new photo on the easel. Work on the one before it stops; undo brings that one back."""
    state, effects = _stop(replace(state, activity=None))
    photos = (*state.photos, Photo(photo.id, photo.name, photo.width, photo.height))[-PHOTOS_KEPT:]
    kept = tuple(each.id for each in photos)
    state = _change(replace(state, photos=photos), photo=photo.id)
    state = replace(state, past=tuple(each for each in state.past if each.photo is None or each.photo in kept))
    return state, (*effects, ShowPhoto(photo.id, kept))


def _shelve(state: State, styles: tuple[tuple[str, str], ...], problem: str | None) -> Step:
    """Put own styles on the shelf and choose them, all with the same weight."""
    effects: tuple[Effect, ...] = ()
    if styles:
        own = tuple(ShelfStyle(id_, name, "Your own picture", own=True) for id_, name in styles)
        state = _change(
            state,
            own_styles=(*state.settings.own_styles, *own),
            styles=tuple((style.id, 1.0) for style in own),
        )
        state, effects = _repaint(state)
    return replace(state, activity=None, message=Message("error", problem) if problem else state.message), effects


def _choose_styles(state: State, event: Event) -> Step:
    chosen = dict(state.settings.styles)
    shelf = {style.id for style in state.shelf}
    match event:
        case ev.StyleSelected(id_) if id_ in shelf:
            chosen = {id_: 1.0}
        case ev.StyleMixed(id_) if id_ in chosen:
            del chosen[id_]
        case ev.StyleMixed(id_) if id_ in shelf:
            chosen[id_] = 1.0
        case ev.StyleWeighted(id_, weight) if id_ in chosen:
            chosen[id_] = _clamped(weight, 1.0)
        case ev.MixMoved(value) if len(chosen) == 2:
            share = _clamped(value, 1.0)
            chosen = dict(zip(chosen, (1.0 - share, share), strict=True))
    if len(chosen) == 1:
        chosen = dict.fromkeys(chosen, 1.0)
    in_shelf_order = tuple((style.id, chosen[style.id]) for style in state.shelf if style.id in chosen)
    return _repaint(_change(state, styles=in_shelf_order))


def _take_off_shelf(state: State, id_: str) -> Step:
    name = next((style.name for style in state.settings.own_styles if style.id == id_), None)
    if name is None:
        return state, ()
    state = _change(
        state,
        own_styles=tuple(style for style in state.settings.own_styles if style.id != id_),
        styles=tuple(choice for choice in state.settings.styles if choice[0] != id_),
    )
    state, effects = _repaint(state)
    return replace(state, message=Message("info", f"“{name}” was taken off the shelf.", "undo")), effects


def _repaint(state: State) -> Step:
    """Paint again after a change that is cheap to paint, once the photo on the easel has been painted before."""
    live = state.job is not None or state.shown_result is not None
    if not live or state.settings.photo is None or not state.settings.styles:
        return state, ()
    if state.job is None and _is_shown(state):
        return state, ()
    return _paint(state)


def _is_shown(state: State) -> bool:
    return state.shown_result is not None and state.shown_result.settings.paints_like(state.settings)


def _paint(state: State) -> Step:
    """Begin to paint with the present settings. The latest request wins; the same request goes on."""
    if state.settings.photo is None:
        return replace(state, message=Message("info", "Choose a photo first.")), ()
    if not state.settings.styles:
        return replace(state, message=Message("info", "Choose a style first.")), ()
    if state.phase == "loading":
        return replace(state, waiting=True, message=None), ()
    if state.phase == "failed":
        return state, ()
    if state.job is not None and state.job.settings.paints_like(state.settings):
        return state, ()
    effects: tuple[Effect, ...] = ()
    if state.job is not None:
        effects = (StopPainting(at_once=state.job.settings.output_size > RESTART_WORTH_ABOVE),)
    job = Job(state.jobs + 1, state.settings)
    state = replace(state, job=job, jobs=job.number, message=None, progress=Progress("Painting", 1, 1, 0.0))
    return state, (*effects, Paint(job.number, job.settings))


def _stop(state: State) -> Step:
    """End the painting under way at once; the picture before it stays."""
    if state.job is None:
        return state, ()
    return replace(state, job=None, progress=None), (StopPainting(at_once=True),)


def _follow(state: State, event: Event) -> State:
    """Take in news of the painting under way; news of an older one is too late."""
    job = state.job
    match event:
        case ev.PaintProgressed(number, progress) if job and job.number == number:
            return replace(state, progress=progress)
        case ev.PaintFinished(number, seconds, width, height) if job and job.number == number:
            count = state.result.number + 1 if state.result else 1
            result = Result(count, seconds, width, height, job.settings)
            painted = (*state.painted, job.settings)[-UNDO_DEPTH:]
            return replace(state, job=None, progress=None, result=result, painted=painted)
        case ev.PaintFailed(number, text) if job and job.number == number:
            return replace(state, job=None, progress=None, message=Message("error", text))
        case ev.PaintCancelled(number) if job and job.number == number:
            return replace(state, job=None, progress=None)
    return state


def _save(state: State, format_: Format) -> Step:
    if state.shown_result is None or state.photo is None:
        return replace(state, message=Message("info", "Paint a picture first.")), ()
    stem = f"{PurePath(state.photo.name).stem or 'photo'}-impasto"
    return replace(state, activity="Saving the picture", message=None), (SaveResult(format_, stem),)


def _clamped(value: float, top: float) -> float:
    return min(max(value, 0.0), top)
