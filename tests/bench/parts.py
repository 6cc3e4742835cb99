"""The parts of the benchmark, in the order in which they are measured and written down."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from bench import (
    batch,
    camera,
    cancel,
    clicks,
    example,
    large,
    layers,
    lighthouse,
    load,
    memory,
    networks,
    preview,
    sheet,
    start,
    video,
)
from bench.series import Kept
from bench.setting import Setting


class Part(NamedTuple):
    title: str
    measure: Callable[[Setting], dict[str, Any]]
    written: Callable[[Kept], Iterable[str]]
    """What was measured, as paragraphs and tables of Markdown."""


PARTS = {
    "networks": Part("Networks", networks.measure, networks.written),
    "layers": Part("Layers", layers.measure, layers.written),
    "clicks": Part("From click to picture", clicks.measure, clicks.written),
    "preview": Part("Live preview", preview.measure, preview.written),
    "sheet": Part("Contact sheet", sheet.measure, sheet.written),
    "cancel": Part("Cancel", cancel.measure, cancel.written),
    "start": Part("Start", start.measure, start.written),
    "example": Part("The first minute", example.measure, example.written),
    "lighthouse": Part("Lighthouse", lighthouse.measure, lighthouse.written),
    "memory": Part("Memory", memory.measure, memory.written),
    "large": Part("Large pictures", large.measure, large.written),
    "batch": Part("Batch", batch.measure, batch.written),
    "video": Part("Video", video.measure, video.written),
    "camera": Part("Camera", camera.measure, camera.written),
    "load": Part("Load on the host", load.measure, load.as_tables),
}
"""By the name that the command line and results.json know each by."""
