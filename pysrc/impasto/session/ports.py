"""What the application asks of where it runs, besides a runtime for the networks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from impasto.backends.rules import Survey
from impasto.imaging.pixels import RGB, RGBA
from impasto.networks.runtime import Runtime
from impasto.painting.regions import Region
from impasto.studio.events import Way

JSON_MIME = "application/json"
"""The type of projects, and of styles as numbers, for ``Page.offer_file``."""


@dataclass(frozen=True, slots=True)
class Example:
    """A photograph that ships with the page; ``url`` is relative to the page.

    ``style`` is the id of the preset that it is painted in for whoever has chosen none.
    """

    id: str
    name: str
    url: str
    style: str | None = None


class Backends(Protocol):
    """What there is to run networks besides the runtime that the page began with.

    Implementations: ``browser.page`` and the fake of the unit tests.
    """

    async def survey(self) -> Survey:
        """Look for graphics hardware; ``RuntimeFailed`` or ``Cancelled`` where that cannot be told just now."""

    def start(self, backend: str) -> Runtime:
        """Begin a runtime of its own, beside those that there are; fetching its files may take a while."""


class Store(Protocol):
    """Where the visitor's work lies outside of Python: on the page, and, if it is kept, in the browser's own storage.

    Values are bytes by short keys. Implementations: ``browser.store`` and the fake of the unit tests.
    """

    async def put(self, key: str, data: bytes) -> bool:
        """Store a value in place of the one before; return whether there was room.

        A file has the hash of what is in it as its key; any other value is a record, kept by the next ``keep_only``.
        """

    async def put_files(self, keys: Sequence[str]) -> bool:
        """Store files that the page holds under these keys, which Python need not have; return whether there was room.

        What cannot be read (any more) takes none.
        """

    async def get(self, key: str) -> bytes | None:
        """Return a value, also one that an earlier visit has kept; None if there is none."""

    async def keys(self) -> Collection[str]:
        """Return the keys of all values, those of earlier visits as well."""

    async def keep_only(self, keys: Sequence[str]) -> None:
        """Let go of all other values, those of earlier visits as well.

        What is kept after this visit is from now on these; where there is no room for all files among them, it stays
        what it was, so that no record is kept without its files.
        """

    async def keep(self, kept: bool) -> bool:
        """Keep all values after this visit from now on, or none; return whether that could be done."""

    async def is_kept(self) -> bool:
        """Return whether values are kept after this visit."""


class Page(Protocol):
    """The page. Implementations: ``browser.page`` and the fake of the unit tests."""

    def show_choices(self, choices: Mapping[str, Any]) -> None:
        """Render what can be chosen (``studio.view.choices``); before the first view, and when it changes."""

    def show_wall(self, wall: Mapping[str, Any]) -> None:
        """Render which styles are to be seen (``studio.wall.view``); after the choices, and when it changes."""

    def show(self, view: Mapping[str, Any]) -> None:
        """Render a view (``studio.view.view``), with how many of the page's events it takes into account: ``heard``."""

    def show_pixels(self, slot: str, pixels: RGB | RGBA) -> None:
        """Draw a picture: slot ``photo``, ``result``, ``preview`` (over the result), ``mask``, ``live`` or another.

        ``live`` is a frame of the camera, after which it may send the next one.
        ``style:<id>`` and ``sheet:<id>`` are a style's thumbnail, and the photo in that style on the contact sheet.
        """

    def show_region(self, job: int, region: Region) -> None:
        """Draw what there is of a picture over all others, for as long as views say that this job paints it."""

    def show_film_frame(self, job: int, number: int, pixels: RGBA | None) -> None:
        """Hand over a frame of a film that was painted; None where it is not, and none after it will be."""

    async def read_file(self, id_: str) -> bytes:
        """Return a file that the page or the store holds under this id.

        These are photos that were given together, of which Python has one at a time. Raises ``RuntimeFailed`` where it
        cannot be read (any more).
        """

    def open_file(self, id_: str) -> None:
        """Have the file that the page holds under this id come as the photo, as if it had been chosen."""

    def show_batch(self, batch: Mapping[str, Any] | None, kept: str) -> None:
        """Render the queue (``studio.batch_view``), and keep a text of it for a fresh Python, an empty one if none."""

    def put_painting(self, id_: str, mime: str, data: bytes) -> None:
        """Hold what was painted of the queue under this id, as a file; Python does not."""

    def offer_file(self, name: str, mime: str, data: bytes, way: Way = "download") -> None:
        """Hand a file to the user: a download, or what was asked for to be copied or shared."""

    def offer_link(self, link: str) -> None:
        """Hand the user the page's address with ``link`` at its end; the page answers whether it could be copied."""

    def remember(self, what: Literal["backend", "styles", "settings"], text: str) -> None:
        """Keep a text for the next visit, in place of the one before of its kind; an empty one is none."""

    async def fetch(self, url: str) -> bytes:
        """Return a file of this site; raises ``RuntimeFailed`` where that fails."""

    def memory(self) -> int:
        """Return how many bytes Python's memory has, used or not."""

    def ask_renewal(self) -> None:
        """Ask for a fresh start with what ``App.knowledge`` returns; the page does so when it suits, or not at all."""

    def seconds(self) -> float:
        """Return the seconds since the page was asked for."""
