"""Style vectors: what a style network makes of a picture, and the arithmetic that combines them.

Styles form a space in which straight lines are meaningful: the mean of two vectors paints a mixture of their styles,
and a step from a photograph's own vector towards a style paints that style more or less strongly (Ghiasi et al.,
*Exploring the structure of a real-time, arbitrary neural artistic stylization network*, BMVC 2017, section 3.4).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from impasto.errors import BadStyle
from impasto.networks.runtime import Tensor
from impasto.painting.nesting import check_nesting
from impasto.painting.settings import STRENGTH
from impasto.words import Text

LENGTH = 100
"""Numbers in a style vector, of whichever style network."""


@dataclass(frozen=True, slots=True)
class StyleVector:
    """The 100 numbers that ``network`` makes of a picture; vectors of different networks cannot be compared.

    The values are kept as the float32 numbers that a transformer takes. Two vectors are equal, and have the same
    hash, when their values, networks and colour are.

    Raises:
        BadStyle: there are not exactly 100 values, or one of them is not a finite float32 number.
    """

    values: tuple[float, ...]
    network: str
    colour: float = 1.0
    """How much of it comes of pictures with colours, 0..1: 0 where all were grey (``imaging.greyness``)."""

    def __post_init__(self) -> None:
        if len(self.values) != LENGTH:
            raise BadStyle("vector-length", length=LENGTH, given=len(self.values))
        with np.errstate(over="ignore"):
            values = np.asarray(self.values, np.float64).astype(np.float32)
        if not np.isfinite(values).all():
            raise BadStyle("vector-not-finite")
        object.__setattr__(self, "values", tuple(values.tolist()))

    @classmethod
    def from_array(cls, array: ArrayLike, network: str, colour: float = 1.0) -> StyleVector:
        """Make a vector of 100 numbers in any shape, such as a style network's output ``[1, 100]``."""
        return cls(tuple(np.asarray(array, np.float64).ravel().tolist()), network, colour)

    def as_tensor(self) -> Tensor:
        """Return the values as a transformer takes them: float32 ``[1, 100]``."""
        return np.array([self.values], np.float32)

    def to_json(self) -> str:
        """Return ``{"network": id, "values": [100 numbers]}``; ``from_json`` gives the same vector back.

        Where the picture was grey, ``"colour": 0.0`` says so.
        """
        shortened = [float(f"{value:.9g}") for value in self.values]  # nine digits tell any two float32 apart
        colour = {} if self.colour == 1 else {"colour": self.colour}
        return json.dumps({"network": self.network, **colour, "values": shortened})

    @classmethod
    def from_json(cls, text: str, expected_network: str | None = None) -> StyleVector:
        """Read what ``to_json`` wrote.

        Raises:
            BadStyle: the text is not a style vector, or is one of another network than ``expected_network``.
        """
        vector = cls(*_parse(text))
        network = vector.network
        if expected_network is not None and network != expected_network:
            raise BadStyle("vector-of-another-network", network=network, chosen=expected_network)
        return vector


def weighted_mean(weighted: Sequence[tuple[StyleVector, float]]) -> StyleVector:
    """Return the mean of the vectors; their weights count relative to each other and are at least 0.

    Raises:
        BadStyle: there is no vector, a weight is negative or not finite, all are 0, or the networks differ.
    """
    if not weighted:
        raise BadStyle("no-style-chosen")
    for _, weight in weighted:
        if not (np.isfinite(weight) and weight >= 0):
            raise BadStyle("weight-not-allowed", given=weight)
    network = _common_network([vector for vector, _ in weighted])
    weights = np.array([weight for _, weight in weighted], np.float64)
    if not weights.any():
        raise BadStyle("weights-all-zero")
    weights /= weights.max()  # first to 0..1, so that the sum of huge weights stays finite
    weights /= weights.sum()
    colour = float(weights @ np.array([vector.colour for vector, _ in weighted]))
    mean = weights @ np.array([vector.values for vector, _ in weighted], np.float64)
    return StyleVector.from_array(mean, network, min(colour, 1.0))


def with_strength(content: StyleVector, blend: StyleVector, strength: float) -> StyleVector:
    """Return the vector that lies ``strength`` of the way from the content's own vector to the blend of the styles.

    0 is exactly ``content`` (the photograph repainted in its own style), 1 exactly ``blend``; up to 2 it goes
    beyond the styles (Ghiasi et al. 2017, section 3.4, interpolates; above 1 this extrapolates the same line).

    Raises:
        BadSetting: ``strength`` is not within 0..2.
        BadStyle: the vectors are of different networks.
    """
    STRENGTH.check("strength", strength)
    network = _common_network([content, blend])
    own, styled = _array(content), _array(blend)
    # Not c + s (b - c), which rounding keeps from being exactly b at s = 1.
    colour = (1.0 - strength) * content.colour + strength * blend.colour
    return StyleVector.from_array((1.0 - strength) * own + strength * styled, network, min(max(colour, 0.0), 1.0))


def distance(first: StyleVector, second: StyleVector) -> float:
    """Return the Euclidean distance of two vectors of one network; ``BadStyle`` if the networks differ."""
    _common_network([first, second])
    return float(np.sqrt(np.square(_array(first) - _array(second)).sum()))  # np.linalg is not in the browser


def _array(vector: StyleVector) -> NDArray[np.float64]:
    return np.array(vector.values, np.float64)


def _common_network(vectors: Sequence[StyleVector]) -> str:
    networks = sorted({vector.network for vector in vectors})
    if len(networks) > 1:
        raise BadStyle("vectors-of-different-networks", networks=tuple(networks))
    return networks[0]


def _parse(text: str) -> tuple[tuple[float, ...], str, float]:
    malformed = Text("vector-malformed", length=LENGTH)
    try:
        check_nesting(text)
        record: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadStyle(malformed) from error
    if not isinstance(record, dict):
        raise BadStyle(malformed)
    network, values, colour = record.get("network"), record.get("values"), record.get("colour", 1.0)
    if not (isinstance(network, str) and network and isinstance(values, list)):
        raise BadStyle(malformed)
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in [*values, colour]):
        raise BadStyle(malformed)
    if not 0 <= colour <= 1:
        raise BadStyle(malformed)
    try:
        return tuple(float(value) for value in values), network, float(colour)
    except OverflowError as error:  # an integer beyond any float
        raise BadStyle("vector-not-finite") from error
