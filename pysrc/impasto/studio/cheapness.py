"""What is cheap to paint, and what the button that paints is called: it says what pressing it is for."""

from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.settings import Cost, cost
from impasto.studio import previews
from impasto.studio.settings import Settings
from impasto.studio.state import State
from impasto.words import Text

CHEAP_SIZE = 1024
"""Long side in px up to which whatever changes is painted at once: on a laptop that takes a second or two."""

CHEAP_SECONDS = 4.0
"""So long a larger picture may be expected to take, after those that were painted here, and be painted at once too."""


def is_cheap(state: State, settings: Settings) -> bool:
    """Return whether a picture of the photo on the easel with these settings is there soon enough to need no asking."""
    size, photo = painted_size(state, settings), state.photo
    if size <= CHEAP_SIZE or only_composes(state, settings):
        return True
    if photo is None:
        return False
    seconds = previews.expected(state.timings, settings.transformer, (photo.width, photo.height), size)
    return seconds is not None and seconds <= CHEAP_SECONDS


def is_shown(state: State) -> bool:
    """Return whether the finished picture is what the sliders and the other settings ask for."""
    return state.shown_result is not None and state.shown_result.settings.paints_like(state.wanted)


def only_composes(state: State, settings: Settings) -> bool:
    """Return whether the picture of these settings is made of the finished one without a network."""
    shown = state.shown_result
    several = settings.painted_areas or (settings.mask and settings.outside)
    if several and painted_size(state, settings) > LARGEST_SIZE:
        return False  # of two paintings in tiles only one is kept
    return (
        shown is not None
        and settings.slides_to(shown.settings)
        and settings.styles == shown.settings.styles
        and (cost(shown.settings, settings) is Cost.COMPOSE)
    )


def painted_size(state: State, settings: Settings) -> int:
    """Return the long side, in px, of what is painted; 0 where that is a photo's which is not here."""
    if settings.output_size != "photo":
        return settings.output_size
    return max((max(photo.width, photo.height) for photo in state.photos if photo.id == settings.photo), default=0)


def stylize_label(state: State) -> Text:
    """Return what the button that paints says: to paint, to paint again or larger, or that it will when it can."""
    shown = state.shown_result
    if state.waiting:
        return Text("stylize-when-ready")
    if shown is None:
        return Text("page-stylize")
    larger = painted_size(state, state.wanted) > painted_size(state, shown.settings)
    return Text("stylize-larger" if larger else "stylize-again")
