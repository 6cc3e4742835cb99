"""The site's changes to onnxruntime's WebGL shaders (webgl-shaders.mjs), run on a context that draws nothing.

Whether the shaders still compute the same is for the browser to show (test_backends.py).
"""

import json
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from builder import places
from builder.environments import need_node
from impasto.backends import webgl
from impasto.networks.catalogue import Catalogue

HERE = Path(__file__).resolve().parent
ORT = places.NODE_MODULES / "onnxruntime-web/dist/ort.webgl.min.mjs"
MODELS = places.ROOT / "models"
CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
NETWORKS = (*CATALOGUE.style_networks, *CATALOGUE.transformers)
GRAPHS = [graph.graphics or graph for network in NETWORKS for graph in network.graphs]

COSTLY = (
    r"= offsetToCoords\(",
    r"= uvFromFlat\(",
    r"\b(offset|index|p|d|output_index) / ",
    r"mod\(float\((bcastedIndices|k)",
    r"(?<!uniform )\bint \w+\[[234]\]",
    r"\bint\[[234]\] \w+",
    r"\bim2colCoords\b",
    r"\bxVal\b",
    r"\bvalue\[i\]",
)
"""What is no part of any shader that is compiled, in the words of onnxruntime-web 1.30."""

DEFINITIONS = re.compile(r"vec2 (offsetToCoords|uvFromFlat)\(int [^}]*\}")
"""Functions that stay, and that nothing calls any more."""


@pytest.mark.parametrize("side", [64, 400])
@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.file)
def test_nothing_costly_is_left_in_any_shader(graph, side, tmp_path):
    """At 400 px no convolution has a line of a texture for each pixel, and some textures are too large for floats."""
    shapes = {
        spec.name: tuple(
            size if isinstance(size, int) else side if spec.dtype == "uint8" else side // 4 for size in spec.shape
        )
        for spec in graph.inputs
    }
    file = tmp_path / graph.file
    file.write_bytes(webgl.converted((MODELS / graph.file).read_bytes(), shapes))
    inputs = [f"{name}={','.join(map(str, shape))}" for name, shape in shapes.items()]
    command = [need_node().node, HERE / "webgl_shaders_host.mjs", ORT, file, *inputs]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    shaders = json.loads(told.splitlines()[-1])
    assert any(given != compiled for given, compiled in shaders)
    for _, compiled in shaders:
        rest = DEFINITIONS.sub("", compiled)
        assert not [found[0] for pattern in COSTLY if (found := re.search(pattern, rest))]


def test_shaders_in_other_words_stay_as_they_are():
    module = json.dumps((places.SITE / "scripts/inference/webgl-shaders.mjs").as_uri())
    other = json.dumps("void main() { int t = offset / 12; }")
    script = f"import {{ cheaper }} from {module}; process.exit(cheaper({other}) === {other} ? 0 : 1)"
    subprocess.run([need_node().node, "--input-type=module", "--eval", script], check=True)


def test_quotients_of_floats_are_those_of_integers():
    divisors = np.unique(np.geomspace(3, 2**24, 3000).astype(np.int64))
    inverse = np.float32(0.9999995) / divisors.astype(np.float32)
    for quotient in (0, 1, 2, 3, 100, 4095, 16383, 999_999):
        for rest in (np.zeros_like(divisors), divisors // 2, divisors - 1):
            number = quotient * divisors + rest
            first = (number.astype(np.float32) * inverse).astype(np.int64)
            found = first + (number - first * divisors >= divisors)
            assert (found == quotient)[number < 2**31].all()


def test_places_in_textures_are_those_of_integers():
    for width in (1, 2, 3, 61, 1000, 2047, 8192, 16383):
        numbers = np.arange(2**21, dtype=np.int64)
        middle = numbers.astype(np.float32) + np.float32(0.5)
        row = np.floor(middle * (np.float32(1) / np.float32(width)))
        assert (row == numbers // width).all()
        assert (middle - row * np.float32(width) == numbers % width + 0.5).all()
