"""What can still be gone to from where a visit is: by undo and redo, in its history, in queues of photos."""

from collections.abc import Iterable

from impasto.painting.looks import file_of
from impasto.session.visit_records import pictures_in
from impasto.studio import batch_keeping
from impasto.studio.queued import Batch
from impasto.studio.settings import Settings
from impasto.studio.state import State
from impasto.studio.visit import Visit
from impasto.studio.visits import kept


def steps(visit: Visit) -> tuple[Settings, ...]:
    """Return all settings that a visit can be set to, and those that its queue is painted with."""
    history = (each.settings for each in visit.history)
    return (visit.settings, *visit.past, *visit.future, *history, *_queued(visit.batch))


def styles(visit: Visit) -> dict[str, str]:
    """Return the names of the styles that were given, by ids; a preset is among them where one was taken further."""
    return _named(steps(visit))


def parts(visit: Visit) -> set[str]:
    """Return the ids of styles that show a part of a picture, or in another size (``painting.looks``)."""
    own = {style for step in steps(visit) for style in step.own_styles}
    return {style.id for style in own if style.file not in ("", style.id)}


def masks(visit: Visit) -> set[str]:
    """Return the ids of the grey pictures that masks are made of."""
    return {id_ for step in steps(visit) for mask in step.masks for id_ in pictures_in(mask)}


def files(visit: Visit) -> set[str]:
    """Return the keys of all files that a visit needs."""
    photos = {photo.id for photo in (*visit.photos, *(each.photo for each in visit.history))}
    queued = set(batch_keeping.files(visit.batch)) if visit.batch else set()
    return photos | styles(visit).keys() | masks(visit) | queued | {each.key for each in visit.history if each.key}


def sources(state: State) -> set[str]:
    """Return the ids of all styles and grey pictures that can still be painted with."""
    visit = kept(state)
    return styles(visit).keys() | masks(visit) | _named(_queued(state.batch_put_away)).keys()


def _queued(batch: Batch | None) -> tuple[Settings, ...]:
    return tuple(manner.settings for manner in batch.manners) if batch else ()


def _named(steps: Iterable[Settings]) -> dict[str, str]:
    """Return the names of styles by the ids of their files, of which they may show a part, or be taken further."""
    names: dict[str, str] = {}
    for style in (style for step in steps for style in step.own_styles):
        names.setdefault(file_of(style.id), style.name)
    names.pop("", None)  # the middle of all
    return names
