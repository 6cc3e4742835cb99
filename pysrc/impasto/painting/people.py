"""The people in a photo as a mask: what a segmenter finds in small, brought to the photo's edges."""

from __future__ import annotations

import numpy as np
from PIL import Image

from impasto.imaging.guided import guided
from impasto.imaging.oklab import to_oklab
from impasto.imaging.pixels import RGB
from impasto.imaging.sizes import scaled
from impasto.networks.catalogue import Segmenter
from impasto.networks.runtime import Runtime
from impasto.painting.masks import Mask

SIDE = 640
"""Long side of the mask in px."""

LEAST = 0.005
"""Share of the photo below which what was found is taken for nobody."""

RADIUS, SMOOTHING = 5, 1e-4
"""Of the guided filter, in px and in squared luma."""

STEEPNESS = 1.3
"""How much steeper the edges are made, since the filter leaves a haze on both sides."""


async def people_in(photo: RGB, segmenter: Segmenter, runtime: Runtime) -> Mask | None:
    """Return the mask of the people in a photo, or None where there is nobody.

    Args:
        photo: uint8 ``[height, width, 3]``.
        segmenter: the network that looks.
        runtime: what runs it.

    Raises:
        RuntimeFailed, Cancelled: as ``Runtime.run``.
    """
    graph = segmenter.people
    _, high, wide, _ = graph.inputs[0].shape
    assert isinstance(high, int) and isinstance(wide, int), "a segmenter has one size"
    image = Image.fromarray(photo)
    # Squeezed to the network's size whatever the ratio, as those who trained it do.
    seen = np.asarray(image.resize((wide, high), Image.Resampling.LANCZOS))
    outputs = await runtime.run(graph, {graph.inputs[0].name: np.ascontiguousarray(seen[None])})
    found = np.asarray(outputs[graph.outputs[0].name], np.float32).reshape(high, wide)
    if np.mean(found > 0.5) < LEAST:
        return None
    width, height = scaled(image.width, image.height, SIDE)
    luma = to_oklab(np.asarray(image.resize((width, height), Image.Resampling.LANCZOS)).reshape(-1, 3))[0]
    coarse = np.asarray(Image.fromarray(found).resize((width, height), Image.Resampling.BICUBIC))
    soft = guided(coarse, luma.reshape(height, width), RADIUS, SMOOTHING)
    return Mask(np.rint(255 * np.clip((soft - 0.5) * STEEPNESS + 0.5, 0, 1)).astype(np.uint8))
