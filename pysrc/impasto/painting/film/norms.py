"""Scales and offsets of a transformer's normalisations, measured in one frame and held for the others of its shot.

Instance norms look at the whole picture: something that comes in changes the colours and strokes of all that stands
still. With scales and offsets that are given, a pixel depends on its surroundings alone. They are followed slowly, and
only by what a run of the ordinary decoder has found: measured while others are given, they run away from the truth.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from impasto.networks import parts
from impasto.networks.catalogue import Transformer
from impasto.networks.runtime import DeviceTensor, Runtime, Tensor
from impasto.painting.statistics import Statistics
from impasto.painting.vectors import StyleVector

Norms = Mapping[str, Tensor]
"""Scale and offset after every styled layer, float32 [1, channels, 1, 1], as ``parts.held_part`` takes them."""


async def measured(
    runtime: Runtime, transformer: Transformer, features: DeviceTensor, size: tuple[int, int], vector: StyleVector
) -> tuple[Tensor, Norms]:
    """Return what the ordinary decoder paints of features, uint8 ``[1, height, width, 4]``, and its norms.

    ``size`` is how many rows and columns the features have.

    Raises:
        RuntimeFailed, RuntimeLost, Cancelled: as ``Runtime.run``.
    """
    decoder = transformer.decoder
    part = parts.measured_part(decoder)
    feeds = {decoder.inputs[0].name: features, decoder.inputs[1].name: vector.as_tensor(), **_shares(size)}
    outputs = await runtime.run(part, feeds)
    norms: dict[str, Tensor] = {}
    for layer in parts.STYLED:
        statistics, names = Statistics(), parts.held_norm(layer)
        statistics.add(1, outputs[f"{layer}/mean"], outputs[f"{layer}/variance"])
        gamma, beta = outputs[f"{layer}/gamma"], outputs[f"{layer}/beta"]
        norms[names.scale], norms[names.offset] = statistics.normalisation(gamma, beta)
    return outputs[decoder.outputs[0].name], norms


async def painted(runtime: Runtime, transformer: Transformer, features: DeviceTensor, norms: Norms) -> Tensor:
    """Return what is painted of features with given norms, uint8 ``[1, height, width, 4]``; raises as ``measured``."""
    decoder = transformer.decoder
    outputs = await runtime.run(parts.held_part(decoder), {decoder.inputs[0].name: features, **norms})
    return outputs[decoder.outputs[0].name]


def between(held: Norms, found: Norms, way: float) -> Norms:
    """Return the norms ``way`` (0..1) of the way from those that are held to those that were found."""
    return {name: (held[name] + np.float32(way) * (found[name] - held[name])).astype(np.float32) for name in held}


def _shares(size: tuple[int, int]) -> dict[str, Tensor]:
    rows, columns = size
    shares: dict[str, Tensor] = {}
    for growth in sorted({1, *parts.GROWTH.values()}):
        by_row, by_column = parts.shares(growth)
        shares[by_row] = np.full((1, growth * rows), 1 / (growth * rows), np.float32)
        shares[by_column] = np.full((growth * columns, 1), 1 / (growth * columns), np.float32)
    return shares
