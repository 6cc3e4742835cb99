"""Styles taken further along the directions in which painters differ, and a style as numbers.

Such a style stands on the shelf as the user's own. While it is the chosen one a direction changes it where it stands;
else one more comes, which began with what was chosen.
"""

from dataclasses import replace
from typing import Any

from impasto.painting.explorations import DIRECTIONS, Exploration
from impasto.studio import events as ev
from impasto.studio import repainting, shelf
from impasto.studio.effects import DrawStyle, ReadNumbers
from impasto.studio.repainting import Step
from impasto.studio.settings import Settings, ShelfStyle
from impasto.studio.state import State
from impasto.words import Text, say


def update(state: State, event: ev.ExploringEvent) -> Step:
    """Take in what the user does with styles as points, and what comes of it."""
    match event:
        case ev.StyleExplored(direction, amount):
            return _choose(state, chosen(state).moved(direction, amount)) if direction in DIRECTIONS else (state, ())
        case ev.RandomStylePressed():
            return state, (DrawStyle(),)
        case ev.StyleDrawn(id_):
            exploration = Exploration.of(id_)
            return _choose(state, exploration) if exploration else (state, ())
        case ev.NumbersPressed(save):
            settings = state.settings
            wanted = ReadNumbers(settings.styles, settings.style_network, save)
            return state, (wanted,) if settings.styles and state.phase == "ready" else ()
        case ev.NumbersRead(styles, text):
            return replace(state, wall=replace(state.wall, numbers=(styles, text))), ()


def chosen(state: State) -> Exploration:
    """Return how far the style that is chosen alone was taken; several begin in the middle of all."""
    if len(state.settings.styles) != 1:
        return Exploration("")
    id_ = state.settings.styles[0][0]
    return Exploration.of(id_) or Exploration(id_)


def view(state: State) -> dict[str, Any]:
    """Return what the page shows of it."""
    styles, text = state.wall.numbers
    amounts = dict(zip(DIRECTIONS, chosen(state).amounts, strict=True))
    current = bool(styles) and styles == state.settings.styles
    return {"amounts": amounts, "numbers": text if current else "", "can_read_numbers": bool(state.settings.styles)}


def without_picture(settings: Settings) -> str | None:
    """Return the style that is painted with alone, if it has no picture to be known by."""
    (id_, _), *others = settings.styles or (("", 0.0),)
    numbers = any(style.id == id_ and style.network for style in settings.own_styles)
    return id_ if not others and (numbers or Exploration.of(id_)) else None


def _choose(state: State, exploration: Exploration) -> Step:
    """Paint with a style that was taken further, in the place of one that was just before it."""
    id_, before = exploration.id, chosen(state)
    begun = next((style.name for style in state.shelf if style.id == exploration.base), None)
    # A style of the user's is called by a name as a file's is, which stays what it was.
    name = say(Text("explored-style") if begun is None else Text("explored-from", name=begun))
    made = ShelfStyle(id_, name, Text("credit-explored"), own=True)
    own = tuple(style for style in state.settings.own_styles if style.id not in (before.id, id_))
    if not any(exploration.amounts) and begun is not None:
        return shelf.mix(repainting.change(state, own_styles=own), ((exploration.base, 1.0),))
    changed = replace(state.settings, own_styles=(*own, made), styles=((id_, 1.0),))
    state = repainting.set_to(replace(state, selects_next=False), changed)
    return repainting.repaint(state)
