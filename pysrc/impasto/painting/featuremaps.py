"""Feature maps that are kept whole while a picture is painted tile by tile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from impasto.imaging.padding import SIDE_MULTIPLE, padded_size
from impasto.networks.catalogue import Transformer
from impasto.networks.parts import EXPANDING, GROWTH

Float = type[np.float32] | type[np.float16]
Map = NDArray[np.float32 | np.float16]
"""A feature map [channels, rows, columns]; float16 where it would take too much memory otherwise."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of feature maps, and as what.

    Halves take half the memory and some time; the painting is a level off here and there. Their values stay far within
    the range: normalisation keeps what comes out of layers small, and what blocks add up is a few hundred at most.
    """

    dtype: Float = np.float32
    expanded: bool = True
    """Whether what the first expanding layer makes is kept, too, so that it runs once and not three times."""

    @property
    def inner(self) -> Float:
        """What is kept within a block: each value of it goes to and fro twice, so it is halves only for want of memory.

        What the first expanding layer makes takes as much room later as this does in full.
        """
        return np.float32 if self.expanded else self.dtype


FASTEST_FIRST = (Kept(), Kept(expanded=False), Kept(np.float16), Kept(np.float16, expanded=False))
"""From much memory and little time to the opposite; those that are exact come before those that are not quite."""


def memory_needed(height: int, width: int, transformer: Transformer, kept: Kept) -> int:
    """Return the bytes of feature maps that a painting of that size, in px, has to keep at the same time."""
    high, wide = padded_size(height, width)
    channels = channels_of(transformer)
    each, within = np.dtype(kept.dtype).itemsize, np.dtype(kept.inner).itemsize
    in_blocks = channels * (each + within)  # what a block adds to, and what its layers make
    first = GROWTH[EXPANDING[0]] ** 2 * channels // 2  # it halves the channels
    colours = 3 * SIDE_MULTIPLE**2
    at_last = each * (max(channels + first, first + colours) if kept.expanded else channels + colours)
    return max(in_blocks, at_last) * (high // SIDE_MULTIPLE) * (wide // SIDE_MULTIPLE)


def channels_of(transformer: Transformer) -> int:
    """Return how many channels a feature map has."""
    channels = transformer.encoder.outputs[0].shape[1]
    assert isinstance(channels, int), "the catalogue says how many"
    return channels
