"""The application under test, with a fake runtime and a fake page."""

import asyncio
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from impasto.backends.rules import Survey
from impasto.imaging.writing import SystemEncoder
from impasto.painting.presets import Preset
from impasto.painting.vectors import StyleVector
from impasto.session.app import App
from impasto.session.jobs import Priority
from impasto.session.ports import Example
from impasto.session.surroundings import Surroundings
from impasto.studio import events as ev
from impasto.words import Text, say
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.page import FakePage
from tests.unit.fakes.runtime import FakeBackends, FakeRuntime
from tests.unit.fakes.storage import FakeStore


def png(colour: tuple[int, int, int], width: int = 320, height: int = 240) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def photo(name: str = "cat.png", colour: tuple[int, int, int] = (100, 100, 100)) -> ev.PhotoFileChosen:
    return ev.PhotoFileChosen(ev.File(name, png(colour)))


RED = StyleVector((200 / 255,) + (0.0,) * 99, "seer")
PRESETS = (Preset("red", "Red", "Impasto", 2026, {"seer": RED}), Preset("bare", "Bare", "Impasto", 2026, {}))


class Workbench:
    """An app under test, with its fakes."""

    def __init__(
        self, survey: Survey | None = None, encoder: SystemEncoder | None = None, store: FakeStore | None = None
    ) -> None:
        self.runtime = FakeRuntime("wasm")
        self.backends = FakeBackends(survey)
        self.store = store or FakeStore()
        self.page = FakePage({"cat.webp": png((1, 2, 3)), "bare.webp": png((0, 200, 0), 256, 256)})
        self.page.store = self.store
        self.store.held = self.page.given
        given = Surroundings(
            catalogue=CATALOGUE,
            presets=PRESETS,
            preset_urls={"red": "red.webp", "bare": "bare.webp"},
            examples=[Example("cat", "Chelsea", "cat.webp"), Example("lost", "Lost", "lost.webp")],
            runtime=self.runtime,
            backends=self.backends,
            page=self.page,
            store=self.store,
            encoder=encoder,
            downloads=[("python", 14_000_000)],
        )
        self.app = App(given)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not holds():
                await asyncio.sleep(0.001)

    async def do(self, *events: ev.UserEvent) -> None:
        """Post events and wait until nothing is going on any more."""
        for event in events:
            self.app.post(event)
        await self.read()
        turns = 0  # work that was begun may be some turns of the event loop away from its job
        async with asyncio.timeout(30):
            while turns < 10:
                idle = self.app.state.job is None and self.quiet()
                turns = turns + 1 if idle else 0
                await asyncio.sleep(0 if idle else 0.001)

    async def read(self) -> None:
        """Wait until all that was posted is dealt with, and every file is read."""
        await self.app._inbox.join()
        await self.until(lambda: not self.app._tasks.reading)

    def runs(self, priority: Priority) -> bool:
        """Return whether a job of this priority runs."""
        running = self.app._shop.queue._running
        return running is not None and running.priority is priority

    def quiet(self) -> bool:
        """Return whether no job runs or waits."""
        queue = self.app._shop.queue
        return queue._running is None and all(job.outcome.done() for job in queue._waiting)

    def chosen(self) -> list[str]:
        """Return the names of the styles that are chosen."""
        names = {style["id"]: style["name"] for style in self.page.choices["styles"]}
        return [names[style["id"]] for style in self.page.view["chosen"]]

    def told(self) -> Text | None:
        """Return what the page tells the user."""
        message = self.page.view["message"]
        return message["text"] if message else None

    def said(self) -> str:
        """Return the words of what the page tells, or of what was told by others."""
        text = self.told()
        return say(text) if text else ""
