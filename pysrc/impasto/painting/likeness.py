"""Which styles are like each other: the nearest vectors, by the straight line between them."""

from collections.abc import Mapping

from impasto.painting.vectors import StyleVector, distance


def nearest(vector: StyleVector, others: Mapping[str, StyleVector]) -> tuple[str, ...]:
    """Return the ids of ``others``, the most like ``vector`` first; ``BadStyle`` if the networks differ."""
    return tuple(sorted(others, key=lambda id_: distance(vector, others[id_])))
