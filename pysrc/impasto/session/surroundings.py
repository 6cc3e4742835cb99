"""What the application is given where it runs: ports, networks, and what an earlier visit has left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from impasto.imaging.reading import SystemDecoder
from impasto.imaging.writing import SystemEncoder
from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import Runtime
from impasto.painting.presets import Preset
from impasto.session.ports import Backends, Example, Page, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """All of it; what has a default can be done without."""

    catalogue: Catalogue
    presets: Sequence[Preset]
    preset_urls: Mapping[str, str]
    """Where the picture of a preset stands, by id, for style networks that its vectors leave out."""
    examples: Iterable[Example]
    runtime: Runtime
    """What the page began with."""
    backends: Backends
    """Where other runtimes come from."""
    page: Page
    store: Store
    """Where the work lies."""
    decoder: SystemDecoder | None = None
    """Reads pictures that Pillow cannot."""
    encoder: SystemEncoder | None = None
    """Writes pictures that Pillow cannot."""
    memory: str | None = None
    """What ``Page.remember`` was given last of the backend."""
    downloads: Sequence[tuple[str, int]] = ()
    """What a first visit loads, as (part, bytes as hosts send them)."""
    painting_memory: int | None = None
    """How many bytes large pictures may take while they are painted."""
