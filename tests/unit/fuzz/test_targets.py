"""Ten seconds of fuzzing, the same inputs every time: first the corpus, then what hypothesis makes of it."""

import pytest

from fuzz import corpus, drawing
from fuzz.seeds import SEEDS
from fuzz.targets import TARGETS

RUNS = {"batches": 80, "names": 300, "pictures": 600}
"""Of those that take longer than most, and of those in which most is to be found; 500 of the others."""

INPUTS = [(target, name) for target in TARGETS for name in corpus.inputs(target)]


@pytest.mark.parametrize(("target", "name"), INPUTS, ids=["/".join(each) for each in INPUTS])
def test_the_corpus_breaks_nothing(target, name):
    TARGETS[target](corpus.inputs(target)[name])


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_that_is_drawn_breaks_it(target):
    drawing.search(TARGETS[target], list(corpus.inputs(target).values()), RUNS.get(target, 500))


def test_every_target_has_its_corpus_and_nothing_else_lies_there():
    assert set(TARGETS) == set(SEEDS) == {path.name for path in corpus.FOLDER.iterdir()}
    for target, make in SEEDS.items():
        names = set(corpus.inputs(target))
        assert names >= set(make()), "python -m fuzz.seeds"
        assert all(name.startswith("fault-") for name in names - set(make()))


def test_the_corpus_is_small():
    sizes = [path.stat().st_size for path in corpus.FOLDER.rglob("*") if path.is_file()]
    assert max(sizes) <= 4096 and sum(sizes) <= 128_000
