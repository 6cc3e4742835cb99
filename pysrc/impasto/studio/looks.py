"""How own pictures are shown to style networks: which part of them, and how large (``painting.looks``).

A tile of the shelf stays the tile of its file, whatever part of that is shown. Each change is a step of undo.
"""

from dataclasses import replace
from typing import Any

from impasto.painting.looks import Look
from impasto.studio import events as ev
from impasto.studio import repainting, shelf
from impasto.studio.effects import Effect, ShowPart, ShowWhole
from impasto.studio.repainting import Step
from impasto.studio.settings import ShelfStyle
from impasto.studio.state import State


def update(state: State, event: ev.LookAction) -> Step:
    """Open, change or close what says how an own picture is shown."""
    tile = _open(state)
    match event:
        case ev.LookPressed(id_) if tile is None or tile.id != id_:
            return _begin(state, id_)
        case ev.LookChanged() if tile is not None:
            return _change(state, tile, event)
        case ev.LookChanged():
            return state, ()
        case ev.LookPressed() | ev.LookClosed():
            return _with(state, ""), ()


def closed_unless_chosen(state: State) -> State:
    """Return the state after whatever has changed; what is open closes where nothing of it is seen any more."""
    tile = _open(state)
    return state if tile is None or tile.id in dict(state.settings.styles) else _with(state, "")


def view(state: State) -> dict[str, Any] | None:
    """Return what the page shows of the picture that is open."""
    tile = _open(state)
    if tile is None:
        return None
    look = Look.of(tile.id)
    return {"id": look.base, "crop": list(look.crop), "side": look.side}


def _open(state: State) -> ShelfStyle | None:
    """Return the tile that is open; undo may have brought back another look of its picture."""
    wanted = state.wall.look
    own = [style for style in state.settings.own_styles if wanted and style.file == Look.of(wanted).base]
    return next((style for style in own if style.id == wanted), own[0] if own else None)


def _begin(state: State, id_: str) -> Step:
    """Open a tile, and paint with it, so that what comes of a change is to be seen."""
    if not any(style.id == id_ and style.file for style in state.settings.own_styles):
        return state, ()
    state, effects = _with(state, id_), tuple[Effect, ...]()
    if id_ not in dict(state.settings.styles):
        state, effects = shelf.update(state, ev.StyleSelected(id_))
    return state, (ShowWhole(Look.of(id_).base), *effects)


def _change(state: State, tile: ShelfStyle, event: ev.LookChanged) -> Step:
    look = Look.of(tile.id).shown(event.crop, event.side)
    if look.id == tile.id:
        return state, ()

    def renamed(styles: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        return tuple((look.id if id_ == tile.id else id_, weight) for id_, weight in styles)

    settings = state.settings
    shown = {look.id if style.id == tile.id else style.id: style for style in settings.own_styles}
    state = repainting.change(
        _with(state, look.id),
        own_styles=tuple(replace(style, id=id_) for id_, style in shown.items()),
        styles=renamed(settings.styles),
        outside=renamed(settings.outside),
        areas=tuple(replace(area, styles=renamed(area.styles)) for area in settings.areas),
    )
    state, effects = repainting.repaint(state)
    return state, (ShowPart(look.id), *effects)


def _with(state: State, id_: str) -> State:
    return replace(state, wall=replace(state.wall, look=id_))
