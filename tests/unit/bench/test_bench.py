"""The parts of the benchmarks that compute: rounds, ratios, multiply-adds, the report. Nothing here asserts a time."""

import base64
import json
import subprocess

import pytest

from bench import demo, peak, report, targets
from bench.line import Rate
from bench.macs import layers, macs
from bench.processes import descendants
from bench.rounds import interleave, paired, summary
from bench.series import Kept, cell, number
from builder.environments import need_node


def test_rounds_go_back_and_forth_and_the_first_is_not_counted():
    order = []

    def case(name):
        def run():
            order.append(name)
            return {"seconds": float(len(order))}

        return run

    results = interleave({"a": case("a"), "b": case("b")}, rounds=2)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert results.values == {"a": {"seconds": [4.0, 5.0]}, "b": {"seconds": [3.0, 6.0]}}


def test_a_case_that_fails_is_left_out_and_says_why():
    answers = iter([{"seconds": 1.0}, {"seconds": 1.0}, ValueError("no memory\nand a trace")])

    def fails_late():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    results = interleave({"good": lambda: {"seconds": 2.0}, "bad": fails_late}, rounds=4)
    assert results.values == {"good": {"seconds": [2.0] * 4}}
    assert results.failures == {"bad": "no memory"}


def test_ratios_are_taken_within_a_round():
    # The machine was busy in the second round: both sides took five times as long.
    assert paired([1.0, 5.0], [2.0, 10.0]) == [0.5, 0.5]
    assert summary([3.0, 1.0, 2.0]) == (2.0, 1.0, 3.0)
    with pytest.raises(ValueError, match="argument 2"):
        paired([1.0], [1.0, 2.0])


@pytest.mark.parametrize(
    ("operator", "inputs", "output", "count"),
    [
        # 3 x 3 filters over 2 channels, for each of 5 x 4 x 6 numbers
        ("Conv", [[1, 2, 6, 8], [5, 2, 3, 3], [5]], [1, 5, 4, 6], 5 * 4 * 6 * 2 * 9),
        # depthwise: every output channel sees one input channel
        ("FusedConv", [[1, 8, 6, 6], [8, 1, 3, 3]], [1, 8, 4, 4], 8 * 16 * 9),
        ("ConvTranspose", [[1, 4, 5, 5], [4, 2, 2, 2]], [1, 2, 10, 10], 4 * 25 * 2 * 4),
        ("Gemm", [[1, 100], [694, 100], [694]], [1, 694], 69_400),
        ("Gemm", [[1, 100], [694]], [1, 694], 69_400),
        ("MatMul", [[3, 7], [7, 5]], [3, 5], 105),
        ("Relu", [[1, 5, 4, 6]], [1, 5, 4, 6], 0),
    ],
)
def test_multiply_adds_of_a_layer(operator, inputs, output, count):
    assert macs(operator, inputs, output) == count


def event(name, operator, inputs, output, microseconds):
    return {
        "cat": "Node",
        "name": f"{name}_kernel_time",
        "dur": microseconds,
        "args": {
            "op_name": operator,
            "input_type_shape": [{"float": shape} for shape in inputs],
            "output_type_shape": [{"float": output}],
        },
    }


def test_layers_of_a_profile_with_the_shortest_time_of_all_passes():
    shapes = [[1, 2, 6, 8], [5, 2, 3, 3]], [1, 5, 4, 6]
    first, second = (event("contract/conv1", "Conv", *shapes, time) for time in (300, 200))
    found = layers([{"cat": "Session", "name": "model_run", "dur": 900}, first, second])
    assert [(layer.name, layer.macs, layer.seconds) for layer in found] == [("contract/conv1", 2160, 2e-4)]


def test_the_kernels_of_the_peak_compute_what_they_say():
    script = """
        const bytes = Buffer.from(process.argv[1], "base64");
        const {peak, clock} = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
        console.log(JSON.stringify([peak(3, 0.5, 0.5), peak(1, 1, 1), String(BigInt.asUintN(64, clock(2, 3n)))]));
    """
    node = need_node()
    command = [node.node, "-e", script, base64.b64encode(peak.module()).decode()]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    lanes = 4 * peak.ACCUMULATORS
    # x / 2 + 1 / 2 comes to 1; x + 1, begun with 1, counts the steps
    assert answer[0] == pytest.approx(lanes)
    assert answer[1] == lanes * (1 + peak.UNROLLED)
    assert answer[1] - lanes == peak.MULTIPLY_ADDS_PER_TURN
    assert int(answer[2]) == pow(3, 1 + 2 * peak.CLOCK_CHAIN, 1 << 64)


def test_a_line_delivers_no_faster_than_its_rate():
    rate = Rate(bytes_per_second=1000)
    assert rate.take(500, now=10.0) == 10.5
    assert rate.take(500, now=10.0) == 11.0  # waits for the piece before it
    assert rate.take(100, now=20.0) == 20.1  # an idle line saves nothing up


def test_descendants_are_all_below_one_process():
    assert descendants(2, {1: 0, 2: 1, 3: 2, 4: 3, 5: 1}) == {3, 4}


def test_the_demo_loads_as_much_as_the_real_one(tmp_path):
    made = demo.files(tmp_path)
    sizes = {name: len(data) for name, data in made.items()}
    assert max(sizes.values()) <= 4 << 20
    assert 11.5e6 < sum(sizes.values()) < 13e6
    described = demo.description(tmp_path)
    assert described["transformer"] and {*described["style"], *described["transformer"], *described["pictures"]} == {
        f"/made/{name}" for name in made
    }
    (tmp_path / "model.json").touch()
    assert demo.description(tmp_path)["transformer"] is None


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.001234, "0.0012"), (0.35, "0.35"), (12.345, "12.3"), (1234.5, "1,234")]
)
def test_numbers_have_as_many_digits_as_count(value, text):
    assert number(value) == text


def test_cells_hold_median_least_and_most():
    assert cell([0.5, 0.25, 1.0]) == "0.5 (0.25–1)"
    assert cell([0.5], 1000) == "500 (500–500)"
    assert cell(None) == "–"


def clicks(**measures):
    return {"rounds": 3, "taken": "today", "threads": {"1": "1"}, "backends": {"1": "wasm"}, **measures}


RESULTS = {
    "parts": {
        "clicks": clicks(
            values={
                "ours 1/256": {"new": [0.2, 0.9, 0.3], "style": [0.3, 0.3, 0.3]},
                "theirs 1/256": {"new": [1.0, 3.0, 1.0], "style": [1.0, 1.0, 1.0]},
            },
            failures={"theirs 2/256": "out of memory"},
        )
    }
}


CAMERA = {"brush": {"rate": [12.0, 11.0, 14.0], "size": [256.0, 256.0, 320.0]}}


def test_a_target_is_met_by_the_median_of_its_ratios():
    found = {target.words: target for target in targets.targets(Kept(RESULTS))}
    new = found["click, new photo and new style, 256 px, 1 thread: ours / demo"]
    assert new.values == pytest.approx([0.2, 0.3, 0.3]) and new.met is True
    style = found["click, same photo, new style, 256 px, 1 thread: ours / demo"]
    assert style.met is False
    assert found["click, new photo and new style, 512 px, 1 thread: ours / demo"].met is None


def test_the_share_of_the_peak_is_worst_of_all_sizes_and_has_to_be_high():
    results = {
        "parts": {
            "networks": {
                "macs": {"small": {"256": 1e9, "512": 4e9}},
                "published_macs": {"small": {"256": 2e9, "512": 8e9}},
                "values": {
                    "peak": {"gmac": [10.0]},
                    "ours wasm 1/small/256": {"network": [0.125]},
                    "ours wasm 1/small/512": {"network": [1.0]},
                },
            }
        }
    }
    done, published = (target for target in targets.targets(Kept(results)) if "small" in target.words)
    assert "512 px" in done.words and done.values == [0.4] and done.met is False
    assert "as published" in published.words and published.values == [0.8] and published.met is True


def test_the_report_tells_what_was_measured_and_what_failed():
    text = report.report(RESULTS)
    assert "| new photo, new style | 256 | 1 | 0.3 (0.2–0.9) | 1 (1–3) | 0.3 (0.2–0.3) |" in text
    assert "- theirs 2/256: out of memory" in text
    part = {"rounds": 3, "taken": "today", "backend": "wasm", "threads": 2, "values": CAMERA, "failures": {}}
    assert "| brush | 12 (11–14) | 256 (256–320) |" in report.report({"parts": {"camera": part}})
    assert "## Memory" not in text  # it was not measured, and an empty table would say nothing
