"""Numbers of the page."""

import math
from typing import Any


def number(value: Any) -> float:
    """Return a finite number; anything else is a ``ValueError`` or a ``TypeError``."""
    finite = float(value)
    if not math.isfinite(finite):
        raise ValueError(f"The page sent {finite}, which is no number that anything can be set to")
    return finite
