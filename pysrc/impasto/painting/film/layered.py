"""Films of which not all is painted in the same styles, or some stays as it was filmed."""

from __future__ import annotations

from collections.abc import Callable

from impasto.imaging.pixels import RGB, RGBA
from impasto.painting.film.painter import FilmPainter
from impasto.painting.masks import Grey, Mask, fitted, laid_over
from impasto.painting.stages import Layers
from impasto.painting.vectors import StyleVector


class LayeredFilmPainter:
    """Paints one film under several vectors and lays the paintings over each other, as ``stages.Compose`` does.

    Masks stand still, and are fitted once, whatever their ratio: small frames have that of the film only nearly. What
    no mask has is the frame itself, as it came.

    Args:
        layers: which vectors are painted where.
        painter: returns what paints the film under one vector.
        feather: the softness of the masks' edges, 0..1, as in ``masks.fitted``.
    """

    def __init__(self, layers: Layers, painter: Callable[[StyleVector], FilmPainter], feather: float) -> None:
        self._layers = layers
        self._painters = {vector: painter(vector) for vector in layers.vectors}
        self._feather = feather
        self._fitted: dict[tuple[Mask, tuple[int, int]], Grey] = {}

    async def paint(self, frame: RGB, seconds: float) -> RGBA:
        """Return a frame painted; as ``FilmPainter.paint``, of all of which it may raise the errors."""
        height, width, _ = frame.shape
        within = [(vector, self._mask(mask, height, width)) for mask, vector in self._layers.within]
        painted = {vector: await painter.paint(frame, seconds) for vector, painter in self._painters.items()}
        outside = self._layers.outside
        ground = frame if outside is None else painted[outside]
        return laid_over(ground, [(painted[vector], mask) for vector, mask in within])

    def _mask(self, mask: Mask, height: int, width: int) -> Grey:
        key = (mask, (height, width))
        if key not in self._fitted:
            self._fitted[key] = fitted(mask, height, width, self._feather)
        return self._fitted[key]
