"""results.json as RESULTS.md: machine, targets, and a table for each part."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.parts import PARTS
from bench.series import Kept, cell, divided
from bench.targets import as_table, targets

HEAD = """\
# Results

Written by `python build.py bench`; [README.md](README.md) says what is measured and how to read it, and
[FIGURES.md](FIGURES.md) draws what is asked for first. Every figure is a median over the counted rounds with least and
most in brackets; ratios are taken within each round, ours / theirs, so less than 1 means that ours is faster.
*Processor* is the processor time of the whole browser: where other programs take turns on the machine it is steadier
than the clock.
"""


def report(results: Mapping[str, Any]) -> str:
    """Return the whole page."""
    kept = Kept(results)
    sections = [HEAD, _machine(kept), "## Targets\n", as_table(targets(kept)), ""]
    for name, (title, _, written) in PARTS.items():
        part = kept.part(name)
        if part:
            taken = f"Rounds: {part['rounds']}. {part['taken']}.\n"
            sections += [f"## {title}\n", taken, *written(kept), *_failures(part)]
    return "\n".join(sections).rstrip() + "\n"


def _machine(kept: Kept) -> str:
    about = kept.machine
    if not about:
        return ""
    graphics = about["graphics"]
    lines = [
        f"- {about['processor']}, {about['cores']} cores, {about['system']}; load at the start {about['load']}",
        f"- {about['browser']}; WebGL: {graphics['webgl']}; WebGPU: {graphics['webgpu']}",
        f"- onnxruntime-web {about['onnxruntime-web']}, TensorFlow.js {about['tensorflow.js']}, native onnxruntime"
        f" {about['onnxruntime']}, Python {about['python']}; Impasto {about['commit']}",
    ]
    peak, clock = (kept.series("networks", "peak", measure) for measure in ("gmac", "ghz"))
    if peak and clock:
        cycles = cell(divided(peak, clock))
        lines.append(
            f"- Multiply-add peak in wasm SIMD, one thread: {cell(peak)} GMAC/s, at {cell(clock)} GHz {cycles} a cycle"
        )
    return "\n".join(lines) + "\n"


def _failures(part: Mapping[str, Any]) -> Iterator[str]:
    failures = part.get("failures", {})
    if failures:
        yield "Without figures:\n"
        yield "\n".join(f"- {name}: {text}" for name, text in sorted(failures.items())) + "\n"
