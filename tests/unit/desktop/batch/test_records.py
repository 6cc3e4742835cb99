"""What an earlier batch left behind, damaged in every way: it counts for nothing, and the batch goes on."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from impasto.desktop.batch import receipts
from impasto.desktop.batch.manifest import Manifest
from impasto.desktop.batch.orders import Wanted

NAME, RECIPE, PAINTING = "a-wave.png", "0" * 16, b"painted"
WHOLE = {
    "output": NAME,
    "recipe": RECIPE,
    "bytes": len(PAINTING),
    "sha256": hashlib.sha256(PAINTING).hexdigest(),
}
DAMAGED = [
    b"",
    b"{",
    b"null",
    b"[1]",
    b'"text"',
    b"[" * 100_000,
    b"\xff\xfe",
    b'{"output": {}, "recipe": "1", "bytes": 1}',
    b'{"output": "a", "recipe": "1", "bytes": 1e999}',
    b'{"output": "a", "recipe": "1", "bytes": "many"}',
    b'{"recipe": "1", "bytes": 1}',
]


@pytest.mark.parametrize("line", DAMAGED, ids=lambda line: repr(line[:24]))
def test_a_line_that_is_no_record_is_passed_over(tmp_path, line):
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(line + b"\n" + json.dumps(WHOLE).encode())
    with Manifest(path) as manifest:
        assert manifest.has(NAME, RECIPE, {NAME: len(PAINTING)})
        manifest.add({"output": "b.png", "recipe": "1", "bytes": 1})
    assert json.loads(path.read_bytes().splitlines()[-1])["output"] == "b.png"


def test_a_name_that_is_no_utf_8_is_written_down_and_known_again(tmp_path):
    path, name = tmp_path / "manifest.jsonl", os.fsdecode(b"caf\xe9-wave.png")
    with Manifest(path) as manifest:
        manifest.add({"output": name, "recipe": "1", "bytes": 1})
    path.read_text("utf-8")
    with Manifest(path) as manifest:
        assert manifest.has(name, "1", {name: 1})


def test_a_device_is_written_to_and_not_read_to_an_end_that_it_has_not():
    with Manifest(Path("/dev/full")) as manifest, pytest.raises(OSError, match="No space") as full:
        manifest.add({"output": "b.png", "recipe": "1", "bytes": 1})
    assert full.value.filename == "/dev/full"


def test_a_painting_counts_as_there_while_recipe_and_size_are_those_of_its_last_line(tmp_path):
    path = tmp_path / "manifest.jsonl"
    lines = [WHOLE, {**WHOLE, "recipe": "1", "bytes": 9}]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with Manifest(path) as manifest:
        assert manifest.has(NAME, "1", {NAME: 9})
        for name, recipe, sizes in ((NAME, RECIPE, {NAME: 9}), (NAME, "1", {NAME: 7}), (NAME, "1", {}), ("b", "1", {})):
            assert not manifest.has(name, recipe, sizes)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with a painting, whose receipt a test leaves."""
    (tmp_path / NAME).write_bytes(PAINTING)
    (tmp_path / receipts.FOLDER).mkdir()
    return tmp_path


def found(folder: Path, receipt: bytes) -> dict | None:
    (folder / receipts.FOLDER / f"{RECIPE}.json").write_bytes(receipt)
    return receipts.find(str(folder), Wanted(None, NAME, RECIPE))  # type: ignore[arg-type]


def test_a_receipt_says_what_is_known(folder):
    assert found(folder, json.dumps(WHOLE).encode()) == WHOLE


@pytest.mark.parametrize("receipt", DAMAGED, ids=lambda line: repr(line[:24]))
def test_a_damaged_receipt_counts_for_nothing(folder, receipt):
    assert found(folder, receipt) is None


@pytest.mark.parametrize("name", WHOLE)
def test_so_does_one_of_something_else(folder, name):
    assert found(folder, json.dumps({**WHOLE, name: "other"}).encode()) is None
    assert found(folder, json.dumps({key: value for key, value in WHOLE.items() if key != name}).encode()) is None


def test_without_its_painting_a_receipt_counts_for_nothing(folder):
    (folder / NAME).unlink()
    assert found(folder, json.dumps(WHOLE).encode()) is None
