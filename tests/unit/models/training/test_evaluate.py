"""What paintings are measured with."""

from __future__ import annotations

import pytest

from tests.unit.models.training.examples import picture
from training.evaluate import structural_similarity


def test_structural_similarity_is_one_for_the_same_picture() -> None:
    given = picture(32, 32)
    assert structural_similarity(given, given) == pytest.approx(1)
    assert structural_similarity(given, 1 - given) < 0
