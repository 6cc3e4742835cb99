"""The targets as ratios, what was measured for each, and whether the median meets it."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from bench.catalogue import SIDES
from bench.series import Kept, cell, divided, table

THREADS = ("1", "2")
ARCHITECTURES = {"separable": ("transformer-separable", 0.4), "plain": ("transformer-conv", 0.6)}


class Target(NamedTuple):
    """One target: words, what it is compared with, the values of all rounds, and a second opinion in processor time."""

    words: str
    limit: float
    values: Sequence[float] | None
    cpu: Sequence[float] | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the median holds the target; None where nothing was measured."""
        if not self.values:
            return None
        return median(self.values) >= self.limit if self.at_least else median(self.values) <= self.limit


def targets(kept: Kept) -> list[Target]:
    """Return all targets with what is known of each."""
    groups: list[Callable[[Kept], Iterator[Target]]] = [_clicks, _architectures, _sheet, _start, _peak]
    return [target for group in groups for target in group(kept)]


def as_table(found: Sequence[Target]) -> str:
    """Return the targets as a Markdown table."""
    rows = []
    for target in found:
        sign = "at least" if target.at_least else "at most"
        measured = cell(target.values) + (f"; processor {cell(target.cpu)}" if target.cpu else "")
        answer = {True: "yes", False: "**no**", None: "not measured"}[target.met]
        rows.append([target.words, f"{sign} {target.limit:g}", measured, answer])
    return table(["target", "limit", "measured", "met"], rows, words=4)


def _sheet(kept: Kept) -> Iterator[Target]:
    words = "contact sheet at 192 px: pictures a second"
    yield Target(words, 25, kept.series("sheet", "192", "pictures"), at_least=True)


def _clicks(kept: Kept) -> Iterator[Target]:
    wanted = [
        ("new photo and new style", "new", 0.35, (256, 512)),
        ("same photo, new style", "style", 0.25, (256, 512)),
        ("same photo, new strength", "strength", 0.25, (256, 512)),
        ("strength between known vectors", "known", 0.15, (512,)),
    ]
    for words, measure, limit, sizes in wanted:
        for size in sizes:
            for threads in THREADS:
                ours, theirs = f"ours {threads}/{size}", f"theirs {threads}/{size}"
                yield Target(
                    f"click, {words}, {size} px, {_threads(threads)}: ours / demo",
                    limit,
                    kept.ratio("clicks", ours, theirs, measure),
                    kept.ratio("clicks", ours, theirs, f"{measure} cpu"),
                )


def _architectures(kept: Kept) -> Iterator[Target]:
    for words, (network, limit) in ARCHITECTURES.items():
        for threads in THREADS:
            yield _worst(
                Target(
                    f"{words} transformer, wasm, {_threads(threads)}, {side} px: ours / TensorFlow.js",
                    limit,
                    kept.ratio("networks", *_pair(threads, network, side), "network"),
                    kept.ratio("networks", *_pair(threads, network, side), "cpu"),
                )
                for side in SIDES
            )


def _pair(threads: str, network: str, side: int) -> tuple[str, str]:
    return f"ours wasm {threads}/{network}/{side}", f"theirs wasm {threads}/{network}/{side}"


def _start(kept: Kept) -> Iterator[Target]:
    brotli = kept.part("start").get("first_visit", {}).get("brotli")
    yield Target("first visit, MB with brotli", 11, [brotli / 1e6] if brotli else None)
    line = kept.ratio("start", "ours/line", "theirs/line", "ready")
    yield Target("ready over the emulated line: ours / demo", 1, line)
    for way, words in (("line", "the emulated line"), ("loopback", "loopback")):
        first, again = (kept.series("start", f"ours/{way}", name) for name in ("ready", "ready again"))
        yield Target(f"ready over {words}: second visit / first visit", 0.333, divided(again, first))


def _peak(kept: Kept) -> Iterator[Target]:
    for counted, words in (("macs", "products done"), ("published_macs", "products of the network as published")):
        for network, counts in kept.part("networks").get(counted, {}).items():
            yield _worst(
                Target(
                    f"share of the multiply-add peak, {words}, wasm, 1 thread, {network}, {side} px",
                    0.5,
                    share_of_peak(kept, network, side, counted=counted),
                    share_of_peak(kept, network, side, "cpu", counted=counted),
                    at_least=True,
                )
                for side in map(int, counts)
            )


def share_of_peak(
    kept: Kept, network: str, side: int, clock: str = "network", *, counted: str = "macs"
) -> list[float] | None:
    """Return GMAC/s of a network on one thread as a share of the peak measured in the same round.

    ``clock`` is the measure that holds the seconds: ``network``, or ``cpu`` for those of the processor. ``counted``
    says which products: ``macs``, those that the graph does, or ``published_macs``, those of its network's layers.
    """
    count = kept.part("networks")[counted][network][str(side)]
    seconds = kept.series("networks", f"ours wasm 1/{network}/{side}", clock)
    rates = [count / 1e9 / each for each in seconds] if seconds else None
    return divided(rates, kept.series("networks", "peak", "gmac"))


def _worst(group: Iterator[Target]) -> Target:
    """Return the target of a group that is missed the most, or met the least."""
    known = list(group)

    def badness(target: Target) -> float:
        if not target.values:
            return float("-inf")
        return -median(target.values) if target.at_least else median(target.values)

    return max(known, key=badness)


def _threads(count: str) -> str:
    return "1 thread" if count == "1" else f"{count} threads"
