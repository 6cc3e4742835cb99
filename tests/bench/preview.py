"""Part ``preview``: pictures a second while the strength slider moves, counted by ``<html data-preview>``."""

from collections.abc import Iterator
from typing import Any

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.rounds import interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from browser.page import StudioPage

SIZES = (512, 1024)
SECONDS = 3

DRAG = """
    const [seconds, done] = arguments;
    const slider = document.getElementById("strength"), root = document.documentElement;
    const drawn = () => Number(root.dataset.preview ?? 0);
    const before = drawn(), begin = performance.now();
    let frames = 0;
    requestAnimationFrame(function frame(now) {
      const passed = (now - begin) / 1000;
      if (passed >= seconds) {
        const previews = (drawn() - before) / passed;
        slider.dispatchEvent(new Event("change", {bubbles: true}));
        return done({previews, frames: frames / passed});
      }
      frames++;
      slider.value = 0.2 + 0.6 * Math.abs((passed % 2) - 1);
      slider.dispatchEvent(new Event("input", {bubbles: true}));
      requestAnimationFrame(frame);
    });
"""
"""Moves the slider with every frame; previews drawn a second, and frames in which the page moved it."""


class NoPreview(Exception):
    """The page draws nothing while the slider moves."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``previews`` and ``frames`` a second by size."""
    with fresh_browser() as driver:
        page = studio.open_studio(driver, setting.url("/site/"))
        studio.hang(page, photos.photo(setting.photos, "preview"), photos.style(setting.photos, "preview-style"))
        studio.seconds_to_picture(page, studio.PRESS, "stylize")
        studio.seconds_to_picture(page, studio.MOVE_STRENGTH, 0.5)  # the photo's own vector is known from here on
        cases = {str(size): lambda size=size: _drag(page, size) for size in SIZES}
        results = interleave(cases, setting.rounds, say=setting.say)
        return {**results.as_json(), "backend": page.data("backend"), "threads": page.data("threads")}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("preview")
    rows = [
        [size, *(cell(kept.series("preview", size, measure)) for measure in ("previews", "frames"))]
        for size in part["values"]
    ]
    if rows:
        yield f"A second, while strength moves with every frame; {part['backend']}, {part['threads']} threads.\n"
        yield table(["px", "previews drawn", "frames of the page"], rows, words=0) + "\n"


def _drag(page: StudioPage, size: int) -> dict[str, float]:
    page.choose("output-size", str(size))
    studio.seconds_to_picture(page, studio.PRESS, "stylize")
    # Where the last drag ended is where this one will; the full picture of that would not be painted again.
    studio.seconds_to_picture(page, studio.MOVE_STRENGTH, 1.0)
    before = page.results
    measured: dict[str, float] = page.driver.execute_async_script(DRAG, SECONDS)
    page.until(lambda: page.results > before and page.phase == "ready")
    if page.data("preview") is None:
        raise NoPreview("not there: <html data-preview> is missing")
    return measured
