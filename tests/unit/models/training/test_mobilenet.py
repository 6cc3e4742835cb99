"""The small style network in PyTorch, against its committed graph."""

from __future__ import annotations

import torch

from tests.unit.models.training.examples import MODELS, picture
from training.mobilenet import MobileNetStyle
from training.onnxnetworks import OnnxStyleNetwork


def test_a_batch_has_the_vectors_of_the_committed_graph() -> None:
    file = MODELS / "style-mobilenet-v2.onnx"
    pictures = torch.cat([picture(64, 96) for _ in range(2)])
    expected = torch.cat([OnnxStyleNetwork(file)(each[None]) for each in pictures])
    assert float((MobileNetStyle(file)(pictures) - expected).abs().max()) <= 1e-4
    assert float(expected.abs().max()) > 0.5
