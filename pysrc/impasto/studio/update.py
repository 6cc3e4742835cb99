"""How the studio's state changes: ``update(state, event) -> state, effects``. No input or output here.

Each event is left to the rules of its subject: ``reading`` for the files that come in and all that is on its way,
``shelf`` for what styles there are and which are chosen, ``wall`` for which of them are to be seen, ``exploring`` for
those taken further, ``looks`` for parts of pictures, ``masking`` and ``areas`` for where they are painted, ``sliding``
and ``choosing`` for the settings, ``running`` and ``fetching`` for the networks, ``saving``, ``handing`` and
``projects`` for what becomes of the work, ``visits`` for what is kept of it, ``contact_sheet``, ``films``, ``batch``
and ``camera`` for what else is painted. ``repainting`` says what is painted and when, ``undoing`` takes steps back,
``telling`` says what came of all that. ``view`` says what the page shows of a state; ``session.performing`` carries out
the effects.
"""

from dataclasses import replace
from typing import assert_never

from impasto.studio import (
    areas,
    batch,
    camera,
    choosing,
    contact_sheet,
    exploring,
    films,
    handing,
    looks,
    masking,
    projects,
    reading,
    repainting,
    running,
    saving,
    shelf,
    sliding,
    telling,
    undoing,
    visits,
    wall,
)
from impasto.studio import events as ev
from impasto.studio.effects import Prefetch, ShowResult
from impasto.studio.repainting import Step
from impasto.studio.state import State

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
    ev.LookPressed,
    ev.LookChanged,
    ev.MaskStroked,
    ev.MaskInverted,
    ev.MaskCleared,
    ev.OutsideChosen,
    ev.AreaAdded,
    ev.AreaStyled,
    ev.AreaRemoved,
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
    ev.LookPressed,
    ev.LookChanged,
    ev.OutsideChosen,
    ev.AreaAdded,
    ev.AreaStyled,
    ev.NetworkFetched,
    ev.UndoPressed,
    ev.RedoPressed,
    ev.PaintFinished,
)
"""Events after which something may be missing that the next picture needs."""


def update(state: State, event: ev.Event) -> Step:
    """Return the state after ``event``, and what has to be done about it."""
    after, effects = _with_consequences(state, event)
    after, more = batch.go_on(after)
    return telling.tell(state, after, event), (*effects, *more)


def _with_consequences(state: State, event: ev.Event) -> Step:
    """Take in an event, and do what follows from it whatever it was."""
    still = choosing.is_chosen(event)
    if state.sliding is not None and (still or isinstance(event, SETTLING)):
        state = repainting.set_to(state, state.sliding)
    before = state
    state, effects = _follow_rules(state, event)
    state = wall.revealed(before, looks.closed_unless_chosen(state))
    effects = (*effects, *masking.shown(before, state))
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


def _follow_rules(state: State, event: ev.Event) -> Step:
    """Leave an event to the rules of its subject."""
    if isinstance(event, ev.PhotoFileChosen) and projects.is_project(event.file):
        return projects.update(state, ev.ProjectFileChosen(event.file))
    if isinstance(event, ev.SourceEvent):
        return reading.update(state, event)
    if isinstance(event, ev.StyleAction):
        return shelf.update(state, event)
    if isinstance(event, ev.WallEvent):
        return wall.update(state, event)
    if isinstance(event, ev.ExploringEvent):
        return exploring.update(state, event)
    if isinstance(event, ev.LookAction):
        return looks.update(state, event)
    if isinstance(event, ev.AreaAction):
        return areas.update(state, event)
    if isinstance(event, ev.MaskEvent):
        return masking.update(state, event)
    if choosing.is_chosen(event):
        return choosing.choose(state, event)
    if isinstance(event, ev.SliderEvent):
        return sliding.update(state, event)
    if isinstance(event, ev.PaintEvent):
        return _paint(state, event)
    if isinstance(event, ev.NetworkEvent):
        return running.update(state, event)
    if isinstance(event, ev.SavingEvent):
        return saving.update(state, event)
    if isinstance(event, ev.HandingAction):
        return handing.update(state, event)
    if isinstance(event, ev.ProjectEvent):
        return projects.update(state, event)
    if isinstance(event, ev.VisitEvent):
        return visits.update(state, event)
    if isinstance(event, ev.SheetEvent):
        return contact_sheet.update(state, event)
    if isinstance(event, ev.FilmEvent):
        return films.update(state, event)
    if isinstance(event, ev.BatchEvent):
        return batch.update(state, event)
    if isinstance(event, ev.CameraEvent):
        return camera.update(state, event)
    assert_never(event)


def _paint(state: State, event: ev.PaintEvent) -> Step:
    match event:
        case ev.StylizePressed():
            return repainting.stylize(state)
        case ev.AutoStrengthPressed():
            return repainting.choose_strength(state)
        case ev.CancelPressed():
            return reading.cancel(state)
        case ev.UndoPressed():
            return undoing.undo(state)
        case ev.RedoPressed():
            return undoing.redo(state)
        case ev.MessageDismissed():
            return replace(state, message=None), ()
        case ev.PaintFinished():
            return sliding.finish(state, event)
        case ev.StrengthChosen():
            return sliding.take_strength(state, event)
        case ev.PaintProgressed() | ev.PaintFailed() | ev.PaintCancelled():
            return repainting.follow(state, event), ()
