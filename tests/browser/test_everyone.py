"""The page for everyone: axe in every state, and what axe cannot see. One page serves all of it, in this order."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from browser.page import StudioPage
from browser.tour import ASTRAY, OVERLAPS, click, given, resize, states, until_done
from builder import places

AXE = places.NODE_MODULES / "axe-core/axe.min.js"
SIZES = [(1280, 800), (390, 844)]
TIGHT = [(320, 256, 100), (640, 328, 100), (640, 400, 100), (1280, 800, 200), (390, 844, 200)]
"""Width and height in px, and size of the text in percent (WCAG 1.4.4, 1.4.10)."""
WIDE = [(390, 844), (768, 1024), (1280, 800), (1920, 1080)]

VIOLATIONS = """
    const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
      done(violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(" ")).slice(0, 5)}`)));
"""
FOCUS = """
    const {activeElement} = document;
    return activeElement === document.body ? "body" : activeElement.id || activeElement.className || "something";
"""
TELL = """
    window.said = [];
    new MutationObserver(() => said.push(document.getElementById("told").textContent))
      .observe(document.getElementById("told"), {childList: true, subtree: true});
"""


@pytest.fixture(scope="module")
def page(browser, site) -> Iterator[StudioPage]:
    page = StudioPage(browser, site.url)
    page.open()
    yield page
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    return given(tmp_path_factory.mktemp("files"))


def begin(page: StudioPage) -> None:
    """Begin anew, without a photo."""
    resize(page.driver, 1280, 800)
    page.open()


def test_axe_finds_nothing_in_any_state(page, files):
    begin(page)
    driver = page.driver
    driver.execute_script(AXE.read_text("utf-8"))
    found: list[str] = []
    count = 0
    for state in states(page, files):
        for scheme in ("light", "dark"):
            # Without motion: a colour on its way to another has no contrast to speak of.
            wanted = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
            media = {"features": [{"name": name, "value": value} for name, value in wanted.items()]}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            for width, height in SIZES:
                resize(driver, width, height)
                told = driver.execute_async_script(VIOLATIONS)
                found += [f"{state}, {scheme}, {width}: {each}" for each in told]
                count += 1
        resize(driver, 1280, 800)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert count == 10 * 2 * 2
    assert not found, "\n".join(found)


def test_at_twice_the_text_and_in_320_by_256_nothing_lies_over_another_or_beside_the_page(page, files):
    begin(page)
    driver = page.driver
    wrong = []
    for state in states(page, files):
        for width, height, percent in TIGHT:
            resize(driver, width, height, percent)
            driver.execute_script("scrollTo(0, 0)")
            if driver.execute_script("return document.documentElement.scrollWidth") > width:
                wrong.append(f"{state}: wider than {width}")
            if state not in ("help", "contact sheet"):  # which lie over all of it
                wrong += [f"{state}, {width} at {percent} %: {each}" for each in driver.execute_script(OVERLAPS)]
        resize(driver, 1280, 800)
    assert not wrong, "\n".join(wrong)


def test_from_right_to_left_nothing_is_cut_or_lies_over_another(page, files):
    begin(page)
    driver = page.driver
    driver.execute_script("document.documentElement.dir = 'rtl'")
    wrong = []
    for state in states(page, files):
        for width, height in WIDE:
            resize(driver, width, height)
            driver.execute_script("scrollTo(0, 0)")
            found = driver.execute_script(ASTRAY)
            if state not in ("help", "contact sheet", "drawer open", "wall"):  # which lie over the picture
                found += driver.execute_script(OVERLAPS)
            wrong += [f"{state}, {width}: {each}" for each in found]
        resize(driver, 1280, 800)
    assert not wrong, "\n".join(wrong)


def test_what_happens_on_the_easel_is_said_once_each(page, files):
    begin(page)
    page.driver.execute_script(TELL)
    page.choose_photo(files["photo"])
    page.until(lambda: page.data("content") == "photo")
    page.choose("output-size", "256")
    page.paint(lambda: page.choose_styles(files["style"]))
    page.paint(lambda: page.move("#strength", 0.5))
    page.press("undo")
    page.until(lambda: "Undone." in page.driver.execute_script("return said"))
    until_done(page)
    said: list[str] = page.driver.execute_script("return said")
    assert said[0] == "Photo read: cat.png, 320 × 240 pixels."
    assert said.count("Painted in the style of شجرة, 256 × 192.") >= 2
    assert said.count("Undone.") == 1 and "Painting" in said
    pictures = "return ['photo', 'result'].map((id) => document.getElementById(id).ariaLabel)"
    assert page.driver.execute_script(pictures) == [
        "The photo cat.png",
        "The photo cat.png, painted in the style of شجرة",
    ]
    named = "return [...document.querySelectorAll('#caption bdi')].map(({textContent}) => textContent)"
    assert page.driver.execute_script(named) == ["cat.png", "شجرة"]
    page.until(lambda: page.by_id("strength").get_attribute("aria-valuetext") == "100 % of the style")


def test_every_slider_says_in_words_what_it_is_set_to(page):
    page.driver.execute_script(
        """
        const slider = document.getElementById("explore-bold");
        slider.value = -0.5;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        """
    )
    said: dict[str, str] = page.driver.execute_script(
        """
        const sliders = [...document.querySelectorAll("input[type=range]:not(#look-side)")]; // it comes when needed
        return Object.fromEntries(sliders.map((slider) => [slider.id, slider.getAttribute("aria-valuetext") ?? ""]));
        """
    )
    assert [name for name, words in said.items() if not re.search(r"[a-z]{2}", words)] == []
    assert said["explore-bold"] == "25 % faint" and said["explore-rosy"] == "unchanged"
    assert said["quality"] == "92 of 100"


def test_the_focus_never_falls_to_the_body(page, files):
    begin(page)
    driver = page.driver
    fallen = []

    def after(what: str, focused: str, act: Callable[[], Any], settled: Callable[[], Any]) -> None:
        driver.execute_script("document.querySelector(arguments[0]).focus()", focused)
        assert driver.execute_script(FOCUS) != "body", f"{focused} cannot have the focus"
        act()
        page.until(settled)
        try:
            page.until(lambda: driver.execute_script(FOCUS) != "body")
        except Exception:
            fallen.append(what)

    def press(selector: str) -> None:
        driver.find_element("css selector", selector).send_keys(Keys.ENTER)

    content = "#content-file"
    after("a photo", content, lambda: page.choose_photo(files["photo"]), lambda: page.data("content") == "photo")
    page.choose("output-size", "256")
    page.paint(lambda: page.choose_styles(files["style"]))
    after("undo", "#undo", lambda: press("#undo"), lambda: page.by_id("redo").is_enabled())
    after("redo", "#redo", lambda: press("#redo"), lambda: not page.by_id("redo").is_enabled())
    until_done(page)
    page.until(lambda: driver.find_elements("css selector", ".style-remove"))
    remove = ".style-remove"
    gone = lambda: not driver.find_elements("css selector", remove)  # noqa: E731
    after("a style taken off", remove, lambda: click(page, remove), gone)
    assert driver.execute_script("return document.activeElement.closest('#shelf') !== null"), "it goes to the next tile"
    page.until(lambda: driver.find_elements("css selector", "#message-dismiss"))
    after("a message", "#message-dismiss", lambda: press("#message-dismiss"), lambda: page.message == "")
    click(page, "[data-style=mosaic] .style-pick")
    until_done(page)
    page.choose("output-size", "2048")
    page.press("stylize")  # at once: what was painted by itself is not painted again
    page.until(lambda: page.by_id("cancel").is_displayed())
    after("cancel", "#cancel", lambda: press("#cancel"), lambda: not page.by_id("cancel").is_displayed())
    after("the wall", "#wall-open", lambda: press("#wall-open"), lambda: page.by_id("wall-close").is_displayed())
    after("the wall", "#wall-close", lambda: press("#wall-close"), lambda: not page.by_id("wall-close").is_displayed())
    after("help", "#help", lambda: press("#help"), lambda: page.by_id("help-dialog").is_displayed())
    closed = lambda: not page.by_id("help-dialog").is_displayed()  # noqa: E731
    after("help", "#help-close", lambda: press("#help-close"), closed)
    assert not fallen, f"the focus fell to the body after: {json.dumps(fallen)}"


def test_keys_that_are_characters_are_the_pictures_own(page, files):
    """WCAG 2.1.4; the test before has left a painting."""
    begin(page)
    driver = page.driver
    page.choose_photo(files["photo"])
    page.until(lambda: page.data("content") == "photo")
    page.choose("output-size", "256")
    page.paint(lambda: click(page, "[data-style=mosaic] .style-pick"))

    def compared(where: str) -> bool:
        element = page.by_id(where)
        driver.execute_script("arguments[0].focus()", element)
        element.send_keys("c")
        pressed = page.by_id("compare").get_attribute("aria-pressed") == "true"
        if pressed:
            element.send_keys("c")
        return pressed

    assert not compared("stylize") and compared("viewport")
    page.by_id("stylize").send_keys("?")
    assert not page.by_id("help-dialog").is_displayed()
    page.by_id("viewport").send_keys("?")
    page.until(lambda: page.by_id("help-dialog").is_displayed())
    page.by_id("help-dialog").send_keys(Keys.ESCAPE)
    page.until(lambda: not page.by_id("help-dialog").is_displayed())
    assert driver.execute_script(FOCUS) == "viewport"


def test_a_long_name_in_a_message_widens_nothing(page, files):
    resize(page.driver, 320, 640)
    page.choose_photo(files["bad"])
    page.until(lambda: "empty" in page.message)
    widths = "return [document.documentElement.scrollWidth, document.getElementById('message').scrollWidth]"
    whole, message = page.driver.execute_script(widths)
    assert whole <= 320 and message <= 320
    names = "return [...document.querySelectorAll('#message bdi')].map(({textContent}) => textContent)"
    assert page.driver.execute_script(names) == [files["bad"].name]
