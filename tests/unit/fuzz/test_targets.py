"""Ten seconds of fuzzing, the same inputs every time: first the corpus, then what hypothesis makes of it."""

import json

import pytest

from fuzz import corpus, drawing
from fuzz.seeds import SEEDS
from fuzz.targets import TARGETS
from impasto.imaging import colours
from impasto.imaging.decoding import decode
from impasto.networks.catalogue import Catalogue
from impasto.painting.links import PREFIX, from_link
from impasto.painting.maskfiles import from_png
from impasto.painting.projects import opened
from impasto.painting.vectors import StyleVector
from impasto.session import visit_records
from impasto.studio import batch_record
from impasto.studio.parsing import parse

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


@pytest.mark.parametrize(
    ("target", "name", "read"),
    [
        ("pictures", "webp-alpha", lambda data: decode(data).alpha),
        ("profiles", "tables", lambda data: colours.of_profile(data, "RGB")),
        ("masks", "grey", from_png),
        ("vectors", "grey", lambda data: StyleVector.from_json(data.decode())),
        ("projects", "masked", lambda data: opened(data).areas),
        ("links", "two", lambda data: from_link(PREFIX + data.decode()).styles[1]),
        ("networks", "few", lambda data: Catalogue.from_json(data.decode()).segmenters),
        ("events", "08-mask-stroke", lambda data: parse(json.loads(data))),
        ("memories", "visit", lambda data: visit_records.from_json(data.decode(), lambda name, id_: True)),
        ("memories", "queue", lambda data: batch_record.read(data.decode())),
    ],
)
def test_the_corpus_holds_what_is_read(target, name, read):
    """What nothing is made of, since its form has changed, leads nowhere: python -m fuzz.seeds."""
    assert read(corpus.inputs(target)[name]) is not None
