"""Styles that nobody has painted: a style taken further along the directions in which painters differ.

The directions are principal components of the presets (``site/pictures/directions.py`` finds them); one step along each
is the standard deviation of the presets, in the straight lines of ``painting.vectors``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from impasto.errors import BadStyle
from impasto.painting.packed import unpack
from impasto.painting.vectors import StyleVector

FILE = "directions.json"


@dataclass(frozen=True, slots=True)
class _Space:
    middle: NDArray[np.float64]
    """``[100]``"""
    steps: NDArray[np.float64]
    """``[directions, 100]``"""


@cache
def _space(network: str) -> _Space:
    record = json.loads(files("impasto.painting").joinpath(FILE).read_text("utf-8"))
    if network not in record:
        raise BadStyle("nothing-to-explore", network=network)
    found = record[network]
    return _Space(np.array(unpack(found["middle"])), np.array([unpack(step) for step in found["steps"]]))


def explored(base: StyleVector | None, amounts: tuple[float, ...], network: str) -> StyleVector:
    """Return a style taken so far along the directions, from the middle of all presets if there is no ``base``.

    Raises:
        BadStyle: there are no directions for the style network.
    """
    space = _space(network)
    begin = space.middle if base is None else np.array(base.values, np.float64)
    colour = 1.0 if base is None else base.colour
    return StyleVector.from_array(begin + np.array(amounts) @ space.steps, network, colour)
