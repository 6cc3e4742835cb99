"""The style vectors of pictures, each looked for once, and their mean at the strength that is asked for."""

from collections.abc import Sequence

from impasto.errors import BadStyle
from impasto.networks.catalogue import Catalogue, StyleNetwork
from impasto.networks.runtime import Runtime
from impasto.painting import vectors
from impasto.painting.cache import ByteBudgetCache
from impasto.painting.looking import look
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.steps import Steps
from impasto.painting.vectors import StyleVector
from impasto.words import Text

BUDGET = 2**20
"""Bytes of vectors that are kept."""


class Blending:
    """Looks at pictures with a runtime and blends what it saw; keeps what it has seen."""

    def __init__(self, runtime: Runtime, catalogue: Catalogue) -> None:
        self._runtime = runtime
        self._catalogue = catalogue
        self._vectors: ByteBudgetCache[StyleVector] = ByteBudgetCache(BUDGET)

    async def vector(self, picture: Picture, network_id: str) -> StyleVector:
        """Return the style vector of a picture, from the cache where it was asked for before.

        Raises:
            UnknownNetwork: there is no style network of that id.
            RuntimeFailed: the network could not be loaded or run.
        """
        network = self._catalogue.style_network(network_id)
        key = (picture.fingerprint, network.id)
        vector = self._vectors.get(key)
        if vector is None:
            vector = await look(self._runtime, network, picture.pixels, picture.seen_at)
            self._vectors.put(key, vector, vectors.LENGTH * 4)
        return vector

    def kept(self, picture: Picture, network_id: str) -> StyleVector | None:
        """Return the style vector of a picture where it was asked for before and is still kept."""
        return self._vectors.get((picture.fingerprint, network_id))

    def unseen(self, request: PaintRequest, *, own: bool) -> list[tuple[Picture, Text]]:
        """Return the pictures whose vectors are needed and not kept, each once, with the step's words.

        ``own``: the photo's own vector is needed. At strength 1 the blend is used as it is (``vectors.with_strength``).
        """
        looking = Text("looking-at-style")
        wanted = [(style.source, looking) for style in request.all_styles if isinstance(style.source, Picture)]
        if own:
            wanted.append((request.content, Text("looking-at-photo")))
        unseen = {
            picture.fingerprint: (picture, text)
            for picture, text in wanted
            if (picture.fingerprint, request.settings.style_network) not in self._vectors
        }
        return list(unseen.values())

    async def see(self, picture: Picture, network: StyleNetwork, steps: Steps) -> None:
        """Look at a picture, so that its vector is kept; the network is loaded first if it has to be."""
        await steps.load(network.title, self._runtime, network.style)
        await self.vector(picture, network.id)

    async def blend(self, request: PaintRequest, styles: Sequence[WeightedStyle]) -> StyleVector:
        """Return the weighted mean of some styles of a request at the strength that it asks for.

        Raises: as ``mean``.
        """
        network, strength = request.settings.style_network, request.settings.strength
        blend = await self.mean(styles, network)
        if strength == 1.0:
            return blend
        return vectors.with_strength(await self.vector(request.content, network), blend, strength)

    async def mean(self, styles: Sequence[WeightedStyle], network: str) -> StyleVector:
        """Return the weighted mean of some styles as a style network sees them.

        Raises:
            BadStyle: a bad weight, or vectors of different networks, or of another one.
            UnknownNetwork, RuntimeFailed: as ``vector``.
        """
        weighted = []
        for style in styles:
            source = style.source
            vector = source if isinstance(source, StyleVector) else await self.vector(source, network)
            weighted.append((vector, style.weight))
        blend = vectors.weighted_mean(weighted)
        if blend.network != network:
            raise BadStyle("style-of-another-network", network=blend.network, chosen=network)
        return blend
