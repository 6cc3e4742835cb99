"""Where the pixels of a TIFF lie, in strips or tiles of any depth, and their numbers part by part (TIFF 6.0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from impasto.imaging import tiffcompression
from impasto.imaging.conversion import STRIP
from impasto.imaging.directories import Page
from impasto.imaging.tiffycbcr import Units

_UNSIGNED, _FLOAT, _UNDEFINED = 1, 3, 4
_MOST_SAMPLES = 16
_DIFFERENCES, _FLOATING_DIFFERENCES = 2, 3
_YCBCR = 6


@dataclass(frozen=True, slots=True)
class Layout:
    """How samples are stored; all of a page have as many ``bits``. ``planar``: each channel stands for itself."""

    bits: int
    samples: int
    kind: int
    planar: bool
    predictor: int
    compression: int
    backwards: bool
    units: Units | None = None
    """How YCbCr stands together; ``parts`` makes RGB of it."""

    @property
    def whole_numbers(self) -> bool:
        """Whether samples are whole numbers from 0 up, so that it is known which are black and white."""
        return self.kind == _UNSIGNED

    @property
    def jpeg(self) -> bool:
        return self.compression == tiffcompression.JPEG

    @property
    def dtype(self) -> str:
        """The kind and bytes of a sample whose bits fill bytes, as numpy has it, without the order."""
        return f"{'uif'[self.kind - 1]}{self.bits // 8}"


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a strip or tile: ``values`` ``[rows, columns, samples]``; ``plane`` is -1 where all are in it."""

    plane: int
    top: int
    left: int
    values: NDArray[np.generic]


def layout(page: Page) -> Layout | None:
    """Return how the samples of a page are stored, or None where that is not known here."""
    samples = page.number(277, 1)
    bits = {int(each) for each in page.numbers(258, (1,))[:samples]}
    kinds = {int(each) for each in page.numbers(339, (_UNSIGNED,))[:samples]}
    if len(bits) != 1 or len(kinds) != 1 or not 1 <= samples <= _MOST_SAMPLES:
        return None
    found = Layout(
        bits=bits.pop(),
        samples=samples,
        kind=_UNSIGNED if (kind := kinds.pop()) == _UNDEFINED else kind,
        planar=page.number(284, 1) == 2 and samples > 1,
        predictor=page.number(317, 1),
        compression=page.compression,
        backwards=page.number(266, 1) == 2,
    )
    fills_bytes = found.bits in ((16, 32, 64) if found.kind == _FLOAT else (8, 16, 32))
    if not (fills_bytes or (found.whole_numbers and 1 <= found.bits < 16)) or found.kind not in (1, 2, 3):
        return None
    if found.predictor not in (1, _DIFFERENCES, _FLOATING_DIFFERENCES) or (found.predictor != 1 and not fills_bytes):
        return None
    if page.photometric == _YCBCR and not found.jpeg:
        units = Units.of(page)
        plain = found.bits == 8 and found.whole_numbers and not found.planar and found.predictor == 1 and samples == 3
        if units is None or not plain:
            return None
        found = replace(found, units=units)
    return found if tiffcompression.is_known(found.compression, found.bits, samples) else None


def parts(data: bytes, page: Page, layout: Layout) -> Iterator[Part]:
    """Yield the numbers of a page, some rows at a time; what is missing or cannot be unpacked is left out."""
    planes = layout.samples if layout.planar else 1
    samples = 1 if layout.planar else layout.samples
    tiled = 322 in page.entries
    columns = page.number(322) if tiled else page.width
    rows = min(page.number(323) if tiled else page.number(278, page.height), page.height if not tiled else 1 << 16)
    if columns <= 0 or rows <= 0 or columns > 1 << 20:
        return
    across, down = -(-page.width // columns), -(-page.height // rows)
    offsets = page.numbers(324 if tiled else 273)
    lengths = page.numbers(325 if tiled else 279) or (len(data),) * len(offsets)
    units = layout.units
    row_bytes = units.row_bytes(columns) if units else (columns * samples * layout.bits + 7) // 8
    row_height = units.down if units else 1
    view = memoryview(data)
    for number, (offset, length) in enumerate(zip(offsets[: across * down * planes], lengths, strict=False)):
        plane, place = divmod(number, across * down)
        plane = plane if layout.planar else -1
        top, left = place // across * rows, place % across * columns
        stored = view[int(offset) : int(offset) + int(length)]
        high, wide = rows if tiled else min(rows, page.height - top), min(columns, page.width - left)
        if layout.jpeg:
            pixels = tiffcompression.jpeg(stored, page, samples)
            if pixels is not None:
                yield Part(plane, top, left, pixels[: page.height - top, :wide])
            continue
        stored_rows = -(-high // row_height)
        unpacked = tiffcompression.unpacked(stored, page, layout.compression, row_bytes, stored_rows, columns)
        if layout.backwards and not tiffcompression.turns_bits(layout.compression):
            unpacked = bytes(unpacked).translate(_TURNED)
        whole = min(len(unpacked) // row_bytes, stored_rows, -(-(page.height - top) // row_height))
        step = max(1, STRIP // (columns * row_height))
        for first in range(0, whole, step):
            last = min(first + step, whole)
            block = np.frombuffer(unpacked, np.uint8, (last - first) * row_bytes, first * row_bytes)
            lines = block.reshape(last - first, row_bytes)
            values = units.rgb(lines) if units else _numbers(lines, columns, samples, layout, page.order)
            begins = first * row_height
            yield Part(plane, top + begins, left, values[: page.height - top - begins, :wide])


_TURNED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def _numbers(rows: NDArray[np.uint8], columns: int, samples: int, layout: Layout, order: str) -> NDArray[np.generic]:
    """Return the samples, ``[rows, columns, samples]``, in bytes ``[rows, bytes of a row]``."""
    shape = (len(rows), columns, samples)
    if layout.bits % 8:
        bits = np.unpackbits(rows, axis=1)[:, : columns * samples * layout.bits].reshape(*shape, layout.bits)
        found = np.zeros(shape, np.uint16)
        for bit in range(layout.bits):
            found |= bits[..., bit].astype(np.uint16) << np.uint16(layout.bits - 1 - bit)
        return found
    if layout.predictor == _FLOATING_DIFFERENCES:
        # Bytes stand by their place in a number, the highest first, and each is the difference to that before it.
        summed = np.add.accumulate(rows.reshape(len(rows), -1, samples), axis=1, dtype=np.uint8)
        by_place = summed.reshape(len(rows), layout.bits // 8, -1).transpose(0, 2, 1)
        return np.ascontiguousarray(by_place).view(f">{layout.dtype}").reshape(shape)
    values = rows.view(order + layout.dtype).reshape(shape)
    if layout.predictor == _DIFFERENCES:
        native = values.astype(layout.dtype)
        return np.add.accumulate(native, axis=1, dtype=native.dtype)
    return values
