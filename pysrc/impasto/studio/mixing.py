"""A mixture of styles as a point: on a line between two, in a triangle of three, in a square of four.

The corners of the pad are the styles alone. In a triangle a point's weights are its barycentric coordinates, and each
mixture has one point; in a square they are bilinear, and any other mixture is shown at its centre of mass.
"""

from collections.abc import Sequence

Point = tuple[float, float]
"""Where on the pad, from its left (0..1) and from its top (0..1)."""

CORNERS: dict[int, tuple[Point, ...]] = {
    3: ((0.5, 0.0), (0.0, 1.0), (1.0, 1.0)),
    4: ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)),
}
"""Where the styles are alone, by how many there are, in their order."""

DIGITS = 3
"""Decimals that weights of a point have: more than a hand can set apart, and few enough to be the same again."""


def weights_at(count: int, x: float, y: float) -> tuple[float, ...]:
    """Return the weights, 0..1 and 1 in all, of ``count`` styles (3 or 4) at a point of the pad, or next to it."""
    x, y = _clamped(x), _clamped(y)
    exact: tuple[float, ...]
    if count == 3:
        right = min(max(x - 0.5 + y / 2, 0.0), y)
        exact = (1 - y, y - right, right)
    else:
        exact = ((1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y)
    return tuple(round(weight, DIGITS) for weight in exact)


def point_of(weights: Sequence[float]) -> Point | None:
    """Return where a mixture is on its pad, or None where it has none; weights are relative to each other."""
    corners, total = CORNERS.get(len(weights)), sum(weights)
    if corners is None:
        return None
    if total == 0:
        return point_of([1.0] * len(weights))
    x, y = (sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
    return x / total, y / total


def percentages(weights: Sequence[float]) -> tuple[int, ...]:
    """Return the shares of relative weights in whole per cent, which make 100 in all, or all of them 0.

    Those that are rounded up are the ones that lose most by being rounded down (the method of largest remainders).
    """
    total = sum(weights)
    if total == 0:
        return (0,) * len(weights)
    exact = [100 * weight / total for weight in weights]
    shares = [int(share) for share in exact]
    by_loss = sorted(range(len(exact)), key=lambda at: shares[at] - exact[at])
    for at in by_loss[: 100 - sum(shares)]:
        shares[at] += 1
    return tuple(shares)


def _clamped(value: float) -> float:
    return min(max(value, 0.0), 1.0)
