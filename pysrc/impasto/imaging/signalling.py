"""What files say of their colours without a profile: gAMA and cHRM of PNG, and code points (ITU-T H.273)."""

from __future__ import annotations

import numpy as np

from impasto.imaging import curves
from impasto.imaging.conversion import SRGB_TO_D50, Conversion, Matrix, inverse, of_matrix, primaries_to_d50
from impasto.imaging.curves import Curve

_D65 = (0.3127, 0.3290)
_PRIMARIES = {
    4: (0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08),
    5: (*_D65, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
    6: (*_D65, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    7: (*_D65, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    9: (*_D65, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    12: (*_D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
}
"""Chromaticities of white, red, green and blue by ColourPrimaries (H.273, table 2); all others count as BT.709's."""

_PQ, _HLG = 16, 18

_AS_SRGB = 0.05
"""A product of gamma and 2.2 so near to 1 counts as sRGB, as libpng has it (PNG_GAMMA_THRESHOLD)."""


def of_code_points(primaries: int, transfer: int, full_range: bool = True) -> Conversion | None:
    """Return the conversion from code points, None for sRGB; transfer functions without a meaning here are sRGB's.

    What is not of full range is stretched. PQ and HLG come out as ``curves`` says.
    """
    matrix = None
    if primaries in _PRIMARIES:
        matrix = inverse(SRGB_TO_D50) @ primaries_to_d50(_PRIMARIES[primaries])
    curve = _transfer(transfer)
    if not full_range:
        curve = np.interp(np.clip((curves.STORED * 255 - 16) / 219, 0, 1), curves.STORED, curve)
    hdr = transfer in (_PQ, _HLG)
    shown = curves.hlg_display if transfer == _HLG else None
    return _unless_nothing(Conversion(np.stack([curve] * 3), matrix, shown, hdr))


def _transfer(transfer: int) -> Curve:
    """Return the curve of a TransferCharacteristics (H.273, table 3).

    Those of cameras (BT.709, BT.601, BT.2020) are shown as sRGB by browsers, as they are by televisions more or less.
    """
    match transfer:
        case 4:
            return curves.power(2.2)
        case 5:
            return curves.power(2.8)
        case 8:
            return curves.power(1)
        case 16:
            return curves.pq()
        case 17:
            return np.minimum(curves.power(2.6) * (52.37 / 48), 1)
        case 18:
            return curves.hlg()
        case _:
            return curves.srgb()


def of_gamma(gamma: float | None, chromaticities: tuple[float, ...] | None) -> Conversion | None:
    """Return the conversion from PNG's gAMA and cHRM, each None where it is not there; None for sRGB.

    Chromaticities alone mean nothing to browsers, and are left alone here too.
    """
    if gamma is None:
        return None
    curve = curves.srgb() if abs(gamma * 2.2 - 1) < _AS_SRGB else curves.power(1 / gamma)
    to_d50: Matrix = SRGB_TO_D50
    if chromaticities is not None:
        try:
            to_d50 = primaries_to_d50(chromaticities)
        except ValueError:
            to_d50 = SRGB_TO_D50
    return _unless_nothing(of_matrix([curve] * 3, to_d50))


def _unless_nothing(conversion: Conversion) -> Conversion | None:
    return None if conversion.changes_nothing else conversion
