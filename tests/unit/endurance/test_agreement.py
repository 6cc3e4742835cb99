"""The table of golden pictures: what it reads of a report, and what is wrong in it."""

from dataclasses import replace

from endurance import agreement
from endurance.agreement import Verdict, parse

REPORT = """\
Impasto 1
browser: Mozilla/5.0 (X11; Linux x86_64) threads: many
levels of 255 allowed: 2
wasm, threads: 2: right
  transformer-lite: 1 levels, 0.10 s
  transformer-lite in tiles: 0 levels, 1.25 s
wasm, threads: 1: wrong
  transformer-lite: 3 levels, 0.10 s
  transformer-lite in tiles: failed, painter-stopped-for-memory
webgpu, threads: 1 (google swiftshader (fallback)): right
  transformer-lite: 1 levels, 9.10 s
  transformer-lite in tiles: 2 levels, 90.00 s
webgl, threads: 1: missing
"""
PICTURES = ["transformer-lite", "transformer-lite-tiles"]
GOOD = {"transformer-lite": 1, "transformer-lite-tiles": 2}


def test_a_report_is_read_picture_by_picture_and_what_is_not_there_left_out():
    assert parse(REPORT) == {
        "wasm several": {"transformer-lite": 1, "transformer-lite-tiles": 0},
        "wasm 1": {"transformer-lite": 3, "transformer-lite-tiles": "painter-stopped-for-memory"},
        "webgpu": {"transformer-lite": 1, "transformer-lite-tiles": 2},
    }


def test_three_levels_a_failure_a_missing_picture_and_a_missing_painter_are_faults():
    verdict = Verdict({"firefox wasm 1": GOOD}, ["firefox wasm 1"], PICTURES)
    assert verdict.faults == []
    columns = {"firefox wasm 1": {**GOOD, "transformer-lite": 3}, "native 1": {"transformer-lite": "network-not-run"}}
    assert replace(verdict, columns=columns, wanted=["webkit wasm 1"]).faults == [
        "webkit wasm 1: did not paint",
        "firefox wasm 1: transformer-lite: 3 levels",
        "native 1: transformer-lite: network-not-run",
        "native 1: transformer-lite-tiles: missing",
    ]


def test_what_is_wanted_is_of_the_engines_that_were_asked(monkeypatch):
    monkeypatch.setattr(agreement, "_report", lambda engine: "")

    async def natively(pictures, threads):
        return {picture.name: 0 for picture in pictures}

    monkeypatch.setattr(agreement, "_natively", natively)
    assert agreement.run(["firefox"], lambda words: None).wanted == [
        "native 1",
        "native 2",
        "firefox wasm several",
        "firefox wasm 1",
    ]
    assert list(agreement.run(agreement.ENGINES, lambda words: None).wanted) == list(agreement.WANTED)
