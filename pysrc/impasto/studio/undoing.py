"""Undo and redo: steps between the settings that there were, each with its photo."""

from dataclasses import replace

from impasto.studio import repainting
from impasto.studio.effects import Effect, ShowPhoto
from impasto.studio.repainting import Step
from impasto.studio.settings import Settings
from impasto.studio.state import State


def undo(state: State) -> Step:
    """Go back, if there is something to go back to."""
    if not state.past:
        return state, ()
    return _go_to(state, state.past[-1], past=state.past[:-1], future=(*state.future, state.settings))


def redo(state: State) -> Step:
    """Go on again, if something was taken back."""
    if not state.future:
        return state, ()
    return _go_to(state, state.future[-1], past=(*state.past, state.settings), future=state.future[:-1])


def _go_to(state: State, settings: Settings, past: tuple[Settings, ...], future: tuple[Settings, ...]) -> Step:
    """Go to other settings, with their photo and, if there was one, their picture."""
    before = state.settings.photo
    state = replace(state, settings=settings, sliding=None, past=past, future=future, message=None)
    effects: tuple[Effect, ...] = ()
    if settings.photo != before:
        state, effects = repainting.stop(state)
        if settings.photo is not None:
            effects = (*effects, ShowPhoto(settings.photo, tuple(photo.id for photo in state.photos)))
    state, more = repainting.repaint(state)
    return state, (*effects, *more)
