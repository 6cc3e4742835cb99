"""The paintings of a visit, each a step that can be taken back, and going on with an earlier visit."""

from dataclasses import replace

from impasto.imaging.filenames import painting_stem
from impasto.studio import events as ev
from impasto.studio import reading, repainting
from impasto.studio.effects import (
    BringBack,
    ChangeKeeping,
    Effect,
    FetchNetwork,
    Forget,
    HoldVisit,
    LookForVisit,
    ReadVisit,
    SaveStored,
    ShowPhoto,
    StorePainting,
)
from impasto.studio.repainting import Step
from impasto.studio.state import Message, Result, State, Wall
from impasto.studio.visit import Painted, Visit
from impasto.words import Text

MOST = 24
"""Paintings in the history; the oldest go first."""

BUDGET = 64_000_000
"""Bytes of their files."""


def update(state: State, event: ev.VisitEvent) -> Step:
    """Take a painting back, or begin, end and use what is kept of visits."""
    match event:
        case ev.PaintingTaken(number):
            return _begin_taking(state, number)
        case ev.PaintingFound():
            return _take(state, event)
        case ev.PaintingSaved(number):
            painted = _of(state, number)
            if painted is None or not painted.key:
                return state, ()
            name = f"{painting_stem(painted.photo.name)}-{number}.png"
            return reading.begun(state, "save", Text("saving-picture")), (SaveStored(painted.key, name),)
        case ev.PaintingStored(number, key, nbytes):
            stored = tuple(
                replace(each, key=key, nbytes=nbytes) if each.number == number else each for each in state.history
            )
            return replace(state, history=_within_budget(stored)), ()
        case ev.KeepingChosen(kept):
            return state, (ChangeKeeping(kept),)
        case ev.KeepingSettled(kept, text):
            message = Message("error", text) if text else state.message
            return replace(state, keeps_work=kept, message=message), ()
        case ev.SettingsRemembered(text, left):
            return state, (LookForVisit(text, left),)
        case ev.VisitHeld():
            return state, (HoldVisit(),)
        case ev.VisitFound(what):
            return replace(state, earlier=what if state.photo is None and state.batch is None else None), ()
        case ev.ContinuePressed():
            return reading.begun(replace(state, earlier=None), "visit", Text("reading-visit")), (ReadVisit(),)
        case ev.VisitRead(visit):
            state = reading.done(state, "visit")
            state, effects = (state, ()) if visit is None else _go_on(state, visit)
            state, more = repainting.paint_if_waiting(state)
            return state, (*effects, *more)
        case ev.ForgetPressed():
            return replace(state, history=(), earlier=None, keeps_work=False, wall=Wall()), (Forget(),)
        case ev.AllForgotten():
            return replace(state, message=Message("info", Text("all-forgotten"))), ()


def noted(before: State, state: State) -> Step:
    """Put a picture that was finished just now among the visit's paintings, if it is not one of them."""
    result = state.result
    photo = next((each for each in state.photos if result and each.id == result.settings.photo), None)
    if result is None or result is before.result or photo is None:
        return state, ()
    if any(each.settings.paints_like(result.settings) for each in state.history):
        return state, ()
    number = state.history[-1].number + 1 if state.history else 1
    painted = Painted(number, photo, result.settings, result.width, result.height, result.seconds)
    history = _within_budget((*state.history, painted))
    return replace(state, history=history), (StorePainting(number, result.job),)


def kept(state: State) -> Visit:
    """Return what is kept of a visit."""
    batch = state.batch and state.batch.without_progress
    return Visit(state.settings, state.saving, state.photos, state.past, state.future, state.history, batch)


def _within_budget(history: tuple[Painted, ...]) -> tuple[Painted, ...]:
    history = history[-MOST:]
    while sum(each.nbytes for each in history) > BUDGET:
        history = history[1:]
    return history


def _of(state: State, number: int) -> Painted | None:
    return next((each for each in state.history if each.number == number), None)


def _begin_taking(state: State, number: int) -> Step:
    painted = _of(state, number)
    if painted is None:
        return state, ()
    state, effects = repainting.stop(state)
    state = replace(reading.begun(state, "history", Text("bringing-back")), jobs=state.jobs + 1)
    return state, (*effects, BringBack(painted, state.jobs))


def _take(state: State, found: ev.PaintingFound) -> Step:
    """Set what was set for a painting, in one step of undo, and show it or paint it again."""
    state = reading.done(state, "history")
    painted = _of(state, found.number)
    if painted is None:
        return state, ()
    before = state.settings
    own = {style.id: style for style in (*before.own_styles, *painted.settings.own_styles)}
    state = reading.with_photo(state, painted.photo)
    state = repainting.set_to(state, replace(painted.settings, own_styles=tuple(own.values())))
    state = reading.within_reach(state)
    effects = _photo_and_networks(before.photo, before.style_network, before.transformer, state)
    if not found.whole:
        state, more = repainting.repaint(state, asked=True)
        return state, (*effects, *more)
    count = state.result.number + 1 if state.result else 1
    result = Result(count, found.job, painted.seconds, painted.width, painted.height, painted.settings)
    known = (*state.painted, painted.settings)[-repainting.UNDO_DEPTH :]
    return replace(state, result=result, painted=known, previewed=False, waiting=False), effects


def _go_on(state: State, visit: Visit) -> Step:
    """Go on with what was kept of a visit. The painting that was there is the latest of its history, or comes anew."""
    before, settings = state.settings, visit.settings
    photos, past = (visit.photos, visit.past) if settings.photo else (state.photos, (*state.past, before))
    state = replace(
        state,
        settings=settings,
        saving=visit.saving,
        photos=photos,
        past=past,
        future=visit.future,
        history=visit.history or state.history,
        batch=state.batch or visit.batch,
    )
    state = replace(state, sliding=None, message=None)
    effects = _photo_and_networks(before.photo, before.style_network, before.transformer, state)
    if state.job is not None and state.job.settings.paints_like(settings):
        return state, effects
    state, stopped = repainting.stop(state)
    effects = (*stopped, *effects)
    latest = next((each for each in reversed(state.history) if each.settings.paints_like(settings)), None)
    if latest is not None:
        state, more = _begin_taking(state, latest.number)
        effects = (*effects, *more)
    else:  # whatever was painted before was asked for, or cheap
        state, more = repainting.repaint(state, asked=bool(visit.history))
        effects = (*effects, *more)
    return state, effects


def _photo_and_networks(photo: str | None, style_network: str, transformer: str, state: State) -> tuple[Effect, ...]:
    """Return what has to be shown and fetched after a jump to other settings, from ones with these."""
    settings = state.settings
    effects: tuple[Effect, ...] = ()
    if settings.photo is not None and settings.photo != photo:
        effects = (ShowPhoto(settings.photo, tuple(each.id for each in state.photos)),)
    chosen = {settings.style_network, settings.transformer} - {style_network, transformer}
    return (*effects, *(FetchNetwork(id_) for id_ in sorted(chosen)))
