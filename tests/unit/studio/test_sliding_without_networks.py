"""Sliders that no network has to run for, and those that take more than one pass."""

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from tests.unit.studio.driver import Studio
from tests.unit.studio.sliding import AREA, painted_once, previews, strength


@pytest.fixture
def painted() -> Studio:
    return painted_once()


def through(share: float) -> ev.Sliding:
    return ev.Sliding(ev.SettingChanged("photo_through", share))


def test_what_no_network_has_to_run_for_is_followed_in_full_size(painted):
    (preview,) = previews(painted(through(0.5)))
    assert preview.size == 768 and preview.composes
    size = painted.state.preview_size
    painted(ev.PreviewPainted(preview.job, preview.settings, 768, AREA, None, composed=True))
    assert painted.effects == (fx.ShowPreview(preview.job),) and painted.state.preview_size == size
    painted(ev.SettingChanged("photo_through", 0.5))
    assert [paint.settings.photo_through for paint in painted.painting()] == [0.5] and previews(painted) == []


def test_another_strength_with_the_photo_through_needs_a_network_again(painted):
    painted(ev.SettingChanged("photo_through", 0.5)).finish()
    (preview,) = previews(painted(strength(0.4)))
    assert not preview.composes and preview.settings.photo_through == 0.5


def test_what_would_take_two_passes_is_not_followed_but_painted(painted):
    assert painted(ev.Sliding(ev.SettingChanged("stroke_size", 0.5))).effects == ()
    painted(ev.SettingChanged("stroke_size", 0.5))
    assert [paint.settings.stroke_size for paint in painted.painting()] == [0.5]
