"""When the studio paints: the part of its rules that begins, supersedes and ends the painting under way."""

from dataclasses import replace
from typing import Any

from impasto.backends import rules
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.progress import Progress
from impasto.studio import events as ev
from impasto.studio.effects import ChooseStrength, Effect, Paint, StopPainting
from impasto.studio.events import Event
from impasto.studio.settings import Settings
from impasto.studio.state import CurrentPainting, Message, Result, State
from impasto.words import Text

UNDO_DEPTH = 40

RESTART_WORTH_ABOVE = 1024
"""Long side in px above which a superseded painting is ended at once: starting the runtime anew takes about a second,
about as long as a network runs at this size. Graphics hardware is faster, and slower to start."""

Step = tuple[State, tuple[Effect, ...]]


def change(state: State, **changes: Any) -> State:
    """Return the state with some settings changed, and the present ones remembered for undo."""
    return set_to(state, replace(state.settings, **changes))


def set_to(state: State, settings: Settings) -> State:
    """Return the state with other settings, no slider in the hand, and the present settings remembered for undo."""
    state = replace(state, sliding=None)
    if settings == state.settings:
        return state
    past = (*state.past, state.settings)[-UNDO_DEPTH:]
    return replace(state, settings=settings, past=past, future=(), message=None)


def repaint(state: State) -> Step:
    """Paint again after a change that is cheap to paint, once the photo on the easel has been painted before."""
    live = state.job is not None or state.shown_result is not None
    if not live or state.settings.photo is None or not state.settings.styles:
        return state, ()
    if state.job is None and is_shown(state):
        return state, ()
    return paint(state)


def is_shown(state: State) -> bool:
    """Return whether the finished picture is what the sliders and the other settings ask for."""
    return state.shown_result is not None and state.shown_result.settings.paints_like(state.wanted)


def stylize(state: State) -> Step:
    """Paint because the user asks for it, with what is being read if that is on its way."""
    if state.phase != "failed" and state.reading:
        return replace(state, waiting=True, message=None), ()
    return paint(state)


def paint(state: State) -> Step:
    """Begin to paint what is wanted. The latest request wins; the same request goes on."""
    settings = state.wanted
    if settings.photo is None:
        return replace(state, message=Message("info", Text("choose-a-photo-first"))), ()
    if not settings.styles:
        return replace(state, message=Message("info", Text("choose-a-style-first"))), ()
    if state.phase == "loading":
        return replace(state, waiting=True, message=None), ()
    if state.phase == "failed" or state.camera is not None:  # what is chosen is seen in the camera's frames
        return state, ()
    if state.job is not None and not state.job.chooses_strength and state.job.settings.paints_like(settings):
        return state, ()
    state, effects = supersede(state)
    job = CurrentPainting(state.jobs + 1, settings)
    state = replace(state, job=job, jobs=job.number, message=None, progress=Progress(Text("painting"), 1, 1, 0.0))
    return state, (*effects, Paint(job.number, job.settings))


def choose_strength(state: State) -> Step:
    """Begin to find the strength that suits, if there is something to paint; it takes the place of a painting."""
    if state.phase != "ready" or state.settings.photo is None or not state.settings.styles or state.camera:
        return state, ()
    state, effects = supersede(state)
    job = CurrentPainting(state.jobs + 1, state.settings, chooses_strength=True)
    progress = Progress(Text("choosing-strength"), 1, 1, 0.0)
    state = replace(state, job=job, jobs=job.number, message=None, progress=progress)
    return state, (*effects, ChooseStrength(job.number, job.settings))


def paint_if_waiting(state: State) -> Step:
    """Paint what was asked for before the networks or the files were there, if all of them are now."""
    if not state.waiting or state.reading or state.phase == "loading":
        return state, ()
    return paint(replace(state, waiting=False))


def supersede(state: State) -> Step:
    """End the painting under way, if any, since what comes next is more wanted."""
    if state.job is None:
        return state, ()
    long = RESTART_WORTH_ABOVE < painted_size(state, state.job.settings) <= LARGEST_SIZE  # larger ones stop at any tile
    long = long and not state.job.chooses_strength
    at_once = long and state.backend not in rules.GRAPHICS
    return replace(state, job=None, progress=None), (StopPainting(state.job.number, at_once),)


def painted_size(state: State, settings: Settings) -> int:
    """Return the long side, in px, of what is painted; 0 where that is a photo's which is not here."""
    if settings.output_size != "photo":
        return settings.output_size
    return max((max(photo.width, photo.height) for photo in state.photos if photo.id == settings.photo), default=0)


def stop(state: State) -> Step:
    """End the painting under way at once; the picture before it stays."""
    if state.job is None:
        return state, ()
    return replace(state, job=None, progress=None), (StopPainting(state.job.number, at_once=True),)


def follow(state: State, event: Event) -> State:
    """Take in news of the painting under way; news of an older one is too late."""
    job = state.job
    match event:
        case ev.PaintProgressed(number, progress) if job and job.number == number:
            return replace(state, progress=progress)
        case ev.PaintFinished(number, seconds, width, height) if job and job.number == number:
            count = state.result.number + 1 if state.result else 1
            result = Result(count, number, seconds, width, height, job.settings)
            painted = (*state.painted, job.settings)[-UNDO_DEPTH:]
            return replace(state, job=None, progress=None, result=result, painted=painted, previewed=False)
        case ev.PaintFailed(number, text, again) if job and job.number == number:
            action = "auto-strength" if job.chooses_strength else "stylize"
            message = Message("error", text, action if again else None)
            return replace(state, job=None, progress=None, message=message)
        case ev.PaintCancelled(number) if job and job.number == number:
            return replace(state, job=None, progress=None)
    return state
