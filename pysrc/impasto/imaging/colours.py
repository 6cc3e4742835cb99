"""The one place that decides what the colours of a file mean, and brings them to sRGB."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from PIL import Image

from impasto.imaging import iccprofiles, icctables, signalling
from impasto.imaging.conversion import Conversion
from impasto.imaging.icctables import Table
from impasto.imaging.pixels import RGB
from impasto.imaging.pngfile import PngFile

Space: TypeAlias = Literal["GRAY", "RGB", "CMYK"]
"""What the channels of a picture are, in the names of ICC."""

Colours: TypeAlias = Conversion | Table | None
"""How pixels become sRGB; None where they are sRGB, or where nothing is known of them, which then counts as that."""

SPACES: dict[str, Space] = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
"""The modes of Pillow that pixels have before they are converted."""

_BAND = 64
"""Rows at a time, so that a large picture is not there once more on its way from Pillow to numpy."""


def of_profile(profile: bytes | None, space: Space) -> Colours:
    """Return what an embedded profile asks for; one that is damaged, or of another space, is left alone as in browsers.

    Tables go before curves and a matrix, as ICC has it. Grey pictures may have profiles of RGB.
    """
    found = iccprofiles.parsed(profile) if profile else None
    if found is None or not (found.space == space or (found.space, space) == ("RGB", "GRAY")):
        return None
    if found.has_tables and found.space == space:
        table = icctables.table(found)
        if table is not None:
            return table
    conversion = found.conversion()
    return None if conversion is None or conversion.changes_nothing else conversion


def of_png(png: PngFile, space: Space) -> Colours:
    """Return what a PNG asks for: code points, else a profile, else sRGB, else gamma and chromaticities.

    This is the order that the standard sets (PNG, third edition, 4.3).
    """
    if png.cicp is not None and png.cicp[2] == 0:
        return signalling.of_code_points(png.cicp[0], png.cicp[1], bool(png.cicp[3]))
    if png.profile is not None and iccprofiles.parsed(png.profile) is not None:
        return of_profile(png.profile, space)
    return None if png.srgb else signalling.of_gamma(png.gamma, png.chromaticities)


def to_srgb(image: Image.Image, colours: Colours) -> RGB:
    """Return a picture of mode L, RGB or CMYK as sRGB, uint8 ``[height, width, 3]``.

    Ink without a profile is taken for what it would be if it were ideal, as browsers do it.
    """
    width, height = image.size
    picture = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _BAND):
        band = image.crop((0, top, width, min(top + _BAND, height)))
        if isinstance(colours, Table):
            stored = np.asarray(band)
            picture[top : top + _BAND] = colours.apply(stored.reshape(width * band.height, -1)).reshape(-1, width, 3)
        else:
            picture[top : top + _BAND] = np.asarray(band if band.mode == "RGB" else band.convert("RGB"))
    if isinstance(colours, Conversion):
        colours.apply(picture)
    return picture
