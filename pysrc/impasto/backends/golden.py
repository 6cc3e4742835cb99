"""The golden pictures: one for each network, painted on whatever runs the networks and compared with stored ones.

Each network paints ``trial.picture`` together with the default network of the other role. What the two default networks
paint is the trial's own picture; the others' lie beside the networks, as ``answers/<id>.png``. ``impasto check`` on the
desktop and check.html in the browser judge by this.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

from impasto.backends import trial
from impasto.backends.rules import TOLERANCE
from impasto.errors import RuntimeFailed
from impasto.networks.catalogue import Catalogue, StyleNetwork, Transformer
from impasto.networks.runtime import Runtime
from impasto.words import Text

FOLDER = "answers"
"""Where the pictures lie, beside the manifest."""

Read = Callable[[str], Awaitable[bytes]]
"""Returns the file of a network's picture, by the network's id."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A picture that two networks have to paint; it tells whether ``network`` (an id) does what it should."""

    network: str
    style_network: StyleNetwork
    transformer: Transformer
    is_trial: bool

    async def outcome(self, runtime: Runtime, read: Read) -> Outcome:
        """Paint and compare; what the runtime fails at is an outcome too.

        Raises:
            Cancelled: the runtime was closed meanwhile.
        """
        answer = trial.answer() if self.is_trial else trial.stored(await read(self.network))
        try:
            for graph in (*self.style_network.graphs, *self.transformer.graphs):
                await runtime.load(graph)
            started = perf_counter()
            painted = await trial.painted_by(runtime, self.style_network, self.transformer)
            return Outcome(self.network, trial.apart(answer, painted), perf_counter() - started)
        except RuntimeFailed as error:
            return Outcome(self.network, fault=error.text)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a network did: by how many levels (0..255) its picture differs at most, and the seconds that it took.

    Or what was wrong, where there is no picture.
    """

    network: str
    differs: int | None = None
    seconds: float | None = None
    fault: Text | None = None

    @property
    def right(self) -> bool:
        return self.differs is not None and self.differs <= TOLERANCE


def pictures(catalogue: Catalogue) -> tuple[Golden, ...]:
    """Return the golden pictures: the trial's first, under the default transformer's id, then one a further network."""
    network = catalogue.style_network(catalogue.default_style_network)
    transformer = catalogue.transformer(catalogue.default_transformer)
    return (
        Golden(transformer.id, network, transformer, is_trial=True),
        *(Golden(each.id, network, each, is_trial=False) for each in catalogue.transformers if each != transformer),
        *(Golden(each.id, each, transformer, is_trial=False) for each in catalogue.style_networks if each != network),
    )


def largest(outcomes: Iterable[Outcome]) -> int:
    """Return by how many levels a picture differs at most, of those that were painted."""
    return max((outcome.differs for outcome in outcomes if outcome.differs is not None), default=0)
