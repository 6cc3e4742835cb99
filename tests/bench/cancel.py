"""Part ``cancel``: seconds from Cancel to control, while a picture of the largest size is painted."""

from collections.abc import Iterator
from typing import Any

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.rounds import interleave
from bench.series import Kept, cell
from bench.setting import Setting
from browser.page import StudioPage

SIZE = 2048

CANCEL = """
    const done = arguments[0], page = document.documentElement;
    const begin = performance.now();
    new MutationObserver((_, observer) => {
      if (page.dataset.phase === "working") return;
      observer.disconnect();
      done((performance.now() - begin) / 1000);
    }).observe(page, {attributes: true, attributeFilter: ["data-phase"]});
    document.getElementById("cancel").click();
"""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``control`` in seconds."""
    with fresh_browser() as driver:
        page = studio.open_studio(driver, setting.url("/site/"))
        page.choose("output-size", str(SIZE))
        studio.hang(page, photos.photo(setting.photos, "cancel"), photos.style(setting.photos, "cancel-style"))
        results = interleave({str(SIZE): lambda: _cancelled(page)}, setting.rounds, say=setting.say)
    return {**results.as_json(), "size": SIZE}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    size = kept.part("cancel")["size"]
    seconds = cell(kept.series("cancel", str(size), "control"))
    yield f"From Cancel to control while {size} px are painted: {seconds} seconds.\n"


def _cancelled(page: StudioPage) -> dict[str, float]:
    page.press("stylize")
    page.until(lambda: page.phase == "working")
    return {"control": float(page.driver.execute_async_script(CANCEL))}
