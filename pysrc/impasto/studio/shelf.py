"""Which styles there are to choose from, and which are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from impasto.studio import events as ev
from impasto.studio import repainting, wall
from impasto.studio.repainting import Step
from impasto.studio.settings import ShelfStyle
from impasto.studio.state import Message, State
from impasto.words import Text


def add(state: State, read: ev.StylesRead, *, choose: bool) -> State:
    """Put own styles on the shelf; ``choose`` them, all with the same weight.

    Each is there once: a file that is given again has its tile already, whatever part of it that shows.
    """
    styles, networks = read.styles, dict(read.networks)
    if not styles:
        return state
    own = {style.id: style for style in state.settings.own_styles}
    tiles = {style.file: style.id for style in own.values() if style.file}
    ids = {id_: tiles.get(id_, id_) for id_, _ in styles}
    own |= {
        ids[id_]: ShelfStyle(ids[id_], name, Text("credit-own"), own=True, network=networks.get(id_, ""))
        for id_, name in styles
    }
    changes = {"styles": tuple((id_, 1.0) for id_ in dict.fromkeys(ids.values()))} if choose else {}
    return repainting.change(state, own_styles=tuple(own.values()), **changes)


def update(state: State, event: ev.StyleAction) -> Step:
    """Choose among the styles of the shelf, and paint with them."""
    match event:
        case ev.StyleSelected() | ev.StyleMixed():
            return _choose(state, event)
        case ev.StylesPaired(first, second):
            return _pair(state, first, second)
        case ev.StyleRemoved(id_):
            return _take_off(state, id_)


def _choose(state: State, event: ev.StyleSelected | ev.StyleMixed) -> Step:
    """Paint with a style alone, or add it to the mix or take it out; a style that is not there changes nothing."""
    chosen = dict(state.settings.styles)
    if event.id not in {style.id for style in state.shelf}:
        return state, ()
    match event:
        case ev.StyleSelected(id_):
            chosen = {id_: 1.0}
        case ev.StyleMixed(id_) if id_ in chosen:
            del chosen[id_]
        case ev.StyleMixed(id_):
            chosen[id_] = 1.0
    if len(chosen) == 1:
        chosen = dict.fromkeys(chosen, 1.0)
    state, kept = wall.note(state, event.id) if event.id in chosen else (state, ())
    state, effects = mix(state, in_order(state.shelf, chosen))
    return state, (*kept, *effects)


def in_order(shelf: Sequence[ShelfStyle], weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return styles as (id, weight) in the order of the shelf."""
    return tuple((style.id, weights[style.id]) for style in shelf if style.id in weights)


def _pair(state: State, first: str, second: str) -> Step:
    """Paint with two styles of the shelf, half and half; the same twice is that style alone."""
    wanted = [style.id for style in state.shelf if style.id in (first, second)]
    if not {first, second} <= set(wanted):
        return state, ()
    weight = 1.0 if first == second else 0.5
    return mix(state, tuple((id_, weight) for id_ in wanted))


def mix(state: State, styles: tuple[tuple[str, float], ...]) -> Step:
    """Paint with these styles, as (id, weight 0..1), which the user has chosen just now."""
    state = replace(state, selects_next=not any(work == "styles" for work, _ in state.busy))
    return repainting.repaint(repainting.change(state, styles=styles))


def _take_off(state: State, id_: str) -> Step:
    """Take one of the user's styles off the shelf; undo brings it back."""
    name = next((style.name for style in state.settings.own_styles if style.id == id_), None)
    if name is None:
        return state, ()
    state = repainting.change(
        state,
        own_styles=tuple(style for style in state.settings.own_styles if style.id != id_),
        styles=tuple(choice for choice in state.settings.styles if choice[0] != id_),
        outside=tuple(choice for choice in state.settings.outside if choice[0] != id_),
        areas=tuple(area for area in state.settings.areas if id_ not in dict(area.styles)),
    )
    state, effects = repainting.repaint(state)
    taken_off = Message("info", Text("style-taken-off-shelf", name=name), "undo")
    return replace(state, message=taken_off), effects
