"""What could lose the work: two tabs at once, a storage that is full, one that is refused, a reload in the middle."""

from pathlib import Path

import numpy as np
import pytest

from browser.page import StudioPage
from browser.pictures import gradient, saved
from browser.tour import click

RECORD = """
    const done = arguments[0];
    (async () => {
      const [name] = (await caches.keys()).filter((name) => name.startsWith("impasto work"));
      const record = name && (await caches.match(new URL("work/visit", document.baseURI).href, {cacheName: name}));
      return record ? record.json() : null;
    })().then(done);
"""
"""What the browser keeps of the visit, besides its files; null if it keeps none."""

ROOM = "const done = arguments[0]; navigator.storage.estimate().then(({usage}) => done(usage));"
LITTLE = 100_000
"""Bytes: a record has room in it, a photograph does not."""

REFUSED = """
    for (const name of ["caches", "localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, {get() { throw new DOMException("refused", "SecurityError"); }});
    }
"""
STYLE = "[data-style=mosaic] .style-pick"


@pytest.fixture
def page(visitor, serve) -> StudioPage:
    return StudioPage(visitor, serve().url)


def keep(page: StudioPage) -> None:
    page.driver.execute_script("document.getElementById('work').open = true")
    click(page, "#keep-work")


def paint(page: StudioPage, photo: Path) -> np.ndarray:
    page.choose("output-size", "256")
    page.choose_photo(photo)
    if not page.driver.find_elements("css selector", f"{STYLE}[aria-pressed=true]"):
        click(page, STYLE)
    page.until(lambda: photo.name in page.by_id("caption").text and page.data("next") == "download")
    return page.result()


def until_stored(page: StudioPage, photo: Path, strength: float = 1.0) -> None:
    """Wait until the browser keeps a photo that was painted last, with its painting."""

    def is_stored() -> bool:
        record = page.driver.execute_async_script(RECORD)
        if record is None or not record["history"]:
            return False
        last = record["history"][-1]
        settings = last["settings"]["painting"], record["settings"]["painting"]
        return last["photo"]["name"] == photo.name and last["key"] and all(s["strength"] == strength for s in settings)

    page.until(is_stored)


def go_on(page: StudioPage) -> np.ndarray:
    """Come back on another day."""
    page.open()
    page.until(lambda: page.by_id("continue").is_displayed())
    return page.paint(lambda: click(page, "#continue"))  # in a tab that lies behind another, a mouse never arrives


def test_two_tabs_keep_what_the_later_one_did(page, tmp_path):
    driver = page.driver
    cat, dog = (saved(gradient(width, 240), tmp_path / f"{width}.png") for width in (320, 300))
    page.open()
    first = driver.current_window_handle
    paint(page, cat)
    keep(page)
    until_stored(page, cat)
    driver.switch_to.new_window("tab")
    page.open()
    paint(page, dog)
    page.until(lambda: page.by_id("keep-work").get_property("checked"))
    until_stored(page, dog)
    driver.switch_to.window(first)
    later = page.paint(lambda: page.move("#strength", 0.5))
    until_stored(page, cat, 0.5)
    assert np.array_equal(go_on(page), later) and cat.name in page.by_id("caption").text


def test_what_is_forgotten_is_gone_though_the_page_is_left_at_once_and_another_tab_says_so(page, tmp_path):
    driver, photo = page.driver, saved(gradient(320, 240), tmp_path / "photo.png")
    page.open()
    keep(page)
    paint(page, photo)
    until_stored(page, photo)
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    page.open()
    page.until(lambda: page.by_id("continue").is_displayed())
    driver.execute_script("document.getElementById('forget').click(); location.reload();")
    page.until(lambda: page.phase == "ready")
    assert not page.by_id("continue").is_displayed() and driver.execute_async_script(RECORD) is None
    left = "return Object.keys(localStorage).filter((key) => /styles|settings|forgetting/.test(key))"
    assert driver.execute_script(left) == []
    assert not page.by_id("keep-work").is_selected()

    driver.switch_to.window(first)
    page.until(lambda: page.move("#strength", 0.5) or "Another tab" in page.message)
    assert not page.by_id("keep-work").is_selected()
    keep(page)
    until_stored(page, photo, 0.5)


def test_a_full_storage_keeps_what_it_has_whole(page, tmp_path):
    driver = page.driver
    noise = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), np.uint8)
    cat, large = saved(gradient(320, 240), tmp_path / "cat.png"), saved(noise, tmp_path / "large.png")
    page.open()
    page.settle()
    page.until(lambda: page.data("snapshot"))
    kept = paint(page, cat)
    keep(page)
    until_stored(page, cat)
    usage = driver.execute_async_script(ROOM)
    origin = driver.execute_script("return location.origin")
    driver.execute_cdp_cmd("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": usage + LITTLE})
    try:
        page.choose_photo(large)
        page.until(lambda: "no more room" in page.message)
        page.until(lambda: large.name in page.by_id("caption").text and page.data("next") == "download")
        assert np.array_equal(go_on(page), kept) and cat.name in page.by_id("caption").text
    finally:
        driver.execute_cdp_cmd("Storage.overrideQuotaForOrigin", {"origin": origin})


def test_where_storage_is_refused_it_says_so_and_paints(page, tmp_path):
    driver = page.driver
    script = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REFUSED})
    try:
        page.open()
        paint(page, saved(gradient(320, 240), tmp_path / "cat.png"))
        keep(page)
        page.until(lambda: "keeps nothing" in page.message)
        assert not page.by_id("keep-work").get_property("checked") and not page.console_errors()
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
