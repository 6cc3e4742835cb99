"""Writes the directions in which styles are explored: ``python -m pictures.directions`` in ``site/``.

They are the principal components (Pearson, *On lines and planes of closest fit to systems of points in space*, 1901) of
the presets of painters and works, as the style network that the page begins with sees them. Each was painted from both
ends and looked at, on a face and a cup, and is named by what it did; from the seventh on too little was to be seen.

Another style network has the presets elsewhere. There a direction is the one along which presets lie in the same order:
the covariance of their places on the component with their vectors.
"""

import json
from typing import Any

import numpy as np

from impasto.networks.catalogue import Catalogue
from impasto.painting import presets
from impasto.painting.explorations import DIRECTIONS
from impasto.painting.exploring import FILE
from impasto.painting.packed import pack
from pictures.records import MODELS, PRESETS

HIGH = {
    "bold": "dance",
    "light": "eisen",
    "smooth": "gris",
    "rough": "mill-in-sunlight",
    "warm": "macke",
    "rosy": "four-aces",
}
"""A preset that lies far towards the end which names the direction: components have no ends of their own."""


def main() -> None:
    """Write the file of the package."""
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    (PRESETS / FILE).write_text(json.dumps(found(catalogue), indent=1) + "\n", "utf-8")


def found(catalogue: Catalogue) -> dict[str, Any]:
    """Return the middle of the presets and a step along each direction, packed, by style network."""
    known = [preset for preset in presets.load() if preset.kind in ("painter", "work")]
    ids = [preset.id for preset in known]
    vectors = {
        network.id: np.array([preset.vectors[network.id].values for preset in known])
        for network in catalogue.style_networks
    }
    seen = vectors[catalogue.default_style_network]
    places = np.linalg.svd(seen - seen.mean(axis=0), full_matrices=False)[0][:, : len(DIRECTIONS)]
    places = places / places.std(axis=0)
    ends = [places[ids.index(HIGH[name]), at] for at, name in enumerate(DIRECTIONS)]
    places *= np.sign(ends)
    return {
        network: {
            "middle": pack(each.mean(axis=0)),
            "steps": [pack(step) for step in places.T @ (each - each.mean(axis=0)) / len(known)],
        }
        for network, each in vectors.items()
    }


if __name__ == "__main__":
    main()
