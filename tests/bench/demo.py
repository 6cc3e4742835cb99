"""What the TensorFlow.js demo loads besides the library: networks and pictures of its size, and what is in them.

The separable transformer is the demo's own where its folder is given; everything else is made up here, in the demo's
sizes, since neither loading nor computing depends on the values.
"""

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

SHARD = 4 << 20
"""TensorFlow.js cuts weights into files of this many bytes."""

STYLE_FLOATS = 2_335_000
"""At least the weights of MobileNet-v2 with 100 outputs, batch normalisation folded."""

TRANSFORMER_FLOATS = 570_000
"""At least the weights of the separable transformer."""

PICTURES = 4
PICTURE_SIDE = 330


def has_own_transformer(peer: Path) -> bool:
    """Return whether the demo's own transformer is there."""
    return (peer / "model.json").is_file()


def description(peer: Path) -> dict[str, Any]:
    """Return what the demo page reads first: which files hold which network."""
    own = has_own_transformer(peer)
    names = list(files(peer))
    return {
        "style": [f"/made/{name}" for name in names if name.startswith("style-")],
        "transformer": None if own else [f"/made/{name}" for name in names if name.startswith("transformer-")],
        "pictures": [f"/made/{name}" for name in names if name.endswith(".jpg")],
    }


def files(peer: Path) -> dict[str, bytes]:
    """Return the made files by name."""
    random = np.random.default_rng(0)
    made = _shards("style", random.normal(0, 0.05, STYLE_FLOATS).astype(np.float32).tobytes())
    if not has_own_transformer(peer):
        made |= _shards("transformer", random.normal(0, 0.05, TRANSFORMER_FLOATS).astype(np.float32).tobytes())
    for number in range(PICTURES):
        noise = random.integers(0, 256, (PICTURE_SIDE, PICTURE_SIDE, 3), np.uint8)
        data = io.BytesIO()
        Image.fromarray(noise).save(data, "jpeg", quality=80)
        made[f"picture-{number + 1}.jpg"] = data.getvalue()
    return made


def _shards(name: str, data: bytes) -> dict[str, bytes]:
    starts = range(0, len(data), SHARD)
    return {f"{name}-{number}.bin": data[start : start + SHARD] for number, start in enumerate(starts, 1)}
