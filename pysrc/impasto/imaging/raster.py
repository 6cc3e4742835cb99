"""What a file holds once it is unpacked, before its colours are known: 8 bits a channel, as stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging import cutouts

MISSING = 128
"""The level of what is missing of a file that is cut off, grey, as JPEG decoders leave it."""

_BAND = 64
"""Rows that are looked at at a time."""


@dataclass(frozen=True, slots=True)
class Raster:
    """``image`` is of mode L, RGB or CMYK, ``alpha`` of mode L and as large, or None; neither is turned upright yet.

    ``present`` is how much of the file's rows are there, above 0 and at most 1.
    """

    image: Image.Image
    alpha: Image.Image | None = None
    present: float = 1.0
    coarse: bool = False


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
    # Grey stays grey, since a profile may be one of grey.
    mode, with_alpha = ("L", "LA") if image.mode in ("1", "L", "LA", "La") else ("RGB", "RGBA")
    transparent = image if image.mode == with_alpha else image.convert(with_alpha)
    return Raster(transparent.convert(mode), cutouts.significant(transparent.getchannel("A")))


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
    return Raster(image, cutouts.significant(alpha), raster.present, raster.coarse)


def rows_there(image: Image.Image, fill: int) -> NDArray[np.bool_]:
    """Return which rows, ``[height]``, a decoder got of a picture that was cut off.

    Where it got nothing, all channels, or the numbers of a palette, are ``fill``.
    """
    unlike = np.array([abs(level - fill) > bool(fill) for level in range(256)])
    found = []
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        stored = np.asarray(band if band.mode in ("P", "L", "RGB", "CMYK") else band.convert("RGB"))
        found += [unlike[row].any() for row in stored]
    return np.array(found)


def without_missing(raster: Raster, there: NDArray[np.bool_], *, interlaced: bool = False) -> Raster:
    """Return a picture of which only some rows are there, with grey above and below them.

    Where it is ``interlaced``, rows between them are missing too, and all that is missing looks like what is above.
    """
    found = np.flatnonzero(there)
    if not len(found):
        return replace(raster, present=0.0)
    image, first, last = raster.image, int(found[0]), int(found[-1]) + 1
    if interlaced and not there[first:last].all():
        nearest = np.maximum.accumulate(np.where(there, np.arange(len(there)), first))
        return Raster(Image.fromarray(np.asarray(image)[nearest]), raster.alpha, coarse=True)
    if image.mode in ("L", "RGB"):
        grey = MISSING if image.mode == "L" else (MISSING,) * 3
        image.paste(grey, (0, 0, image.width, first))
        image.paste(grey, (0, last, image.width, image.height))
    return Raster(image, raster.alpha, (last - first) / len(there))
