"""Saved work: what goes into a project or a link, and what becomes of the studio when one is opened."""

from dataclasses import asdict, replace

from impasto.imaging.filenames import painting_stem
from impasto.studio import events as ev
from impasto.studio import reading, repainting, shelf
from impasto.studio.effects import (
    Effect,
    FetchNetwork,
    MakeLink,
    NamedStyle,
    OpenLink,
    OpenMaking,
    OpenProject,
    SaveProject,
    ShowPhoto,
)
from impasto.studio.repainting import Step
from impasto.studio.settings import Styles
from impasto.studio.state import Message, State
from impasto.studio.visit import Photo
from impasto.words import Text

SUFFIX = ".impasto"


def is_project(file: ev.File) -> bool:
    """Return whether a file that was given as a picture is a project."""
    return file.name.lower().endswith(SUFFIX)


def update(state: State, event: ev.ProjectEvent) -> Step:
    """Save or open a project or a link."""
    match event:
        case ev.ProjectPressed() | ev.LinkPressed():
            return _save(state, event)
        case ev.LinkCopied(copied):
            text = Text("link-copied") if copied else Text("link-to-copy")
            return replace(state, message=Message("info", text)), ()
        case ev.ProjectFileChosen(file):
            return _opening(state, OpenProject(file, state.settings))
        case ev.LinkOpened(link):
            return _opening(state, OpenLink(link, state.settings))
        case ev.MakingOpened():
            return _opening(state, OpenMaking(state.settings)) if state.settings.photo else (state, ())
        case ev.LinkMade():
            return reading.done(state, "save"), ()
        case ev.ProjectRead():
            return _take(state, event)


def _save(state: State, event: ev.ProjectPressed | ev.LinkPressed) -> Step:
    settings = state.settings
    if not settings.styles:
        return replace(state, message=Message("info", Text("choose-a-style-first"))), ()
    names = {style.id: style.name for style in state.shelf}

    def named(styles: Styles) -> tuple[NamedStyle, ...]:
        return tuple((id_, names[id_], weight) for id_, weight in styles)

    styles = named(settings.styles)
    if isinstance(event, ev.LinkPressed):
        return reading.begun(state, "save", Text("making-link")), (MakeLink(settings, styles),)
    outside = named(settings.outside) if settings.mask else ()
    areas = tuple(named(area.styles) for area in settings.painted_areas)
    photo = (state.photo.id, state.photo.name) if event.with_photo and state.photo else None
    stem = painting_stem(state.photo.name if state.photo else "")
    effect = SaveProject(settings, styles, outside, areas, photo, f"{stem}{SUFFIX}")
    return reading.begun(state, "save", Text("saving-project")), (effect,)


def _opening(state: State, effect: Effect) -> Step:
    return reading.begun(state, "project", Text("opening-project")), (effect,)


def _take(state: State, project: ev.ProjectRead) -> Step:
    """Set everything as the project says, in one step of undo, and paint by the rule that there is for every change."""
    before, state = state.settings, replace(reading.done(state, "project"), message=None)
    effects: tuple[Effect, ...] = ()
    if project.photo is not None:
        state, effects = repainting.stop(state)
        state = reading.with_photo(state, Photo(**asdict(project.photo)))
    own = {style.id: style for style in (*before.own_styles, *project.own)}
    photo = project.photo.id if project.photo else before.photo
    state = repainting.change(
        state,
        **asdict(project.settings),
        photo=photo,
        own_styles=tuple(own.values()),
        styles=shelf.in_order((*state.presets, *own.values()), dict(project.styles)),
        mask=project.mask,
        outside=project.outside,
        areas=project.areas,
    )
    state = reading.within_reach(state)
    if photo is not None and photo != before.photo:
        effects = (*effects, ShowPhoto(photo, tuple(each.id for each in state.photos)))
    for name in state.networks:
        if (network := getattr(state.settings, name)) != getattr(before, name):
            effects = (*effects, FetchNetwork(network))
    state, more = repainting.repaint(state)
    told = (*project.notes, *([] if photo else [Text("project-wants-photo")])) or (Text("project-opened"),)
    action = "undo" if state.settings != before else None
    if state.message is not None:  # it waits for Stylize
        told, action = (*told, state.message.text), state.message.action
    message = Message("info", Text("list-of-sentences", sentences=told), action)
    return replace(state, message=message), (*effects, *more)
