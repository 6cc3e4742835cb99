"""The network that finds people: against TensorFlow Lite's own interpreter, and against its importer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

from builder import places
from import_mediapipe import CACHE, MODELS, PACKAGE, import_people, read_member
from importing import segmenter
from importing.tflite import ImportFailed, TFLiteModel
from tests.unit.models.sessions import run

GRAPH = MODELS / "people-mobilenet-v3.onnx"
PHOTOS = ("astronaut", "chelsea", "coffee", "rocket")


@pytest.fixture(scope="module")
def package() -> Path:
    """Return the package that the network came from; without network and cache this fails and says so."""
    return PACKAGE.fetch(CACHE)


def seen(name: str) -> np.ndarray:
    """Return an example photograph as the network sees it, uint8 [1, 256, 256, 3]."""
    image = Image.open(places.BUILD / "pictures" / f"example-{name}.webp").convert("RGB")
    return np.asarray(image.resize((256, 256)))[None]


def test_it_finds_what_the_original_finds(package):
    original = Interpreter(model_content=read_member(package))
    original.allocate_tensors()
    (given,), (found,) = original.get_input_details(), original.get_output_details()
    noise = np.random.default_rng(0).integers(0, 256, (1, 256, 256, 3), np.uint8)
    largest = 0.0
    for picture in (noise, *map(seen, PHOTOS)):
        original.set_tensor(given["index"], picture.astype(np.float32) / np.float32(255))
        original.invoke()
        theirs = original.get_tensor(found["index"])[0, :, :, 0]
        ours = run(GRAPH, picture=picture)
        assert ours.shape == (1, 1, 256, 256) and ours.dtype == np.float32
        largest = max(largest, float(np.abs(ours[0, 0] - theirs).max()))
    print(f"people: greatest difference {largest:.1e}")
    assert largest < 1e-3
    assert theirs.max() < 0.5, "there is nobody beside the rocket"


def test_the_astronaut_stands_out_of_the_background():
    found = run(GRAPH, picture=seen("astronaut"))[0, 0]
    assert found[60, 110] > 0.95 and found[200, 100] > 0.95, "face and suit"
    assert found[30, 200] < 0.05 and found[100, 20] < 0.05, "shuttle and flag"


def test_the_committed_network_is_what_its_importer_writes(package, tmp_path):
    for name in ("manifest.json", GRAPH.name):
        shutil.copy(MODELS / name, tmp_path)
    (tmp_path / GRAPH.name).unlink()
    import_people(package, tmp_path)
    assert (tmp_path / GRAPH.name).read_bytes() == GRAPH.read_bytes()
    written, committed = (json.loads((each / "manifest.json").read_text("utf-8")) for each in (tmp_path, MODELS))
    assert written == committed


def test_what_the_importer_does_not_know_is_refused(package, monkeypatch):
    model = TFLiteModel(read_member(package))
    monkeypatch.setattr(segmenter, "TRANSPOSED_BY_TWO", b"another")
    with pytest.raises(ImportFailed, match="four pixels of one"):
        segmenter.segmenter_graph("people", model, "")
    monkeypatch.setattr(segmenter, "OPERATORS", {})
    with pytest.raises(ImportFailed, match="CONV_2D is not known"):
        segmenter.segmenter_graph("people", model, "")
