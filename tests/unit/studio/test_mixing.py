"""Mixtures of three and four styles as points of a pad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impasto.studio import events as ev
from impasto.studio.mixing import CORNERS, percentages, point_of, weights_at
from impasto.studio.parsing import parse
from impasto.studio.view import view
from tests.unit.studio.driver import Studio

SHARE = st.floats(0, 1)
WEIGHTS = st.lists(st.floats(0, 1), min_size=1, max_size=9)


@pytest.mark.parametrize("count", [3, 4])
def test_at_a_corner_its_style_is_alone(count):
    for number, corner in enumerate(CORNERS[count]):
        assert weights_at(count, *corner) == tuple(float(number == at) for at in range(count))


def test_in_the_middle_all_count_the_same():
    assert weights_at(4, 0.5, 0.5) == (0.25,) * 4
    assert weights_at(3, 0.5, 2 / 3) == pytest.approx([1 / 3] * 3, abs=1e-3)


@given(st.sampled_from([3, 4]), st.floats(-2, 3), st.floats(-2, 3))
def test_weights_are_shares_and_lead_back_to_the_point(count, x, y):
    weights = weights_at(count, x, y)
    assert min(weights) >= 0 and sum(weights) == pytest.approx(1, abs=0.005)
    assert weights_at(count, *point_of(weights)) == pytest.approx(weights, abs=0.005)


def test_beside_the_triangle_the_nearest_point_of_its_row_counts():
    assert weights_at(3, 0.0, 0.5) == weights_at(3, 0.25, 0.5) == (0.5, 0.5, 0.0)
    assert weights_at(3, 1.0, 0.0) == (1.0, 0.0, 0.0)


def test_weights_are_relative_and_others_have_no_pad():
    assert point_of((2, 0, 0)) == (0.5, 0.0)
    assert point_of((0, 0, 0, 0)) == (0.5, 0.5)
    assert point_of((1, 1)) is None and point_of((1,) * 5) is None and point_of(()) is None


@given(WEIGHTS)
def test_percentages_make_a_hundred_and_are_near_to_the_shares(weights):
    shares = percentages(weights)
    total = sum(weights)
    assert sum(shares) == (100 if total else 0) and len(shares) == len(weights)
    if total > 0.01:
        assert all(abs(share - 100 * weight / total) < 1 for share, weight in zip(shares, weights, strict=True))


def test_three_thirds_are_a_hundred_and_nothing_is_nothing():
    assert sorted(percentages((1, 1, 1))) == [33, 33, 34]
    assert percentages(()) == ()
    assert percentages((0.5, 0.5, 0)) == (50, 50, 0)
    assert percentages((0, 0, 0, 0)) == (0, 0, 0, 0), "as the message of such weights says"


@pytest.fixture
def three(painted) -> Studio:
    own = ev.StylesRead((("own", "Mine"),), None)
    painted(own)
    for id_ in ("waves", "dots"):
        painted(ev.StyleMixed(id_)).finish()
    return painted


def weights(studio: Studio) -> list[float]:
    return [weight for _, weight in studio.state.settings.styles]


def test_the_pad_mixes_three_styles_and_undo_brings_the_mixture_back(three):
    assert view(three.state)["pad"]["x"] == 0.5 and view(three.state)["pad"]["y"] == pytest.approx(2 / 3)
    three(parse({"kind": "pad", "x": 0.25, "y": 0.5}))
    assert weights(three) == [0.5, 0.5, 0.0] and len(three.painting()) == 1
    assert [each["percent"] for each in view(three.state)["chosen"]] == [50, 50, 0]
    three.finish()(ev.UndoPressed())
    assert weights(three) == [1.0, 1.0, 1.0]


def test_the_pad_is_followed_while_it_moves(three):
    three(ev.PreviewsReady(three.state.settings, 384, 384 * 288, 0.01))
    three(parse({"kind": "sliding", "move": {"kind": "pad", "x": 0.0, "y": 1.0}}))
    assert view(three.state)["pad"]["x"] == 0.0 and weights(three) == [1.0, 1.0, 1.0]


def test_there_is_no_pad_for_one_style_or_two(painted):
    assert view(painted.state)["pad"] is None
    assert painted(ev.StyleMixed("dots")).finish()(ev.PadMoved(0, 0)).effects == ()
    assert view(painted.state)["pad"] is None and weights(painted) == [1.0, 1.0]


def test_a_pad_that_is_nowhere_is_no_event():
    with pytest.raises(ValueError, match="no number"):
        parse({"kind": "pad", "x": "nan", "y": 0})
