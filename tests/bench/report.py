"""results.json as RESULTS.md: machine, targets, and a table for each part."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench import batch, lighthouse, load, video
from bench.networks import NATIVE_THREADS
from bench.series import Kept, cell, divided, number, table
from bench.targets import as_table, share_of_peak, targets

HEAD = """\
# Results

Written by `python build.py bench`; [README.md](README.md) says what is measured and how to read it, and
[FIGURES.md](FIGURES.md) draws what is asked for first. Every figure is a median over the counted rounds with least and
most in brackets; ratios are taken within each round, ours / theirs, so less than 1 means that ours is faster.
*Processor* is the processor time of the whole browser: where other programs take turns on the machine it is steadier
than the clock.
"""

CLICKS = {"new": "new photo, new style", "style": "same photo, new style", "strength": "strength moved"} | {
    "known": "strength moved again"
}


def report(results: Mapping[str, Any]) -> str:
    """Return the whole page."""
    kept = Kept(results)
    sections = [HEAD, _machine(kept), "## Targets\n", as_table(targets(kept)), ""]
    for name, title, write in (
        ("networks", "Networks", _networks),
        ("layers", "Layers", _layers),
        ("clicks", "From click to picture", _clicks),
        ("preview", "Live preview", _preview),
        ("sheet", "Contact sheet", _sheet),
        ("cancel", "Cancel", _cancel),
        ("start", "Start", _start),
        ("example", "The first minute", _example),
        ("lighthouse", "Lighthouse", lighthouse.written),
        ("memory", "Memory", _memory),
        ("large", "Large pictures", _large),
        ("batch", "Batch", _batch),
        ("video", "Video", _video),
        ("camera", "Camera", _camera),
        ("load", "Load on the host", load.as_tables),
    ):
        part = kept.part(name)
        if part:
            taken = f"Rounds: {part['rounds']}. {part['taken']}.\n"
            sections += [f"## {title}\n", taken, *write(kept), *_failures(part)]
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


def _networks(kept: Kept) -> Iterator[str]:
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


def _layers(kept: Kept) -> Iterator[str]:
    part = kept.part("layers")
    peak = part["peak"]["gmac"]
    yield (
        f"onnxruntime-web on one thread, its own profile; shortest time of all passes, transformers at {part['side']} "
        f"px, the style network at {part['style_side']}. Peak of the same minutes: {number(peak)} GMAC/s.\n"
    )
    for network, roles in part["layers"].items():
        rows, rest = [], 0.0
        layers = [(role, layer) for role, found in roles.items() for layer in found]
        whole = sum(layer["seconds"] for _, layer in layers)
        for role, layer in layers:
            if not layer["macs"] or layer["seconds"] < 0.01 * whole:
                rest += layer["seconds"]
                continue
            rate = layer["macs"] / 1e9 / layer["seconds"]
            share = f"{layer['seconds'] / whole:.0%}"
            milliseconds = number(1000 * layer["seconds"])
            work = number(layer["macs"] / 1e9)
            rows.append([f"{role}: {layer['name']}", work, milliseconds, share, number(rate), f"{rate / peak:.0%}"])
        words = "no products, or less than 1 % of the time"
        rows.append([words, "", number(1000 * rest), f"{rest / whole:.0%}", "", ""])
        yield f"### {network}\n"
        yield table(["layer", "GMAC", "ms", "of the time", "GMAC/s", "of the peak"], rows) + "\n"


def _clicks(kept: Kept) -> Iterator[str]:
    part = kept.part("clicks")
    rows = []
    for name in sorted(part["values"], key=lambda name: (int(name.split("/")[1]), name)):
        whose, size = name.split("/")
        if not whose.startswith("ours"):
            continue
        threads = whose.split()[1]
        theirs = f"theirs {threads}/{size}"
        for measure, words in CLICKS.items():
            figures = [
                kept.series("clicks", name, measure),
                kept.series("clicks", theirs, measure),
                kept.ratio("clicks", name, theirs, measure),
                kept.ratio("clicks", name, theirs, f"{measure} cpu"),
                kept.ratio("clicks", name, f"theirs 1/{size}", measure),
            ]
            rows.append([words, size, str(part["threads"][threads]), *map(cell, figures)])
    yield (
        "Seconds from click to picture on the real page with its default networks, and in the demo's way with its; "
        f"ours on {' and '.join(map(str, part['backends'].values()))}. The last column sets ours against the demo as "
        "it comes on two cores, with one thread.\n"
    )
    header = ["click", "px", "threads", "ours", "demo", "ours / demo", "processor, ours / demo"]
    yield table([*header, "ours / demo on 1 thread"], rows) + "\n"


def _preview(kept: Kept) -> Iterator[str]:
    part = kept.part("preview")
    rows = [
        [size, *(cell(kept.series("preview", size, measure)) for measure in ("previews", "frames"))]
        for size in part["values"]
    ]
    if rows:
        yield f"A second, while strength moves with every frame; {part['backend']}, {part['threads']} threads.\n"
        yield table(["px", "previews drawn", "frames of the page"], rows, words=0) + "\n"


def _sheet(kept: Kept) -> Iterator[str]:
    part = kept.part("sheet")
    rows = [
        [size, *(cell(kept.series("sheet", size, measure)) for measure in ("pictures", "seconds"))]
        for size in part["values"]
    ]
    if rows:
        yield f"The photo in every style of the shelf; {part['backend']}, {part['threads']} threads.\n"
        yield table(["px", "pictures a second", "seconds until it is complete"], rows, words=0) + "\n"


def _cancel(kept: Kept) -> Iterator[str]:
    size = kept.part("cancel")["size"]
    seconds = cell(kept.series("cancel", str(size), "control"))
    yield f"From Cancel to control while {size} px are painted: {seconds} seconds.\n"


def _start(kept: Kept) -> Iterator[str]:
    part = kept.part("start")
    line = f"{part['megabits']} Mbit/s, {1000 * part['round_trip']:.0f} ms"
    visits = {
        f"{visit} visit, {words}": (way, again)
        for way, words in (("loopback", "loopback"), ("line", line))
        for visit, again in (("first", ""), ("second", " again"))
    }
    rows = []
    for words, (way, again) in visits.items():
        for measure, until in (("ready", "ready"), ("first", "first picture")):
            series = [kept.series("start", f"{whose}/{way}", measure + again) for whose in ("ours", "theirs")]
            rows.append([words, until, *map(cell, series), cell(divided(*series))])
    yield (
        "Seconds from opening the page, with brotli for both. First pictures: ours at its default size, example and "
        f"style clicked while it loads; the demo's at {part['demo_side']} px.\n"
    )
    yield table(["visit", "until", "ours", "demo", "ours / demo"], rows, words=2) + "\n"
    sizes = [f"{part['first_visit'][name] / 1e6:.1f}" for name in ("bytes", "gzip", "brotli")]
    yield table(["first visit", "raw", "gzip", "brotli"], [["MB", *sizes]]) + "\n"


def _example(kept: Kept) -> Iterator[str]:
    part = kept.part("example")
    yield (
        f"A click on an example on a first visit, over {part['megabits']} Mbit/s with {1000 * part['round_trip']:.0f} "
        "ms: seconds to its painting, which begins by itself; and what the page's presses waited meanwhile.\n"
    )
    painted, median, most = (kept.series("example", "line", measure) for measure in ("painted", "median", "most"))
    row = [cell(painted), cell(median, 1000), cell(most, 1000)]
    yield table(["seconds to the painting", "median wait, ms", "longest wait, ms"], [row], words=0) + "\n"


def _memory(kept: Kept) -> Iterator[str]:
    names = [name.split("/") for name in kept.part("memory")["values"]]
    whose = list(dict.fromkeys(name for name, _ in names))
    rows = [
        [str(size), *(cell(kept.series("memory", f"{name}/{size}", "peak"), 1e-6) for name in whose)]
        for size in sorted({int(size) for _, size in names})
    ]
    yield (
        "The most that the page's process has held, MB, after one picture in a fresh browser. Large photo: a PNG of 48 "
        "megapixels, with the transformer that the page begins with.\n"
    )
    header = ["demo" if name == "theirs" else name for name in whose]
    yield table(["px", *header], rows, words=0) + "\n"


def _batch(kept: Kept) -> Iterator[str]:
    part = kept.part("batch")
    one, cores = (kept.series("batch", name, "rate") for name in (batch.ONE, batch.ALL))
    yield (
        f"Paintings a second at {part['size']} px, one style each, from JPEG to PNG on the desktop, {part['cores']} "
        f"cores; load when it began {part['load']:.1f}.\n"
    )
    rows = [[batch.ONE, cell(one), ""], [batch.ALL, cell(cores), cell(divided(cores, one))]]
    yield table(["who paints", "paintings a second", "times as many"], rows) + "\n"


def _video(kept: Kept) -> Iterator[str]:
    part = kept.part("video")
    yield (
        f"Frames a second at {part['size']} px on the desktop, without codecs, and by how many levels of 255 a frame "
        f"differs from the one before where nothing moves. The {part['frames']} frames have noise of "
        f"{part['noise']:g} levels, by which they differ by {part['given']:.1f}, and something comes in. Load when it "
        f"began {part['load']:.1f}.\n"
    )
    names = (video.STEADY, video.ALONE)
    rows = [[name, *(cell(kept.series("video", name, measure)) for measure in ("rate", "flicker"))] for name in names]
    yield table(["painted", "frames a second", "levels a frame"], rows) + "\n"


def _camera(kept: Kept) -> Iterator[str]:
    part = kept.part("camera")
    rows = [
        [id_, *(cell(kept.series("camera", id_, measure)) for measure in ("rate", "size"))] for id_ in part["values"]
    ]
    yield (
        "Frames a second that are painted of Chromium's moving picture, and the long side of most of them, which the "
        f"page chooses so that ten a second can be had; {part['backend']}, {part['threads']} threads.\n"
    )
    yield table(["transformer", "frames a second", "px"], rows) + "\n"


WHERE = {"page": "page", "native": "native", "theirs": "TensorFlow.js"}


def _large(kept: Kept) -> Iterator[str]:
    rows = []
    for name in sorted(kept.part("large")["values"], key=lambda name: (name.split("/")[1], int(name.split("/")[2]))):
        where, transformer, megapixels = name.split("/")
        seconds, peak = (kept.series("large", name, measure) for measure in ("seconds", "peak"))
        each = cell(seconds, 1 / int(megapixels))
        rows.append([transformer, megapixels, WHERE[where], cell(seconds), each, cell(peak, 1e-6)])
    yield (
        "One picture in its photo's size in a fresh browser, by the native command with its start and its files, and "
        "in the demo's way, a square of the same area; all on as many threads as there are cores. Memory is the most "
        "that the page's or the command's process has held.\n"
    )
    yield table(["transformer", "megapixels", "where", "seconds", "seconds a megapixel", "MB"], rows, words=1) + "\n"


def _failures(part: Mapping[str, Any]) -> Iterator[str]:
    failures = part.get("failures", {})
    if failures:
        yield "Without figures:\n"
        yield "\n".join(f"- {name}: {text}" for name, text in sorted(failures.items())) + "\n"
