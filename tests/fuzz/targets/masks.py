"""Masks as files of saved work (``painting.maskfiles``)."""

import numpy as np

from fuzz.targets import limits
from impasto.errors import BadProject
from impasto.painting.maskfiles import from_png, to_png
from impasto.painting.masks import fitted


def run(data: bytes) -> None:
    """Read a mask, which comes back from a file of its own, or ``BadProject``."""
    with limits.small():
        try:
            mask = from_png(data, longest=limits.LONGEST)
        except BadProject as error:
            assert str(error)
            return
        assert mask.grey.dtype == np.uint8 and mask.grey.ndim == 2 and mask.fingerprint
        assert fitted(mask, 40, 24, 0.5).shape == (40, 24)
        if min(mask.grey.shape) >= 32:
            np.testing.assert_array_equal(from_png(to_png(mask), longest=limits.LONGEST).grey, mask.grey)
