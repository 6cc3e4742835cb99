import pytest

from impasto.backends.rules import Adapter, Memory, Survey, Trial, Verdict, backend_name, reason

REAL = Adapter("nvidia ampere")
SWIFTSHADER = "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)"
VERDICT = Verdict("here", (Trial("webgpu", times=3.14),))


@pytest.mark.parametrize(
    "adapter",
    [
        Adapter("google swiftshader", fallback=True),
        Adapter("an honest fallback", fallback=True),
        Adapter(SWIFTSHADER),
        Adapter("llvmpipe (LLVM 15.0.7, 256 bits)"),
        Adapter("mesa lavapipe"),
        Adapter("ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)"),
        Adapter("Apple Software Renderer"),
    ],
)
def test_software_is_passed_over_but_may_be_chosen(adapter):
    survey = Survey(webgpu=adapter, webgl=adapter)
    assert adapter.software and survey.candidates == ()
    assert survey.available == ("webgpu", "webgl", "wasm")


@pytest.mark.parametrize(
    "name", ["nvidia ampere", "ANGLE (Apple, ANGLE Metal Renderer: Apple M2)", "Mali-G715", "Adreno"]
)
def test_hardware_is_tried_webgpu_first(name):
    assert Survey(Adapter(name), Adapter(name)).candidates == ("webgpu", "webgl")
    assert Survey(None, Adapter(name)).candidates == ("webgl",)


def test_what_a_browser_has_not_cannot_be_chosen():
    assert Survey().available == ("wasm",) and Survey(webgl=REAL).available == ("webgl", "wasm")


def test_a_verdict_is_one_of_an_adapter_and_of_versions():
    here = Survey(REAL, REAL).machine("onnxruntime 1", "Impasto 1")
    others = [
        Survey(Adapter("intel"), REAL).machine("onnxruntime 1", "Impasto 1"),
        Survey(REAL, None).machine("onnxruntime 1", "Impasto 1"),
        Survey(REAL, REAL).machine("onnxruntime 2", "Impasto 1"),
        Survey(REAL, REAL).machine("onnxruntime 1", "Impasto 2"),
    ]
    assert here not in others and here == Survey(REAL, REAL).machine("onnxruntime 1", "Impasto 1")


def test_only_what_is_right_and_faster_wins():
    assert Trial("webgpu", times=1.2).won
    assert not Trial("webgpu", times=1.05).won, "that is within what such a measurement can tell"
    assert not Trial("webgpu", times=0.2).won
    assert not Trial("webgpu", fault="wrong").won and not Trial("webgpu").won
    trials = (Trial("webgpu", fault="wrong"), Trial("webgl", times=2.0))
    assert Verdict("here", trials).winner == "webgl" and Verdict("here", trials[:1]).winner == "wasm"


@pytest.mark.parametrize(
    ("memory", "start"),
    [
        (Memory(), "wasm"),
        (Memory(verdict=VERDICT), "webgpu"),
        (Memory(verdict=Verdict("here", (Trial("webgl", fault="silent"),))), "wasm"),
        (Memory("wasm", VERDICT), "wasm"),
        (Memory("webgl", VERDICT), "webgl"),
    ],
)
def test_what_is_remembered_comes_back_and_says_how_to_begin(memory, start):
    assert Memory.from_json(memory.to_json()) == memory and memory.start == start


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "no JSON", "[]", "3", '{"choice": "cuda"}', '{"choice": []}'),
        *('{"verdict": 3}', '{"verdict": {"machine": "x"}}'),
        '{"verdict": {"machine": "x", "trials": [{"backend": "cuda", "times": 9.0}]}}',
    ],
)
def test_what_was_not_remembered_by_us_is_no_memory(text):
    assert Memory.from_json(text) == Memory()


SOFTWARE = Survey(webgl=Adapter(SWIFTSHADER))
HARDWARE = Survey(REAL, REAL)


@pytest.mark.parametrize(
    ("running", "choice", "survey", "trials", "keys"),
    [
        ("wasm", "auto", None, None, "runs-until-tried"),
        ("wasm", "auto", HARDWARE, None, "runs-until-tried"),
        ("wasm", "auto", Survey(), None, "runs-no-graphics"),
        (
            "wasm",
            "auto",
            SOFTWARE,
            None,
            "runs-graphics-imitated",
        ),
        ("wasm", "wasm", HARDWARE, None, "runs-as-chosen"),
        ("webgl", "webgl", SOFTWARE, None, "runs-as-chosen"),
        (
            "webgpu",
            "auto",
            HARDWARE,
            VERDICT.trials,
            "runs-because backend-faster",
        ),
        (
            "wasm",
            "auto",
            HARDWARE,
            (Trial("webgpu", fault="wrong"), Trial("webgl", times=0.5)),
            "runs-after-trials backend-fault-wrong backend-slower",
        ),
    ],
)
def test_what_runs_is_told_with_the_reason(running, choice, survey, trials, keys):
    told = reason(running, choice, survey, trials)
    outcomes = told.parameters.get("outcomes", ()) or told.parameters.get("outcome", ())
    outcomes = outcomes if isinstance(outcomes, tuple) else (outcomes,)
    assert [told.key, *(outcome.key for outcome in outcomes)] == keys.split()


@pytest.mark.parametrize(
    ("trial", "key", "more"),
    [
        (Trial("webgpu", "wrong"), "backend-fault-wrong", {}),
        (Trial("webgpu", "silent", 9.0), "backend-fault-silent", {}),
        (Trial("webgl"), "backend-works", {}),
        (Trial("webgl", times=3.0), "backend-faster", {"times": 3.0}),
        (Trial("webgl", times=1.0), "backend-faster", {"times": 1.0}),
        (Trial("webgpu", times=0.25), "backend-slower", {"times": 4.0}),
    ],
)
def test_how_a_backend_did_is_said_with_its_name_and_how_many_times(trial, key, more):
    outcome = trial.outcome
    assert outcome.key == key and outcome.parameters == {"backend": backend_name(trial.backend), **more}
