"""Writes the presets of painters, works and textures: ``python -m pictures.painters FOLDER`` in ``site/``.

FOLDER holds pictures and an ``index.csv`` (``file``, ``original_path``), in which a painter's works are called
``<painter>_<title>.jpg``; ``painters.toml`` says which become presets, and under which names. Only vectors are kept:
100 numbers a network, from which no picture can be had back. Needs the package ``impasto`` with its ``native`` extra.

The mean vector of a painter's works has what they share and little of what each shows. Pushed away from the mean of all
painters it is told apart at once: ``mean + factor (painter - mean)``, along the straight lines that styles can be mixed
on (Ghiasi et al., *Exploring the structure of a real-time, arbitrary neural artistic stylization network*, 2017).
"""

import argparse
import asyncio
import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting.packed import pack
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from pictures.records import CACHE, MODELS, traits_of, write

TABLE = Path(__file__).with_name("painters.toml")
FILE = "painters.json"
FACTOR = 1.8
FEWEST = 7
"""Works that a painter needs to count in the mean of all."""
_WORK = re.compile(r"(?:.*/)?([^_/]+)_[^/]*\.jpg$")
_TEXTURE = re.compile(r"(?:.*/)?([a-z]+)_\d+\.jpg$")

Vectors = NDArray[np.float64]
"""``[pictures, 100]``, or ``[100]`` of one."""


class Folder:
    """The pictures of a folder, by what made them, and their vectors."""

    def __init__(self, path: Path, stylizer: Stylizer) -> None:
        self._path = path
        self._stylizer = stylizer
        self.groups: dict[str, list[str]] = defaultdict(list)
        """Files by painter or kind of texture."""
        self._textures: set[str] = set()
        with (path / "index.csv").open(encoding="utf-8", newline="") as index:
            for record in csv.DictReader(index):
                texture = _TEXTURE.match(record["original_path"])
                match = texture or _WORK.match(record["original_path"])
                if match and (path / record["file"]).exists():
                    self.groups[match[1]].append(record["file"])
                    if texture:
                        self._textures.add(match[1])

    @property
    def painters(self) -> list[str]:
        """Those who count in the mean of all."""
        return [name for name, files in self.groups.items() if len(files) >= FEWEST and name not in self._textures]

    async def vectors(self, files: Iterable[str], network: str) -> tuple[Vectors, float]:
        """Return the vectors of pictures, and how much of them has colours (``StyleVector.colour``)."""
        seen = []
        for file in files:
            with Image.open(self._path / file) as image:
                picture = Picture(np.asarray(image.convert("RGB")))
            seen.append(await self._stylizer.style_vector(picture, network))
        return np.array([vector.values for vector in seen]), float(np.mean([vector.colour for vector in seen]))


def pushed(vector: Vectors, mean: Vectors, factor: float) -> Vectors:
    """Return the vector ``factor`` times as far from the mean as it is: 1 leaves it where it is."""
    return mean + factor * (vector - mean)


async def preset_records(folder: Folder, table: Mapping[str, Any], networks: Sequence[str]) -> list[dict[str, Any]]:
    """Return the records of painters.json, but for their traits."""
    made: dict[str, dict[str, StyleVector]] = defaultdict(dict)
    for network in networks:
        means = {name: (await folder.vectors(folder.groups[name], network))[0].mean(0) for name in folder.painters}
        mean = np.mean(list(means.values()), axis=0)
        for entry in (*table["painters"], *table["textures"]):
            vectors, colour = await folder.vectors(folder.groups[entry["source"]], network)
            vector = pushed(vectors.mean(0), mean, entry.get("factor", FACTOR))
            made[entry["id"]][network] = StyleVector.from_array(vector, network, colour)
        for entry in table["works"]:
            vectors, colour = await folder.vectors([entry["file"]], network)
            made[entry["id"]][network] = StyleVector.from_array(vectors, network, colour)
    return [
        _record(entry, kind, len(folder.groups.get(entry.get("source", ""), ())), made[entry["id"]])
        for kind, entries in (("painter", "painters"), ("work", "works"), ("texture", "textures"))
        for entry in table[entries]
    ]


def _record(entry: Mapping[str, Any], kind: str, works: int, vectors: Mapping[str, StyleVector]) -> dict[str, Any]:
    facts = {key: value for key, value in entry.items() if key not in ("source", "file", "factor")}
    colour = round(next(iter(vectors.values())).colour, 2)
    return {
        **facts,
        "kind": kind,
        **({} if kind != "texture" else {"painter": ""}),
        **({"works": works} if works else {}),
        **({"colour": colour} if colour < 1 else {}),
        "vectors": {network: pack(vector.values) for network, vector in vectors.items()},
    }


async def main() -> None:
    """Write painters.json."""
    parser = argparse.ArgumentParser(prog="python -m pictures.painters", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="pictures with an index.csv")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR", help="folder that keeps the photographs")
    arguments = parser.parse_args()
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    stylizer = Stylizer(NativeRuntime(MODELS), catalogue)
    table = tomllib.loads(TABLE.read_text("utf-8"))
    networks = [network.id for network in catalogue.style_networks]
    records = await preset_records(Folder(arguments.folder, stylizer), table, networks)
    write(FILE, await traits_of(records, stylizer, catalogue, arguments.cache))


if __name__ == "__main__":
    asyncio.run(main())
