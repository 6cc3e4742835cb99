"""The parts of decoders that run where a picture is painted in tiles, as files that ``called.mjs`` opens and runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from impasto.backends.cutting import cut
from impasto.networks import parts
from impasto.networks.catalogue import Catalogue, Graph

SIZES = ((24, 40), (49, 131))
"""Rows and columns of tiles that every part is run on: whole tiles of the convolutions, and some rows more."""


def write_parts(models: Path, folder: Path) -> None:
    """Write every part of every transformer, ``NAME.onnx``, and with which shapes it runs, ``NAME.json``."""
    catalogue = Catalogue.from_json((models / "manifest.json").read_text("utf-8"))
    for transformer in catalogue.transformers:
        data = (models / transformer.decoder.file).read_bytes()
        channels = transformer.encoder.outputs[0].shape[1]
        assert isinstance(channels, int)
        for number, part in enumerate(_parts(transformer.decoder)):
            path = folder / f"{transformer.id}-{number}"
            path.with_suffix(".onnx").write_bytes(cut(data, part))
            shapes = [_shapes(part, channels, *size) for size in SIZES]
            path.with_suffix(".json").write_text(json.dumps(shapes), "utf-8")


def _parts(decoder: Graph) -> Iterator[Graph]:
    yield parts.style_part(decoder)
    for layer in parts.STYLED[:-3]:
        yield parts.layers_part(decoder, [layer], normalised=layer.endswith("conv2"), kept=True)
    for count in (1, 2, 3):
        yield parts.layers_part(decoder, parts.STYLED[-3:][:count], normalised=False, kept=count == 3)
    yield parts.picture_part(decoder)


def _shapes(part: Graph, channels: int, rows: int, columns: int) -> dict[str, list[int]]:
    """Return the dimensions of each input, with a tile of so many rows and columns."""
    larger = 2 ** len({"expand/conv1", "expand/conv2"} & set(part.layers))
    free = {"rows": rows, "columns": columns, "rows out": larger * rows, "columns out": larger * columns}
    for layer in part.layers:
        free[f"channels into {layer}"] = channels // parts.ROWS_A_ROW.get(layer, 1)
    free["channels"] = free.get(f"channels into {part.layers[0]}", channels)
    return {spec.name: [free[size] if isinstance(size, str) else size for size in spec.shape] for spec in part.inputs}
