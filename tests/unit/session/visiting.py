"""What tests do with a visit."""

from impasto.session.visit_records import to_json
from impasto.studio import events as ev
from impasto.studio.visits import kept
from tests.unit.session.workbench import Workbench, png

OWN = ev.StyleFilesChosen((ev.File("mine.png", png((0, 150, 90), 256, 256)),))


async def stored(bench: Workbench) -> None:
    """Wait until all that there is of a visit is stored."""
    await bench.until(lambda: not bench.app._shop.paintings.busy)
    text = to_json(kept(bench.app.state)).encode()
    await bench.until(lambda: bench.store.values.get("visit") == text)


def labels(bench: Workbench) -> list[int]:
    """Return the numbers of the paintings of the history, the latest first."""
    return [each["number"] for each in bench.page.view["history"]]
