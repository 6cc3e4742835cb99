"""Part ``networks``: every network in the browser, under TensorFlow.js and native, in the same rounds."""

from collections.abc import Iterator
from typing import Any

from bench import macs, native
from bench.browsers import GRAPHICS, adapters, fresh_browser
from bench.catalogue import Network, networks
from bench.demo import has_own_transformer
from bench.lab import DOUBLED_CORES, Lab, LabError
from bench.rounds import Case, Results, interleave
from bench.series import Kept, cell, divided, number, table
from bench.setting import Setting
from bench.targets import share_of_peak

OURS = {"wasm 1": ("wasm", 1), "wasm 2": ("wasm", 2), "webgl": ("webgl", 1), "webgpu": ("webgpu", 1)}
"""Our configurations by name: provider and threads."""

THEIRS = {"wasm 1": ("wasm", None), "wasm 2": ("wasm", DOUBLED_CORES), "webgl": ("webgl", None)}
"""TensorFlow.js' configurations by name: backend, and the cores that it is told of (None: those there are)."""

NATIVE_THREADS = (1, 2)
PEAK = "peak"


def measure(setting: Setting) -> dict[str, Any]:
    """Return the seconds of everything, by names such as ``ours wasm 1/transformer-lite/512``."""
    listed = networks()
    own = has_own_transformer(setting.peer)
    with fresh_browser(*GRAPHICS) as driver:
        lab = Lab(driver, setting.port)
        found = adapters(driver)
        lab.open_peak(PEAK)
        about = open_workers(lab, peer=own)
        cases: dict[str, Case] = {PEAK: lab.case(PEAK)}
        for network in listed:
            cases |= cases_of(lab, network, about, found["hardware"])
        results = interleave(cases, setting.rounds, say=setting.say)
    return {
        **describe(results, about),
        "adapters": found,
        "macs": {network.id: count_macs(network) for network in listed},
        "published_macs": {network.id: count_macs(network.as_published) for network in listed},
        "separable_of_the_demo": own,
    }


def open_workers(lab: Lab, *, peer: bool) -> dict[str, Any]:
    """Start every configuration; return what each says of itself, ``error`` where it cannot be had."""
    about: dict[str, Any] = {}
    for name, (provider, threads) in OURS.items():
        try:
            lab.open_ours(f"ours {name}", provider, threads)
            about[f"ours {name}"] = {"threads": threads}
        except LabError as error:
            about[f"ours {name}"] = {"error": str(error)}
    for name, (backend, cores) in THEIRS.items():
        try:
            about[f"theirs {name}"] = lab.open_theirs(f"theirs {name}", backend, cores=cores, peer=peer)
        except LabError as error:
            about[f"theirs {name}"] = {"error": str(error)}
    return about


def cases_of(lab: Lab, network: Network, about: dict[str, Any], hardware: dict[str, bool]) -> dict[str, Case]:
    """Return all cases of a network: sizes side by side, so that what is compared runs close together."""
    cases: dict[str, Case] = {}
    for side in network.sides:
        for threads in NATIVE_THREADS:
            cases[f"native {threads}/{network.id}/{side}"] = native.case(network.graphs, side, threads)
        for worker, details in about.items():
            if "error" in details:
                continue
            whose, backend = worker.split(" ", 1)
            in_software = backend.startswith("webg") and not hardware[backend]
            shown = network.software_side if in_software else side
            if in_software and (side != network.sides[0] or network.theirs == "plain"):
                continue  # the plain one has no operator that the others have not, and takes minutes
            if whose == "ours":
                cases[f"{worker}/{network.id}/{shown}"] = lab.case(worker, graphs=network.graphs, side=shown)
            elif network.theirs:
                cases[f"{worker}/{network.id}/{shown}"] = lab.case(worker, network=network.theirs, side=shown)
            if network.theirs == "separable" and f"{worker}/{network.id}/{shown}" in cases:
                cases[f"{worker}/canvas/{shown}"] = lab.case(worker, "draw", side=shown)
    return cases


def count_macs(network: Network) -> dict[str, int]:
    """Return the multiply-adds of one pass, by side, from the shapes in which native onnxruntime runs the file."""
    return {
        str(side): sum(
            layer.macs
            for events in native.profile(network.graphs, side, optimised=False).values()
            for layer in macs.layers(events)
        )
        for side in network.sides
    }


def describe(results: Results, about: dict[str, Any]) -> dict[str, Any]:
    failures = {name: details["error"] for name, details in about.items() if "error" in details}
    return {**results.as_json(), "failures": {**failures, **results.failures}, "workers": about}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    counts, published = (kept.part("networks")[each] for each in ("macs", "published_macs"))
    rows, speeds = [], []
    for network, by_side in counts.items():
        for side in by_side:
            rows += [_against_theirs(kept, network, side, threads) for threads in ("1", "2")]
            seconds = kept.series("networks", f"ours wasm 1/{network}/{side}", "network")
            rates = [by_side[side] / 1e9 / each for each in seconds] if seconds else None
            what = f"{network}/{side}"
            own = [kept.series("networks", f"native {each}/{what}", "network") for each in NATIVE_THREADS]
            native = [
                kept.ratio("networks", f"ours wasm {each}/{what}", f"native {each}/{what}", "network")
                for each in NATIVE_THREADS
            ]
            share = share_of_peak(kept, network, int(side))
            giga = [number(count[side] / 1e9) for count in (by_side, published[network])]
            whole = share_of_peak(kept, network, int(side), counted="published_macs")
            speeds.append([network, side, *giga, cell(rates), *map(cell, (share, whole)), *map(_ms, own)])
            speeds[-1] += map(cell, native)
    kind = "the demo's own graph" if kept.part("networks")["separable_of_the_demo"] else "random weights"
    yield f"Milliseconds on the wasm backends. TensorFlow.js' separable transformer: {kind}.\n"
    header = ["network", "px", "threads", "ours", "TensorFlow.js", "ours / theirs", "processor, ours / theirs"]
    yield table(header, [row for row in rows if row], words=1) + "\n"
    yield (
        "Work and speed: giga multiply-adds of a pass, those that are done and those of the layers as published "
        "(rewritten graphs do with fewer), onnxruntime-web on one thread, and native onnxruntime.\n"
    )
    header = ["network", "px", "GMAC", "as published", "GMAC/s", "share of peak", "as published, of peak"]
    yield table([*header, *("native 1, ms", "native 2, ms", "ours / native, 1", "ours / native, 2")], speeds) + "\n"
    yield from _canvases(kept)
    yield from _graphics(kept)


def _ms(values: list[float] | None) -> str:
    return cell(values, 1000)


def _against_theirs(kept: Kept, network: str, side: str, threads: str) -> list[str]:
    ours, theirs = (f"{whose} wasm {threads}/{network}/{side}" for whose in ("ours", "theirs"))
    return [
        network,
        side,
        threads,
        _ms(kept.series("networks", ours, "network")),
        _ms(kept.series("networks", theirs, "network")),
        cell(kept.ratio("networks", ours, theirs, "network")),
        cell(kept.ratio("networks", ours, theirs, "cpu")),
    ]


def _canvases(kept: Kept) -> Iterator[str]:
    sides = sorted({int(name.split("/")[2]) for name in kept.part("networks")["values"] if "/canvas/" in name})
    rows = []
    for side in sides:
        ours, theirs = (f"{whose} wasm 1/canvas/{side}" for whose in ("ours", "theirs"))
        series = [kept.series("networks", name, "canvas") for name in (ours, theirs)]
        if any(series):
            rows.append([str(side), *map(_ms, series), cell(kept.ratio("networks", ours, theirs, "canvas"))])
    yield "Writing the picture to a canvas, milliseconds, counted apart.\n"
    yield table(["px", "ours", "TensorFlow.js", "ours / theirs"], rows, words=0) + "\n"


def _graphics(kept: Kept) -> Iterator[str]:
    names = [name for name in kept.part("networks")["values"] if " webg" in name and "/canvas/" not in name]
    rows = []
    for name in sorted(names, key=lambda name: (name.split("/")[1:], name)):
        worker, network, side = name.split("/")
        wasm = kept.series("networks", f"{worker.split()[0]} wasm 1/{network}/{side}", "network")
        series = kept.series("networks", name, "network")
        rows.append([network, side, worker, _ms(series), cell(divided(series, wasm))])
    if rows:
        yield "Graphics, milliseconds; in software only to see that it runs.\n"
        yield table(["network", "px", "configuration", "ms", "of wasm, 1 thread"], rows, words=1) + "\n"
