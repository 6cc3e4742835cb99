"""Orders given out to a crew: what comes of them, who replaces whom, and stopping."""

from concurrent.futures import BrokenExecutor, Future

import pytest

from impasto.desktop.batch.orders import Manner, Order, Plan, Style, Wanted
from impasto.desktop.batch.painter import Outcome
from impasto.desktop.batch.photos import Photo
from impasto.desktop.batch.work import Work
from impasto.desktop.files import Refused
from impasto.painting.vectors import StyleVector

MANNER = Manner({}, {}, "png", 80)


def order(name: str) -> Order:
    return Order(Photo(f"/photos/{name}.jpg", "", "1"), MANNER, "out", ())


class Crew:
    """Carries out what it is given at once; orders in ``losing`` cost all that are out, as often as they say."""

    def __init__(self, width: int = 2, losing: dict[str, int] | None = None, failing: tuple[str, ...] = ()) -> None:
        self.width = width
        self.submitted: list[str] = []
        self.replacements = 0
        self._losing = losing or {}
        self._failing = failing

    def submit(self, given: Order) -> Future[Outcome]:
        name = given.photo.stem
        self.submitted.append(name)
        future: Future[Outcome] = Future()
        if self._losing.get(name):
            self._losing[name] -= 1
            future.set_exception(BrokenExecutor("gone"))
        elif name in self._failing:
            future.set_exception(OSError("no disk"))
        else:
            future.set_result(Outcome(given, ()))
        return future

    def replaced(self, error: BaseException) -> bool:
        self.replacements += isinstance(error, BrokenExecutor)
        return isinstance(error, BrokenExecutor)

    def stop(self) -> None:
        self.submitted.append("stop")


def outcomes(crew: Crew, *names: str) -> dict[str, str | None]:
    return {outcome.order.photo.stem: outcome.problem for outcome in Work(map(order, names), crew).outcomes()}


def test_every_order_has_an_outcome():
    crew = Crew()
    assert outcomes(crew, "a", "b", "c", "d", "e") == dict.fromkeys("abcde")
    assert crew.submitted == list("abcde")
    assert outcomes(crew) == {}


def test_no_more_are_out_than_the_crew_is_wide():
    crew = Crew(width=3)
    taken = []

    def orders():
        for name in "abcdefgh":
            taken.append(name)
            yield order(name)

    next(iter(Work(orders(), crew).outcomes()))
    assert taken == ["a", "b", "c"]


def test_an_order_that_fails_costs_nothing_but_itself():
    found = outcomes(Crew(failing=("b",)), "a", "b", "c")
    assert found["a"] is None and found["c"] is None
    assert found["b"] is not None and "OSError: no disk" in found["b"] and "/photos/b.jpg" in found["b"]


def test_of_those_that_were_lost_together_each_is_tried_alone():
    crew = Crew(losing={"b": 1})
    assert outcomes(crew, "a", "b", "c") == dict.fromkeys("abc")
    assert crew.replacements == 1 and crew.submitted.count("b") == 2


def test_who_costs_the_crew_alone_is_named_and_the_others_go_on():
    crew = Crew(losing={"b": 9})
    found = outcomes(crew, "a", "b", "c", "d")
    assert {name for name, problem in found.items() if problem} == {"b"} and "BrokenExecutor" in str(found["b"])
    assert set(found) == set("abcd") and crew.replacements >= 2


def test_of_what_is_stopped_only_what_was_done_has_an_outcome():
    class Slow(Crew):
        def submit(self, given: Order) -> Future[Outcome]:
            self.submitted.append(given.photo.stem)
            future: Future[Outcome] = Future()
            if given.photo.stem == "a":
                future.set_result(Outcome(given, ()))
            elif given.photo.stem == "b":
                future.set_running_or_notify_cancel()
                future.set_exception(OSError("no disk"))
            return future

    crew = Slow(width=3)
    work = Work(map(order, "abcd"), crew)
    work._give_out()
    assert [outcome.order.photo.stem for outcome in work.stop()] == ["a"]
    assert crew.submitted == ["a", "b", "c", "stop"]


VECTOR = StyleVector((0.0,) * 100, "seer")
CAT = Photo("/photos/cat.jpg", "", "1")


def plan(*photos: Photo, template: str = "{photo}", output: str = "/out") -> Plan:
    return Plan(photos, (Style("waves", VECTOR),), MANNER, output, template)


def test_two_paintings_of_one_name_are_refused_before_any_is_painted():
    plan(CAT, Photo("/photos/dog.jpg", "", "1")).check()
    with pytest.raises(Refused) as refused:
        plan(CAT, Photo("/more/cat.png", "", "1")).check()
    assert refused.value.text.key == "name-taken-twice"
    assert refused.value.text.parameters == {"name": "cat.png", "first": CAT.place, "second": "/more/cat.png"}


@pytest.mark.parametrize(
    ("names", "key"), [(("waves", "dots"), "name-without-style"), (("waves", "waves"), "styles-called-alike")]
)
def test_two_styles_of_one_photo_that_would_share_a_name_are_told_as_that(names, key):
    with pytest.raises(Refused) as refused:
        Plan((CAT,), [Style(name, VECTOR) for name in names], MANNER, "/out", "{photo}").check()
    assert refused.value.text.key == key and "waves" in str(refused.value)


def test_a_painting_never_takes_the_place_of_a_photo():
    photo = Photo("/photos/cat.png", "", "1")
    with pytest.raises(Refused) as refused:
        plan(photo, output="/photos").check()
    assert refused.value.text.key == "output-is-input" and refused.value.text.parameters == {"path": "/photos/cat.png"}


def test_a_recipe_is_another_one_when_anything_it_depends_on_is():
    def recipe(photo: Photo = CAT, manner: Manner = MANNER, vector: StyleVector = VECTOR, **options) -> str:
        (wanted,) = Plan((photo,), (Style("waves", vector),), manner, "/out", **options).all_wanted()
        assert isinstance(wanted, Wanted)
        return wanted.recipe

    others = [
        recipe(Photo(CAT.place, "", "2")),
        recipe(template="{style}"),
        recipe(vector=StyleVector((1.0,) + (0.0,) * 99, "seer")),
        recipe(vector=StyleVector((0.0,) * 100, "seer", 0.5)),
        recipe(vector=StyleVector((0.0,) * 100, "sage")),
        recipe(manner=Manner({"size": 256}, {}, "png", 80)),
        recipe(manner=Manner({}, {"brush": ("00",)}, "png", 80)),
        recipe(manner=Manner({}, {}, "webp", 80)),
    ]
    assert len({recipe(), *others}) == 1 + len(others)
    assert recipe() == recipe() == recipe(Photo("/elsewhere/cat.jpg", "", "1"))
