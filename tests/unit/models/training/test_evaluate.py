"""What paintings are measured with."""

from __future__ import annotations

import pytest

from tests.unit.models.training.examples import CACHE, MODELS, picture
from training.evaluate import BASE_STYLE, PUBLISHED, Networks, Pair, measure_identity, structural_similarity
from training.published import published_transformer


def test_structural_similarity_is_one_for_the_same_picture() -> None:
    given = picture(32, 32)
    assert structural_similarity(given, given) == pytest.approx(1)
    assert structural_similarity(given, 1 - given) < 0


def test_at_strength_0_more_of_a_content_stays_than_under_another_picture() -> None:
    content, other = picture(96, 128), 1 - picture(96, 128).flip(1)
    networks = Networks(MODELS, published_transformer(CACHE))
    own = measure_identity(networks, iter([Pair(content, other, content)]))
    foreign = measure_identity(networks, iter([Pair(content, other, other)]))
    assert len(own) == 7
    for combination, (kept,) in own.items():
        (lost,) = foreign[combination]
        assert 0 < kept.levels < lost.levels
        assert lost.ssim < 1


def test_the_base_goes_with_its_own_style_network_only() -> None:
    networks = Networks(MODELS, published_transformer(CACHE))
    combinations = [combination for combination, _ in networks.paintings(picture(32, 32), picture(96, 96))]
    assert combinations[0] == (BASE_STYLE, PUBLISHED)
    assert [painter for _, painter in combinations].count(PUBLISHED) == 1
