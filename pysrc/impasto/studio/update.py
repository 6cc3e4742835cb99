"""How the studio's state changes: ``update(state, event) -> state, effects``. No input or output here.

Every rule of the page stands here, in ``repainting`` (what is painted and when) and in ``sliding`` (what happens while
a slider moves). ``view`` puts a state into the words that the page shows; ``session.app`` carries out the effects.
"""

from dataclasses import replace
from pathlib import PurePath

from impasto.backends import rules
from impasto.imaging.formats import Format
from impasto.painting.progress import Progress
from impasto.studio import events as ev
from impasto.studio import repainting, sliding
from impasto.studio.effects import (
    ChooseBackend,
    Effect,
    FetchExample,
    FetchNetwork,
    LoadNetworks,
    Prefetch,
    ReadPhoto,
    ReadStyles,
    SaveResult,
    ShowPhoto,
    ShowResult,
)
from impasto.studio.events import Event
from impasto.studio.repainting import Step
from impasto.studio.settings import OUTPUT_SIZES, Settings, ShelfStyle
from impasto.studio.state import Message, Photo, State
from impasto.words import Text

PHOTOS_KEPT = 4
"""Photos that undo can go back to; each holds up to 12 MB."""

SETTLING = (
    ev.StyleSelected,
    ev.StyleMixed,
    ev.StyleRemoved,
    ev.StylesRead,
    ev.PhotoRead,
    ev.OutputSizeChosen,
    ev.StyleNetworkChosen,
    ev.TransformerChosen,
    ev.UndoPressed,
    ev.RedoPressed,
    ev.StylizePressed,
)
"""Events that take a slider which is still being moved as let go: they mean the settings that the user sees."""


STUDIED = (
    ev.RuntimeReady,
    ev.PhotoRead,
    ev.StylesRead,
    ev.StyleSelected,
    ev.StyleMixed,
    ev.OutputSizeChosen,
    ev.NetworkFetched,
    ev.UndoPressed,
    ev.RedoPressed,
    ev.PaintFinished,
)
"""Events after which something may be missing that the next picture needs."""


def update(state: State, event: Event) -> Step:
    """Return the state after ``event``, and what has to be done about it."""
    if state.sliding is not None and isinstance(event, SETTLING):
        state = repainting.set_to(state, state.sliding)
    state, effects = _update(state, event)
    if isinstance(event, STUDIED) and state.phase == "ready" and state.job is None and state.settings.photo:
        effects = (*effects, Prefetch(state.settings))
    if state.previewed and state.shown_result and state.job is None and state.sliding is None:
        # Nothing is to come in the preview's place: the easel shows again what Download saves.
        return replace(state, previewed=False), (*effects, ShowResult())
    return state, effects


def _update(state: State, event: Event) -> Step:
    match event:
        case ev.PhotoFileChosen(file):
            return replace(state, activity=Text("reading-photo"), message=None), (ReadPhoto(file),)
        case ev.ExampleChosen(id_):
            return replace(state, activity=Text("fetching-example"), message=None), (FetchExample(id_),)
        case ev.StyleFilesChosen(files):
            return replace(state, activity=Text("reading-style"), message=None), (ReadStyles(files),)
        case ev.PhotoRead():
            return _hang_photo(state, event)
        case ev.StylesRead(styles, problem):
            return _shelve(state, styles, problem)
        case ev.StyleSelected() | ev.StyleMixed():
            return _choose_styles(state, event)
        case ev.StyleRemoved(id_):
            return _take_off_shelf(state, id_)
        case ev.Sliding(move):
            return sliding.slide(state, move)
        case ev.StrengthMoved() | ev.MixMoved() | ev.StyleWeighted():
            return sliding.let_go(state, event)
        case ev.SliderRested():
            return sliding.rest(state)
        case ev.OutputSizeChosen(value) if value in OUTPUT_SIZES:
            return repainting.change(state, output_size=value), ()
        case ev.StyleNetworkChosen(id_):
            return repainting.change(state, style_network=id_), (FetchNetwork(id_),)
        case ev.TransformerChosen(id_):
            return repainting.change(state, transformer=id_), (FetchNetwork(id_),)
        case ev.BackendChosen(choice):
            trying = choice if choice in rules.GRAPHICS else None
            state = replace(state, backend_choice=choice, trying=trying, message=None)
            return state, (ChooseBackend(choice),)
        case ev.UndoPressed() if state.past:
            return _travel(state, state.past[-1], past=state.past[:-1], future=(*state.future, state.settings))
        case ev.RedoPressed() if state.future:
            return _travel(state, state.future[-1], past=(*state.past, state.settings), future=state.future[:-1])
        case ev.StylizePressed():
            return repainting.paint(state)
        case ev.CancelPressed():
            return repainting.stop(replace(state, waiting=False, sliding=None))
        case ev.PaintFinished():
            return sliding.finish(state, event)
        case ev.PaintProgressed() | ev.PaintFailed() | ev.PaintCancelled():
            return repainting.follow(state, event), ()
        case ev.PreviewPainted():
            return sliding.see_preview(state, event)
        case ev.PreviewsReady():
            return sliding.take_previews(state, event)
        case ev.PreviewFailed():
            return replace(state, preview_size=None, timings=()), ()
        case ev.DownloadPressed(format_):
            return _save(state, format_)
        case ev.MessageDismissed():
            return replace(state, message=None), ()
        case ev.WorkFailed(text):
            return replace(state, activity=None, message=Message("error", text)), ()
        case ev.OfflineSettled(kept):
            return replace(state, offline=kept), ()
        case ev.FileOffered(name):
            return replace(state, activity=None, message=Message("info", Text("saved-as", name=name))), ()
        case ev.NetworksLoading(text, fraction) if state.job is None:
            return replace(state, progress=Progress(text, 1, 1, fraction)), ()
        case ev.NetworkFetched() if state.job is None:
            return replace(state, progress=None), ()
        case ev.RuntimeReady():
            return _open(state, event)
        case ev.BackendsSeen(available):
            return replace(state, backends=available), ()
        case ev.BackendRuns(backend, threads, reason):
            state = replace(state, trying=None, backend_reason=reason)
            if backend != state.backend:  # how long pictures took says nothing of the new one
                state = replace(state, timings=(), preview_size=None, previews_for=None)
            return replace(state, backend=backend, threads=threads), ()
        case ev.BackendRefused(text):
            return replace(state, backend_choice="auto", message=Message("info", text)), ()
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
        timings=(),
    )
    return repainting.paint(state) if waiting else (state, ())


def _travel(state: State, settings: Settings, past: tuple[Settings, ...], future: tuple[Settings, ...]) -> Step:
    """Undo or redo: go to other settings, with their photo and, if there was one, their picture."""
    before = state.settings.photo
    state = replace(state, settings=settings, sliding=None, past=past, future=future, message=None)
    effects: tuple[Effect, ...] = ()
    if settings.photo != before:
        state, effects = repainting.stop(state)
        if settings.photo is not None:
            effects = (*effects, ShowPhoto(settings.photo, tuple(photo.id for photo in state.photos)))
    if any(settings.paints_like(painted) for painted in state.painted):
        state, more = repainting.supersede(state) if repainting.is_shown(state) else repainting.paint(state)
    else:
        state, more = repainting.repaint(state)
    return state, (*effects, *more)


def _hang_photo(state: State, photo: ev.PhotoRead) -> Step:
    """Put a new photo on the easel. Work on the one before it stops; undo brings that one back."""
    state, effects = repainting.stop(replace(state, activity=None))
    photos = (*state.photos, Photo(photo.id, photo.name, photo.width, photo.height))[-PHOTOS_KEPT:]
    kept = tuple(each.id for each in photos)
    state = repainting.change(replace(state, photos=photos), photo=photo.id)
    state = replace(state, past=tuple(each for each in state.past if each.photo is None or each.photo in kept))
    return state, (*effects, ShowPhoto(photo.id, kept))


def _shelve(state: State, styles: tuple[tuple[str, str], ...], problem: Text | None) -> Step:
    """Put own styles on the shelf and choose them, all with the same weight."""
    effects: tuple[Effect, ...] = ()
    if styles:
        own = tuple(ShelfStyle(id_, name, "Your own picture", own=True) for id_, name in styles)
        state = repainting.change(
            state,
            own_styles=(*state.settings.own_styles, *own),
            styles=tuple((style.id, 1.0) for style in own),
        )
        state, effects = repainting.repaint(state)
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
    if len(chosen) == 1:
        chosen = dict.fromkeys(chosen, 1.0)
    in_shelf_order = tuple((style.id, chosen[style.id]) for style in state.shelf if style.id in chosen)
    return repainting.repaint(repainting.change(state, styles=in_shelf_order))


def _take_off_shelf(state: State, id_: str) -> Step:
    name = next((style.name for style in state.settings.own_styles if style.id == id_), None)
    if name is None:
        return state, ()
    state = repainting.change(
        state,
        own_styles=tuple(style for style in state.settings.own_styles if style.id != id_),
        styles=tuple(choice for choice in state.settings.styles if choice[0] != id_),
    )
    state, effects = repainting.repaint(state)
    return replace(state, message=Message("info", Text("style-taken-off-shelf", name=name), "undo")), effects


def _save(state: State, format_: Format) -> Step:
    if state.shown_result is None or state.photo is None:
        return replace(state, message=Message("info", Text("paint-a-picture-first"))), ()
    stem = f"{PurePath(state.photo.name).stem or 'photo'}-impasto"
    return replace(state, activity=Text("saving-picture"), message=None), (SaveResult(format_, stem),)
