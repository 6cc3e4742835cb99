"""The trial of a backend: it paints a small picture, which has to come out as stored, and then it is timed.

Backends of graphics hardware can be silently wrong, by a driver's mistake or one of onnxruntime's, so none is used
before it has painted this picture here. The stored answer is what the desktop's runtime makes of it;
``python models/answer.py`` writes it when the default networks change.
"""

from importlib.resources import files
from io import BytesIO
from time import perf_counter

import numpy as np
from PIL import Image

from impasto.imaging.pixels import RGB
from impasto.networks.catalogue import Catalogue, StyleNetwork, Transformer
from impasto.networks.runtime import Runtime, Tensor

SIDE = 64
"""Side in px of the picture that is compared: large enough to reach every border and stride of the networks."""
TIMED_SIDE = 256
"""Side in px of the picture that is timed: a size that people paint at."""
RUNS = 3
ANSWER = "trial.png"


def picture(side: int) -> RGB:
    """Return the picture that is painted: waves, a ramp and edges, by integer arithmetic alone.

    Its contrast is low, so that nothing painted after it is so bright or dark that a mistake would be cut off.
    """
    y, x = np.mgrid[0:side, 0:side]
    wave = 255 - np.abs(510 * ((3 * x + 2 * y) % side) // side - 255)
    ramp = 255 * x // side
    edges = 255 * ((8 * x // side + 8 * y // side) % 2)
    return (64 + np.stack((wave, ramp, (edges + 2 * wave) // 3), axis=2) // 2).astype(np.uint8)


async def painted(runtime: Runtime, catalogue: Catalogue) -> RGB:
    """Return what the default networks make of it; see ``painted_by``."""
    network = catalogue.style_network(catalogue.default_style_network)
    return await painted_by(runtime, network, catalogue.transformer(catalogue.default_transformer))


async def painted_by(
    runtime: Runtime, network: StyleNetwork, transformer: Transformer, content: RGB | None = None
) -> RGB:
    """Return what two networks make of ``content``, or of ``picture(SIDE)``, in the style of that picture, flipped.

    Raises:
        RuntimeFailed, Cancelled: as ``Runtime.run``.
    """
    content = picture(SIDE) if content is None else content
    picture_rgba = await _repainted(runtime, transformer, content, await seen(runtime, network))
    return np.asarray(picture_rgba, np.uint8)[0, ..., :3]


async def seen(runtime: Runtime, network: StyleNetwork) -> Tensor:
    """Return the style vector, float32 ``[1, 100]``, of ``picture(SIDE)``, flipped; raises as ``Runtime.run``."""
    style = np.ascontiguousarray(picture(SIDE)[None, ::-1, :, ::-1])
    vectors = await runtime.run(network.style, {network.style.inputs[0].name: style})
    return vectors[network.style.outputs[0].name]


async def difference(runtime: Runtime, catalogue: Catalogue) -> int:
    """Return by how many levels (0..255) a runtime's picture differs from the stored answer, at most.

    Raises:
        RuntimeFailed, Cancelled: as ``Runtime.run``.
    """
    return apart(answer(), await painted(runtime, catalogue))


def apart(picture: RGB, other: RGB) -> int:
    """Return by how many levels (0..255) two pictures of one size differ at most."""
    return int(np.abs(picture.astype(int) - other).max())


async def seconds(runtime: Runtime, catalogue: Catalogue) -> float:
    """Return how long the default transformer takes to paint 256 x 256 px, warm: the median of three times.

    Raises:
        RuntimeFailed, Cancelled: as ``Runtime.run``.
    """
    transformer = catalogue.transformer(catalogue.default_transformer)
    content, style = picture(TIMED_SIDE), np.zeros((1, 100), np.float32)
    taken = []
    for _ in range(RUNS + 1):
        started = perf_counter()
        await _repainted(runtime, transformer, content, style)
        taken.append(perf_counter() - started)
    return sorted(taken[1:])[RUNS // 2]  # the first one also compiled what the graphics hardware runs


async def _repainted(runtime: Runtime, transformer: Transformer, content: RGB, style: Tensor) -> Tensor:
    """Return ``content`` under a style vector [1, 100], uint8 ``[1, height, width, 4]``."""
    features = await runtime.run_on_device(transformer.encoder, {transformer.encoder.inputs[0].name: content[None]})
    held, vector = transformer.decoder.inputs
    outputs = await runtime.run(transformer.decoder, {held.name: features, vector.name: style})
    features.release()
    return outputs[transformer.decoder.outputs[0].name]


def answer() -> RGB:
    """Return the stored picture, uint8 ``[64, 64, 3]``."""
    return stored(files("impasto.backends").joinpath(ANSWER).read_bytes())


def stored(file: bytes) -> RGB:
    """Return the picture of a PNG file that ``models/answer.py`` wrote, uint8 ``[height, width, 3]``."""
    return np.array(Image.open(BytesIO(file)).convert("RGB"))
