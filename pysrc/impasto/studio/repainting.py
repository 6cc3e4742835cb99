"""When the studio paints: the part of its rules that begins, supersedes and ends the painting under way.

There is one rule for every change (``repaint``): what is cheap is painted at once, what is dear waits until it is asked
for, and says so.
"""

from dataclasses import replace
from typing import Any

from impasto.backends import rules
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.progress import Progress
from impasto.studio import events as ev
from impasto.studio.cheapness import is_cheap, is_shown, painted_size, stylize_label
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


def repaint(state: State, *, asked: bool = False) -> Step:
    """Paint after a change of whatever kind, by the one rule that there is for it; ``asked`` if it is for the picture.

    Nothing is painted without a photo and a style, nothing before what is being read is here, and nothing that is shown
    already. What needs no asking, or was asked for, is painted at once. Anything else waits for Stylize, and a message
    says so.
    """
    if state.sliding is not None:
        return state, ()  # it is painted where it rests
    if not (can_paint(state) or state.reading):
        return supersede(replace(state, waiting=False))
    if state.reading or state.waiting:
        return paint_if_waiting(state)
    if is_shown(state):
        return supersede(state)
    asked = asked or (state.job is not None and state.job.asked)
    if asked or needs_no_asking(state):
        return paint(state, asked=asked)
    return replace(state, message=Message("info", Text("press-to-paint", button=stylize_label(state)), "stylize")), ()


def needs_no_asking(state: State) -> bool:
    """Return whether what is wanted is cheap, was painted before or takes the place of what the user has asked for."""
    wanted = state.wanted
    in_its_place = state.job is not None and state.job.asked
    before = any(wanted.paints_like(painted) for painted in state.painted)
    return in_its_place or before or is_cheap(state, wanted)


def can_paint(state: State) -> bool:
    """Return whether there are a photo and a style."""
    return state.settings.photo is not None and bool(state.settings.styles)


def stylize(state: State) -> Step:
    """Paint because the user asks for it, with what is being read if that is on its way.

    A picture that is there already is not painted twice: it counts as a further result, and that is told.
    """
    if state.phase != "failed" and state.reading:
        state, effects = supersede(state)  # the next picture that is finished is the one that was asked for
        return replace(state, waiting=True, message=None), effects
    shown = state.shown_result
    if state.phase == "ready" and shown is not None and is_shown(state):
        state, effects = supersede(state)
        result = replace(shown, number=shown.number + 1)
        return replace(state, result=result, message=Message("info", Text("painted-already"))), effects
    return paint(state, asked=True)


def paint(state: State, *, asked: bool = False) -> Step:
    """Begin to paint what is wanted; ``asked`` if it is by the user. The latest wins; the same goes on."""
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
        return replace(state, job=replace(state.job, asked=asked or state.job.asked)), ()
    state, effects = supersede(state)
    job = CurrentPainting(state.jobs + 1, settings, asked=asked)
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
    """Paint what was asked for before the networks or the files were there, if all of them are now.

    Nobody has pressed anything just now, so what went wrong meanwhile is still to be read.
    """
    if not state.waiting or state.reading or state.phase == "loading":
        return state, ()
    wrong = state.message if state.message and state.message.tone == "error" else None
    state, effects = paint(replace(state, waiting=False), asked=True)
    return replace(state, message=wrong or state.message), effects


def supersede(state: State) -> Step:
    """End the painting under way, if any, since what comes next is more wanted."""
    if state.job is None:
        return state, ()
    long = RESTART_WORTH_ABOVE < painted_size(state, state.job.settings) <= LARGEST_SIZE  # larger ones stop at any tile
    long = long and not state.job.chooses_strength
    at_once = long and state.backend not in rules.GRAPHICS
    return replace(state, job=None, progress=None), (StopPainting(state.job.number, at_once),)


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
