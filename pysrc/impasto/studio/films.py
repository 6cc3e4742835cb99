"""A film that was given: when it is painted, and what of it is there."""

from dataclasses import replace
from typing import Any

from impasto.painting.progress import Progress
from impasto.studio import events as ev
from impasto.studio.effects import BeginFilm, StopFilm
from impasto.studio.repainting import Step
from impasto.studio.state import Film, Message, State
from impasto.words import Text


def update(state: State, event: ev.FilmEvent) -> Step:
    """Take in what the user does with a film, and what comes of painting it."""
    if isinstance(event, ev.FilmAction):
        return _act(state, event)
    return _follow(state, event), ()


def _act(state: State, event: ev.FilmAction) -> Step:
    """Take in what the user does with a film, and what the page has written of one."""
    film = state.film
    match event:
        case ev.FilmGiven(name, width, height, seconds):
            state, effects = _put_away(state)
            told = Message("info", Text("film-given-styled" if state.settings.styles else "film-given"))
            return replace(state, film=Film(name, width, height, seconds), message=told), effects
        case ev.FilmPressed() if film is not None and film.job is None and state.phase == "ready":
            return _begin(state, film)
        case ev.FilmStopped() if film is not None and film.job is not None and not film.stopping:
            return replace(state, film=replace(film, stopping=True)), (StopFilm(film.job),)
        case ev.FilmWritten(job, frames, seconds, broken) if film is not None and film.last == job:
            # Frames are shown for a while: the last one begins before the film ends.
            whole = not film.stopping and film.job == job
            text = Text("film-written" if whole else "film-written-until", count=frames, seconds=seconds)
            if broken and whole:
                text = Text("film-written-broken", count=frames, seconds=seconds)
            written = text if frames else film.written  # there still is what was before
            return replace(state, film=replace(film, job=None, stopping=False, size=None, written=written)), ()
    return state, ()


def _follow(state: State, event: ev.FilmNews) -> State:
    """Take in news of the painting of a film; news of another one is too late."""
    film = state.film
    if film is None or film.job != event.job:
        return state
    match event:
        case ev.FilmBegun(_, width, height):
            return replace(state, film=replace(film, size=(width, height)))
        case ev.FilmProgressed(_, progress):
            return replace(state, film=replace(film, progress=progress))
        case ev.FilmFailed(_, text):
            return replace(state, film=replace(film, job=None), message=Message("error", text))


def make_room(state: State) -> State:
    """Put the film away because another photo was given, unless it is painted or was: that takes long to do again."""
    film = state.film
    return replace(state, film=None) if film and film.job is None and film.written is None else state


def _put_away(state: State) -> Step:
    """Put the film away, and paint no more of it, because another one was given."""
    if state.film is None:
        return state, ()
    return replace(state, film=None), () if state.film.job is None else (StopFilm(state.film.job),)


def view(state: State) -> dict[str, Any] | None:
    """Return what the page shows of the film."""
    film = state.film
    if film is None:
        return None
    progress = film.progress if film.job is not None else None
    size = film.size or (0, 0)
    return {
        "name": film.name,
        "about": Text("film-about", name=film.name, width=film.width, height=film.height, seconds=film.seconds),
        "job": film.job,
        "width": size[0],
        "height": size[1],
        "stopping": film.stopping,
        "progress": progress and {"text": progress.said, "fraction": progress.fraction},
        "written": film.written or "",
        "can_paint": film.job is None and state.phase == "ready",
    }


def _begin(state: State, film: Film) -> Step:
    if not state.settings.styles:
        return replace(state, message=Message("info", Text("choose-a-style-first"))), ()
    job = state.jobs + 1
    progress = Progress(Text("painting"), 1, 1, 0.0)
    film = replace(film, job=job, last=job, stopping=False, size=None, progress=progress)
    settings = replace(state.wanted, mask=(), outside=(), areas=())
    return replace(state, film=film, jobs=job, message=None), (BeginFilm(job, settings, film),)
