"""What a few strokes on a thing mean: all of that thing, as far as the photo's edges go.

By geodesic distances (Bai and Sapiro, *A geodesic framework for fast interactive image and video segmentation and
matting*, ICCV 2007; Criminisi, Sharp and Blake, *GeoS: geodesic image segmentation*, ECCV 2008): a pixel belongs to
the marks that a path leads to over fewer edges, of the photo and of how likely its colours are among those marked. A
path may also begin where colours are those of the surroundings, at a price: so what these enclose, as a sky between
towers, is not the thing (the soft seeds of Criminisi et al.). It is worked out in small; a guided filter
(``imaging.guided``) brings the border to the edges of a larger copy.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from impasto.imaging.guided import coefficients
from impasto.imaging.oklab import to_oklab
from impasto.imaging.pixels import RGB
from impasto.imaging.sizes import scaled
from impasto.painting.masks import Grey

Plane: TypeAlias = NDArray[np.float32]

SIDE, FILTER_SIDE = 256, 320
"""Long sides in px of the copies in which distances are measured, and in which the border is made to follow edges."""

STEP, LIKENESS = 2e-4, 0.15
"""What a step to the next pixel costs, besides the square of the change of colour in Oklab, and how much the square of
the change of likelihood adds. Squares, since noise and shading, all along a path, would add up to an edge."""

UNMARKED, UNLIKE, SPREAD = 0.008, 0.3, 2.0
"""What a path costs that begins where nothing is marked, how much the likelihood there adds, and by how many px that is
blurred first: single pixels like the surroundings are in all things. Cheaper, flowers in a buttonhole are cut out."""

CALM = 1.0
"""Standard deviation in px of the blur that takes noise away before distances are measured."""

FAR = 1e6
"""More than any distance."""

BORDER = 4
"""Width in px of what is taken for the surroundings where nothing tells what they are."""

SWEEPS = 2
"""How often distances are led over the picture, there and back: paths that wind more are rare."""

LEVELS = (4, 12, 12)
"""Steps of L, a and b of Oklab in which colours are counted: shading changes lightness most."""

HANDICAP = 0.005
"""How far the border is from itself where it is only taken for the surroundings: it may be a part of the thing."""

RADIUS, SMOOTHING = 3, 1e-4
"""Of the guided filter, in px and in squared luma."""


def along_edges(photo: RGB, marks: Grey, others: Grey) -> Grey:
    """Return the thing that is marked, uint8 ``[height, width]`` as the marks are.

    Args:
        photo: uint8 ``[height, width, 3]``, of any size in the ratio of the marks.
        marks: what strokes on the thing cover, uint8 ``[height, width]``.
        others: what strokes on all that is not it cover; without any the border of the picture is taken for it, where
            its colours are not those of the thing.
    """
    height, width = marks.shape
    small = _resized(photo, *scaled(width, height, SIDE))
    inside, outside = (_resized(each, small.shape[1], small.shape[0]) > 127 for each in (marks, others))
    if not inside.any():  # a dot that is smaller than a pixel of the copy
        inside.flat[int(_resized(marks, small.shape[1], small.shape[0]).argmax())] = True
    outside &= ~inside
    lab = to_oklab(_calmed(small).reshape(-1, 3)).reshape(3, *small.shape[:2])
    border = _border(*inside.shape) & ~inside
    likely = _likelihood(lab, inside, outside if outside.any() else border)
    guessed = not outside.any()
    if guessed:
        unlike = border & (likely < 0.5)
        outside = unlike if unlike.any() else border
    beginning = np.where(inside, FAR, UNMARKED + UNLIKE * _spread(likely))
    to_marks, to_others = _distances(lab, likely, np.stack((np.where(inside, 0, FAR), np.where(outside, 0, beginning))))
    if guessed:
        to_others = to_others + HANDICAP
    found = _at_edges(to_marks < to_others, photo, width, height)
    return np.minimum(np.maximum(found, marks), 255 - others)


def _at_edges(belongs: NDArray[np.bool_], photo: RGB, width: int, height: int) -> Grey:
    """Return what belongs to a thing, enlarged to a size in px so that its border is at the photo's edges."""
    grey = Image.fromarray(photo).convert("L")
    fine = np.asarray(grey.resize((width, height), Image.Resampling.BILINEAR), np.float32) / 255
    size = scaled(width, height, FILTER_SIDE)
    guide = np.asarray(grey.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0), np.float32) / np.float32(255)
    coarse = np.asarray(Image.fromarray(belongs.astype(np.float32)).resize(size, Image.Resampling.BILINEAR), np.float32)
    slope, offset = (
        np.asarray(Image.fromarray(each).resize((width, height), Image.Resampling.BILINEAR))
        for each in coefficients(coarse, guide, RADIUS, SMOOTHING)
    )
    soft = (slope * fine + offset - 0.5) * 1.6 + 0.5  # the filter leaves a haze on both sides
    mask: Grey = np.rint(np.clip(soft, 0, 1) * 255).astype(np.uint8)
    return mask


def _spread(likely: Plane) -> Plane:
    """Return a likelihood blurred."""
    image = Image.fromarray(np.rint(likely * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(SPREAD))
    return np.asarray(image, np.float32) / np.float32(255)


def _calmed(picture: RGB) -> RGB:
    """Return a picture without noise, which would be taken for edges."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(CALM)))


def _resized(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    # What is much larger is made smaller in steps, which is soon done.
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0))


def _likelihood(lab: Plane, inside: NDArray[np.bool_], outside: NDArray[np.bool_]) -> Plane:
    """Return how much likelier each pixel's colour is inside than outside, 0..1, by what is known of both."""
    low = lab.reshape(3, -1).min(axis=1)[:, None, None]
    high = lab.reshape(3, -1).max(axis=1)[:, None, None]
    levels = np.array(LEVELS)[:, None, None]
    bins = np.minimum((lab - low) / (high - low + 1e-6) * levels, levels - 1).astype(int)
    places = (bins[0] * LEVELS[1] + bins[1]) * LEVELS[2] + bins[2]
    within, without = (_counted(places[known]) for known in (inside, outside))
    shares: Plane = ((within + 1e-5) / (within + without + 2e-5)).astype(np.float32)
    found: Plane = shares[places]
    return found


def _counted(places: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return how often each colour comes, as a share, a little of it lent to the colours beside."""
    counts = np.bincount(places, minlength=math.prod(LEVELS)).reshape(LEVELS) / places.size
    for axis in 2 * (0, 1, 2):
        padded = np.pad(counts, [(1, 1) if each == axis else (0, 0) for each in range(3)], mode="edge")
        before, after = (padded.take(range(at, at + LEVELS[axis]), axis) for at in (0, 2))
        counts = counts / 2 + (before + after) / 4
    return counts.reshape(-1)


def _border(height: int, width: int) -> NDArray[np.bool_]:
    """Return which pixels lie along the border of a picture."""
    border = np.ones((height, width), bool)
    border[BORDER:-BORDER, BORDER:-BORDER] = False
    return border


def _distances(lab: Plane, likely: Plane, begin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each pixel is from where paths of each kind begin, float64 ``[kinds, height, width]``.

    ``begin`` is what it costs to begin there, of the same shape.

    Rows are led on one after another; within a row all steps are done at once, by running minima of sums.
    """
    down, right = (
        STEP + LIKENESS * np.square(np.diff(likely, axis=axis)) + np.square(np.diff(lab, axis=axis + 1)).sum(axis=0)
        for axis in (0, 1)
    )
    height = likely.shape[0]
    far = begin.astype(np.float64).transpose(1, 0, 2).copy()  # rows first
    sums = np.concatenate((np.zeros((height, 1)), right.cumsum(axis=1, dtype=np.float64)), axis=1)
    for _ in range(SWEEPS):
        for order in (range(height), range(height - 1, -1, -1)):
            before = None
            for row in order:
                each, along = far[row], sums[row]
                if before is not None:
                    np.minimum(each, far[before] + down[min(row, before)], out=each)
                np.minimum(each, np.minimum.accumulate(each - along, axis=1) + along, out=each)
                np.minimum(each, np.minimum.accumulate((each + along)[:, ::-1], axis=1)[:, ::-1] - along, out=each)
                before = row
    return far.transpose(1, 0, 2)
