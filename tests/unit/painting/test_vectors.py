"""Style vectors: their arithmetic as properties, and what is refused in which words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from impasto.errors import BadSetting, BadStyle
from impasto.painting.vectors import StyleVector, distance, weighted_mean, with_strength

vectors = arrays(np.float32, 100, elements=st.floats(-1e6, 1e6, width=32)).map(lambda a: StyleVector.from_array(a, "a"))
weights = st.floats(1e-3, 1e3)
quick = settings(max_examples=50, deadline=None)


def constant(value: float, network: str = "a") -> StyleVector:
    return StyleVector((value,) * 100, network)


def array(vector: StyleVector):
    return np.array(vector.values)


# The vector itself


@quick
@given(vectors)
def test_tensor_there_and_back(vector):
    tensor = vector.as_tensor()
    assert tensor.shape == (1, 100)
    assert tensor.dtype == np.float32
    assert StyleVector.from_array(tensor, "a") == vector


@quick
@given(vectors)
def test_equal_by_content(vector):
    twin = StyleVector(tuple(vector.values), "a")
    assert vector == twin
    assert hash(vector) == hash(twin)
    assert vector != StyleVector(vector.values, "b")
    assert vector != StyleVector((vector.values[0] + 1e3, *vector.values[1:]), "a")


def test_values_are_float32():
    assert constant(0.1).values[0] == float(np.float32(0.1))


@pytest.mark.parametrize("length", [0, 99, 101])
def test_other_lengths_are_refused(length):
    with pytest.raises(BadStyle, match=f"^A style vector has 100 numbers; this one has {length}.$"):
        StyleVector((0.0,) * length, "a")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e39])
def test_values_that_are_not_finite_are_refused(value):
    with pytest.raises(BadStyle, match="not finite"):
        constant(value)


# Weighted mean


@quick
@given(vectors, st.floats(1e-300, 1e300))
def test_the_mean_of_one_is_itself(vector, weight):
    assert weighted_mean([(vector, weight)]) == vector


@quick
@given(st.lists(st.tuples(vectors, weights), min_size=1, max_size=5), st.randoms())
def test_the_mean_does_not_depend_on_the_order(weighted, random):
    shuffled = random.sample(weighted, len(weighted))
    np.testing.assert_allclose(array(weighted_mean(weighted)), array(weighted_mean(shuffled)), rtol=1e-5, atol=0.1)


@quick
@given(st.lists(st.tuples(vectors, weights), min_size=1, max_size=5), weights)
def test_weights_are_relative(weighted, factor):
    scaled = [(vector, weight * factor) for vector, weight in weighted]
    np.testing.assert_allclose(array(weighted_mean(weighted)), array(weighted_mean(scaled)), rtol=1e-5, atol=0.1)


@quick
@given(st.lists(st.tuples(vectors, weights), min_size=1, max_size=5))
def test_the_mean_lies_between(weighted):
    stacked = np.array([vector.values for vector, _ in weighted])
    mean = array(weighted_mean(weighted))
    slack = 1e-6 * np.abs(stacked).max() + 1e-30
    assert (mean >= stacked.min(0) - slack).all() and (mean <= stacked.max(0) + slack).all()


def test_the_mean_by_hand():
    assert weighted_mean([(constant(0), 1), (constant(8), 3)]) == constant(6)
    assert weighted_mean([(constant(0), 0), (constant(8), 3)]) == constant(8)
    assert weighted_mean([(constant(2), 1e308), (constant(4), 1e308)]) == constant(3)


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_bad_weights(weight):
    with pytest.raises(BadStyle, match=f"^The weight of a style is a number from 0 up; {weight:g} was given.$"):
        weighted_mean([(constant(1), 1.0), (constant(1), weight)])


def test_no_weight_at_all():
    with pytest.raises(BadStyle, match=r"^All styles have the weight 0"):
        weighted_mean([(constant(1), 0.0), (constant(2), 0.0)])


def test_no_style():
    with pytest.raises(BadStyle, match=r"^Choose at least one style\.$"):
        weighted_mean([])


# Strength


@quick
@given(vectors, vectors)
def test_strength_0_and_1_are_exact(content, blend):
    assert with_strength(content, blend, 0.0) == content
    assert with_strength(content, blend, 1.0) == blend


@quick
@given(vectors, vectors, st.floats(0, 2))
def test_strength_is_a_straight_line(content, blend, strength):
    moved = with_strength(content, blend, strength)
    assert distance(content, moved) == pytest.approx(strength * distance(content, blend), rel=1e-5, abs=5)
    expected = array(content) + strength * (array(blend) - array(content))
    np.testing.assert_allclose(array(moved), expected, rtol=1e-5, atol=0.5)


def test_strength_2_goes_as_far_beyond():
    assert with_strength(constant(1), constant(3), 2.0) == constant(5)


@pytest.mark.parametrize("strength", [-0.01, 2.01, float("nan"), float("inf")])
def test_bad_strength(strength):
    with pytest.raises(BadSetting, match=f"^The strength is a number from 0 to 2; {strength:g} was given.$"):
        with_strength(constant(0), constant(1), strength)


# Distance


@quick
@given(vectors, vectors, vectors)
def test_distance_is_a_metric(first, second, third):
    assert distance(first, first) == 0
    assert distance(first, second) == distance(second, first)
    assert distance(first, third) <= (distance(first, second) + distance(second, third)) * (1 + 1e-9)


def test_distance_by_hand():
    assert distance(constant(0), constant(3)) == pytest.approx(30)


@pytest.mark.parametrize(
    "combine",
    [
        lambda a, b: weighted_mean([(a, 1), (b, 0)]),
        lambda a, b: with_strength(a, b, 0.5),
        distance,
    ],
)
def test_different_networks_are_named(combine):
    with pytest.raises(BadStyle, match="different style networks, “a” and “b”, and cannot be combined"):
        combine(constant(0, "b"), constant(0, "a"))


# how much of a vector comes of pictures with colours


def grey(value: float = 0.0) -> StyleVector:
    return StyleVector((value,) * 100, "seer", colour=0.0)


def test_a_mean_has_as_much_colour_as_its_parts_have_together():
    coloured = StyleVector((1.0,) * 100, "seer")
    assert weighted_mean([(grey(), 1), (grey(1), 2)]).colour == 0
    assert weighted_mean([(grey(), 3), (coloured, 1)]).colour == pytest.approx(0.25)
    assert weighted_mean([(coloured, 0.1), (coloured, 0.2), (coloured, 0.7)]).colour == pytest.approx(1)


@pytest.mark.parametrize(
    ("own", "blend", "strength", "colour"),
    [(1, 0, 0.25, 0.75), (1, 0, 1, 0), (1, 0, 2, 0), (0, 1, 2, 1), (0, 0, 0.5, 0)],
)
def test_strength_moves_colour_too_and_never_beyond_all_or_nothing(own, blend, strength, colour):
    vectors = [StyleVector((0.0,) * 100, "seer", colour=float(each)) for each in (own, blend)]
    assert with_strength(*vectors, strength).colour == pytest.approx(colour)
