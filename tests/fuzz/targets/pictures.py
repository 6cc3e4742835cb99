"""Files of pictures, of all kinds (``imaging.decoding.decode``)."""

import numpy as np

from fuzz.targets import limits
from impasto.errors import BadImage
from impasto.imaging.decoding import Decoded, decode


def run(data: bytes) -> None:
    """Decode a file: a picture comes out, or ``BadImage``."""
    with limits.small():
        try:
            check(decode(data, longest=limits.LONGEST))
        except BadImage as error:
            assert str(error)


def check(decoded: Decoded) -> None:
    """Hold what came out to what it says that it is."""
    height, width, channels = decoded.pixels.shape
    assert channels == 3 and decoded.pixels.dtype == np.uint8
    assert min(height, width) >= 1 and max(height, width) <= limits.LONGEST
    assert min(decoded.width, decoded.height) >= 32
    if decoded.alpha is not None:
        assert decoded.alpha.shape == (height, width) and decoded.alpha.dtype == np.uint8
    assert decoded.note is None or decoded.note.key in {"photo-cut-off", "photo-coarse"}
