"""What a file holds once it is unpacked, before its colours are known: 8 bits a channel, as stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from impasto.imaging import cutouts

MISSING = 128
"""The level of what is missing of a file that is cut off, grey, as JPEG decoders leave it."""


@dataclass(frozen=True, slots=True)
class Raster:
    """``image`` is of mode L, RGB or CMYK, ``alpha`` of mode L and as large, or None; neither is turned upright yet.

    ``present`` is how much of the file's rows are there, above 0 and at most 1.
    """

    image: Image.Image
    alpha: Image.Image | None = None
    present: float = 1.0


def flattened(image: Image.Image, transparent_grey: int | None = None) -> Raster:
    """Return a loaded picture of any of Pillow's modes; ``transparent_grey`` is the one of 16 bits that is a hole."""
    if image.mode.startswith("I;16"):
        values = np.asarray(image)
        alpha = None
        if transparent_grey is not None:
            alpha = cutouts.significant(Image.fromarray(np.where(values == transparent_grey, 0, 255).astype(np.uint8)))
        # The high byte, as Pillow takes it of 16-bit colour.
        return Raster(Image.fromarray((values >> 8).astype(np.uint8)), alpha)
    if image.mode == "RGBX" or not image.has_transparency_data:
        if image.mode not in ("L", "RGB", "CMYK"):
            image = image.convert("L" if image.mode == "1" else "RGB")
        return Raster(image)
    rgba = image if image.mode == "RGBA" else image.convert("RGBA")
    return Raster(rgba.convert("RGB"), cutouts.significant(rgba.getchannel("A")))


def without_holes(raster: Raster) -> Raster:
    """Return it with the colours around them in the holes of a cut-out, so that nothing hidden is ever seen."""
    return raster if raster.alpha is None else replace(raster, image=cutouts.filled(raster.image, raster.alpha))


def resized(raster: Raster, size: tuple[int, int], reducing_gap: float) -> Raster:
    """Return it, without holes, at another size, by LANCZOS."""
    image, alpha = (
        part and part.resize(size, Image.Resampling.LANCZOS, reducing_gap=reducing_gap)
        for part in (raster.image, raster.alpha)
    )
    assert image is not None
    return Raster(image, cutouts.significant(alpha), raster.present)


def without_missing(raster: Raster, fill: int, *, from_top: bool) -> Raster:
    """Return a picture that was cut off, with ``MISSING`` for what is missing, and ``present`` as found.

    What a decoder did not get is ``fill`` in all channels, whole rows of it at the bottom, or ``from_top`` at the top.
    Nothing at all is 0 present.
    """
    known = raster.image.convert("RGB").point(
        [0 if abs(level - fill) <= bool(fill) else 255 for level in range(256)] * 3
    )
    box = known.getbbox()
    if box is None:
        return replace(raster, present=0.0)
    width, height = raster.image.size
    first, last = (box[1], height) if from_top else (0, box[3])
    image = raster.image
    if fill != MISSING and image.mode in ("L", "RGB"):
        lost = (0, 0, width, first) if from_top else (0, last, width, height)
        image = image.copy()
        image.paste(MISSING if image.mode == "L" else (MISSING,) * 3, lost)
    return Raster(image, raster.alpha, (last - first) / height)
