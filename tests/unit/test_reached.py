"""What is left out of onnxruntime's program, and that nothing else of it changes."""

import json
import subprocess
from pathlib import Path

import pytest
from programs import CALL, END, section, sized
from published import DIST, known, published

from builder import places
from builder.environments import need_node
from bundler import onnxruntime
from bundler.bundle import BundleError
from bundler.container import HEADER
from bundler.kernels import with_kernels
from bundler.program import Program
from bundler.reached import LEFT_OUT, callees, reached, without_unreached

HERE = Path(__file__).resolve().parent


def program(*bodies: bytes) -> bytes:
    """Return a program of functions without parameters: 0 is imported, 1 the first of those given, and exported."""
    return b"".join(
        (
            HEADER,
            section(1, b"\x60\0\0"),
            section(2, sized(b"m") + sized(b"f") + b"\0\0"),
            section(3, *(b"\0" for _ in bodies)),
            section(7, sized(b"go") + b"\0\1"),
            section(10, *(sized(b"\0" + body + END) for body in bodies)),
        )
    )


CHAIN = program(CALL + b"\2", CALL + b"\0", b"\x01", CALL + b"\5", b"\x01\x01")
"""1, exported, calls 2, which calls what is imported; 4 calls 5; 3 is called by nothing."""


def test_what_is_exported_and_what_that_calls_is_kept():
    assert without_unreached(CHAIN, []) == program(CALL + b"\2", CALL + b"\0", b"\0", b"\0", b"\0")


def test_what_was_called_and_what_that_calls_is_kept():
    assert without_unreached(CHAIN, [4]) == program(CALL + b"\2", CALL + b"\0", b"\0", CALL + b"\5", b"\x01\x01")


def test_what_stands_behind_the_functions_stays():
    behind = section(11)
    assert without_unreached(CHAIN + behind, [4]).endswith(behind)


@pytest.mark.parametrize(
    "instruction",
    [
        pytest.param(b"\x41\x80\x7f", id="i32.const of two bytes"),
        pytest.param(b"\x43\x10\x09\x10\x09", id="f32.const that looks like calls"),
        pytest.param(b"\x44\x10\x09\x10\x09\x10\x09\x10\x09", id="f64.const"),
        pytest.param(b"\x28\x02\x10", id="i32.load"),
        pytest.param(b"\x0e\x02\x10\x10\x10", id="br_table"),
        pytest.param(b"\x11\x10\x10", id="call_indirect"),
        pytest.param(b"\x1c\x01\x7f", id="select with a type"),
        pytest.param(b"\x1f\x40\x02\x00\x10\x10\x02\x10", id="try_table"),
        pytest.param(b"\xfc\x07", id="i64.trunc_sat_f64_u"),
        pytest.param(b"\xfc\x0a\x10\x10", id="memory.copy"),
        pytest.param(b"\xfc\x0b\x10", id="memory.fill"),
        pytest.param(b"\xfd\x0c" + b"\x10\x09" * 8, id="v128.const"),
        pytest.param(b"\xfd\x00\x04\x10", id="v128.load"),
        pytest.param(b"\xfd\x15\x10", id="i8x16.extract_lane_s"),
        pytest.param(b"\xfd\x54\x00\x10\x10", id="v128.load8_lane"),
        pytest.param(b"\xfd\xe4\x01", id="f32x4.add"),
        pytest.param(b"\xfe\x03\x10", id="atomic.fence"),
        pytest.param(b"\xfe\x00\x02\x10", id="memory.atomic.notify"),
    ],
)
def test_numbers_of_instructions_are_not_taken_for_calls(instruction):
    body = b"\x01\x10\x7f" + instruction + CALL + b"\x03" + b"\xd2\x04" + END  # sixteen locals before it
    assert list(callees(body)) == [3, 4]


def test_an_instruction_that_is_not_known_is_told():
    with pytest.raises(BundleError, match="0xfb"):
        without_unreached(program(b"\xfb\x00"), [])


@pytest.mark.parametrize("data", [b"", b"<!doctype html>", HEADER])
def test_what_is_no_program_is_told(data):
    with pytest.raises(BundleError, match="WebAssembly program"):
        without_unreached(data, [])


@pytest.fixture(scope="module")
def whole() -> bytes:
    return published()


def test_the_list_belongs_to_this_onnxruntime(whole, tmp_path):
    assert len(onnxruntime.needed(whole, onnxruntime.CALLED)) < len(whole) / 1.9
    other = tmp_path / "list.json"
    other.write_text(json.dumps({"sha256": "0" * 64, "called": []}), "utf-8")
    with pytest.raises(BundleError, match=r"list\.json is of another onnxruntime-web"):
        onnxruntime.needed(whole, other)


def test_what_is_kept_is_kept_as_it_was(whole):
    called = json.loads(onnxruntime.CALLED.read_text("utf-8"))["called"]
    before = Program.parse(with_kernels(whole, known()))
    after = Program.parse(onnxruntime.needed(whole, onnxruntime.CALLED))
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
    small.write_bytes(onnxruntime.needed(whole, onnxruntime.CALLED))
    unabridged.write_bytes(with_kernels(whole, known()))
    painted, damaged, too_large = answers(small)
    assert "protobuf parsing failed" in damaged and "Integer overflow" in too_large
    assert [painted, damaged, too_large] == answers(unabridged)
    assert [damaged, too_large] == answers(DIST / onnxruntime.FILES["wasm"])[1:]
