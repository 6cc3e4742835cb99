"""results.json as FIGURES.md: what a reader asks first, as plots."""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from bench.plots import Plot, Row, drawn
from bench.series import Kept, number
from bench.targets import share_of_peak

HEAD = """\
# Figures

Drawn by `python build.py bench` of what [RESULTS.md](RESULTS.md) has in tables: a mark is the median over all rounds,
the line behind it goes from the least to the most. [README.md](README.md) says what is measured and how.
"""

OURS, DEMO, NATIVE = "Impasto", "TensorFlow.js demo", "native onnxruntime"
NETWORKS = {
    "style-mobilenet-v2": 256,
    "style-inception-v3": 256,
    "transformer-lite": 512,
    "transformer-separable": 512,
    "transformer-conv": 512,
}
"""Each network, and the side of the square that it is given here."""

TRANSFORMERS = {
    "quarter width": "transformer-lite",
    "separable": "transformer-separable",
    "full width": "transformer-conv",
}
CLICKS = {"new": "new photo and style", "style": "new style", "strength": "new strength"}
VISITS = {"first visit": "", "second visit": " again"}


def figures(results: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the page and its plots by their names below the folder of the results."""
    known = [plot for plot in _plots(Kept(results)) if plot.series]
    page = HEAD + "".join(f"\n## {plot.title}\n\n![{_in_words(plot)}](figures/{plot.name}.svg)\n" for plot in known)
    return {"FIGURES.md": page.encode(), **{f"figures/{plot.name}.svg": drawn(plot) for plot in known}}


def _in_words(plot: Plot) -> str:
    """Return what a plot shows for those who cannot see it: from where to where the medians of each series go."""
    parts = []
    for name in plot.series:
        middles = [median(series) for _, values in plot.rows if (series := values.get(name))]
        parts.append(f"{name} {number(min(middles))} to {number(max(middles))}")
    return f"{plot.unit}: {'; '.join(parts)}"


def _plots(kept: Kept) -> Iterator[Plot]:
    yield Plot(
        "clicks",
        "From click to picture, on one thread",
        "seconds",
        [
            (
                f"{words}, {size} px",
                {
                    OURS: kept.series("clicks", f"ours 1/{size}", measure),
                    DEMO: kept.series("clicks", f"theirs 1/{size}", measure),
                },
            )
            for size in (256, 512, 1024)
            for measure, words in CLICKS.items()
        ],
    )
    yield Plot(
        "networks",
        "A pass through each network, on one thread",
        "milliseconds",
        [
            (
                f"{network}, {side} px",
                {
                    OURS: _thousandfold(kept.series("networks", f"ours wasm 1/{network}/{side}", "network")),
                    "TensorFlow.js": _thousandfold(
                        kept.series("networks", f"theirs wasm 1/{network}/{side}", "network")
                    ),
                    NATIVE: _thousandfold(kept.series("networks", f"native 1/{network}/{side}", "network")),
                },
            )
            for network, side in NETWORKS.items()
        ],
    )
    yield Plot(
        "peak",
        "Multiply-adds, as a share of what the processor can do on one thread",
        "of the peak (rewritten graphs do with fewer products than the network as published)",
        [
            (
                f"{network}, {side} px",
                {
                    "products done": share_of_peak(kept, network, side),
                    "of the network as published": share_of_peak(kept, network, side, counted="published_macs"),
                },
            )
            for network, side in NETWORKS.items()
            if network in kept.part("networks").get("macs", {})
        ],
        logarithmic=False,
    )
    yield Plot(
        "start",
        "From opening the page until it is ready",
        "seconds",
        [
            (
                f"{visit}, {words}",
                {
                    OURS: kept.series("start", f"ours/{way}", f"ready{again}"),
                    DEMO: kept.series("start", f"theirs/{way}", f"ready{again}"),
                },
            )
            for visit, again in VISITS.items()
            for way, words in (("loopback", "same machine"), ("line", "20 Mbit/s"))
        ],
    )
    yield Plot(
        "memory",
        "Memory of the page after a square picture",
        "the most that its process has held, GB",
        [
            (
                f"{side} px",
                {
                    name: _in_giga(kept.series("memory", f"{case}/{side}", "peak"))
                    for name, case in {**TRANSFORMERS, DEMO: "theirs"}.items()
                },
            )
            for side in (512, 1024, 2048)
        ],
        logarithmic=False,
    )
    yield Plot("large", "Large pictures, with all threads", "seconds", _large(kept))


def _large(kept: Kept) -> list[Row]:
    return [
        (
            f"{name}, {megapixels} megapixel{'s' * (megapixels > 1)}",
            {
                f"{OURS}, page": kept.series("large", f"page/{transformer}/{megapixels}", "seconds"),
                "TensorFlow.js": kept.series("large", f"theirs/{transformer}/{megapixels}", "seconds"),
                f"{OURS}, desktop": kept.series("large", f"native/{transformer}/{megapixels}", "seconds"),
            },
        )
        for name, transformer in TRANSFORMERS.items()
        for megapixels in (1, 4, 12, 24)
    ]


def _thousandfold(series: list[float] | None) -> list[float] | None:
    return series and [1e3 * each for each in series]


def _in_giga(series: list[float] | None) -> list[float] | None:
    return series and [each / 1e9 for each in series]
