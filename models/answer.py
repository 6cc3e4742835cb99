"""Writes the stored answers of the backends' trial and of the check: what the desktop's runtime paints.

    python models/answer.py

needs the package with its extra ``native``. Run it when a network changes or a new one comes; a test tells when that
is due.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from PIL import Image

from impasto.backends import golden, trial
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting.in_tiles import in_tiles

MODELS = Path(__file__).resolve().parent


def main() -> None:
    """Paint the golden pictures; that of the trial goes into the package, the others beside the networks."""
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    runtime = NativeRuntime(MODELS)
    answers = MODELS / golden.FOLDER
    answers.mkdir(exist_ok=True)
    for each in golden.pictures(catalogue, in_tiles):
        pixels = asyncio.run(each.stored(runtime))
        path = Path(trial.__file__).with_name(trial.ANSWER) if each.is_trial else answers / f"{each.name}.png"
        Image.fromarray(pixels).save(path, optimize=True)


if __name__ == "__main__":
    main()
