"""The weight of the content, which follows how far the content is from the reference."""

from __future__ import annotations

from tests.unit.models.training.examples import objective, picture
from training.samples import Sample


def test_content_weight_rises_while_the_content_is_too_far_and_falls_when_it_is_close() -> None:
    content = picture(32, 32)
    sample = Sample(content, [picture(32, 32)], [1.0])
    near, far = 0.9 * content, 1 - content
    given = objective()
    given.loss(far, given.target(sample, near))
    assert given.content_weight > 1
    given = objective()
    given.loss(near, given.target(sample, far))
    assert given.content_weight < 1
