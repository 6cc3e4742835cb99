"""How the finished picture is saved: what is chosen for it, and what is asked of the session."""

from dataclasses import replace

from impasto.imaging.filenames import painting_stem
from impasto.imaging.formats import HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.studio import events as ev
from impasto.studio import reading
from impasto.studio.effects import SaveResult
from impasto.studio.repainting import Step
from impasto.studio.settings import Saving
from impasto.studio.state import Message, State
from impasto.words import Text


def update(state: State, event: ev.SavingEvent) -> Step:
    """Take in how pictures are to be saved, and save one."""
    match event:
        case ev.FormatsFound(formats):
            return replace(state, formats=formats), ()
        case ev.FormatChosen() | ev.QualityChosen() | ev.MakingKept():
            return _choose(state, event), ()
        case ev.DownloadPressed():
            return save(state)
        case ev.FileOffered(name):
            return replace(reading.done(state, "save"), message=Message("info", Text("saved-as", name=name))), ()


def _choose(state: State, event: ev.SavingChange) -> State:
    """Take what was chosen; a format that there is no encoder of is not taken."""
    saving = state.saving
    match event:
        case ev.FormatChosen(format) if format in state.formats:
            saving = replace(saving, format=format)
        case ev.QualityChosen(quality):
            saving = replace(saving, quality=min(max(quality, LOWEST_QUALITY), HIGHEST_QUALITY))
        case ev.MakingKept(kept):
            saving = replace(saving, made=kept)
    return replace(state, saving=saving)


def save(state: State, way: ev.Way = "download", chosen: Saving | None = None) -> Step:
    """Begin to save the finished picture as it is ``chosen``, by default as the user did, for where it goes."""
    result = state.shown_result
    if result is None or state.photo is None:
        return replace(state, message=Message("info", Text("paint-a-picture-first"))), ()
    names = {style.id: style.name for style in (*state.presets, *result.settings.own_styles)}
    styles = tuple(names[id_] for id_, _ in result.settings.styles)
    settings, stem = result.settings.painting, painting_stem(state.photo.name)
    effect = SaveResult(result.job, stem, chosen or state.saving, settings, styles, way, bool(result.settings.masks))
    return reading.begun(state, "save", Text("saving-picture")), (effect,)
