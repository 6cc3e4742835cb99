"""The search for a strength, with a measure that says when the photo goes under."""

import pytest

from impasto.errors import BadImage, Cancelled
from impasto.painting import auto_strength as module
from impasto.painting.auto_strength import STRONGEST, TRIES, WEAKEST, auto_strength
from impasto.painting.progress import Progress
from impasto.painting.settings import SETTINGS, Range
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.painting.requests import gradient, plain, request


class Recording(Stylizer):
    """Keeps the requests."""

    def __init__(self) -> None:
        super().__init__(FakeRuntime(), CATALOGUE)
        self.requests = []

    async def stylize(self, request, report=None, token=None):
        self.requests.append(request)
        return await super().stylize(request, report, token)


@pytest.fixture
def stylizer() -> Recording:
    return Recording()


@pytest.fixture
def going_under(stylizer, monkeypatch):
    """Return a function that sets the strength beyond which the photo is not recognised any more."""

    def at(strength: float) -> None:
        def kept(painting, photo) -> float:
            assert painting.shape[:2] == photo.shape[:2]
            return float(stylizer.requests[-1].settings.strength <= strength + 1e-9)

        monkeypatch.setattr(module, "structure_kept", kept)

    return at


@pytest.mark.parametrize("strength", [WEAKEST, 0.45, 0.6, 0.7, 0.85, 0.95, STRONGEST])
async def test_the_largest_strength_that_keeps_the_photo_is_found_in_few_tries(stylizer, going_under, strength):
    going_under(strength)
    assert await auto_strength(stylizer, request()) == strength
    assert len(stylizer.requests) <= TRIES


@pytest.mark.parametrize(("strength", "chosen"), [(0.0, WEAKEST), (2.0, STRONGEST), (0.83, 0.8)])
async def test_it_lies_within_limits_and_on_a_step_of_the_slider(stylizer, going_under, strength, chosen):
    going_under(strength)
    assert await auto_strength(stylizer, request()) == chosen


async def test_the_tries_are_small_and_show_the_networks_work_alone(stylizer, going_under):
    going_under(1.0)
    touched = {"colours": 0.7, "lightness": 0.2, "photo_through": 0.9}
    first = await auto_strength(stylizer, request(output_size=1024, strength=0.1, **touched))
    assert {each.settings.output_size for each in stylizer.requests} == {module.PREVIEW_SIZE}
    assert all(each.passing for each in stylizer.requests)
    assert all(getattr(each.settings, name) == 0 for each in stylizer.requests for name in touched)
    stylizer.requests.clear()
    assert await auto_strength(stylizer, request(output_size=256)) == first
    assert {each.settings.output_size for each in stylizer.requests} == {256}


async def test_a_panorama_is_tried_as_large_as_it_has_to_be(stylizer, going_under):
    going_under(0.9)
    panorama = gradient(1600, 64)
    assert await auto_strength(stylizer, request(content=panorama, output_size=2048)) == 0.9
    assert {each.settings.output_size for each in stylizer.requests} == {800}
    with pytest.raises(BadImage):
        await auto_strength(stylizer, request(content=panorama, output_size=512))


async def test_each_try_is_reported_and_cancelling_ends_the_search(stylizer, going_under):
    going_under(0.6)
    heard: list[Progress] = []
    await auto_strength(stylizer, request(), heard.append)
    assert [each.step for each in heard] == list(range(1, len(stylizer.requests) + 1))
    assert {each.text.key for each in heard} == {"choosing-strength"} and heard[-1].fraction < 1

    token = CancelToken()
    with pytest.raises(Cancelled):
        await auto_strength(stylizer, request(), lambda _: token.cancel(), token)


async def test_a_style_that_hides_nothing_is_taken_at_its_strongest():
    # The fake mixes the photo with one colour, which leaves all of its structure.
    plain_stylizer = Stylizer(FakeRuntime(), CATALOGUE)
    assert await auto_strength(plain_stylizer, request(content=plain((100, 100, 100)))) == STRONGEST


def test_the_limits_are_strengths_of_the_slider():
    strength = SETTINGS["strength"]
    assert isinstance(strength, Range) and strength.automatic
    for limit in (WEAKEST, STRONGEST):
        assert strength.taken(limit) == limit and limit / strength.step == pytest.approx(round(limit / strength.step))
