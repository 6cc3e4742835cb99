"""The real page as the benchmarks drive it: what a test does, with a clock inside the page."""

from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome

from browser.page import StudioPage

WATCH = """
    window.seen = {};
    new MutationObserver(() => {
      const {phase, result} = document.documentElement.dataset;
      if (phase) window.seen[phase] ??= performance.now() / 1000;
      if (result) window.seen["result " + result] ??= performance.now() / 1000;
    }).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-phase", "data-result"]});
"""
"""Notes when a phase, and each picture, was first seen, in seconds since the page was asked for."""

UNTIL_PAINTED = """
    const [argument, done] = arguments;
    const root = document.documentElement, before = Number(root.dataset.result ?? 0);
    const begin = performance.now();
    new MutationObserver((_, observer) => {
      if (Number(root.dataset.result ?? 0) <= before) return;
      observer.disconnect();
      done((performance.now() - begin) / 1000);
    }).observe(root, {attributes: true, attributeFilter: ["data-result"]});
    {ACT}
"""

PRESS = "document.getElementById(argument).click()"

PICK = """
    const named = (item) => item.querySelector(".style-name")?.textContent === argument;
    [...document.querySelectorAll("#shelf [data-style]")].find(named).querySelector(".style-pick").click();
"""

MOVE_STRENGTH = """
    const slider = document.getElementById("strength");
    slider.value = argument;
    for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, {bubbles: true}));
"""


def open_studio(driver: Chrome, url: str, *, wait: bool = True) -> StudioPage:
    """Open the page in a browser, with the watch that ``seen`` reads."""
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    page = StudioPage(driver, url)
    page.open(wait=wait)
    if wait:
        until_kept(page)
    return page


def until_kept(page: StudioPage) -> None:
    """Wait until the page has done what it does for later visits, which would take turns with what is measured."""
    page.until(lambda: page.data("snapshot"))


def seen(page: StudioPage) -> dict[str, float]:
    """Return when each phase and picture was first seen."""
    return dict(page.driver.execute_script("return window.seen"))


def seconds_to_picture(page: StudioPage, act: str, argument: Any) -> float:
    """Do something that paints and return the seconds from there to the finished picture, by the page's own clock."""
    script = UNTIL_PAINTED.replace("ACT", act)
    seconds = float(page.driver.execute_async_script(script, argument))
    page.until(lambda: page.phase == "ready")
    return seconds


TAKE_OUT = """
    for (const button of document.querySelectorAll("#shelf .style-mix[aria-pressed=true]")) button.click();
"""


def hang(page: StudioPage, photo: Path, *styles: Path) -> None:
    """Give the page a photo and own styles, one after another, and wait until all of them are there and painted."""
    page.choose_photo(photo)
    shelve(page, *styles)


def hang_unpainted(page: StudioPage, photo: Path, *styles: Path) -> None:
    """Give the page own styles and then a photo, with no style chosen, so that nothing is painted of it."""
    shelve(page, *styles)
    page.driver.execute_script(TAKE_OUT)
    page.until(lambda: not page.driver.find_elements("css selector", "#shelf .style-mix[aria-pressed=true]"))
    page.choose_photo(photo)
    page.until(lambda: photo.stem in str(page.by_id("caption").text))
    page.until(lambda: page.phase == "ready")


def shelve(page: StudioPage, *styles: Path) -> None:
    """Give the page own styles, one after another, and wait until all of them are there."""
    for style in styles:
        before = _styles_on_shelf(page)
        page.choose_styles(style)
        page.until(lambda before=before: _styles_on_shelf(page) > before)
    page.until(lambda: page.phase == "ready")


def _styles_on_shelf(page: StudioPage) -> int:
    return len(page.driver.find_elements("css selector", "#shelf [data-style]"))
