"""The two commands for a lent machine, with small pictures, a narrow loss network and a clock of steps."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import pytest

from tests.unit.models.training.examples import objective, picture, random_transformer, ticks, vgg_arrays
from training import lent
from training.inception import InceptionStyle
from training.lease import train_by_the_clock
from training.mobilenet import MobileNetStyle
from training.networks import QUARTER_WIDTH, Transformer
from training.painting import PaintingTogether
from training.samples import Sample
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
        network=["lite", "inception"],
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
    seconds = sorted({int(file.stem.partition("-")[2]) for file in (tmp_path / "out").iterdir()})
    before = {
        "lite": lent.committed("transformer-lite").state_dict(),
        "inception": lent.start("inception", packed.output).state_dict(),
    }
    networks = {"lite": Transformer(widths=QUARTER_WIDTH), "inception": InceptionStyle()}
    for name, network in networks.items():
        network.load_state_dict(load_averaged(tmp_path / "out" / f"{name}-{seconds[-1]:05}.pt"))
        after = network.state_dict()
        assert any(not after[key].allclose(before[name][key], rtol=1e-2) for key in after)
    arguments.resume = seconds[0]
    lent.lease(arguments)
    assert str(tmp_path / "out" / f"lite-{seconds[-1]:05}.pt") in capsys.readouterr().out


def test_contents_of_every_size_weigh_for_themselves() -> None:
    """The state of a run that is resumed keeps them apart, too."""
    encoder = MobileNetStyle(lent.MODELS / f"{lent.MOBILENET}.onnx")
    network = random_transformer().requires_grad_(True)
    sides = {side: objective() for side in (32, 64)}

    class Growing:
        def sample(self, step: int) -> Sample:
            side = (32, 64)[step]
            return Sample(picture(side, side), [picture(64, 64)], [1.0])

    task = PaintingTogether(
        {"narrow": network}, [encoder], lambda sample: 0.9 * sample.content, {"narrow": sides}, Growing()
    )
    loss, terms = task.loss(1)
    loss.backward()
    assert network.style.weight.grad is not None
    assert set(terms) == {"loss", "narrow style 64", "narrow content 64"}
    assert sides[32].content_weight == 1
    assert sides[64].content_weight != 1
    kept = task.state()
    task.loss(0)
    task.restore(kept)
    assert task.state() == kept
    assert sides[32].content_weight == 1
