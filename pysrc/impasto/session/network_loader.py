"""Loads networks when they are chosen, and tells how many of their bytes are here."""

from collections.abc import Callable, Sequence
from functools import partial

from impasto.networks.catalogue import Catalogue, Graph
from impasto.networks.runtime import Runtime
from impasto.studio import events as ev
from impasto.studio import qualities
from impasto.studio.settings import Settings
from impasto.words import Text


class NetworkLoader:
    """Knows which networks were loaded on this visit."""

    def __init__(self, runtime: Runtime, catalogue: Catalogue, tell: Callable[[ev.NetworksLoading], None]) -> None:
        self._runtime = runtime
        self._catalogue = catalogue
        self._tell = tell
        self._loaded: set[str] = set()

    def has_all(self, settings: Settings) -> bool:
        """Return whether the networks of these settings are here."""
        return {settings.style_network, settings.transformer} <= self._loaded

    async def load_chosen(self, settings: Settings) -> None:
        """Load the networks of these settings.

        Raises:
            UnknownNetwork: the catalogue does not have one of them.
            RuntimeFailed, Cancelled: as ``Runtime.load``.
        """
        style_network = self._catalogue.style_network(settings.style_network)
        transformer = self._catalogue.transformer(settings.transformer)
        await self._load(Text("networks"), [*style_network.graphs, *transformer.graphs])
        self._loaded |= {style_network.id, transformer.id}

    async def load(self, id_: str) -> None:
        """Load one network; raises as ``load_chosen``."""
        network = self._catalogue.network(id_)
        await self._load(qualities.name(network), network.graphs)
        self._loaded.add(id_)

    async def _load(self, title: Text | str, graphs: Sequence[Graph]) -> None:
        """Load graphs one after another."""
        here = dict.fromkeys((graph.file for graph in graphs), 0)
        total = sum(graph.bytes for graph in graphs)

        def received(file: str, so_far: int, _: int) -> None:
            here[file] = so_far
            loaded = sum(here.values())
            text = Text("networks-arriving", network=title, loaded=loaded / 1e6, total=total / 1e6)
            self._tell(ev.NetworksLoading(text, loaded / total))

        for graph in graphs:
            await self._runtime.load(graph, partial(received, graph.file))
