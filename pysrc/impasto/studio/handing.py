"""The finished picture handed on: copied to the clipboard, or shared with another application."""

from dataclasses import replace

from impasto.studio import events as ev
from impasto.studio import reading, saving
from impasto.studio.repainting import Step
from impasto.studio.state import Message, State
from impasto.words import Text


def update(state: State, event: ev.HandingAction) -> Step:
    """Write the picture for where it goes, or say what became of it there."""
    match event:
        case ev.CopyPressed():
            # A clipboard knows PNG, and other programs take the picture out of it as exactly as it is.
            return saving.save(state, "copy", replace(state.saving, format="png"))
        case ev.SharePressed():
            return saving.save(state, "share")
        case ev.HandedOn(way, outcome):
            return replace(reading.done(state, "save"), message=_told(way, outcome)), ()


def _told(way: ev.Way, outcome: ev.Outcome) -> Message | None:
    match outcome:
        case "left":
            return None
        case "done":
            return Message("info", Text("picture-copied") if way == "copy" else Text("picture-shared"))
        case "late":
            return Message("info", Text("picture-to-share"))
        case "refused":
            return Message("error", Text("picture-not-copied") if way == "copy" else Text("picture-not-shared"))
