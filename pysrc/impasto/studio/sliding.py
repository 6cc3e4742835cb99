"""What happens while a slider moves: previews follow it, and the full picture is painted where it rests.

Nothing of this is there before the photo has been painted once, nor on a machine that is too slow for previews: there a
slider paints when it is let go.
"""

from dataclasses import replace
from typing import Any

from impasto.painting.settings import SETTINGS
from impasto.studio import events as ev
from impasto.studio import mixing, previews
from impasto.studio.cheapness import is_shown, only_composes, painted_size
from impasto.studio.effects import Effect, Paint, PreparePreviews, Preview, ShowPreview, ShowResult
from impasto.studio.previews import Timing
from impasto.studio.repainting import Step, follow, needs_no_asking, paint, repaint, set_to, supersede
from impasto.studio.settings import Settings
from impasto.studio.state import Message, State
from impasto.words import Text


def update(state: State, event: ev.SliderEvent) -> Step:
    """Follow a slider, and take in what becomes of its previews."""
    match event:
        case ev.Sliding(move):
            return _slide(state, move)
        case ev.SettingChanged() | ev.MixMoved() | ev.PadMoved() | ev.StyleWeighted():
            return _let_go(state, event)
        case ev.SliderRested():
            return _rest(state)
        case ev.PreviewPainted():
            return _see_preview(state, event)
        case ev.PreviewsReady():
            return _take_previews(state, event)
        case ev.PreviewFailed():
            return replace(state, preview_size=None, timings=()), ()


def moved(settings: Settings, move: ev.SliderMove) -> Settings:
    """Return the settings after a slider was moved."""
    chosen = dict(settings.styles)
    match move:
        case ev.SettingChanged(key, value):
            changes: dict[str, Any] = {key: SETTINGS[key].taken(value)}
            return replace(settings, **changes)
        case ev.MixMoved(value) if len(chosen) == 2:
            share = _clamped(value, 1.0)
            chosen = dict(zip(chosen, (1.0 - share, share), strict=True))
        case ev.PadMoved(x, y) if len(chosen) in mixing.CORNERS:
            chosen = dict(zip(chosen, mixing.weights_at(len(chosen), x, y), strict=True))
        case ev.StyleWeighted(id_, weight) if id_ in chosen and len(chosen) > 1:  # one alone counts whole
            chosen[id_] = _clamped(weight, 1.0)
    return replace(settings, styles=tuple(chosen.items()))


def _slide(state: State, move: ev.SliderMove) -> Step:
    """Follow a moving slider with previews, where there are any. Undo knows nothing of it until it is let go."""
    if isinstance(move, ev.SettingChanged) and not SETTINGS[move.key].live:
        return state, ()
    sliding = moved(state.settings, move)
    if state.camera is not None:  # the next frame shows it
        return replace(state, sliding=None if sliding == state.settings else sliding), ()
    composes = only_composes(state, sliding)
    size = painted_size(state, sliding) if composes else _preview_size(state)
    if sliding == state.wanted:
        return state, ()
    if size is None:
        # A slide that began with previews is painted where it is let go once they turn out too slow. Browsers say
        # nothing of one that is let go where it was taken, so there it is painted as soon as it is back.
        if state.sliding is None:
            return state, ()
        state = replace(state, sliding=sliding)
        return _rest(state) if sliding == state.settings else (state, ())
    state, effects = supersede(replace(state, sliding=sliding, message=None))
    state = replace(state, jobs=state.jobs + 1)
    return state, (*effects, Preview(state.jobs, sliding, size, composes))


def _rest(state: State) -> Step:
    """Paint where a slider rests in the hand, if that needs no asking: the preview stays where it does.

    Browsers say nothing of a slider that is let go where it was taken.
    """
    if state.sliding is None:
        return state, ()
    if state.sliding == state.settings:
        state = replace(state, sliding=None)
    if not is_shown(state):
        if state.sliding is None:
            return repaint(state)
        return paint(state) if needs_no_asking(state) else (state, ())
    return replace(state, previewed=False), (ShowResult(state.result.job),) if state.previewed and state.result else ()


def _let_go(state: State, move: ev.SliderMove) -> Step:
    """Paint with what a slider was set to.

    Keys set it without sliding: then a preview comes first, and the picture calmly if one was under way, since a key
    that is held down would have each picture thrown away by the next.
    """
    slid, busy = state.sliding is not None, state.job is not None
    state, effects = repaint(set_to(state, moved(state.settings, move)))
    size = _size_at_hand(state)
    if slid or size is None or only_composes(state, state.settings):
        return state, effects
    with_preview: list[Effect] = []
    for effect in effects:
        if isinstance(effect, Paint):
            state = replace(state, jobs=state.jobs + 1)
            with_preview += [Preview(state.jobs, effect.settings, size), replace(effect, calmly=busy)]
        else:
            with_preview.append(effect)
    return state, tuple(with_preview)


def take_strength(state: State, event: ev.StrengthChosen) -> Step:
    """Set the strength that a job has found, and paint with it; one that was found for something else is too late.

    One that was set already is said, since nothing else would show that anything was found.
    """
    if state.job is None or state.job.number != event.job:
        return state, ()
    set_already = state.settings.strength
    state, effects = _let_go(replace(state, job=None, progress=None), ev.SettingChanged("strength", event.strength))
    if state.job is None and state.settings.strength == set_already:
        return replace(state, message=Message("info", Text("strength-suits-already"))), effects
    return state, effects


def finish(state: State, event: ev.PaintFinished) -> Step:
    """Take in a finished picture, and have previews got ready for whoever moves a slider next."""
    job = state.job
    state = follow(state, event)
    if job is None or job.number != event.job:
        return state, ()
    if not event.from_cache:
        pixels = event.width * event.height
        state = _timed(state, Timing(job.settings.transformer, pixels, event.seconds, preview=False))
    at_hand = _size_at_hand(state)
    size = _chosen(state, job.settings, at_hand)
    if size is None:
        return replace(state, preview_size=None), ()
    if size == at_hand or state.sliding is not None:
        return state, ()
    return state, (PreparePreviews(job.settings, size),)


def _take_previews(state: State, event: ev.PreviewsReady) -> Step:
    """Take in that previews are ready; where they turn out too slow, try smaller ones or do without."""
    state = _timed(state, Timing(event.settings.transformer, event.pixels, event.seconds, preview=True))
    if not event.settings.slides_to(state.wanted):
        return state, ()
    size = _chosen(state, event.settings, event.size)
    state = replace(state, previews_for=event.settings, preview_size=size and event.size)
    smaller = size is not None and size < event.size
    return state, (PreparePreviews(event.settings, size),) if smaller and size else ()


def _see_preview(state: State, event: ev.PreviewPainted) -> Step:
    """Show a preview, unless the user has gone elsewhere meanwhile."""
    if event.seconds is not None:
        state = _timed(state, Timing(event.settings.transformer, event.pixels, event.seconds, preview=True))
    aim = state.sliding or (state.job.settings if state.job else None)
    if aim is None or not event.settings.slides_to(aim):
        return state, ()
    state = replace(state, previewed=True)
    if not event.composed:
        state = replace(state, previews_for=event.settings, preview_size=event.size)
    return state, (ShowPreview(event.job),)


def _preview_size(state: State) -> int | None:
    """Return the size of previews for a slider that is moved now, or None for none."""
    settings = state.wanted
    if state.phase != "ready" or state.shown_result is None or not settings.styles:
        return None
    if state.previews_for is not None and state.previews_for.slides_to(settings):
        return state.preview_size
    return _chosen(state, settings)


def _size_at_hand(state: State) -> int | None:
    """Return the size of the previews that are ready for the sliders as they are, or None."""
    if state.previews_for is None or not state.previews_for.slides_to(state.wanted):
        return None
    return state.preview_size


def _chosen(state: State, settings: Settings, current: int | None = None) -> int | None:
    photo = next((photo for photo in state.photos if photo.id == settings.photo), None)
    if photo is None:
        return None
    size = painted_size(state, settings)
    return previews.choose(state.timings, settings.transformer, (photo.width, photo.height), size, current)


def _timed(state: State, timing: Timing) -> State:
    return replace(state, timings=previews.noted(state.timings, timing))


def _clamped(value: float, top: float) -> float:
    return min(max(value, 0.0), top)
