"""The directions in which styles are explored: those that the package has are those that are found in its presets."""

import json

import numpy as np

from impasto.networks.catalogue import Catalogue
from impasto.painting.explorations import DIRECTIONS
from impasto.painting.exploring import FILE
from impasto.painting.packed import unpack
from pictures.directions import HIGH, found
from pictures.records import MODELS, PRESETS


def test_the_package_has_what_is_found_in_its_presets():
    written = json.loads((PRESETS / FILE).read_text("utf-8"))
    now = found(Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8")))
    assert written.keys() == now.keys()
    for network, record in now.items():
        pairs = [(record["middle"], written[network]["middle"])]
        pairs += zip(record["steps"], written[network]["steps"], strict=True)
        for ours, theirs in pairs:
            assert np.abs(np.subtract(unpack(ours), unpack(theirs))).max() < 0.02, "run python -m pictures.directions"
    assert tuple(HIGH) == DIRECTIONS
