"""What a batch left behind: its manifest, and receipts of paintings (``desktop.batch``)."""

import json
import tempfile
from pathlib import Path

from impasto.desktop.batch import receipts
from impasto.desktop.batch.manifest import Manifest
from impasto.desktop.batch.orders import Wanted

NAME, RECIPE = "cat-waves.png", "0" * 16


def run(data: bytes) -> None:
    """Begin a batch where such a manifest and receipt lie: what is no record counts for nothing, nothing is raised."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "manifest.jsonl")
        path.write_bytes(data)
        with Manifest(path) as manifest:
            manifest.has(NAME, RECIPE, {NAME: 1})
            manifest.add({"output": NAME, "recipe": RECIPE, "bytes": 7})
        with Manifest(path) as again:
            assert again.has(NAME, RECIPE, {NAME: 7})
        Path(folder, NAME).write_bytes(b"painted")
        Path(folder, receipts.FOLDER).mkdir()
        Path(folder, receipts.FOLDER, f"{RECIPE}.json").write_bytes(data)
        record = receipts.find(folder, Wanted(None, NAME, RECIPE))  # type: ignore[arg-type]
        assert record is None or json.dumps(record)
