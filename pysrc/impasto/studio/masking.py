"""Where the styles are painted: the mask, which undo knows as it knows all settings, and what is outside of it."""

from dataclasses import replace

from impasto.painting.maskedits import Edit, FromPicture, Inverted
from impasto.studio import areas, reading, repainting
from impasto.studio import events as ev
from impasto.studio.effects import Effect, FindPeople, ReadMask, ShowMask
from impasto.studio.repainting import Step
from impasto.studio.state import Message, State
from impasto.words import Text

MOST_EDITS = 500
"""So many things can be done to one mask; all of them are kept, since undo goes back through them."""


def update(state: State, event: ev.MaskEvent) -> Step:
    """Change the mask or what is outside of it, and paint with it."""
    match event:
        case ev.MaskStroked(stroke):
            return _add(state, stroke)
        case ev.MaskInverted():
            return _add(state, Inverted()) if areas.edits(state) else (state, ())
        case ev.MaskCleared():
            return areas.edited(state, ())
        case ev.MaskFileChosen():
            return _read(state, event)
        case ev.MaskRead():
            return _take(state, event)
        case ev.PeoplePressed():
            return _find_people(state)
        case ev.NobodyFound():
            return _miss_people(state, event)
        case ev.OutsideChosen(id_):
            return _choose_outside(state, id_)


def _read(state: State, event: ev.MaskFileChosen) -> Step:
    """Begin to read a mask for the photo on the easel."""
    photo = state.settings.photo
    if photo is None:
        return replace(state, message=Message("info", Text("choose-a-photo-first"))), ()
    return reading.begun(state, "mask", Text("reading-mask")), (ReadMask(event.file, photo),)


def _find_people(state: State) -> Step:
    """Begin to look for the people in the photo on the easel."""
    photo = state.settings.photo
    if photo is None or state.phase != "ready":
        return state, ()
    return reading.begun(state, "mask", Text("finding-people")), (FindPeople(photo),)


def _miss_people(state: State, event: ev.NobodyFound) -> Step:
    """Tell that there is nobody, unless another photo stands on the easel by now; the mask stays as it is."""
    state = reading.done(state, "mask")
    if state.settings.photo == event.photo:
        state = replace(state, message=Message("info", Text("nobody-found")))
    return repainting.paint_if_waiting(state)


def _take(state: State, event: ev.MaskRead) -> Step:
    """Take a mask that was read or found, unless another photo stands on the easel by now."""
    state = reading.done(state, "mask")
    if state.settings.photo == event.photo:
        return areas.edited(state, (FromPicture(event.id),))
    return repainting.repaint(state)


def _choose_outside(state: State, id_: str | None) -> Step:
    """Choose the style outside of the mask; one that is not on the shelf changes nothing."""
    if id_ is not None and id_ not in {style.id for style in state.shelf}:
        return state, ()
    outside = () if id_ is None else ((id_, 1.0),)
    return repainting.repaint(repainting.change(state, outside=outside))


def shown(before: State, after: State) -> tuple[Effect, ...]:
    """Return what has to be shown of the mask at hand after whatever has changed."""
    (was, photo_was), (mask, photo) = ((areas.edits(state), state.settings.photo) for state in (before, after))
    if photo is None or (was, photo_was) == (mask, photo) or not mask:
        return ()
    return (ShowMask(mask, photo),)


def _add(state: State, made: Edit) -> Step:
    edits = areas.edits(state)
    if state.settings.photo is None or len(edits) >= MOST_EDITS:
        return state, ()
    return areas.edited(state, (*edits, made))
