"""The two commands for a lent machine, with small pictures, a narrow loss network and a clock of steps."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import pytest

from tests.unit.models.training.examples import ticks, vgg_arrays
from training import lent
from training.lease import train_by_the_clock
from training.networks import QUARTER_WIDTH, Transformer
from training.train import load_averaged


@pytest.fixture
def packed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    """Return the arguments of ``pack``."""
    monkeypatch.setattr(lent, "published_vgg", lambda cache: vgg_arrays())
    return argparse.Namespace(
        output=tmp_path / "pack",
        photographs=folder,
        paintings=folder,
        contents=8,
        styles=9,
        checkpoints=[],
        limit=1.0,
    )


def test_a_pack_over_the_limit_is_refused(packed: argparse.Namespace, capsys: pytest.CaptureFixture[str]) -> None:
    lent.pack(packed)
    assert "MiB in all, of 1" in capsys.readouterr().out
    packed.limit = 0.001
    with pytest.raises(SystemExit, match="over the limit"):
        lent.pack(packed)


def test_a_lease_trains_from_a_pack_and_goes_on_from_its_checkpoint(
    packed: argparse.Namespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lent.pack(packed)
    arguments = argparse.Namespace(
        network="lite",
        minutes=60.0,
        pack=packed.output,
        output=tmp_path / "out",
        resume=None,
        sides=[64],
        batch=2,
        rate=1e-3,
        content_goal=1.0,
        seed=0,
    )
    # An hour in four steps; the real clock only says how long loading took, which comes off the hour.
    hurried = (now * 180 for now in ticks())
    monkeypatch.setattr(lent, "train_by_the_clock", partial(train_by_the_clock, clock=hurried.__next__))
    lent.lease(arguments)
    assert "8 contents, 9 styles" in capsys.readouterr().out
    first, *_, last = sorted((tmp_path / "out").iterdir())
    before, after = lent.committed("transformer-lite").state_dict(), load_averaged(last)
    Transformer(widths=QUARTER_WIDTH).load_state_dict(after)
    assert any(not after[name].float().allclose(before[name], rtol=1e-2) for name in before)
    arguments.resume = first
    lent.lease(arguments)
    assert str(max((tmp_path / "out").iterdir())) in capsys.readouterr().out
