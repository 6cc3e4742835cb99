"""Style vectors as short texts, for presets: a scale and 100 whole numbers of a byte each.

A number is at most half a 127th of the vector's largest away from what it was. What is painted then is within one of
255 levels on the mean of what the exact vector paints, which a test holds for every preset.
"""

import base64
from collections.abc import Sequence

import numpy as np

LARGEST = 127


def pack(values: Sequence[float]) -> str:
    """Return the numbers, not all 0, as ``scale:bytes`` (decimal, and base64 of int8)."""
    exact = np.asarray(values, np.float64)
    scale = float(f"{np.abs(exact).max() / LARGEST:.6g}")
    whole = np.clip(np.rint(exact / scale), -LARGEST, LARGEST).astype(np.int8)
    return f"{scale:.6g}:{base64.b64encode(whole.tobytes()).decode()}"


def unpack(text: str) -> tuple[float, ...]:
    """Return the numbers that ``pack`` made a text of."""
    scale, _, packed = text.partition(":")
    return tuple((np.frombuffer(base64.b64decode(packed), np.int8) * float(scale)).tolist())
