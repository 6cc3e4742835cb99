"""What there is of a painting before the whole is."""

from collections.abc import Callable
from dataclasses import dataclass

from impasto.imaging.pixels import RGBA


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a painting as far as it is known: uint8 ``[height, width, 4]``, with its place in the whole, in px.

    ``whole`` is the height and width of the painting, or of what it is reduced to until it is there.
    """

    left: int
    top: int
    pixels: RGBA
    whole: tuple[int, int]


Show = Callable[[Region], None]
