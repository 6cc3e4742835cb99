"""The masks of one visit: grey pictures that were read, and what edits have drawn."""

from collections.abc import Collection, Mapping
from itertools import accumulate

import numpy as np

from impasto.errors import BadSetting
from impasto.imaging.pixels import RGB, RGBA
from impasto.painting.brush import drawn, ground
from impasto.painting.cache import ByteBudgetCache
from impasto.painting.maskedits import Edits, groups
from impasto.painting.masks import Mask

DRAWN_BUDGET = 8 * 2**20
"""Bytes of masks that are kept: those of the last strokes, from which the next stroke and undo go on."""


class Masks:
    """Draws masks by their edits, which are all that a mask is known by."""

    def __init__(self) -> None:
        self._pictures: dict[str, Mask] = {}
        self._drawn = ByteBudgetCache[Mask](DRAWN_BUDGET)

    @property
    def pictures(self) -> Mapping[str, Mask]:
        """The grey pictures that were read, by their ids."""
        return self._pictures

    def add(self, id_: str, mask: Mask) -> None:
        """Keep a grey picture that was read."""
        self._pictures[id_] = mask

    def keep(self, mask: Mask) -> str:
        """Keep a mask that came without a file, and return its id."""
        self.add(mask.fingerprint, mask)
        return mask.fingerprint

    def keep_only(self, ids: Collection[str]) -> None:
        """Let go of all other grey pictures that were read."""
        self._pictures = {id_: mask for id_, mask in self._pictures.items() if id_ in ids}

    def mask(self, edits: Edits, photo: RGB, photo_id: str) -> Mask:
        """Return what edits, at least one, make; what came of them up to some stroke is not drawn again.

        Raises:
            BadSetting: a picture among them is not there.
        """
        parts = groups(edits)
        ends = [0, *accumulate(map(len, parts))]
        at = next((at for at in range(len(parts), 0, -1) if (photo_id, edits[: ends[at]]) in self._drawn), 0)
        mask = self._drawn.get((photo_id, edits[: ends[at]])) or Mask(ground(edits, *photo.shape[:2]))
        for part, end in zip(parts[at:], ends[at + 1 :], strict=True):
            mask = Mask(drawn(mask.grey, part, photo, self._picture))
            self._drawn.put((photo_id, edits[:end]), mask, mask.grey.nbytes)
        return mask

    def _picture(self, id_: str) -> Mask:
        if id_ not in self._pictures:
            raise BadSetting("mask-not-there")
        return self._pictures[id_]


def as_overlay(mask: Mask) -> RGBA:
    """Return a mask as the page lays it over the picture: its grey as alpha, uint8 ``[height, width, 4]``."""
    overlay = np.full((*mask.grey.shape, 4), 255, np.uint8)
    overlay[..., 3] = mask.grey
    return overlay
