"""A fake page: lists in place of a screen."""

from collections.abc import Mapping
from typing import Any

from impasto.errors import RuntimeFailed
from impasto.imaging.pixels import RGB, RGBA
from impasto.painting.regions import Region
from impasto.studio.events import Way
from impasto.words import Text
from tests.unit.fakes.storage import FakeStore


class FakePage:
    """Remembers what it was asked to show."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.choices: Mapping[str, Any] = {}
        self.wall: Mapping[str, Any] = {}
        self.views: list[Mapping[str, Any]] = []
        self.pixels: dict[str, RGB | RGBA] = {}
        """What each slot shows."""
        self.drawn: list[str] = []
        """The slots in the order in which they were drawn."""
        self.regions: list[tuple[int, Region]] = []
        """What was shown of pictures while jobs painted them."""
        self.film: list[tuple[int, int, RGBA | None]] = []
        """Frames of films that were handed over, as (job, number, pixels)."""
        self.offered: list[tuple[str, str, bytes]] = []
        self.links: list[str] = []
        self.ways: list[Way] = []
        """Where each file that was offered goes."""
        self.files = dict(files or {})
        self.given: dict[str, bytes] = {}
        """Files that the page holds, by id, or that lie in its store."""
        self.store = FakeStore()
        self.opened: list[str] = []
        self.batches: list[Mapping[str, Any] | None] = [None]
        self.batch_kept = ""
        self.mimes: dict[str, str] = {}
        """The types of what was painted of a queue, by id."""
        self.remembered: dict[str, str] = {}
        self.held = 0
        """Bytes of Python's memory."""
        self.renewals = 0

    @property
    def view(self) -> Mapping[str, Any]:
        """The view shown now; before the first one, that of the static page."""
        return self.views[-1] if self.views else {"phase": "loading", "result": None, "message": None}

    def show_choices(self, choices: Mapping[str, Any]) -> None:
        self.choices = choices

    def show_wall(self, wall: Mapping[str, Any]) -> None:
        self.wall = wall

    def show(self, view: Mapping[str, Any]) -> None:
        self.views.append(view)

    def show_pixels(self, slot: str, pixels: RGB | RGBA) -> None:
        self.pixels[slot] = pixels
        self.drawn.append(slot)

    def show_region(self, job: int, region: Region) -> None:
        self.regions.append((job, region))

    def show_film_frame(self, job: int, number: int, pixels: RGBA | None) -> None:
        self.film.append((job, number, pixels))

    async def read_file(self, id_: str) -> bytes:
        data = self.given.get(id_) or self.store.values.get(id_)
        if data is None:
            raise RuntimeFailed("chosen-file-unread")
        return data

    def open_file(self, id_: str) -> None:
        self.opened.append(id_)

    def show_batch(self, batch: Mapping[str, Any] | None, kept: str) -> None:
        self.batches.append(batch)
        self.batch_kept = kept

    def put_painting(self, id_: str, mime: str, data: bytes) -> None:
        self.given[id_] = data
        self.mimes[id_] = mime
        self.drawn.append(id_)

    def offer_file(self, name: str, mime: str, data: bytes, way: Way = "download") -> None:
        self.offered.append((name, mime, data))
        self.ways.append(way)

    def offer_link(self, link: str) -> None:
        self.links.append(link)

    def remember(self, what: str, text: str) -> None:
        self.remembered[what] = text

    async def fetch(self, url: str) -> bytes:
        if url not in self.files:
            raise RuntimeFailed(Text("said-elsewhere", words=f"{url} could not be fetched. Is this device online?"))
        return self.files[url]

    def memory(self) -> int:
        return self.held

    def ask_renewal(self) -> None:
        self.renewals += 1

    def seconds(self) -> float:
        return 1.5
