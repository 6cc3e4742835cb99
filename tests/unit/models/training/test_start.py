"""Transformers made out of others: they paint what the others paint, or nearly."""

from __future__ import annotations

import torch

from tests.unit.models.training.examples import picture
from training import start
from training.networks import Transformer


def test_multiplying_out_keeps_the_picture() -> None:
    separable = Transformer(separable=True)
    content, vector = picture(32, 48), torch.randn(1, 100) / 4
    with torch.no_grad():
        plain = start.multiplied_out(separable)
        assert torch.allclose(plain(content, vector), separable(content, vector), atol=1e-4)
    assert all(parameter.requires_grad for parameter in plain.parameters())


def test_factorising_keeps_most_of_the_picture(lite: Transformer) -> None:
    content, vector = picture(64, 64), torch.randn(1, 100) / 4
    with torch.no_grad():
        expected = lite(content, vector)
        difference = (start.factorised(lite)(content, vector) - expected).abs().mean()
        nothing = (expected.mean((2, 3), keepdim=True) - expected).abs().mean()
    assert float(difference) < 0.7 * float(nothing)
