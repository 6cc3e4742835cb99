"""How the studio's state changes: ``update(state, event) -> state, effects``. No input or output here.

Every rule of the page stands in this wing: in ``repainting`` what is painted and when, in ``sliding`` what happens
while a slider moves, in ``shelf`` what styles there are and which are chosen, in ``wall`` which of them are to be seen,
in ``contact_sheet`` the photo in all of them, in ``masking`` where they are painted, in ``reading`` what is on its way,
in ``films`` moving pictures, in ``fetching`` which networks are here, in ``saving`` how pictures are saved, in
``handing`` how they are copied and shared, in ``projects`` how work is saved, in ``batch`` what is painted of many
photos, in ``camera`` its frames, in ``visits`` what is kept of the work, in ``telling`` what is said of all that.
``view`` says what the page shows of a state; ``session.app`` carries out the effects.
"""

from dataclasses import replace
from typing import assert_never

from impasto.backends import rules
from impasto.painting.progress import Progress
from impasto.painting.settings import SETTINGS, NetworkOf
from impasto.studio import (
    batch,
    camera,
    contact_sheet,
    exploring,
    fetching,
    films,
    handing,
    masking,
    projects,
    reading,
    repainting,
    saving,
    shelf,
    sliding,
    telling,
    visits,
    wall,
)
from impasto.studio import events as ev
from impasto.studio.effects import (
    ChooseBackend,
    Effect,
    FetchNetwork,
    LoadNetworks,
    Prefetch,
    ShowPhoto,
    ShowResult,
)
from impasto.studio.events import Event
from impasto.studio.repainting import Step
from impasto.studio.settings import Settings
from impasto.studio.state import Message, State
from impasto.words import Text

SETTLING = (
    ev.StyleSelected,
    ev.StyleMixed,
    ev.StylesPaired,
    ev.StyleRemoved,
    ev.StylesRead,
    ev.PhotoRead,
    ev.MaskRead,
    ev.ProjectRead,
    ev.ProjectPressed,
    ev.LinkPressed,
    ev.StyleExplored,
    ev.StyleDrawn,
    ev.MaskStroked,
    ev.MaskInverted,
    ev.MaskCleared,
    ev.OutsideChosen,
    ev.UndoPressed,
    ev.RedoPressed,
    ev.StylizePressed,
    ev.AutoStrengthPressed,
    ev.FilmPressed,
    ev.SheetPressed,
    ev.StripPressed,
    ev.SheetTileTaken,
    ev.PaintingTaken,
)
"""Events that take a slider which is still being moved as let go: they mean the settings that the user sees."""

PREFETCHED = (
    ev.RuntimeReady,
    ev.PhotoRead,
    ev.StylesRead,
    ev.StyleSelected,
    ev.StyleMixed,
    ev.StylesPaired,
    ev.SheetTileTaken,
    ev.StyleExplored,
    ev.StyleDrawn,
    ev.OutsideChosen,
    ev.NetworkFetched,
    ev.UndoPressed,
    ev.RedoPressed,
    ev.PaintFinished,
)
"""Events after which something may be missing that the next picture needs."""


def update(state: State, event: Event) -> Step:
    """Return the state after ``event``, and what has to be done about it."""
    after, effects = _with_consequences(state, event)
    after, more = batch.go_on(after)
    return telling.tell(state, after, event), (*effects, *more)


def _with_consequences(state: State, event: Event) -> Step:
    """Take in an event, and do what follows from it whatever it was."""
    still = isinstance(event, ev.SettingChanged) and not _is_live(event)
    if state.sliding is not None and (still or isinstance(event, SETTLING)):
        state = repainting.set_to(state, state.sliding)
    before = state
    state, effects = _update(state, event)
    effects = (*effects, *masking.shown(before.settings, state.settings))
    state, more = visits.noted(before, state)
    effects = (*effects, *more)
    wanted = still or isinstance(event, PREFETCHED)
    if wanted and state.phase == "ready" and state.job is None and state.settings.photo:
        effects = (*effects, Prefetch(state.settings))
    if state.sheet is not None and state.sheet.photo != state.photo:
        state, more = contact_sheet.close(state)
        effects = (*effects, *more)
    if state.previewed and state.shown_result and state.job is None and state.sliding is None:
        # Nothing is to come in the preview's place: the easel shows again what Download saves.
        return replace(state, previewed=False), (*effects, ShowResult(state.shown_result.job))
    return state, effects


def _update(state: State, event: Event) -> Step:
    if isinstance(event, ev.BatchEvent):
        return batch.update(state, event)
    if isinstance(event, ev.CameraEvent):
        return camera.update(state, event)
    match event:
        case ev.PhotoFileChosen(file) if projects.is_project(file):
            return projects.update(state, ev.ProjectFileChosen(file))
        case ev.PhotoFileChosen() | ev.ExampleChosen() | ev.StyleFilesChosen():
            return reading.begin(state, event)
        case ev.TextGiven(text):
            return reading.answer(state, text), ()
        case ev.PhotoRead():
            return reading.hang_photo(state, event)
        case ev.StylesRead():
            return reading.shelve_styles(state, event)
        case ev.WorkFailed(text, work):
            return reading.fail(state, text, work)
        case ev.StyleSelected() | ev.StyleMixed():
            return shelf.choose(state, event)
        case ev.StylesPaired(first, second):
            return shelf.pair(state, first, second)
        case ev.StyleRemoved(id_):
            return shelf.take_off(state, id_)
        case (
            ev.WallSearched()
            | ev.GroupChosen()
            | ev.MoreLikePressed()
            | ev.FavouritePressed()
            | ev.StylesForgotten()
            | ev.StylesRemembered()
            | ev.LikenessFound()
        ):
            return wall.update(state, event)
        case ev.StyleExplored() | ev.RandomStylePressed() | ev.NumbersPressed() | ev.StyleDrawn() | ev.NumbersRead():
            return exploring.update(state, event)
        case ev.Sliding(move):
            return sliding.slide(state, move)
        case ev.SettingChanged():
            return sliding.let_go(state, event) if _is_live(event) else _set(state, event)
        case ev.MixMoved() | ev.PadMoved() | ev.StyleWeighted():
            return sliding.let_go(state, event)
        case ev.MaskStroked() | ev.MaskInverted() | ev.MaskCleared():
            return masking.edit(state, event)
        case ev.MaskFileChosen():
            return masking.read(state, event)
        case ev.MaskRead():
            return masking.take(state, event)
        case ev.PeoplePressed():
            return masking.find_people(state)
        case ev.NobodyFound():
            return masking.miss_people(state, event)
        case ev.OutsideChosen(id_):
            return masking.choose_outside(state, id_)
        case ev.SliderRested():
            return sliding.rest(state)
        case ev.BackendChosen(choice):
            trying = choice if choice in rules.GRAPHICS else None
            return replace(state, backend_choice=choice, trying=trying, message=None), (ChooseBackend(choice),)
        case ev.UndoPressed():
            return _travel(state, -1)
        case ev.RedoPressed():
            return _travel(state, 1)
        case ev.StylizePressed():
            return repainting.stylize(state)
        case ev.AutoStrengthPressed():
            return repainting.choose_strength(state)
        case ev.CancelPressed():
            return reading.cancel(state)
        case ev.PaintFinished():
            return sliding.finish(state, event)
        case ev.PaintProgressed() | ev.PaintFailed() | ev.PaintCancelled():
            return repainting.follow(state, event), ()
        case ev.StrengthChosen():
            return sliding.take_strength(state, event)
        case ev.PreviewPainted():
            return sliding.see_preview(state, event)
        case ev.PreviewsReady():
            return sliding.take_previews(state, event)
        case ev.PreviewFailed():
            return replace(state, preview_size=None, timings=()), ()
        case ev.FormatsFound(formats):
            return replace(state, formats=formats), ()
        case ev.FormatChosen() | ev.QualityChosen() | ev.MakingKept():
            return saving.choose(state, event), ()
        case (
            ev.PaintingTaken()
            | ev.PaintingSaved()
            | ev.KeepingChosen()
            | ev.ContinuePressed()
            | ev.ForgetPressed()
            | ev.SettingsRemembered()
            | ev.PaintingStored()
            | ev.PaintingFound()
            | ev.VisitHeld()
            | ev.VisitFound()
            | ev.VisitRead()
            | ev.KeepingSettled()
        ):
            return visits.update(state, event)
        case ev.DownloadPressed():
            return saving.save(state)
        case (
            ev.ProjectPressed()
            | ev.LinkPressed()
            | ev.LinkMade()
            | ev.LinkCopied()
            | ev.ProjectFileChosen()
            | ev.MakingOpened()
            | ev.LinkOpened()
            | ev.ProjectRead()
        ):
            return projects.update(state, event)
        case ev.CopyPressed() | ev.SharePressed() | ev.HandedOn():
            return handing.update(state, event)
        case ev.FileOffered(name):
            state = reading.done(state, "save")
            return replace(state, message=Message("info", Text("saved-as", name=name))), ()
        case ev.SheetPressed() | ev.StripPressed():
            return contact_sheet.open_(state, event)
        case ev.SheetClosed() | ev.SheetTileTaken() | ev.SheetDownloadPressed() | ev.AnimationPressed():
            return contact_sheet.use(state, event)
        case ev.SheetProgressed() | ev.SheetFailed():
            return contact_sheet.follow(state, event), ()
        case ev.FilmGiven() | ev.FilmPressed() | ev.FilmStopped() | ev.FilmWritten():
            return films.act(state, event)
        case ev.FilmBegun() | ev.FilmProgressed() | ev.FilmFailed():
            return films.follow(state, event), ()
        case ev.MessageDismissed():
            return replace(state, message=None), ()
        case ev.OfflineSettled(complete):
            return replace(state, offline=complete), ()
        case ev.NetworksLoading(text, fraction):
            return state if state.job else replace(state, progress=Progress(text, 1, 1, fraction)), ()
        case ev.NetworkFetched(id_):
            return fetching.arrive(state, id_)
        case ev.NetworkMissed():
            return fetching.miss(state, event)
        case ev.RuntimeReady():
            return _open(state, event)
        case ev.BackendsSeen(available):
            return replace(state, backends=available), ()
        case ev.BackendRuns():
            return _run_on(state, event), ()
        case ev.BackendRefused(text):
            return replace(state, backend_choice="auto", message=Message("info", text)), ()
        case ev.RuntimeUnavailable(text):
            return replace(state, phase="failed", progress=None, message=Message("error", text, "retry")), ()
        case ev.RetryPressed():
            again = state.phase == "failed"
            return (replace(state, phase="loading", message=None), (LoadNetworks(),)) if again else (state, ())
        case _:
            assert_never(event)


def _is_live(event: ev.SettingChanged) -> bool:
    return event.key in SETTINGS and SETTINGS[event.key].live


def _set(state: State, event: ev.SettingChanged) -> Step:
    """Take a setting that no slider sets; what is not offered is not taken."""
    setting = SETTINGS.get(event.key)
    value = setting.taken(event.value) if setting else None
    is_network = isinstance(setting, NetworkOf)
    if value is None or (is_network and value not in state.networks.get(event.key, ())):
        return state, ()
    state = repainting.change(state, **{event.key: value})
    if is_network and value not in state.fetched:
        return state, (FetchNetwork(str(value)),)  # and painted with when it is here
    return repainting.repaint(state)


def _open(state: State, ready: ev.RuntimeReady) -> Step:
    """Take the networks into use, and paint what was asked for meanwhile."""
    state = replace(
        state,
        phase="ready",
        fetched=state.fetched | set(ready.networks),
        backend=ready.backend,
        threads=ready.threads,
        ready_seconds=ready.seconds,
        progress=None,
        timings=(),
    )
    return repainting.paint_if_waiting(state)


def _run_on(state: State, event: ev.BackendRuns) -> State:
    state = replace(state, trying=None, backend_reason=event.reason)
    if event.backend != state.backend:  # how long pictures took says nothing of the new one
        state = replace(state, timings=(), preview_size=None, previews_for=None)
    return replace(state, backend=event.backend, threads=event.threads)


def _travel(state: State, steps: int) -> Step:
    """Undo (-1) or redo (1), if there is something to go back or on to."""
    if steps < 0 and state.past:
        return _go_to(state, state.past[-1], past=state.past[:-1], future=(*state.future, state.settings))
    if steps > 0 and state.future:
        return _go_to(state, state.future[-1], past=(*state.past, state.settings), future=state.future[:-1])
    return state, ()


def _go_to(state: State, settings: Settings, past: tuple[Settings, ...], future: tuple[Settings, ...]) -> Step:
    """Go to other settings, with their photo and, if there was one, their picture."""
    before = state.settings.photo
    state = replace(state, settings=settings, sliding=None, past=past, future=future, message=None)
    effects: tuple[Effect, ...] = ()
    if settings.photo != before:
        state, effects = repainting.stop(state)
        if settings.photo is not None:
            effects = (*effects, ShowPhoto(settings.photo, tuple(photo.id for photo in state.photos)))
    state, more = repainting.repaint(state)
    return state, (*effects, *more)
