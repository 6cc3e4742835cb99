"""TIFF 6.0: what its pixels mean, for all depths and colour models that files have.

Pillow knows a list of combinations, and for some of them another meaning than the standard (it ignores WhiteIsZero in
16 bits, and depths of 10 to 14 bits). So bytes are unpacked by ``tiffsegments`` and given their meaning here, alike in
the browser and on the desktop. What is not known here is left to Pillow.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging import colours, cutouts, directories, tiffsegments
from impasto.imaging.colours import Colours, Space
from impasto.imaging.conversion import STRIP
from impasto.imaging.directories import Page
from impasto.imaging.files import PictureFile
from impasto.imaging.icctables import srgb_of_lab
from impasto.imaging.orientation import page_orientation
from impasto.imaging.raster import MISSING, Raster
from impasto.imaging.tiffsegments import Layout

_PROFILE, _EXTRA_SAMPLES, _COLOUR_MAP, _INK_SET = 34675, 338, 320, 332
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _CMYK, _YCBCR, _LAB, _ICC_LAB = 0, 1, 2, 3, 5, 6, 8, 9
_CHANNELS = {_WHITE_IS_ZERO: 1, _BLACK_IS_ZERO: 1, _RGB: 3, _PALETTE: 1, _CMYK: 4, _YCBCR: 3, _LAB: 3, _ICC_LAB: 3}
_PREMULTIPLIED, _STRAIGHT = 1, 2


class TiffFile(PictureFile):
    """The largest page of a TIFF that is not a reduced one."""

    format = "TIFF"

    def __init__(self, data: bytes, page: Page, layout: Layout) -> None:
        self._data = data
        self._page = page
        self._layout = layout
        self.width, self.height = page.width, page.height
        self.orientation = page_orientation(page)

    def raster(self, least: tuple[int, int]) -> Raster:
        layout, photometric = self._layout, self._photometric
        channels = _CHANNELS[photometric]
        shown = 3 if photometric in (_PALETTE, _LAB, _ICC_LAB) else channels
        alpha_kind = self._alpha_kind
        picture = np.full((self.height, self.width, shown), MISSING, np.uint8)
        alpha = np.full((self.height, self.width), 255, np.uint8) if alpha_kind else None
        scale = None if layout.whole_numbers and layout.bits <= 16 else self._range()
        rows = np.zeros(self.height, bool)
        for part in self._parts():
            first = channels if part.plane < 0 else 1
            if part.plane < channels:
                values = part.values[..., :first]
                levels = _levels(values, layout.bits) if scale is None else _stretched(values, *scale)
                place = picture[part.top : part.top + len(levels), part.left : part.left + levels.shape[1]]
                if part.plane >= 0:
                    place[..., part.plane] = levels[..., 0]
                else:
                    place[:] = self._meant(values, levels)
                rows[part.top : part.top + len(levels)] = True
            if alpha is not None and part.plane in (-1, channels):
                values = part.values[..., channels if part.plane < 0 else 0]
                levels = _levels(values, layout.bits) if scale is None else _stretched(values, *scale)
                alpha[part.top : part.top + len(levels), part.left : part.left + levels.shape[1]] = levels
        return _raster(picture, alpha, alpha_kind == _PREMULTIPLIED, float(rows.mean()))

    def colours(self, space: Space) -> Colours:
        if self._photometric in (_LAB, _ICC_LAB):
            return None
        return colours.of_profile(self._page.data(_PROFILE), space)

    @property
    def bytes_a_pixel(self) -> float:
        """How many bytes a pixel takes, unpacked."""
        return self._layout.samples * self._layout.bits / 8

    @property
    def _photometric(self) -> int:
        # Whoever unpacks YCbCr has made RGB of it already.
        return _RGB if self._page.photometric == _YCBCR else self._page.photometric

    @property
    def _alpha_kind(self) -> int:
        """Return what the first extra sample is: 1 premultiplied alpha, 2 alpha, 0 neither (TIFF 6.0, page 31)."""
        if self._layout.samples <= _CHANNELS[self._photometric] or self._photometric == _CMYK:
            return 0
        kind = self._page.number(_EXTRA_SAMPLES)
        return kind if kind in (_PREMULTIPLIED, _STRAIGHT) else 0

    def _parts(self) -> Iterator[tiffsegments.Part]:
        return tiffsegments.parts(self._data, self._page, self._layout)

    def _meant(self, values: NDArray[np.generic], levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the channels of a part, chunky, as they are shown."""
        match self._photometric:
            case 0:
                return 255 - levels
            case 3:
                return np.asarray(self._palette()[values[..., 0].astype(np.intp)])
            case 8 | 9:
                return self._of_lab(levels)
            case _:
                return levels

    def _palette(self) -> NDArray[np.uint8]:
        entries = 1 << self._layout.bits
        numbers = np.array(self._page.numbers(_COLOUR_MAP)[: 3 * entries], np.int64)
        if len(numbers) != 3 * entries:
            raise ValueError("a palette that does not fit")
        # Some programs write 8 bits into the 16 that there are.
        return (numbers >> (8 if numbers.max() > 255 else 0)).astype(np.uint8).reshape(3, entries).T

    def _of_lab(self, levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return sRGB for L*, a*, b* in 8 bits: a* and b* with a sign (CIELab), or 128 for 0 (ICCLab)."""
        signed = self._photometric == _LAB
        converted = np.empty_like(levels)
        rows = max(1, STRIP // max(1, levels.shape[1]))
        for top in range(0, len(levels), rows):
            strip = levels[top : top + rows]
            a_b = strip[..., 1:].view(np.int8).astype(float) if signed else strip[..., 1:].astype(float) - 128
            lab = srgb_of_lab(strip[..., 0].ravel() * (100 / 255), a_b[..., 0].ravel(), a_b[..., 1].ravel())
            converted[top : top + rows] = (lab + 0.5).astype(np.uint8).reshape(strip.shape)
        return converted

    def _range(self) -> tuple[float, float]:
        """Return black and white of numbers that do not say what these are.

        Black is 0, or the least value where that is negative. White is the first of 1, 255 and 65535 that no value
        exceeds, or else the greatest value; of unsigned numbers in the upper half of what their bits hold it is the
        greatest that these hold. What is not a finite number counts as 0.
        """
        least, greatest = 0.0, -np.inf
        for part in self._parts():
            known = _finite(part.values[..., : _CHANNELS[self._photometric]])
            least, greatest = min(least, float(known.min())), max(greatest, float(known.max()))
        full = float((1 << self._layout.bits) - 1)
        if self._layout.whole_numbers and greatest > full / 2:
            return least, full
        white = next((limit for limit in (1.0, 255.0, 65535.0) if greatest <= limit), greatest)
        return least, white


def opened(data: bytes) -> TiffFile | None:
    """Return the file, or None if it is of a kind that only Pillow may know."""
    pages = [page for page in directories.pages(data) if page.width > 0 and page.height > 0]
    whole = [page for page in pages if not page.reduced] or pages
    if not whole:
        return None
    page = max(whole, key=lambda page: page.width * page.height)
    layout = tiffsegments.layout(page)
    if layout is None or page.photometric not in _CHANNELS or layout.samples < _CHANNELS[page.photometric]:
        return None
    if page.photometric == _CMYK and page.number(_INK_SET, 1) != 1:
        return None
    if page.photometric == _YCBCR and not (layout.jpeg or layout.units):
        return None
    counted = layout.whole_numbers and layout.bits <= 16
    if page.photometric in (_LAB, _ICC_LAB, _PALETTE) and (layout.planar or not counted):
        return None
    if page.photometric == _WHITE_IS_ZERO and layout.planar:
        return None
    return TiffFile(data, page, layout)


def _raster(picture: NDArray[np.uint8], alpha: NDArray[np.uint8] | None, premultiplied: bool, present: float) -> Raster:
    holes = cutouts.significant(Image.fromarray(alpha)) if alpha is not None else None
    if holes is not None and premultiplied and alpha is not None:
        for row, opacity in zip(picture, alpha, strict=True):
            straight = row.astype(np.uint16) * 255 // np.maximum(opacity, 1)[:, None]
            row[:] = np.minimum(straight, 255)
    image = Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture, {4: "CMYK"}.get(picture.shape[2]))
    return Raster(image, holes, present)


def _levels(values: NDArray[np.generic], bits: int) -> NDArray[np.uint8]:
    if bits == 8:
        return values.astype(np.uint8, copy=False)
    if bits == 16:
        return (values >> 8).astype(np.uint8)  # type: ignore[operator, no-any-return]
    greatest = (1 << bits) - 1
    return ((values.astype(np.uint32) * 255 + greatest // 2) // greatest).astype(np.uint8)


def _stretched(values: NDArray[np.generic], black: float, white: float) -> NDArray[np.uint8]:
    return ((_finite(values) - black) * (255 / (white - black)) + 0.5).clip(0, 255).astype(np.uint8)


def _finite(values: NDArray[np.generic]) -> NDArray[np.float64]:
    numbers = values.astype(np.float64)
    return np.where(np.isfinite(numbers), numbers, 0)
