"""Paints the frames of a film, one after another, so that what stands still does not flicker.

Whatever a painting depends on besides its frame is held over a shot (``cuts``): scales and offsets of the
normalisations (``norms``), with the strength's own vector in them, since they are all that a vector says. The grain
stands still, as that of one size is always the same, and the frame is filtered where nothing moves (``stillness``).

Paintings are not mixed with those before them, as some do without optical flow: where nothing moves nothing is left to
be mixed, and where something moves it leaves a trail of old strokes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from impasto.errors import BadImage, RuntimeLost
from impasto.imaging import fitting
from impasto.imaging.detail import enlarged_with_detail
from impasto.imaging.grain import grain, with_grain
from impasto.imaging.padding import SIDE_MULTIPLE, padded, padded_size, without_padding
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.imaging.sizes import LARGEST_SIZE, SHORTEST_SIDE, scaled
from impasto.networks.catalogue import Catalogue, StyleNetwork, Transformer
from impasto.networks.runtime import Runtime
from impasto.painting import vectors
from impasto.painting.compose import photo_through, recoloured, saturation
from impasto.painting.film.cuts import CutDetector, Small, apart, small
from impasto.painting.film.norms import Norms, between, measured, painted
from impasto.painting.film.stillness import Stillness
from impasto.painting.looking import look
from impasto.painting.settings import PaintSettings
from impasto.painting.stages import as_tensor
from impasto.painting.strokes import first_size
from impasto.painting.vectors import StyleVector

LOOKED_EVERY = 0.5
"""Seconds of the film between two frames whose norms are measured."""

SLOWLY, SOON = 3.0, 0.5
"""Seconds in which held norms come most of the way to those last measured: while the picture is about what it was when
the shot began, and where it has become another one without a cut, as after a dissolve."""

OTHER = 25.0
"""Mean change in levels of 255 (``cuts.apart``) from which on a picture is another one."""

LOSSES = 2
"""How often a frame is begun anew where the runtime is lost, as ``stylizer`` begins a picture."""


def film_size(width: int, height: int, settings: PaintSettings) -> tuple[int, int]:
    """Return the width and height in px at which frames of that size are painted: even, as films have to be.

    Raises:
        BadImage: that is larger than a picture that is painted at once, or too narrow.
    """
    longest = max(width, height) if settings.output_size == "photo" else settings.output_size
    if longest > LARGEST_SIZE:
        raise BadImage("film-too-large", size=longest, most=LARGEST_SIZE)
    wide, high = (max(2 * round(side / 2), 2) for side in scaled(width, height, longest))
    if min(wide, high) < SHORTEST_SIDE:
        raise BadImage("film-too-narrow", width=wide, height=high, shortest=SHORTEST_SIDE)
    return wide, high


@dataclass(slots=True)
class _Pass:
    """One pass of the transformer: what it holds, and where that is going."""

    held: Norms | None = None
    found: Norms | None = None

    def follow(self, way: float) -> None:
        if self.held is not None and self.found is not None:
            self.held = between(self.held, self.found, way)


class FilmPainter:
    """Paints one film. Frames go past all caches, as no two are the same.

    Args:
        runtime, catalogue: what runs the networks, and which there are.
        blend: the mix of the styles, of the style network of the settings.
        settings: how to paint; masks there are none.
    """

    def __init__(self, runtime: Runtime, catalogue: Catalogue, blend: StyleVector, settings: PaintSettings) -> None:
        settings.check()
        self._runtime = runtime
        self._transformer: Transformer = catalogue.transformer(settings.transformer)
        self._style_network: StyleNetwork = catalogue.style_network(settings.style_network)
        self._blend, self._settings = blend, settings
        self._cuts, self._stillness = CutDetector(), Stillness()
        self._passes: dict[str, _Pass] = {}
        self._chroma: float | None = None
        self._grain: dict[tuple[int, int], NDArray[np.uint8]] = {}
        self._began: Small | None = None
        """What the picture looked like when the norms that are held were new."""
        self._looked = self._painted = -math.inf
        """When the norms were measured last, and when the frame before was, in seconds of the film."""
        self.shots = 0
        """How many shots have begun."""

    async def paint(self, frame: RGB, seconds: float) -> RGBA:
        """Return a frame painted, uint8 ``[height, width, 4]``, opaque; after it has failed it may be tried again.

        Args:
            frame: uint8 ``[height, width, 3]``, of the same ``film_size`` each time.
            seconds: when it is shown, which grows from frame to frame.

        Raises:
            BadStyle: vectors of different networks.
            RuntimeFailed: a network could not be loaded or run.
            Cancelled: the runtime was interrupted.
        """
        look_at = small(frame)
        if self._cuts.begins_shot(look_at):
            self._begin_shot(look_at)
        frame = self._stillness.filtered(frame)
        self._follow(look_at, seconds)
        measures = seconds - self._looked >= LOOKED_EVERY
        losses = 0
        while True:
            try:
                pixels = await self._stylized(frame, measures=measures)
            except RuntimeLost:
                losses += 1
                if losses > LOSSES:
                    raise
            else:
                break
        self._painted = seconds
        if measures:
            self._looked = seconds
        chroma = 1.0 if self._chroma is None else self._chroma
        pixels = recoloured(pixels, frame, self._settings.colours, self._settings.lightness, chroma)
        return photo_through(pixels, frame, self._settings.photo_through)

    def _begin_shot(self, frame: Small) -> None:
        self.shots += 1
        self._stillness.begin()
        self._passes.clear()
        self._began, self._looked, self._chroma = frame, -math.inf, None

    def _follow(self, frame: Small, seconds: float) -> None:
        """Bring what is held nearer to what was found, the more the longer it is since the frame before."""
        assert self._began is not None, "a film begins with a shot"
        is_other = apart(self._began, frame) >= OTHER
        way = -math.expm1(-max(seconds - self._painted, 0.0) / (SOON if is_other else SLOWLY))
        for each in self._passes.values():
            each.follow(way)

    async def _stylized(self, frame: RGB, *, measures: bool) -> RGBA:
        """Return what the transformer paints of a frame, in one pass, or in two where strokes are to be broad."""
        vector = await self._vector(frame) if measures else None
        if vector is not None and self._chroma is None:
            self._chroma = saturation(vector.colour)
        longest = max(frame.shape[:2])
        first = first_size(int(longest), self._settings.stroke_size)
        ground = frame
        if first is not None:
            under = await self._pass("under", fitting.fit(frame, first), vector)
            ground = enlarged_with_detail(under, frame)
        return await self._pass("last", ground, vector)

    async def _vector(self, frame: RGB) -> StyleVector:
        """Return the vector at the strength that is asked for, with the frame's own in it."""
        if self._settings.strength == 1.0:
            return self._blend
        own = await look(self._runtime, self._style_network, frame)
        return vectors.with_strength(own, self._blend, self._settings.strength)

    async def _pass(self, name: str, ground: RGB, vector: StyleVector | None) -> RGBA:
        """Paint over something; with a vector, measure norms, too, which are held at once if there are none."""
        height, width, _ = ground.shape
        encoder = self._transformer.encoder
        inputs = {encoder.inputs[0].name: as_tensor(with_grain(padded(ground), self._grain_of(height, width)))}
        features = await self._runtime.run_on_device(encoder, inputs)
        held = self._passes.setdefault(name, _Pass())
        try:
            if vector is not None:
                high, wide = (side // SIDE_MULTIPLE for side in padded_size(height, width))
                found = await measured(self._runtime, self._transformer, features, (high, wide), vector)
                pixels, held.found = found
            if held.held is None:
                held.held = held.found
            else:
                pixels = await painted(self._runtime, self._transformer, features, held.held)
        finally:
            features.release()
        return to_rgba(without_padding(np.asarray(pixels, np.uint8)[0], height, width))

    def _grain_of(self, height: int, width: int) -> NDArray[np.uint8]:
        size = padded_size(height, width)
        if size not in self._grain:
            self._grain[size] = grain(*size)
        return self._grain[size]
