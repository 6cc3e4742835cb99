"""Part ``camera``: frames a second that are painted of a camera, at the sizes that the page chooses for itself."""

from collections.abc import Iterator
from typing import Any

from bench import studio
from bench.browsers import fresh_browser
from bench.catalogue import transformers
from bench.rounds import interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from browser.page import StudioPage

DEVICE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""Chromium's moving picture in the place of a camera; nobody is asked."""

FINDING, SECONDS = 8, 6
"""Seconds in which the page may find its size, and in which frames are counted."""

COUNT = """
    const [finding, seconds, done] = arguments;
    const live = document.getElementById("live");
    const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    (async () => {
      await wait(finding);
      const sizes = [];
      const watch = new MutationObserver(() => sizes.push(Number(live.dataset.size)));
      watch.observe(live, {attributes: true, attributeFilter: ["data-frames"]});
      const begin = performance.now();
      await wait(seconds);
      watch.disconnect();
      const passed = (performance.now() - begin) / 1000;
      sizes.sort((one, other) => one - other);
      done({rate: sizes.length / passed, size: sizes[sizes.length >> 1] ?? 0});
    })();
"""
"""Counts the frames that are drawn, and tells at which long side, px, half of them or more were asked for."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``rate``, frames a second, and ``size``, their long side in px, by transformer."""
    with fresh_browser(*DEVICE) as driver:
        page = studio.open_studio(driver, setting.url("/site/"))
        page.driver.find_element("css selector", "[data-style] .style-pick").click()
        cases = {id_: lambda id_=id_: _watch(page, id_) for id_ in transformers()}
        results = interleave(cases, setting.rounds, say=setting.say)
        return {**results.as_json(), "backend": page.data("backend"), "threads": page.data("threads")}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("camera")
    rows = [
        [id_, *(cell(kept.series("camera", id_, measure)) for measure in ("rate", "size"))] for id_ in part["values"]
    ]
    yield (
        "Frames a second that are painted of Chromium's moving picture, and the long side of most of them, which the "
        f"page chooses so that ten a second can be had; {part['backend']}, {part['threads']} threads.\n"
    )
    yield table(["transformer", "frames a second", "px"], rows) + "\n"


def _watch(page: StudioPage, transformer: str) -> dict[str, float]:
    page.choose("transformer", transformer)
    page.until(lambda: page.phase == "ready")
    page.press("camera")
    page.until(lambda: int(page.by_id("live").get_attribute("data-frames") or 0) > 2)
    measured: dict[str, float] = page.driver.execute_async_script(COUNT, FINDING, SECONDS)
    page.press("camera-leave")
    page.until(lambda: not page.by_id("live-view").is_displayed())
    return measured
