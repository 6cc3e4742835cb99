"""Limits of the decoder brought down, so that a run takes milliseconds whatever size a header claims."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from impasto.imaging import decoding, files, icctables

LONGEST = 96
"""Long side, in px, to which pictures are scaled down."""


@contextmanager
def small() -> Iterator[None]:
    """Refuse beyond one megapixel what is otherwise refused beyond a hundred, and know profiles at fewer nodes."""
    with (
        mock.patch.object(decoding, "MEGAPIXELS", 1),
        mock.patch.object(files, "MOST_MADE_UP", 1 << 16),
        mock.patch.dict(icctables._NODES, {1: 8, 3: 5, 4: 4}),
    ):
        yield
