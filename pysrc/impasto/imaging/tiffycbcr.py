"""YCbCr in a TIFF without JPEG: data units of a few luma samples and one of each chroma (TIFF 6.0, section 21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from impasto.imaging.directories import Page

_COEFFICIENTS, _SUBSAMPLING, _REFERENCES = 529, 530, 532
_BT601 = (0.299, 0.587, 0.114)
_FULL_RANGE = (0.0, 255.0, 128.0, 255.0, 128.0, 255.0)


@dataclass(frozen=True, slots=True)
class Units:
    """How samples of 8 bits stand together: ``across`` x ``down`` of luma, then Cb and Cr of all of these."""

    across: int
    down: int
    coefficients: tuple[float, ...]
    references: tuple[float, ...]

    @classmethod
    def of(cls, page: Page) -> Self | None:
        """Return those of a page, None where they cannot be."""
        across, down = (int(each) for each in (*page.numbers(_SUBSAMPLING), 2, 2)[:2])
        coefficients = tuple(float(each) for each in page.numbers(_COEFFICIENTS)) or _BT601
        references = tuple(float(each) for each in page.numbers(_REFERENCES)) or _FULL_RANGE
        fits = len(coefficients) == 3 and len(references) == 6 and coefficients[1] > 0
        spans = fits and all(black < white for black, white in zip(references[::2], references[1::2], strict=True))
        return cls(across, down, coefficients, references) if spans and {across, down} <= {1, 2, 4} else None

    @property
    def bytes(self) -> int:
        return self.across * self.down + 2

    def row_bytes(self, columns: int) -> int:
        """Return the bytes of a row of units, which is ``down`` rows of px."""
        return -(-columns // self.across) * self.bytes

    def rgb(self, rows: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return RGB, uint8 ``[rows * down, columns, 3]``, of rows of units ``[rows, bytes of a row]``."""
        units = rows.reshape(len(rows), -1, self.bytes)
        blocks = units[..., :-2].reshape(len(rows), -1, self.down, self.across)
        luma = blocks.transpose(0, 2, 1, 3).reshape(len(rows) * self.down, -1)
        chroma = [units[..., -2 + i].repeat(self.down, 0).repeat(self.across, 1) for i in range(2)]
        black, white, *of_chroma = self.references
        y = (luma - black) * (255 / (white - black))
        cb, cr = (
            (part - zero) * (127 / (top - zero))
            for part, zero, top in zip(chroma, of_chroma[::2], of_chroma[1::2], strict=True)
        )
        red, green, blue = self.coefficients
        r, b = y + cr * (2 - 2 * red), y + cb * (2 - 2 * blue)
        g = (y - red * r - blue * b) / green
        return (np.stack((r, g, b), axis=2) + 0.5).clip(0, 255).astype(np.uint8)
