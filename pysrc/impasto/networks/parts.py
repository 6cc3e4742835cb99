"""Parts of a transformer's decoder as graphs of their own, which run one after another where a picture has tiles.

An instance normalisation needs the mean and the variance of the whole picture before the layer after it can run. So a
part ends where a layer has convolved, and begins with the normalisation of the layer before, as a scale and an offset
that whoever runs it has worked out. ``backends.cutting`` makes such graphs of the committed files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from impasto.networks.catalogue import Graph, TensorSpec

BLOCKS = 5
"""How many residual blocks a transformer has; each adds what its two layers make to what went in."""

ROWS_A_ROW = {"expand/conv2": 2, "expand/conv3": 4}
"""How many rows go into a layer for each row of features, where it is more than one."""

STYLED = (
    *(f"residual{block + 1}/conv{half}" for block in range(BLOCKS) for half in (1, 2)),
    *(f"expand/conv{number}" for number in (1, 2, 3)),
)
"""The layers of a decoder in the order in which they run, each with a normalisation that the style sets."""

IN_BLOCKS, EXPANDING = STYLED[: 2 * BLOCKS], STYLED[2 * BLOCKS :]
"""Those of the residual blocks, and those after the residual blocks, which grow as large as the picture."""

STYLE, PICTURE = "style", "picture"
"""The parts that are no layers: scales and offsets that the style asks for, and the picture made of the last layer."""

MEASURED, HELD = "measured", "held"
"""The decoder as a whole, with the statistics that its normalisations found, and with normalisations that are given."""

GROWTH = {"expand/conv1": 2, "expand/conv2": 4, "expand/conv3": 4}
"""How many rows come out of a layer for each row of features, where it is more than one."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Names of the scale and offset that are multiplied with and added to what a part is given, before ReLU."""

    scale: str
    offset: str


def norm(layer: str) -> Norm:
    """Return the names of the inputs that normalise what a layer is given."""
    return Norm(f"{layer}/scale", f"{layer}/offset")


def held_norm(layer: str) -> Norm:
    """Return the names of the inputs that normalise what a layer has convolved, in the decoder as a whole."""
    return Norm(f"{layer}/held/scale", f"{layer}/held/offset")


def shares(growth: int) -> tuple[str, str]:
    """Return the names of the shares of rows and columns where there are ``growth`` times as many as of features."""
    return f"rows/share/{growth}", f"columns/share/{growth}"


def pixel(layer: str) -> str:
    """Return the name of the input with the first pixel of all that a layer is given, in the picture's corner.

    Layers that take it away from all pixels must take the same away in every tile.
    """
    return f"{layer}/pixel"


def style_part(decoder: Graph) -> Graph:
    """Return the graph vector [1, 100] -> ``<layer>/gamma`` and ``<layer>/beta`` [channels] of every styled layer."""
    outputs = tuple(
        TensorSpec(f"{layer}/{name}", (f"channels of {layer}",), "float32")
        for layer in STYLED
        for name in ("gamma", "beta")
    )
    return _part(decoder, [STYLE], decoder.inputs[1:], outputs)


def layers_part(decoder: Graph, layers: Sequence[str], *, normalised: bool, kept: bool) -> Graph:
    """Return the graph that runs layers one after another, and measures what the last one has convolved.

    Inputs, all float32:
        x [1, channels, rows, columns]: what the first layer is given. If ``normalised``, it is first brought to
            ``norm(layer)`` [1, channels, 1, 1] each, and rectified; what later layers are given always is.
        ``pixel(layer)`` [1, channels, 1, 1] of every layer.
        rows/share [1, rows], columns/share [columns, 1]: how much rows and columns of the output count; the sum of each
            is 1. Halos of tiles count 0.

    Outputs, all float32:
        raw [1, channels, rows, columns]: what the last layer has convolved, if ``kept``; else
        first [1, channels, 1, 1]: its first pixel.
        mean, variance [1, channels, 1, 1], of what counts.
    """
    inputs = [TensorSpec("x", (1, "channels", "rows", "columns"), "float32")]
    for layer in layers:
        names = [pixel(layer)]
        if normalised or layer != layers[0]:
            names += [norm(layer).scale, norm(layer).offset]
        inputs += [TensorSpec(name, (1, f"channels into {layer}", 1, 1), "float32") for name in names]
    # Names of dimensions are the runtime's to compare: what comes out has others than what goes in.
    high, wide, deep = "rows out", "columns out", "channels out"
    inputs += [TensorSpec("rows/share", (1, high), "float32"), TensorSpec("columns/share", (wide, 1), "float32")]
    each = (1, deep, 1, 1)
    first = TensorSpec("raw", (1, deep, high, wide), "float32") if kept else TensorSpec("first", each, "float32")
    measured = [TensorSpec(name, each, "float32") for name in ("mean", "variance")]
    return _part(decoder, layers, inputs, [first, *measured])


def picture_part(decoder: Graph) -> Graph:
    """Return the graph x [1, 3, rows, columns], ``norm(PICTURE)`` -> picture uint8 [1, rows, columns, 4]."""
    inputs = [TensorSpec("x", (1, 3, "rows", "columns"), "float32")]
    inputs += [TensorSpec(name, (1, 3, 1, 1), "float32") for name in (norm(PICTURE).scale, norm(PICTURE).offset)]
    return _part(decoder, [PICTURE], inputs, [TensorSpec(PICTURE, (1, "rows", "columns", 4), "uint8")])


def measured_part(decoder: Graph) -> Graph:
    """Return the decoder as it is, which also tells what its normalisations have found.

    Inputs besides features and vector, all float32: ``shares`` of every growth, [1, rows] and [columns, 1], how much
    rows and columns count. Outputs besides the picture, all float32: ``<layer>/gamma`` and ``<layer>/beta`` [channels],
    ``<layer>/mean`` and ``<layer>/variance`` [1, channels, 1, 1] of every styled layer.
    """
    inputs = list(decoder.inputs)
    for growth in sorted({1, *GROWTH.values()}):
        rows, columns = shares(growth)
        inputs.append(TensorSpec(rows, (1, f"{growth} * rows"), "float32"))
        inputs.append(TensorSpec(columns, (f"{growth} * columns", 1), "float32"))
    outputs = list(decoder.outputs)
    for layer in STYLED:
        deep = f"channels of {layer}"
        outputs += [TensorSpec(f"{layer}/{name}", (deep,), "float32") for name in ("gamma", "beta")]
        outputs += [TensorSpec(f"{layer}/{name}", (1, deep, 1, 1), "float32") for name in ("mean", "variance")]
    return _part(decoder, [MEASURED], inputs, outputs)


def held_part(decoder: Graph) -> Graph:
    """Return the graph features, ``held_norm`` of every styled layer [1, channels, 1, 1] -> picture.

    Nothing in it looks at the whole picture: what lies far from a change is painted as it was.
    """
    inputs = [decoder.inputs[0]]
    for layer in STYLED:
        names = held_norm(layer)
        deep = (1, f"channels of {layer}", 1, 1)
        inputs += [TensorSpec(name, deep, "float32") for name in (names.scale, names.offset)]
    return _part(decoder, [HELD], inputs, decoder.outputs)


def _part(decoder: Graph, layers: Sequence[str], inputs: Sequence[TensorSpec], outputs: Sequence[TensorSpec]) -> Graph:
    graphics = decoder.graphics and _part(decoder.graphics, layers, inputs, outputs)
    return replace(decoder, layers=tuple(layers), inputs=tuple(inputs), outputs=tuple(outputs), graphics=graphics)
