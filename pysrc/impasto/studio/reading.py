"""What is on its way besides paintings: photos and styles that are being read or fetched, files that are saved."""

import re
from dataclasses import replace

from impasto.studio import camera, films, repainting, shelf
from impasto.studio import events as ev
from impasto.studio.effects import Effect, FetchExample, ReadPhoto, ReadStyles, ShowPhoto, StopReading
from impasto.studio.repainting import Step
from impasto.studio.state import Message, State
from impasto.studio.visit import Photo
from impasto.words import Text

_ADDRESS = re.compile(r"\s*(https?|ftp|file|data|blob):|\s*www\.", re.IGNORECASE)
"""How an address begins, of a picture or of a page that has one."""

PHOTOS_KEPT = 4
"""Photos that undo can go back to; each holds its file and up to 12 MB of pixels."""


def update(state: State, event: ev.SourceEvent) -> Step:
    """Begin to read what was given, and take in what was read or was not.

    A photo takes the place of an example that is still on its way.
    """
    match event:
        case ev.PhotoFileChosen(file):
            state, effects = _make_room(state)
            return begun(state, "photo", Text("reading-photo")), (*effects, ReadPhoto(file))
        case ev.ExampleChosen(id_):
            state, effects = _make_room(state)
            return begun(state, "example", Text("fetching-example")), (*effects, FetchExample(id_))
        case ev.StyleFilesChosen(files):
            state = begun(replace(state, selects_next=True), "styles", Text("reading-style"))
            return state, (ReadStyles(files),)
        case ev.TextGiven(text):
            return _answer(state, text), ()
        case ev.PhotoRead():
            return _hang_photo(state, event)
        case ev.StylesRead():
            return _shelve_styles(state, event)
        case ev.WorkFailed(text, work):
            return _fail(state, text, work)


def _make_room(state: State) -> Step:
    """Let nothing be in the place of the photo that was given."""
    return camera.make_room(done(films.make_room(state), "example"))


def _answer(state: State, text: str) -> State:
    """Say of an address that was given in a picture's place what to do instead: the page asks no other host."""
    if _ADDRESS.match(text) is None:
        return state
    return replace(state, message=Message("info", Text("address-given")))


def begun(state: State, work: ev.Work, text: Text) -> State:
    """Return the state with one more thing under way."""
    return replace(state, busy=(*state.busy, (work, text)), message=None)


def done(state: State, work: ev.Work) -> State:
    """Return the state with the oldest work of a kind done; nothing changes where there is none."""
    index = next((index for index, (kind, _) in enumerate(state.busy) if kind == work), len(state.busy))
    return replace(state, busy=state.busy[:index] + state.busy[index + 1 :])


def _fail(state: State, text: Text, work: ev.Work | None) -> Step:
    """Tell what did not work. What waited for it is not painted; what was changed meanwhile is."""
    state = done(state, work) if work else state
    waited = state.waiting and work not in ("save", None)
    state, effects = (replace(state, waiting=False), ()) if waited else repainting.repaint(state)
    return replace(state, message=Message("error", text)), effects


def cancel(state: State) -> Step:
    """End what is painted and what is read; what was there before stays."""
    reading = state.reading
    busy = tuple((work, text) for work, text in state.busy if work == "save")
    state, effects = repainting.stop(replace(state, waiting=False, sliding=None, busy=busy))
    return state, (*effects, StopReading()) if reading else effects


def _hang_photo(state: State, photo: ev.PhotoRead) -> Step:
    """Put a new photo on the easel, and paint it. Work on the one before it stops; undo brings that one back.

    The styles stay as they are chosen; where there are none, the one comes along that the photo was given with.
    """
    effects: tuple[Effect, ...] = ()
    state = done(state, photo.work)
    if photo.id != state.settings.photo:
        state, effects = repainting.stop(state)
    state = with_photo(state, Photo(photo.id, photo.name, photo.width, photo.height))
    message = _noted(photo) or state.message  # of something that went wrong meanwhile
    same = photo.id == state.settings.photo  # a mask is of the photo it was made for
    mask, areas = (state.settings.mask, state.settings.areas) if same else ((), ())
    styles = state.settings.styles or _along_with(state, photo)
    state = within_reach(repainting.change(state, photo=photo.id, mask=mask, areas=areas, styles=styles))
    state, more = repainting.repaint(state)
    show = ShowPhoto(photo.id, tuple(each.id for each in state.photos))
    return replace(state, message=message or state.message), (*effects, show, *more)


def _noted(photo: ev.PhotoRead) -> Message | None:
    if photo.note:
        return Message("info", photo.note)
    return Message("info", Text("photo-keeps-making"), "open-making") if photo.keeps_making else None


def with_photo(state: State, photo: Photo) -> State:
    """Return the state with one more photo, the latest of those that undo can go back to."""
    others = tuple(each for each in state.photos if each.id != photo.id)
    return replace(state, photos=(*others, photo)[-PHOTOS_KEPT:])


def within_reach(state: State) -> State:
    """Return the state without what undo and redo could no longer go to, since its photo is gone."""
    reachable = {None, *(photo.id for photo in state.photos)}
    past, future = (tuple(each for each in steps if each.photo in reachable) for steps in (state.past, state.future))
    return replace(state, past=past, future=future)


def _shelve_styles(state: State, event: ev.StylesRead) -> Step:
    """Put own styles on the shelf, and choose them unless others were chosen while they were read."""
    message = Message("error", event.problem) if event.problem else state.message
    state = shelf.add(done(state, "styles"), event, choose=state.selects_next)
    state = replace(state, selects_next=state.selects_next or not state.reading)
    state, effects = repainting.repaint(state)
    return replace(state, message=message or state.message), effects


def _along_with(state: State, photo: ev.PhotoRead) -> tuple[tuple[str, float], ...]:
    """Return the styles that a photo was given with, unless the user's own are on their way."""
    own = state.selects_next and any(work == "styles" for work, _ in state.busy)
    known = photo.style in {style.id for style in state.shelf}
    return ((str(photo.style), 1.0),) if known and not own else ()
