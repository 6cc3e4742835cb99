"""What is said, once each, to those who do not see the easel: what has come onto it, and what the picture shows.

A message asks for something or tells what went wrong; this only tells what the eye would have seen.
"""

from dataclasses import replace

from impasto.studio import events as ev
from impasto.studio.events import Event
from impasto.studio.state import Result, State, Told
from impasto.words import Text


def tell(before: State, after: State, event: Event) -> State:
    """Return the state after ``event`` with what there is to be said of it; where it is nothing, the last stands."""
    text = _news(before, after, event)
    return after if text is None else replace(after, told=Told(after.told.number + 1 if after.told else 1, text))


def _news(before: State, after: State, event: Event) -> Text | None:
    if before.settings != after.settings and isinstance(event, ev.UndoPressed | ev.RedoPressed):
        return Text("told-undone") if isinstance(event, ev.UndoPressed) else Text("told-redone")
    if isinstance(event, ev.PhotoRead) and after.photo:
        photo = after.photo
        return Text("told-photo", name=photo.name, width=photo.width, height=photo.height)
    if after.result is not None and after.result != before.result:
        result = after.result
        return Text("told-painted", styles=styles_of(after, result), width=result.width, height=result.height)
    if isinstance(event, ev.CancelPressed) and before.job and not after.job:
        return Text("painting-cancelled")
    begun = after.job is not None and after.job != before.job and not after.job.chooses_strength
    return Text("painting") if begun else None


def photo_shown(state: State) -> Text | None:
    """Return what the photo on the easel is, in one sentence."""
    return Text("picture-photo", name=state.photo.name) if state.photo else None


def result_shown(state: State) -> Text | None:
    """Return what the finished picture is, in one sentence, whatever has been chosen since."""
    result = state.shown_result
    if result is None or state.photo is None:
        return None
    return Text("picture-painted", name=state.photo.name, styles=styles_of(state, result))


def styles_of(state: State, result: Result) -> tuple[str, ...]:
    """Return the names of the styles of a picture; of one that is gone from the shelf nothing is known."""
    names = {style.id: style.name for style in state.shelf}
    return tuple(names[id_] for id_, _ in result.settings.styles if id_ in names)
