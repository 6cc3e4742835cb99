"""The stages one after another: what is missing is computed, and nothing else."""

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
import pytest

from impasto.painting.chain import Chain
from impasto.painting.request import Picture
from impasto.painting.settings import PaintSettings
from impasto.painting.stages import Brief, Stage
from impasto.painting.steps import Steps
from impasto.words import Text
from tests.unit.fakes.catalogue import CATALOGUE


class Noting(Stage[str]):
    """Notes what it computes; depends on one setting."""

    title = Text("painting")

    def __init__(self, name: str, setting: str, budget: int = 100) -> None:
        self.name = name
        self.setting = setting
        self.budget = budget
        self.computed = 0
        self.dead: set[str] = set()
        self.gone: list[str] = []

    def parameters(self, brief: Brief) -> Hashable:
        return getattr(brief.settings, self.setting)

    async def compute(self, before: object, brief: Brief, steps: Steps) -> str:
        self.computed += 1
        below = before if isinstance(before, str) else "photo"
        return f"{below}>{self.name}{self.parameters(brief)}"

    def size(self, value: str) -> int:
        return 1

    def alive(self, value: str) -> bool:
        return value not in self.dead

    def let_go(self, value: str) -> None:
        self.gone.append(value)


BRIEF = Brief(
    Picture(np.zeros((4, 4, 3), np.uint8)),
    PaintSettings(style_network="seer", transformer="brush"),
    CATALOGUE.transformers[0],
)


@pytest.fixture
def stages() -> list[Noting]:
    return [Noting("a", "output_size"), Noting("b", "strength"), Noting("c", "photo_through")]


def changed(**settings: float) -> Brief:
    return replace(BRIEF, settings=replace(BRIEF.settings, **settings))


async def test_each_stage_is_made_of_the_one_before(stages):
    chain = Chain(stages)
    assert chain.missing(BRIEF, stages[2]) == stages
    assert await chain.value(BRIEF, stages[2], Steps(1)) == "photo>a768>b1.0>c0.0"
    assert chain.missing(BRIEF, stages[2]) == []


async def test_what_does_not_depend_on_a_change_is_not_computed_again(stages):
    chain = Chain(stages)
    await chain.value(BRIEF, stages[2], Steps(1))
    await chain.value(changed(strength=0.5), stages[2], Steps(1))
    await chain.value(changed(strength=0.5, photo_through=0.2), stages[2], Steps(1))
    assert [stage.computed for stage in stages] == [1, 2, 3]
    await chain.value(changed(output_size=512), stages[2], Steps(1))
    assert [stage.computed for stage in stages] == [2, 3, 4]


async def test_it_begins_after_the_last_stage_that_is_kept_whatever_was_lost_before_it(stages):
    chain = Chain(stages)
    await chain.value(BRIEF, stages[1], Steps(1))
    stages[0].dead.add("photo>a768")
    assert chain.missing(BRIEF, stages[2]) == [stages[2]]
    assert chain.missing(changed(strength=0.5), stages[2]) == stages
    await chain.value(changed(strength=0.5), stages[2], Steps(1))
    assert stages[0].computed == 2


async def test_other_photos_are_other_values(stages):
    chain = Chain(stages)
    await chain.value(BRIEF, stages[2], Steps(1))
    other = replace(BRIEF, content=Picture(np.ones((4, 4, 3), np.uint8)))
    assert chain.missing(other, stages[2]) == stages


async def test_a_budget_lets_the_oldest_values_go():
    stage = Noting("a", "strength", budget=2)
    chain = Chain([stage])
    for strength in (0.1, 0.2, 0.3):
        await chain.value(changed(strength=strength), stage, Steps(1))
    assert stage.gone == ["photo>a0.1"]
