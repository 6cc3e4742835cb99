"""Writes the stored answer of the backends' trial: what the desktop's runtime paints with the default networks.

    python models/answer.py

needs the package with its extra ``native``. Run it when a default network changes; a test tells when that is due.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from PIL import Image

from impasto.backends import trial
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue

MODELS = Path(__file__).resolve().parent


def main() -> None:
    """Paint the trial's picture and write it into the package."""
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    pixels = asyncio.run(trial.painted(NativeRuntime(MODELS), catalogue))
    Image.fromarray(pixels).save(Path(trial.__file__).with_name(trial.ANSWER), optimize=True)


if __name__ == "__main__":
    main()
