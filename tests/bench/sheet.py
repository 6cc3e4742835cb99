"""Part ``sheet``: pictures a second while the contact sheet fills in, counted by the page."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.rounds import interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from browser.page import StudioPage

FILL = """
    const [done] = arguments;
    const dialog = document.getElementById("contact-sheet"), saving = document.getElementById("sheet-download");
    const begin = performance.now();
    const complete = () => dialog.open && !saving.disabled;
    new MutationObserver((_, observer) => {
      if (!complete()) return;
      observer.disconnect();
      const seconds = (performance.now() - begin) / 1000, pictures = dialog.querySelectorAll("[data-tile]").length;
      document.getElementById("sheet-close").click();
      done({"pictures": pictures / seconds, seconds});
    }).observe(dialog, {attributes: true, subtree: true, attributeFilter: ["open", "disabled", "data-done"]});
    document.getElementById("sheet-open").click();
"""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``pictures`` a second, and the ``seconds`` until the sheet is complete."""
    with fresh_browser() as driver:
        page = studio.open_studio(driver, setting.url("/site/"))
        page.choose_photo(photos.photo(setting.photos, "sheet"))
        page.until(lambda: page.by_id("sheet-open").is_displayed())
        strengths = (0.2 + 0.05 * number for number in count())  # pictures of one before would be there already
        results = interleave({"192": lambda: _fill(page, next(strengths))}, setting.rounds, say=setting.say)
        return {**results.as_json(), "backend": page.data("backend"), "threads": page.data("threads")}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("sheet")
    rows = [
        [size, *(cell(kept.series("sheet", size, measure)) for measure in ("pictures", "seconds"))]
        for size in part["values"]
    ]
    if rows:
        yield f"The photo in every style of the shelf; {part['backend']}, {part['threads']} threads.\n"
        yield table(["px", "pictures a second", "seconds until it is complete"], rows, words=0) + "\n"


def _fill(page: StudioPage, strength: float) -> dict[str, float]:
    page.move("#strength", strength)
    filled: dict[str, float] = page.driver.execute_async_script(FILL)
    page.until(lambda: not page.by_id("contact-sheet").is_displayed())
    return filled
