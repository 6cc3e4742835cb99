"""What a training step works on: a content picture and one or two styles with their shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from training.data import PictureFolder, Random, flat_colours, random_part, random_square, tensor
from training.networks import Transformer
from training.onnxnetworks import paint

STYLE_SIDE = 256
# A content is at times a style as well, and style networks take sides that are multiples of this.
CONTENT_MULTIPLE = 32

StyleEncoder = Callable[[Tensor], Tensor]
"""Any style network: pictures [batch, 3, height, width], RGB 0..1, to vectors [batch, 100]."""


@dataclass(frozen=True)
class Sample:
    """Contents and for each the styles to mix, all [batch, 3, height, width]; the shares of the styles sum to 1."""

    content: Tensor
    styles: list[Tensor]
    shares: list[float]

    def painted(self, transformer: Transformer, encoder: StyleEncoder) -> Tensor:
        """Return the contents [batch, 3, height, width] painted in the styles as a style network sees them."""
        return paint(transformer, self.content, self.vector(encoder))

    def vector(self, encoder: StyleEncoder) -> Tensor:
        """Return the weighted means of the styles' vectors, [batch, 100]."""
        vectors = [share * encoder(style) for share, style in zip(self.shares, self.styles, strict=True)]
        return sum(vectors[1:], vectors[0])


@dataclass(frozen=True)
class Sampler:
    """Draws samples; the same seed and step give the same one, so that a run can be resumed anywhere."""

    photographs: PictureFolder
    paintings: PictureFolder
    seed: int
    sides: Sequence[int]
    """Long sides of contents in pixels, one of which is drawn at each step."""
    mixtures: float
    """Part of the steps that mix two styles."""
    flat: float
    """Part of the contents that are reduced to a few flat colours, as drawings are: photographs have texture."""

    def sample(self, step: int) -> Sample:
        """Return the sample of a step."""
        random = np.random.default_rng([self.seed, step])
        side = int(random.choice(self.sides))
        picture = random_part(self.photographs.draw(random), side, 0.75, CONTENT_MULTIPLE, random)
        content = tensor(flat_colours(picture, random) if random.random() < self.flat else picture)
        style = self._style(random)
        if random.random() >= self.mixtures:
            return Sample(content, [style], [1.0])
        # With another style, or with the content itself, which is how a strength below 1 is painted.
        other = self._style(random) if random.random() < 0.5 else content
        share = float(random.uniform(0, 1))
        return Sample(content, [style, other], [share, 1 - share])

    def _style(self, random: Random) -> Tensor:
        return tensor(random_square(self.paintings.draw(random), STYLE_SIDE, 0.7, random))
