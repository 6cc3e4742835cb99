"""Sheets of small pictures to choose from: the photo in every style that is to be seen, or in steps between two."""

from dataclasses import replace

from impasto.imaging.filenames import painting_stem
from impasto.imaging.sizes import CONTACT_SIZE, STRIP_SIZE
from impasto.painting.settings import DEFAULTS
from impasto.studio import events as ev
from impasto.studio import reading, shelf, wall
from impasto.studio.effects import Effect, PaintSheet, SaveAnimation, SaveSheet, StopSheet
from impasto.studio.repainting import Step
from impasto.studio.settings import Tile
from impasto.studio.state import ContactSheet, Message, State
from impasto.words import Text

STRIP_STEPS = 8
"""Steps of a strip, which has one picture more."""

SheetUse = ev.SheetClosed | ev.SheetTileTaken | ev.SheetDownloadPressed | ev.AnimationPressed
SheetNews = ev.SheetProgressed | ev.SheetFailed


def has_strip(state: State) -> bool:
    """Return whether there are two styles, and a photo to go from one to the other with."""
    return state.phase == "ready" and state.photo is not None and len(state.settings.styles) == 2


def update(state: State, event: ev.SheetEvent) -> Step:
    """Open a sheet, and take in what is done with the one that is open and what becomes of it."""
    match event:
        case ev.SheetPressed() | ev.StripPressed():
            return _open(state, event)
        case ev.SheetClosed() | ev.SheetTileTaken() | ev.SheetDownloadPressed() | ev.AnimationPressed():
            return _use(state, event)
        case ev.SheetProgressed() | ev.SheetFailed():
            return _follow(state, event), ()


def _open(state: State, event: ev.SheetPressed | ev.StripPressed) -> Step:
    """Open a sheet, and begin to paint it."""
    if state.phase != "ready":
        return state, ()
    if state.photo is None:
        return replace(state, message=Message("info", Text("choose-a-photo-first"))), ()
    match event:
        case ev.SheetPressed():
            names = {style.id: style.name for style in state.shelf}
            fit = {style.id for style in state.shelf if style.suits(state.settings.style_network)}
            tiles = tuple(Tile(id_, names[id_], ((id_, 1.0),)) for id_ in wall.shown(state) if id_ in fit)
            if not tiles:
                return replace(state, message=Message("info", Text("sheet-of-no-style"))), ()
            return _begin(state, ContactSheet(state.jobs + 1, state.photo, Text("sheet-title"), tiles), CONTACT_SIZE)
        case ev.StripPressed() if has_strip(state):
            (first, _), (second, _) = state.settings.styles
            names = {style.id: style.name for style in state.shelf}
            tiles = tuple(_between(first, second, names[second], step / STRIP_STEPS) for step in range(STRIP_STEPS + 1))
            title = Text("strip-title", first=names[first], second=names[second])
            return _begin(state, ContactSheet(state.jobs + 1, state.photo, title, tiles, is_strip=True), STRIP_SIZE)
    return state, ()


def _use(state: State, event: SheetUse) -> Step:
    """Take in what the user does with the sheet that is open."""
    sheet = state.sheet
    if sheet is None:
        return state, ()
    match event:
        case ev.SheetClosed():
            return close(state)
        case ev.SheetTileTaken(id_):
            return _take(state, sheet, id_)
        case ev.SheetDownloadPressed() if sheet.complete:
            photo = None if sheet.is_strip else sheet.photo.id
            return _save(state, SaveSheet(sheet.tiles, photo, _stem(sheet), state.saving))
        case ev.AnimationPressed() if sheet.complete and sheet.is_strip:
            return _save(state, SaveAnimation(sheet.tiles, _stem(sheet), state.saving.quality))
    return state, ()


def _follow(state: State, event: SheetNews) -> State:
    """Take in news of the sheet that is open; news of another one is too late."""
    sheet = state.sheet
    if sheet is None or sheet.job != event.job:
        return state
    match event:
        case ev.SheetProgressed(done=done):
            return replace(state, sheet=replace(sheet, done=done))
        case ev.SheetFailed(text=text):
            action = "strip" if sheet.is_strip else "sheet"
            return replace(state, sheet=None, message=Message("error", text, action))


def close(state: State) -> Step:
    """Close the sheet, if one is open, and paint no more of it."""
    effects: tuple[Effect, ...] = (StopSheet(),) if state.sheet else ()
    return replace(state, sheet=None), effects


def _begin(state: State, sheet: ContactSheet, size: int) -> Step:
    """Begin a sheet. Its pictures have no mask, and fine strokes: broad ones are a matter of large pictures."""
    fine = DEFAULTS["stroke_size"]
    plain = replace(state.settings, mask=(), outside=(), areas=())
    settings = replace(plain, styles=(), own_styles=(), output_size=size, stroke_size=fine)
    state = replace(state, sheet=sheet, jobs=sheet.job, message=None)
    return state, (PaintSheet(sheet.job, settings, sheet.tiles),)


def _between(first: str, second: str, name: str, share: float) -> Tile:
    """Return the picture in which the second style, of that name, has this share."""
    text = Text("share-of", percent=round(100 * share), name=name)
    return Tile(f"{share:g}", text, ((first, 1 - share), (second, share)))


def _take(state: State, sheet: ContactSheet, id_: str) -> Step:
    styles = next((tile.styles for tile in sheet.tiles if tile.id == id_), ())
    state, effects = close(state)
    if not styles or not {style for style, _ in styles} <= {style.id for style in state.shelf}:
        return state, effects
    state, more = shelf.mix(state, styles)
    return state, (*effects, *more)


def _save(state: State, effect: SaveSheet | SaveAnimation) -> Step:
    return reading.begun(state, "save", Text("saving-sheet")), (effect,)


def _stem(sheet: ContactSheet) -> str:
    return f"{painting_stem(sheet.photo.name)}-{'strip' if sheet.is_strip else 'sheet'}"
