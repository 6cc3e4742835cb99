"""A painter of a batch: what becomes of an order whatever goes wrong with it. Nothing is painted here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from impasto.desktop.batch.orders import Manner, Order, Style, Wanted
from impasto.desktop.batch.painter import Outcome, Painter
from impasto.desktop.batch.photos import Photo
from impasto.errors import BadImage, Cancelled, RuntimeFailed
from impasto.painting.vectors import StyleVector
from tests.unit.fakes.catalogue import CATALOGUE

MANNER = Manner({}, {}, "png", 80)
ORDER = Order(Photo("/photos/cat.jpg", "", "1"), MANNER, "/out", ())
STYLE = Style("waves", StyleVector((0.0,) * 100, "seer"))
MADE = {"output": "first.png"}


class Failing(Painter):
    """Makes one painting, and then fails."""

    def __init__(self, error: BaseException | None) -> None:
        super().__init__(Path("/models"), 1, None)
        self._error = error

    def _records(self, order: Order) -> Iterator[dict]:
        yield MADE
        if self._error is not None:
            raise self._error


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (None, None),
        (BadImage("file-empty"), "This file is empty."),
        (OSError(28, "No space left on device", "/out/a.png"), "/out/a.png: No space left on device."),
        (OSError(28, "No space left on device"), "No space left on device."),
        (OSError("gone"), "gone."),
        (TimeoutError(), "TimeoutError."),
    ],
)
def test_what_was_made_counts_whatever_went_wrong_after_it(error, problem):
    assert Failing(error).carry_out(ORDER) == Outcome(ORDER, (MADE,), problem)


def test_too_little_memory_is_told_with_the_photo():
    outcome = Failing(MemoryError()).carry_out(ORDER)
    assert outcome.made == (MADE,) and str(outcome.problem).startswith("/photos/cat.jpg: ")
    assert "memory" in str(outcome.problem)


def test_what_was_stopped_did_not_fail():
    """Ctrl-C is no fault of a photo: it is neither named nor counted."""
    order = Order(ORDER.photo, MANNER, "/out", (Wanted(STYLE, "a.png", "1"), Wanted(STYLE, "b.png", "2")))
    outcome = Failing(Cancelled("running-cancelled")).carry_out(order)
    assert outcome.made == (MADE,) and outcome.problem is None and outcome.failed == 0
    assert Failing(BadImage("file-empty")).carry_out(order).failed == 1


def test_mistakes_of_ours_are_not_taken_for_problems_of_a_photo():
    with pytest.raises(KeyError):
        Failing(KeyError("x")).carry_out(ORDER)


def test_whoever_has_other_networks_paints_nothing(monkeypatch):
    painter = Painter(Path("/models"), 1, None)
    monkeypatch.setitem(painter.__dict__, "_studio", type("Studio", (), {"catalogue": CATALOGUE}))
    sums = {network.id: tuple(graph.sha256 for graph in network.graphs) for network in CATALOGUE.networks}
    painter.check(Manner({}, sums, "png", 80))
    name = CATALOGUE.transformers[0].id
    for networks in ({name: ("00",)}, {"gone": ()}):
        with pytest.raises(RuntimeFailed) as refused:
            painter.check(Manner({}, sums | networks, "png", 80))
        assert refused.value.text.key == "network-differs-there"
        assert refused.value.text.parameters["network"] == next(iter(networks))
