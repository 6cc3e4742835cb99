"""The published weights below the large style network, with the pictures they expect."""

from __future__ import annotations

import pytest

from tests.unit.models.training.examples import CACHE, picture
from training.inception import BACKBONE, FEATURES, InceptionStyle


@pytest.mark.skipif(not (CACHE / BACKBONE.file).exists(), reason=f"{BACKBONE.file} is not in the cache")
def test_backbone_was_made_for_pictures_from_0_to_1() -> None:
    network = InceptionStyle().requires_grad_(False)
    network.load_backbone(CACHE)
    features = network.features(picture(128, 128))
    assert features.shape == (1, FEATURES)
    assert float((features > 0.01).float().mean()) > 0.1
    assert float(features.max()) < 20
