"""Several masks for several styles: the parts of the photo that have styles of their own, and which one is at hand.

The first is the mask of the chosen styles, number 0; further ones lie over those before them. Brush, grey pictures and
people make the mask of the one at hand, which undo leaves where it is.
"""

from dataclasses import replace
from typing import Any

from impasto.painting.maskedits import Edits
from impasto.studio import events as ev
from impasto.studio import repainting
from impasto.studio.repainting import Step
from impasto.studio.settings import Area
from impasto.studio.state import State

MOST = 4
"""Parts of a photo with styles of their own that can be made: each is a painting of the whole photo, once."""


def update(state: State, event: ev.AreaAction) -> Step:
    """Add, choose, restyle or remove a part."""
    areas, at = state.settings.areas, current(state)
    match event:
        case ev.AreaAdded() if can_add(state):
            made = Area(((_another(state), 1.0),))
            return replace(repainting.change(state, areas=(*areas, made)), area=len(areas) + 1), ()
        case ev.AreaChosen(number) if 0 <= number <= len(areas):
            return replace(state, area=number), ()
        case ev.AreaStyled(id_) if at and id_ in {style.id for style in state.shelf}:
            return _with(state, replace(areas[at - 1], styles=((id_, 1.0),)))
        case ev.AreaRemoved() if at:
            state = repainting.change(state, areas=(*areas[: at - 1], *areas[at:]))
            return repainting.repaint(replace(state, area=at - 1))
    return state, ()


def current(state: State) -> int:
    """Return the number of the part at hand: 0 is that of the chosen styles."""
    return min(state.area, len(state.settings.areas))


def edits(state: State) -> Edits:
    """Return what the mask at hand was made by."""
    at = current(state)
    return state.settings.areas[at - 1].mask if at else state.settings.mask


def edited(state: State, mask: Edits) -> Step:
    """Make the mask at hand anew, and paint with it."""
    at = current(state)
    if at:
        return _with(state, replace(state.settings.areas[at - 1], mask=mask))
    return repainting.repaint(repainting.change(state, mask=mask))


def can_add(state: State) -> bool:
    """Return whether there can be one part more."""
    return repainting.can_paint(state) and len(state.settings.areas) < MOST - 1


def view(state: State) -> dict[str, Any]:
    """Return what the page shows of the parts."""
    return {
        "current": current(state),
        "styles": [[id_ for id_, _ in area.styles] for area in state.settings.areas],
        "can_add": can_add(state),
    }


def _with(state: State, area: Area) -> Step:
    areas, at = state.settings.areas, current(state)
    return repainting.repaint(repainting.change(state, areas=(*areas[: at - 1], area, *areas[at:])))


def _another(state: State) -> str:
    """Return a style that is painted nowhere yet, the one that was chosen last if there is one."""
    settings = state.settings
    used = {id_ for styles in (settings.styles, *(area.styles for area in settings.areas)) for id_, _ in styles}
    there = [style.id for style in state.shelf if style.suits(settings.style_network)]
    unused = [id_ for id_ in (*state.wall.recent, *there) if id_ in there and id_ not in used]
    return unused[0] if unused else settings.styles[0][0]
