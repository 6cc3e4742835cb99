"""One picture from photograph and styles to pixels: the blend of the styles, and the stages of the photo.

The method is arbitrary style transfer (Ghiasi et al., *Exploring the structure of a real-time, arbitrary neural
artistic stylization network*, BMVC 2017).
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from impasto.errors import BadStyle, RuntimeLost
from impasto.imaging.pixels import RGBA
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.networks.catalogue import Catalogue, StyleNetwork
from impasto.networks.runtime import Runtime
from impasto.painting.blending import Blending
from impasto.painting.chain import Chain
from impasto.painting.film.layered import LayeredFilmPainter
from impasto.painting.film.painter import FilmPainter
from impasto.painting.large import Stream
from impasto.painting.masks import check_ratio, stacked
from impasto.painting.progress import Report
from impasto.painting.regions import Show
from impasto.painting.request import EVERYWHERE, PaintRequest, Picture, WeightedStyle, Where, longest_side
from impasto.painting.settings import PaintSettings
from impasto.painting.stages import Brief, Compose, Decode, Encode, Fit, Layers, Painted, Stage
from impasto.painting.steps import CancelToken, Steps
from impasto.painting.strokes import Underpaint, first_brief
from impasto.painting.vectors import StyleVector

LOSSES = 2
"""How often a request is begun anew where the runtime is lost: once with a fresh one, once with the processor."""


@dataclass(frozen=True, slots=True)
class Painting:
    """A finished picture, uint8 ``[height, width, 4]``, opaque unless the photo is a cut-out, and the seconds it took.

    ``from_cache``: no network had to run for it.
    """

    pixels: RGBA
    seconds: float
    from_cache: bool = False


class Stylizer:
    """Paints what is requested with a runtime; keeps style vectors (``blending``), and what the stages have computed.

    Pictures up to 2048 px are painted at once, larger ones in tiles, with ``memory`` as in ``large.Stream``.
    """

    def __init__(self, runtime: Runtime, catalogue: Catalogue, memory: int | None = None) -> None:
        self._runtime = runtime
        self._catalogue = catalogue
        self._blending = Blending(runtime, catalogue)
        self._encode, self._decode, self._compose = Encode(runtime), Decode(runtime), Compose(self._painted)
        self._stream, self._underpaint = Stream(runtime, memory), Underpaint(self._painted)
        first = (Fit(), self._underpaint)
        stages = (*first, self._encode, self._decode, self._compose)
        self._chains = {passing: Chain(stages) for passing in (False, True)}
        self._large = Chain((*first, self._stream, self._compose))

    def forget(self) -> None:
        """Let go of all that stages have computed; what they held of the runtime is the runtime's again at once."""
        for chain in (*self._chains.values(), self._large):
            chain.forget()

    async def style_vector(self, picture: Picture, network_id: str) -> StyleVector:
        """Return the style vector of a picture, from the cache where it was asked for before.

        Raises: as ``Blending.vector``.
        """
        return await self._blending.vector(picture, network_id)

    def seen(self, picture: Picture, network_id: str) -> StyleVector | None:
        """Return the style vector of a picture where it was asked for before and is still kept."""
        return self._blending.kept(picture, network_id)

    async def prefetch(self, request: PaintRequest, token: CancelToken, *, encode: bool = True) -> bool:
        """Do one thing ahead that this request needs, or would at another strength; False if nothing is missing.

        Each runs a network once: the vectors of the styles, the photo's features (if ``encode``), its own vector.

        Raises: as ``stylize``.
        """
        brief, network, steps = self._brief(request), self._style_network(request), Steps(1, token=token)
        for own in (False, True):  # the photo's own vector is needed only where strength is not 1: last
            for picture, text in self._blending.unseen(request, own=own):
                await steps.run(text, partial(self._blending.see, picture, network, steps))
                return True
            ahead = first_brief(brief) or brief
            chain, painter = self._way(ahead)
            if encode and painter is self._decode and chain.missing(ahead, self._encode):
                await chain.value(ahead, self._encode, steps)
                return True
        return False

    async def stylize(
        self,
        request: PaintRequest,
        report: Report | None = None,
        token: CancelToken | None = None,
        show: Show | None = None,
    ) -> Painting:
        """Paint what is requested and return the picture; ``report`` is called as the steps begin.

        ``show`` is called with regions of a large picture as they are painted: first in colours that are near to the
        final ones, then in these. What comes after the transformer, such as the photo that shows through, is not in it.

        Raises:
            BadImage: the photo is too narrow for the size, the painting too large for the memory, or a mask has another
                ratio than the photo.
            BadSetting: a setting is not allowed.
            BadStyle: no style, a bad weight, or vectors of different networks.
            UnknownNetwork: a network id that the catalogue does not have.
            RuntimeFailed: a network could not be loaded or run.
            Cancelled: ``token`` was cancelled, or the runtime was interrupted.
        """
        started = time.perf_counter()
        request.settings.check()
        token = token or CancelToken()
        losses = 0
        while True:
            try:
                pixels, from_cache = await self._stylize(request, report, token, show)
            except RuntimeLost:  # with it went the encoded photo; by now there is a fresh runtime
                losses += 1
                if losses > LOSSES:
                    raise
            else:
                return Painting(pixels, time.perf_counter() - started, from_cache)

    async def film(
        self,
        styles: Sequence[WeightedStyle],
        settings: PaintSettings,
        where: Where = EVERYWHERE,
    ) -> FilmPainter | LayeredFilmPainter:
        """Look at styles, and return what paints frames under their mix, or where they are to be painted.

        Raises:
            BadSetting, BadStyle, UnknownNetwork, RuntimeFailed, Cancelled: as ``stylize``.
        """
        if not styles:
            raise BadStyle("no-style-chosen")

        mean = partial(self._blending.mean, network=settings.style_network)
        painter = partial(FilmPainter, self._runtime, self._catalogue, settings=settings)
        layers = await _layers(styles, where, mean)
        return LayeredFilmPainter(layers, painter, settings.feather) if layers else painter(await mean(styles))

    async def _stylize(
        self, request: PaintRequest, report: Report | None, token: CancelToken, show: Show | None
    ) -> tuple[RGBA, bool]:
        """Return the picture, and whether it took no network to make it."""
        if not request.styles:
            raise BadStyle("no-style-chosen")
        for mask in request.where.masks:
            check_ratio(mask, *request.content.pixels.shape[:2])
        brief, network = self._brief(request), self._style_network(request)
        chain, painter = self._way(brief)
        unseen = self._blending.unseen(request, own=request.settings.strength != 1.0)
        steps = Steps(len(unseen) + self._passes(brief) * _paintings(request), report, token, show)
        for picture, text in unseen:
            await steps.run(text, partial(self._blending.see, picture, network, steps))
        blend = partial(self._blending.blend, request)
        layers = await _layers(request.styles, request.where, blend)
        brief = replace(brief, vector=await blend(request.styles), layers=layers)
        each = brief.layers.vectors if brief.layers else (brief.vector,)
        from_cache = not any(chain.missing(replace(brief, vector=vector), painter) for vector in each)
        pixels: RGBA = await chain.value(brief, self._compose, steps)
        await steps.pause()
        return pixels, from_cache

    async def _painted(self, brief: Brief, steps: Steps) -> Painted:
        """Return what the transformer paints, without what comes after it."""
        chain, painter = self._way(brief)
        painted: Painted = await chain.value(brief, painter, steps)
        return painted

    def _way(self, brief: Brief) -> tuple[Chain, Stage[Painted]]:
        """Return the stages of a painting, and which of them paints it."""
        if longest_side(brief.content, brief.settings) > LARGEST_SIZE:
            return self._large, self._stream
        return self._chains[brief.passing], self._decode

    def _passes(self, brief: Brief) -> int:
        """Return how many steps the transformer needs, whose vector is not known yet."""
        chain, painter = self._way(brief)
        first = first_brief(brief)
        if first is not None:
            return self._passes(first) + sum(stage.is_step for stage in chain.missing(brief, painter))
        # The decoder counts for each painting, though those of one vector share what it has painted.
        return 1 + bool(painter is self._decode and chain.missing(brief, self._encode))

    def _brief(self, request: PaintRequest) -> Brief:
        transformer = self._catalogue.transformer(request.settings.transformer)
        return Brief(request.content, request.settings, transformer, passing=request.passing)

    def _style_network(self, request: PaintRequest) -> StyleNetwork:
        return self._catalogue.style_network(request.settings.style_network)


async def _layers(
    styles: Sequence[WeightedStyle], where: Where, blend: Callable[[Sequence[WeightedStyle]], Awaitable[StyleVector]]
) -> Layers | None:
    """Return what is painted where; None where it is the same everywhere."""
    if not where.masks:
        return None
    first = [] if where.mask is None else [tuple(styles)]
    under = [await blend(each) for each in [*first, *(area.styles for area in where.areas)]]
    outside = where.outside if first else styles
    within = tuple(zip(stacked(where.masks), under, strict=True))
    return Layers(within, await blend(outside) if outside else None)


def _paintings(request: PaintRequest) -> int:
    """Return how many paintings of the whole photo a request takes: one for each of its parts that has styles."""
    return 1 + len(request.areas) + bool(request.outside and request.mask is not None)
