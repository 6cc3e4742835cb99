"""What paintings are measured with."""

from __future__ import annotations

import pytest

from tests.unit.models.training.examples import MODELS, picture
from training.evaluate import Pair, measure_identity, structural_similarity


def test_structural_similarity_is_one_for_the_same_picture() -> None:
    given = picture(32, 32)
    assert structural_similarity(given, given) == pytest.approx(1)
    assert structural_similarity(given, 1 - given) < 0


def test_at_strength_0_more_of_a_content_stays_than_under_another_picture() -> None:
    content, other = picture(96, 128), 1 - picture(96, 128).flip(1)
    own = measure_identity(MODELS, iter([Pair(content, other, content)]))
    foreign = measure_identity(MODELS, iter([Pair(content, other, other)]))
    assert len(own) == 6
    for combination, (kept,) in own.items():
        (lost,) = foreign[combination]
        assert 0 < kept.levels < lost.levels
        assert lost.ssim < 1
