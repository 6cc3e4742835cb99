"""BMP files: what Pillow leaves out of them, as browsers read it: an embedded profile, and channels of any bits."""

from __future__ import annotations

import struct
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging import colours, cutouts, filetypes
from impasto.imaging.colours import Colours, Space
from impasto.imaging.files import PictureFile, PillowFile
from impasto.imaging.raster import Raster, without_missing

_WITH_MASKS = {3, 6}
"""BI_BITFIELDS and BI_ALPHABITFIELDS."""

_EMBEDDED = {4: "JPEG", 5: "PNG"}
"""BI_JPEG and BI_PNG: the file is but a cover around another one, which browsers do not open."""

_INFO, _V3, _V5 = 40, 56, 124
_PROFILE_EMBEDDED = b"DEBM"


def embedded(data: bytes) -> bytes | None:
    """Return the JPEG or PNG file that a BMP consists of; None where it has pixels of its own."""
    if len(data) < 14 + _INFO:
        return None
    begins, _, _, _, _, _, compression, length = struct.unpack_from("<IIiiHHII", data, 10)
    inside = data[begins : begins + length] if length else data[begins:]
    wanted = _EMBEDDED.get(compression)
    return inside if wanted is not None and filetypes.picture_type(inside) == wanted else None


def opened(data: bytes) -> PictureFile:
    """Return the file; raises as Pillow where it is none that is known here or there."""
    return MaskedBmp.of(data) or BmpFile(data)


class BmpFile(PillowFile):
    """BMP as Pillow reads it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, ("BMP",))

    @property
    def profile(self) -> bytes | None:
        return _profile(self._data)


class MaskedBmp(PictureFile):
    """BMP of 16 or 32 bits a pixel, of which masks say where the channels are."""

    format = "BMP"

    def __init__(self, data: bytes, size: tuple[int, int], bits: int, masks: tuple[int, ...], begins: int) -> None:
        self._data = data
        self.width, self.height = size[0], abs(size[1])
        self._upwards = size[1] > 0
        self._bits, self._masks, self._begins = bits, masks, begins

    @classmethod
    def of(cls, data: bytes) -> Self | None:
        """Return the file, or None if it is no such one."""
        if len(data) < 14 + _INFO:
            return None
        begins, length, width, height, _, bits, compression = struct.unpack_from("<IIiiHHI", data, 10)
        if length < _INFO or compression not in _WITH_MASKS or bits not in (16, 32) or width <= 0 or height == 0:
            return None
        count = 4 if length >= _V3 or compression == 6 else 3
        at = 14 + _INFO  # after a header of 40 bytes as in a longer one
        if len(data) < at + 4 * count:
            return None
        masks = struct.unpack_from(f"<{count}I", data, at)
        # Channels without a bit are 0, as in browsers; those that overlap or have gaps are nobody's.
        if not any(masks[:3]) or any(not _is_solid(mask) for mask in masks):
            return None
        return cls(data, (width, height), bits, masks, begins)

    def raster(self, least: tuple[int, int]) -> Raster:
        row_bytes = (self.width * self._bits + 31) // 32 * 4
        rows = min(self.height, (len(self._data) - self._begins) // row_bytes)
        stored = np.frombuffer(self._data, np.uint8, max(rows, 0) * row_bytes, self._begins)
        values = stored.reshape(rows, row_bytes).view(f"<u{self._bits // 8}")[:, : self.width]
        picture = np.zeros((self.height, self.width, len(self._masks)), np.uint8)
        for channel, mask in enumerate(self._masks):
            picture[:rows, :, channel] = _levels(values, mask)
        there = np.arange(self.height) < rows
        if self._upwards:
            picture, there = picture[::-1], there[::-1]
        alpha = picture[..., 3] if len(self._masks) == 4 and self._masks[3] else None
        # An alpha of nothing but zeros is none: many programs write it.
        holes = cutouts.significant(Image.fromarray(alpha)) if alpha is not None and alpha.any() else None
        raster = Raster(Image.fromarray(np.ascontiguousarray(picture[..., :3])), holes)
        return raster if there.all() else without_missing(raster, there)

    def colours(self, space: Space) -> Colours:
        return colours.of_profile(_profile(self._data), space)


def _is_solid(mask: int) -> bool:
    shifted = mask // (mask & -mask) if mask else 0
    return shifted & (shifted + 1) == 0


def _levels(values: NDArray[np.generic], mask: int) -> NDArray[np.uint8]:
    if not mask:
        return np.zeros(values.shape, np.uint8)
    shift = (mask & -mask).bit_length() - 1
    greatest = mask >> shift
    channel = (values.astype(np.uint32) & np.uint32(mask)) >> np.uint32(shift)
    return (channel.astype(np.float64) * (255 / greatest) + 0.5).astype(np.uint8)


def _profile(data: bytes) -> bytes | None:
    """Return the profile that a header of version 5 tells of."""
    header = data[14 : 14 + _V5]
    if len(header) < _V5 or struct.unpack_from("<I", header)[0] < _V5 or header[56:60] != _PROFILE_EMBEDDED:
        return None
    begins, length = struct.unpack_from("<II", header, 112)
    return data[14 + begins : 14 + begins + length] or None
