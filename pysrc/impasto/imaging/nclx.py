"""The colour information box of AVIF and HEIC (ISO/IEC 14496-12, clause 12.1.5), where it is of code points."""

import struct

from impasto.imaging import signalling
from impasto.imaging.conversion import Conversion

_BOX = b"colrnclx"
_SEARCHED = 65536
"""Bytes at the beginning in which the box stands; what comes after are pixels."""


def colours(data: bytes) -> Conversion | None:
    """Return the conversion for the pixels of a file, already RGB of full range; None for sRGB or without the box."""
    at = data.find(_BOX, 0, _SEARCHED)
    if at < 0 or at + 12 > len(data):
        return None
    primaries, transfer = struct.unpack_from(">HH", data, at + len(_BOX))
    return signalling.of_code_points(primaries, transfer)
