"""A queue of three photos in the studio, and what tests do with it."""

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.events import batch as given
from impasto.studio.queued import Batch
from tests.unit.studio.driver import Studio

READY = ev.RuntimeReady("wasm", 2, 1.0)


WAVES = ev.StyleSelected("waves")


THREE = given.PhotosGiven(tuple(given.GivenFile(id_, f"{id_}.jpg") for id_ in ("a", "b", "c")))


def batch(studio: Studio) -> Batch:
    assert studio.state.batch is not None
    return studio.state.batch


def stages(studio: Studio) -> list[str]:
    return [item.stage for item in batch(studio).items]


def wanted(studio: Studio) -> fx.PaintQueued | None:
    return next((effect for effect in studio.effects if isinstance(effect, fx.PaintQueued)), None)


def paint(studio: Studio, seconds: float = 2.0) -> Studio:
    item = batch(studio).painting
    assert item is not None
    return studio(given.QueuedPainted(item.id, f"{item.stem}.png", seconds))
