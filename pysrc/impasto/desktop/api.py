"""Painting from Python.

One picture, with the options of ``impasto stylize`` as keywords (``--photo-through`` is ``photo_through``):

>>> import impasto
>>> painting = impasto.stylize("photo.jpg", "waves.jpg", strength=0.8, size=256)
>>> painting.size
(256, 192)
>>> painting.save("painting.png")

Styles are pictures, vectors and presets, alone or mixed by weights:

>>> painting = impasto.stylize("photo.jpg", [("waves.jpg", 2), "stained-glass"], size=256)

A mask, white where something is painted, leaves the rest to the photo or to another style:

>>> painting = impasto.stylize("photo.jpg", "waves.jpg", mask="mask.png", style_outside="stained-glass", size=256)

Many pictures: a studio keeps the networks, and what it has computed of photographs and styles. What is read once can
be given as often as it is wanted:

>>> with impasto.Studio() as studio:
...     photo = studio.picture("photo.jpg")
...     paintings = [studio.stylize(photo, "waves.jpg", strength=strength, size=256) for strength in (0.5, 1.0, 1.5)]
>>> len(paintings)
3
"""

import os
from typing import Any

from PIL import Image

from impasto.desktop.keywords import with_settings
from impasto.desktop.sources import Areas, MaskSource, PictureSource, Styles
from impasto.desktop.studio import Studio
from impasto.imaging.sizes import STYLE_SIDE
from impasto.painting.looks import WHOLE, Crop
from impasto.painting.progress import Report

__all__ = ["Studio", "stylize"]


@with_settings
def stylize(
    photo: PictureSource,
    styles: Styles,
    *,
    mask: "MaskSource | None" = None,
    style_outside: "Styles | None" = None,
    style_inside: Areas = (),
    style_size: int = STYLE_SIDE,
    style_crop: Crop = WHOLE,
    models: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    report: Report | None = None,
    **settings: Any,
) -> Image.Image:
    """Paint one photo in one or more styles; for several paintings a ``Studio`` is quicker.

    The settings are those of ``impasto stylize --help``, and all have defaults.

    Args:
        photo: path, bytes of a file, array (uint8, grey, RGB or RGBA) or picture of Pillow's.
        styles: the same, the id or name of a preset, or a style vector; several in a list, each alone or with its
            weight: ``[("a.jpg", 2), "b.jpg"]``.
        mask: where the styles are painted, a picture that is white there, or ``"people"``; everywhere unless told.
        style_outside: styles of what is outside of the mask, in the place of the photo.
        style_inside: further masks, each with styles of its own: ``[("sky.png", "night-sky")]``.
        style_size: how large pictures among the styles are shown to the style network, see ``Studio.style``.
        style_crop: what is shown of them, see ``Studio.style``.
        models: folder of the networks, see ``Studio``.
        threads: how many threads are used, see ``Studio``.
        report: hears of each step, see ``Studio.stylize``.
        settings: ``strength`` (0 to 2, default 1, or ``"auto"``), ``size`` (long side in px) and the others.

    Returns:
        A picture of Pillow's, RGB, or RGBA where not all of it is opaque.

    Raises:
        ImpastoError: in words for the user; ``Studio`` and ``Studio.stylize`` tell its kinds.
        OSError, TypeError: as ``Studio.stylize``.
    """
    with Studio(models, threads) as studio:
        masks: dict[str, Any] = {"mask": mask, "style_outside": style_outside, "style_inside": style_inside}
        shown: dict[str, Any] = {"style_size": style_size, "style_crop": style_crop}
        return studio.stylize(photo, styles, report=report, **masks, **shown, **settings)
