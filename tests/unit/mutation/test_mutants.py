"""Mutants: what is changed in a module, and how a change comes into functions that are there."""

import importlib.util
import sys
from types import ModuleType

import pytest

from builder import places
from mutation.mutants import Mutant, drawn, functions_below

SOURCE = '''\
"""A module."""

LIMIT = 3


class Box:
    """A box."""

    side: int = 2

    def __init__(self, side: int = 2) -> None:
        self.side = side

    @property
    def area(self) -> int:
        return self.side * self.side

    def fits(self, other: "Box") -> bool:
        if other.side > LIMIT:
            raise ValueError("too large for any box")
        return other.side <= self.side


def total(*sides: int) -> int:
    return sum(Box(side).area for side in sides if side)
'''


@pytest.fixture
def module(tmp_path, monkeypatch) -> ModuleType:
    monkeypatch.setattr(places, "ROOT", tmp_path)
    path = tmp_path / "boxes_for_mutants.py"
    path.write_text(SOURCE, "utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, found)
    spec.loader.exec_module(found)
    return found


def mutants(module: ModuleType, seed: int = 1) -> list[Mutant]:
    path = places.ROOT / "boxes_for_mutants.py"
    return list(drawn([path], seed, functions_below(places.ROOT)))


def test_functions_are_changed_and_neither_statements_of_the_module_nor_words_for_tracebacks(module):
    changes = {mutant.change for mutant in mutants(module)}
    assert "-        return self.side * self.side\n+        return self.side / self.side" in changes, "a property"
    assert "-        return other.side <= self.side\n+        return other.side < self.side" in changes
    assert "-        self.side = side\n+        self.side = None" in changes
    assert not any("LIMIT =" in change or "too large" in change or "side: int = " in change for change in changes)


def test_the_same_seed_draws_the_same_order(module):
    assert mutants(module, 1) == mutants(module, 1)
    assert [each.change for each in mutants(module, 1)] != [each.change for each in mutants(module, 2)]
    assert {each.change for each in mutants(module, 1)} == {each.change for each in mutants(module, 2)}


def test_a_mutant_is_known_by_where_it_is(module):
    (mutant,) = [each for each in mutants(module) if each.change.endswith("other.side < self.side")]
    assert (mutant.name, mutant.first, mutant.last) == ("boxes_for_mutants.py:21", 21, 21)
    assert mutant.within == (18, 21)


def test_what_was_put_in_is_what_is_called_from_then_on(module):
    assert (module.total(2, 3), module.Box(2).fits(module.Box(2))) == (13, True)
    functions = functions_below(places.ROOT)
    for mutant in mutants(module):
        if mutant.change.endswith(("self.side / self.side", "other.side < self.side")):
            mutant.put_in(functions)
    assert (module.total(2, 3), module.Box(2).fits(module.Box(2))) == (2, False)
