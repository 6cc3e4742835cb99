"""Loads networks when they are chosen, and tells how many of their bytes are here, and when all are."""

from collections.abc import Callable, Sequence
from functools import partial

from impasto.errors import Cancelled, ImpastoError, RuntimeFailed
from impasto.networks.catalogue import Catalogue, Graph
from impasto.session.backend_selector import BackendSelector
from impasto.studio import events as ev
from impasto.studio import qualities
from impasto.studio.events.networks import NetworkNews
from impasto.studio.settings import Settings
from impasto.words import Text


class NetworkLoader:
    """Knows which networks were loaded on this visit."""

    def __init__(
        self,
        selector: BackendSelector,
        catalogue: Catalogue,
        seconds: Callable[[], float],
        take: Callable[[NetworkNews], None],
    ) -> None:
        """``seconds`` tells the time since the page was asked for."""
        self._selector = selector
        self._runtime = selector.runtime
        self._catalogue = catalogue
        self._seconds = seconds
        self._take = take
        self._loaded: set[str] = set()

    def has_all(self, settings: Settings) -> bool:
        """Return whether the networks of these settings are here."""
        return {settings.style_network, settings.transformer} <= self._loaded

    async def begin(self, chosen: Callable[[], Settings]) -> None:
        """Load the networks that are chosen once it is known where they run."""
        try:
            await self._selector.begin()
            settings = chosen()
            style_network = self._catalogue.style_network(settings.style_network)
            transformer = self._catalogue.transformer(settings.transformer)
            await self._load(Text("networks"), [*style_network.graphs, *transformer.graphs])
        except ImpastoError as error:
            self._take(ev.RuntimeUnavailable(error.text))
            return
        here = (style_network.id, transformer.id)
        self._loaded.update(here)
        about = self._runtime.describe()
        self._take(ev.RuntimeReady(about.backend, about.threads, self._seconds(), here))

    async def fetch(self, id_: str) -> None:
        """Load a network that was just chosen; ``UnknownNetwork`` if there is none of this id."""
        network = self._catalogue.network(id_)
        try:
            await self._load(qualities.name(network), network.graphs)
        except Cancelled:
            self._take(ev.NetworkFetched())  # it is loaded with the first picture that needs it
        except RuntimeFailed as error:
            self._take(ev.NetworkMissed(id_, qualities.name(network), error.text))
        else:
            self._loaded.add(id_)
            self._take(ev.NetworkFetched(id_))

    async def _load(self, title: Text | str, graphs: Sequence[Graph]) -> None:
        """Load graphs one after another; raises as ``Runtime.load``."""
        here = dict.fromkeys((graph.file for graph in graphs), 0)
        total = sum(graph.bytes for graph in graphs)

        def received(file: str, so_far: int, _: int) -> None:
            here[file] = so_far
            loaded = sum(here.values())
            text = Text("networks-arriving", network=title, loaded=loaded / 1e6, total=total / 1e6)
            self._take(ev.NetworksLoading(text, loaded / total))

        for graph in graphs:
            await self._runtime.load(graph, partial(received, graph.file))
