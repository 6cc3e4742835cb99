"""The contact sheet: the photo in every style of the shelf, painted small, to choose from."""

from dataclasses import replace

from impasto.imaging.filenames import painting_stem
from impasto.imaging.sizes import CONTACT_SIZE
from impasto.painting.settings import DEFAULTS
from impasto.studio import events as ev
from impasto.studio import reading, shelf
from impasto.studio.effects import Effect, PaintSheet, SaveSheet, StopSheet
from impasto.studio.repainting import Step
from impasto.studio.settings import Settings
from impasto.studio.state import ContactSheet, Message, State
from impasto.words import Text

SheetUse = ev.SheetPressed | ev.SheetClosed | ev.SheetStyleTaken | ev.SheetDownloadPressed
SheetNews = ev.SheetProgressed | ev.SheetFailed


def use(state: State, event: SheetUse) -> Step:
    """Take in what the user does with the sheet."""
    match event:
        case ev.SheetPressed():
            return _open(state)
        case ev.SheetClosed():
            return close(state)
        case ev.SheetStyleTaken(id_):
            state, effects = close(state)
            state, more = shelf.choose(state, ev.StyleSelected(id_))
            return state, (*effects, *more)
        case ev.SheetDownloadPressed():
            sheet = state.sheet
            if sheet is None or not sheet.complete:
                return state, ()
            state = reading.begun(state, "save", Text("saving-sheet"))
            stem = f"{painting_stem(sheet.photo.name)}-sheet"
            return state, (SaveSheet(sheet.photo.id, sheet.styles, stem, state.saving),)


def follow(state: State, event: SheetNews) -> State:
    """Take in news of the sheet that is open; news of another one is too late."""
    sheet = state.sheet
    if sheet is None or sheet.job != event.job:
        return state
    match event:
        case ev.SheetProgressed(done=done):
            return replace(state, sheet=replace(sheet, done=done))
        case ev.SheetFailed(text=text):
            return replace(state, sheet=None, message=Message("error", text, "sheet"))


def close(state: State) -> Step:
    """Close the sheet, if one is open, and paint no more of it."""
    effects: tuple[Effect, ...] = (StopSheet(),) if state.sheet else ()
    return replace(state, sheet=None), effects


def _open(state: State) -> Step:
    if state.phase != "ready":
        return state, ()
    if state.photo is None:
        return replace(state, message=Message("info", Text("choose-a-photo-first"))), ()
    styles = tuple(style.id for style in state.shelf)
    sheet = ContactSheet(state.jobs + 1, state.photo, styles)
    state = replace(state, sheet=sheet, jobs=sheet.job, message=None)
    return state, (PaintSheet(sheet.job, _small(state.settings), styles),)


def _small(settings: Settings) -> Settings:
    """Return how the small pictures are painted. They have fine strokes: broad ones are a matter of large pictures."""
    return replace(settings, styles=(), own_styles=(), output_size=CONTACT_SIZE, stroke_size=DEFAULTS["stroke_size"])
