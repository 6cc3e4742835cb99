"""A mask made to follow the edges of a photograph (He, Sun and Tang, *Guided Image Filtering*, TPAMI 2013)."""

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
"""float32 ``[height, width]``, 0..1."""


def guided(mask: Plane, guide: Plane, radius: int, smoothing: float) -> Plane:
    """Return ``mask`` filtered so that in small windows it is a linear function of ``guide``, of the same size.

    Args:
        mask: what is filtered.
        guide: luma, whose edges it is to follow.
        radius: of the square windows, in px: how far from an edge the mask may have been.
        smoothing: variance of the guide up to which a window counts as without an edge (epsilon of the paper).
    """
    slope, offset = coefficients(mask, guide, radius, smoothing)
    filtered: Plane = np.clip(slope * guide + offset, 0, 1)
    return filtered


def coefficients(mask: Plane, guide: Plane, radius: int, smoothing: float) -> tuple[Plane, Plane]:
    """Return slope and offset of the linear function at each pixel; the arguments are those of ``guided``.

    They are smooth, so that small ones, enlarged, go with a large guide (He and Sun, *Fast Guided Filter*, 2015).
    """
    guide_mean, mask_mean = _mean(guide, radius), _mean(mask, radius)
    variance = _mean(guide * guide, radius) - guide_mean * guide_mean
    slope = (_mean(guide * mask, radius) - guide_mean * mask_mean) / (variance + np.float32(smoothing))
    offset = mask_mean - slope * guide_mean
    return _mean(slope, radius), _mean(offset, radius)


def _mean(plane: NDArray[np.float32] | NDArray[np.float64], radius: int) -> Plane:
    """Return the mean of the square window around each pixel, as much of it as there is."""
    for axis in (0, 1):
        size = plane.shape[axis]
        sums = np.concatenate((np.zeros_like(plane.take([0], axis), np.float64), plane.cumsum(axis, np.float64)), axis)
        begin = np.maximum(np.arange(size) - radius, 0)
        end = np.minimum(np.arange(size) + radius + 1, size)
        counts = (end - begin).reshape((-1, 1) if axis == 0 else (1, -1))
        plane = (sums.take(end, axis) - sums.take(begin, axis)) / counts
    return plane.astype(np.float32)
