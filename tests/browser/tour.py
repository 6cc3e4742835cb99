"""A tour through the states of the page, for checks that each of them has to pass."""

from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import Chrome

from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes

OVERLAPS = """
    const CLIPPING = ".shelf-row, .panel-body, .wall-tools, .scale-window, .easel";
    const controls = [...document.querySelectorAll("button, select, a, summary, input:not(.visually-hidden)")];
    const seen = controls.filter((each) => each.checkVisibility({visibilityProperty: true}) &&
      !each.closest("dialog, #message")); // which come over the page
    const meet = (a, b) => ({left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
      top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom)});
    const area = ({left, right, top, bottom}) => Math.max(right - left, 0) * Math.max(bottom - top, 0);
    const place = (each) => {
      let box = each.getBoundingClientRect();
      for (let part = each.parentElement?.closest(CLIPPING); part; part = part.parentElement?.closest(CLIPPING)) {
        if (getComputedStyle(part).overflow !== "visible") box = meet(box, part.getBoundingClientRect());
      }
      return box;
    };
    const shown = seen.map((each) => [each, place(each)]).filter(([, box]) => area(box) > 4);
    const name = ({id, className, textContent}) => id || `${className} ${textContent.trim().slice(0, 20)}`;
    const inStyle = (each) => each.closest(".style");
    return shown.flatMap(([one, a], at) => shown.slice(at + 1).flatMap(([other, b]) => {
      if (one.contains(other) || other.contains(one) || (inStyle(one) && inStyle(one) === inStyle(other))) return [];
      return area(meet(a, b)) > 0.2 * Math.min(area(a), area(b)) ? [`${name(one)} and ${name(other)}`] : [];
    }));
"""
"""Which controls lie over another: over a fifth of it, as targets are larger for the finger than for the eye."""

ASTRAY = """
    const {clientWidth} = document.documentElement;
    const seen = (each) => each.checkVisibility({visibilityProperty: true}) && !each.closest(".visually-hidden") &&
      !each.parentElement.closest(".shelf-row, .batch-items, .history, .scale-window, .viewport");
    return [...document.querySelectorAll("button, select, a, summary, label, p, h1, h2, h3, dt, dd, img")].filter(seen)
      .flatMap((each) => {
        const {left, right, width} = each.getBoundingClientRect();
        const name = each.id || `${each.className} ${each.textContent.trim().slice(0, 20)}`;
        return width > 1 && (left < -1 || right > clientWidth + 1) ? [`${name}, ${left} to ${right}`] : [];
      });
"""
"""What runs over a side of the page, where the browser may not even scroll; rows that scroll by themselves apart."""


def given(folder: Path) -> dict[str, Path]:
    """Make the files that the tour gives the page."""
    bad = folder / f"{'a-name-without-any-gap-' * 9}.png"
    bad.write_bytes(b"")
    return {
        "photo": saved(gradient(320, 240), folder / "cat.png"),
        "style": saved(stripes(((200, 0, 0), (0, 0, 90))), folder / "شجرة.png"),
        "bad": bad,
    }


def resize(driver: Chrome, width: int, height: int, percent: int = 100) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    # As the browser's own setting does, which styles and their conditions follow.
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    driver.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": sizes})


def click(page: StudioPage, selector: str) -> None:
    """Press what may lie beside what is to be seen."""
    page.driver.execute_script("document.querySelector(arguments[0]).click()", selector)


def until_done(page: StudioPage) -> None:
    page.until(lambda: page.phase == "ready" and not page.by_id("progress").is_displayed())


def states(page: StudioPage, files: dict[str, Path]) -> Iterator[str]:
    """Go from state to state of the page, and yield the name of each."""
    driver = page.driver
    yield "welcome and about"
    click(page, "#help")
    yield "help"
    click(page, "#help-close")
    page.choose_photo(files["bad"])
    page.until(lambda: "empty" in page.message)
    yield "error message"
    page.choose_photo(files["photo"])
    page.until(lambda: page.data("content") == "photo")
    yield "photo"
    page.choose("output-size", "256")
    page.paint(lambda: click(page, "[data-style=mosaic] .style-pick"))
    yield "painted"
    driver.execute_script("document.getElementById('drawer').dataset.open = 'true'")
    yield "drawer open"
    driver.execute_script("document.getElementById('drawer').dataset.open = 'false'")
    click(page, "#wall-open")
    page.until(lambda: page.by_id("wall-search").is_displayed())
    yield "wall"
    click(page, "#wall-close")
    for style in ("night-sky", "stained-glass"):
        page.paint(lambda style=style: click(page, f"[data-style={style}] .style-mix"))
    yield "mix on the pad"
    driver.execute_script("document.getElementById('where').open = true")
    click(page, "#mask-tool")
    page.until(lambda: page.by_id("mask-tool").get_attribute("aria-pressed") == "true")
    yield "mask"
    click(page, "#mask-tool")
    click(page, "#sheet-open")
    page.until(lambda: page.by_id("sheet-download").is_enabled())
    yield "contact sheet"
    click(page, "#sheet-close")
