"""Makes larger transformers out of smaller ones, so that training starts from their pictures and not from noise."""

from __future__ import annotations

import torch
from torch import Tensor

from training.networks import FULL_WIDTH, QUARTER_WIDTH, Transformer

TIMES = FULL_WIDTH[0] // QUARTER_WIDTH[0]
# Copies of a channel get the same gradients and would stay copies for ever.
NOISE = 0.02
FIRST, LAST = "contract/conv1", "expand/conv3"


def factorised(narrow: Transformer) -> Transformer:
    """Return a separable transformer of full width that paints nearly like ``narrow``.

    The four copies of a channel carry the four leading spatial kernels of all that ``narrow`` makes of that channel
    (singular value decomposition), and the 1x1 convolution mixes them.
    """
    wide = Transformer(separable=True)
    _copy_common(narrow, wide)
    for layer in wide.styled:
        weights = narrow.get_parameter(f"styled.{layer}.weights").data
        outputs, inputs, size, _ = weights.shape
        left, values, right = torch.linalg.svd(weights.permute(1, 0, 2, 3).flatten(2), full_matrices=False)
        rank = min(TIMES, values.shape[1])
        # Where there are fewer outputs than copies (the last layer), the other copies stay silent.
        depthwise = torch.zeros(inputs, TIMES, size * size)
        pointwise = torch.zeros(outputs, inputs, TIMES)
        depthwise[:, :rank] = right[:, :rank]
        pointwise[:, :, :rank] = (left * values[:, None])[:, :, :rank].permute(1, 0, 2)
        mixing = pointwise.reshape(outputs, -1, 1, 1)
        if layer != LAST:
            mixing = mixing.repeat_interleave(TIMES, 0)
            mixing = mixing + NOISE * mixing.std() * torch.randn_like(mixing)
        wide.get_parameter(f"styled.{layer}.depthwise").data = depthwise.reshape(-1, 1, size, size)
        wide.get_parameter(f"styled.{layer}.pointwise").data = mixing
    return wide


def multiplied_out(separable: Transformer) -> Transformer:
    """Return a transformer of plain convolutions that paints exactly like a separable one.

    A pointwise convolution after a depthwise one is a plain convolution whose kernels are their products.
    """
    plain = Transformer()
    state = {name: value for name, value in separable.state_dict().items() if not name.startswith("styled.")}
    for layer in plain.styled:
        depthwise = separable.get_parameter(f"styled.{layer}.depthwise").data
        pointwise = separable.get_parameter(f"styled.{layer}.pointwise").data
        state[f"styled.{layer}.weights"] = pointwise * depthwise.transpose(0, 1)
    plain.load_state_dict(state)
    return plain


def _copy_common(narrow: Transformer, wide: Transformer) -> None:
    """Widen the contracting layers and what the style sets, which both kinds of transformer have alike."""
    for layer in wide.contract:
        name, bias = f"contract.{layer}.weights", f"contract.{layer}.bias"
        weights = narrow.get_parameter(name).data
        first = layer == FIRST
        wide.get_parameter(name).data = weights.repeat_interleave(TIMES, 0) if first else _widened_kernel(weights)
        wide.get_parameter(bias).data = narrow.get_parameter(bias).data.repeat_interleave(TIMES)
    # All but the last layer's channels, which are RGB.
    inner = narrow.style.out_features - 2 * narrow.channels[-1]
    rows = torch.arange(narrow.style.out_features)
    order = torch.cat([rows[:inner].repeat_interleave(TIMES), rows[inner:]])
    wide.style.weight.data = narrow.style.weight.data[order]
    wide.style.bias.data = narrow.style.bias.data[order]


def _widened_kernel(weights: Tensor) -> Tensor:
    """Repeat inputs, which then count a quarter each, and outputs."""
    return weights.data.repeat_interleave(TIMES, 1).repeat_interleave(TIMES, 0) / TIMES
