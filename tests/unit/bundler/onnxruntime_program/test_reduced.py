"""What is left out of onnxruntime's program, and that nothing else of it changes."""

import json
import subprocess
from pathlib import Path

import pytest
from published import DIST, known, published

from builder import places
from builder.environments import need_node
from bundler.bundle import BundleError
from bundler.onnxruntime import FILES
from bundler.onnxruntime_program.kernels import with_kernels
from bundler.onnxruntime_program.reduced import KNOWN, reduced
from bundler.webassembly.program import Program
from bundler.webassembly.reached import LEFT_OUT, reached

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def whole() -> bytes:
    return published()


def test_the_list_belongs_to_this_onnxruntime(whole, tmp_path):
    assert len(reduced(whole)) < len(whole) / 1.9
    other = tmp_path / "list.json"
    other.write_text(json.dumps({"sha256": "0" * 64, "called": []}), "utf-8")
    with pytest.raises(BundleError, match=r"list\.json is of another onnxruntime-web"):
        reduced(whole, other)


def test_what_is_kept_is_kept_as_it_was(whole):
    called = json.loads(KNOWN.read_text("utf-8"))["called"]
    before = Program.parse(with_kernels(whole, known()))
    after = Program.parse(reduced(whole))
    kept = reached(before, {*called, *before.outside})
    assert after.outside == before.outside
    assert after.bodies == {number: body if number in kept else LEFT_OUT for number, body in before.bodies.items()}
    assert before.data[: before.code[0]] == after.data[: after.code[0]]
    assert before.data[before.code[1] :] == after.data[after.code[1] :]


def answers(program: Path) -> list[str]:
    """Return the sha256 of what all networks make of a picture under a program of onnxruntime, and its errors."""
    command = [need_node().node, HERE / "onnxruntime_host.mjs", DIST, places.ROOT / "models", program, "1", "run"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    told: list[str] = json.loads(output)
    return told


def test_all_networks_give_the_same_bits_and_errors_are_told_in_the_same_words(whole, tmp_path):
    small, unabridged = tmp_path / "small.wasm", tmp_path / "unabridged.wasm"
    small.write_bytes(reduced(whole))
    unabridged.write_bytes(with_kernels(whole, known()))
    painted, damaged, too_large = answers(small)
    assert "protobuf parsing failed" in damaged and "Integer overflow" in too_large
    assert [painted, damaged, too_large] == answers(unabridged)
    assert [damaged, too_large] == answers(DIST / FILES["wasm"])[1:]
