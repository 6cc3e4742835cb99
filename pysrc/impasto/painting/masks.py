"""Masks: which part of a picture is painted, and in what.

A mask is a grey picture, white where something is painted. It is laid over finished paintings, pixel by pixel.

The other way is to let it act on features: every instance normalisation of the decoder takes scale and offset of one
style within the mask and of another one outside. Both were looked at, on a face and a cat, in two styles each. Where
the normalisations measure the whole picture, the styles spoil each other's statistics: both halves come out in colours
that neither style has, with a pale seam. Where each side measures itself (as in Castillo et al., *Son of Zorn's Lemma:
Targeted style transfer using instance-aware semantic segmentation*, ICASSP 2017), the border is hardly better than that
of mixed pixels, but an orange suit turned brown as the mask took in more of the wall, so that painting on at one end
changes the other. Mixed pixels keep every stroke where it was, look right with edges of a few pixels, and cost no
network when the mask changes; a second style costs a second run of the decoder, once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from impasto.errors import BadImage
from impasto.imaging.cutouts import Alpha
from impasto.imaging.pixels import RGB, RGBA

Grey: TypeAlias = NDArray[np.uint8]
"""uint8 ``[height, width]``: 255 is wholly within, 0 wholly outside."""

WIDEST = 0.04
"""Standard deviation of the widest feather, as a share of the long side: beyond it a mask has no shape left."""

SAME_RATIO = 0.02
"""By how much a mask may be wider or narrower than the photo, as a share: programs round sizes differently."""

STRIP = 2**16
"""Pixels that are worked on at once, so that what wider numbers they take stays near the processor."""


@dataclass(frozen=True, eq=False)
class Mask:
    """Where something is painted; of any size, since it is fitted to each picture that it is laid over."""

    grey: Grey

    @cached_property
    def fingerprint(self) -> str:
        height, width = self.grey.shape
        return f"{width}x{height}:{hashlib.blake2b(np.ascontiguousarray(self.grey).data, digest_size=16).hexdigest()}"


def of_picture(pixels: RGB, alpha: Alpha | None = None) -> Mask:
    """Return the mask that a picture, uint8 ``[height, width, 3]``, is: its luma; what is transparent is outside."""
    grey = np.array(Image.fromarray(pixels).convert("L"))
    if alpha is not None:
        grey = ((grey.astype(np.uint16) * alpha + 127) // 255).astype(np.uint8)
    return Mask(grey)


def check_ratio(mask: Mask, height: int, width: int) -> None:
    """Raise ``BadImage`` unless a mask has the ratio of a photo, whose height and width in px these are."""
    high, wide = mask.grey.shape
    if abs(wide * height - high * width) > SAME_RATIO * max(wide * height, high * width):
        raise BadImage("mask-of-another-ratio", width=wide, height=high, photo_width=width, photo_height=height)


def fitted(mask: Mask, height: int, width: int, feather: float = 0.0) -> Grey:
    """Return the mask at a size in px, uint8 ``[height, width]``, with soft edges.

    ``feather``, 0..1, is the width of the edges as a share of the widest, which grows with the picture: small and
    large paintings of a photo are as soft.
    """
    image = Image.fromarray(mask.grey)
    if image.size != (width, height):
        # Not LANCZOS, as for pictures: it rings, and a ring around a mask is a ghost of its edge.
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    if feather:
        image = image.filter(ImageFilter.GaussianBlur(feather * WIDEST * max(height, width)))
    return np.asarray(image)


def stacked(masks: Sequence[Mask]) -> tuple[Mask, ...]:
    """Return masks of which each leaves to the later ones what these have, whatever size they are of.

    So no two of them overlap, and where they were made to, the later one counts. It is done before their edges are made
    soft: soft edges side by side add up to the whole, and nothing that lies under both shows through between them.
    """
    return tuple(_beneath(mask, masks[at + 1 :]) for at, mask in enumerate(masks))


def _beneath(mask: Mask, above: Sequence[Mask]) -> Mask:
    """Return what others leave of a mask; the mask itself where that is all of it."""
    left = mask.grey.astype(np.uint16)
    for other in above:
        left = (left * (255 - fitted(other, *mask.grey.shape)) + 127) // 255
    return mask if (left == mask.grey).all() else Mask(left.astype(np.uint8))


def laid_over(outside: RGB | RGBA, layers: Sequence[tuple[RGBA, Grey]]) -> RGBA:
    """Return paintings where their masks have them, over what is outside of all.

    Where masks overlap by more than the whole, their weights count relative to each other; where they leave something
    over, that much of ``outside`` is seen.

    Args:
        outside: uint8 ``[height, width, 3 or 4]``, a photo or a painting.
        layers: paintings, uint8 ``[height, width, 4]``, each with its mask, uint8 ``[height, width]``.

    Returns:
        uint8 ``[height, width, 4]``, opaque, within half a level of the exact mixture.
    """
    height, width, _ = outside.shape
    result = np.full((height, width, 4), 255, np.uint8)
    rows = max(1, STRIP // width)
    for top in range(0, height, rows):
        strip = np.s_[top : top + rows]
        weights = [mask[strip, :, None].astype(np.uint32) for _, mask in layers]
        total = np.sum(weights, axis=0, dtype=np.uint32)
        whole = np.maximum(total, 255)
        mixed = outside[strip, :, :3] * (whole - total)
        for (painted, _), weight in zip(layers, weights, strict=True):
            mixed += painted[strip, :, :3] * weight
        result[strip, :, :3] = (mixed + whole // 2) // whole
    return result
