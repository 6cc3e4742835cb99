"""With colours of the system's own, where all grounds are one: what has the focus and what is pressed can be seen."""

import base64
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from selenium.webdriver.common.keys import Keys

from browser.page import StudioPage
from browser.tour import given, resize, states

AROUND, PLAIN, FEW = 8, 64, 40
"""Px around a control that count, levels by which a pixel has to change to be seen, and how many have to."""

KINDS = """
    const seen = [...document.querySelectorAll(arguments[0])].filter((element) =>
      element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length && !element.disabled &&
      (!document.querySelector("dialog[open]") || element.closest("dialog")));
    const own = ["viewport", "strength", "mask"];
    const kind = ({tagName, className, type, id}) => own.includes(id) ? id : `${tagName} ${className} ${type}`;
    return Object.values(Object.fromEntries(seen.reverse().map((element) => [kind(element), element])));
"""
"""One element of each kind that is to be seen, in the dialog if one is open."""

FOCUSABLE = ":is(a[href], button, input, select, textarea, summary, [tabindex='0']):not(#photo)"
TOGGLES = ":is([aria-pressed], input[type=radio], input[type=checkbox])"

PLACE = """
    const [element, around] = arguments;
    const shown = element.classList.contains("visually-hidden") ? element.parentElement : element;
    const box = shown.getBoundingClientRect();
    return {x: box.x + scrollX - around, y: box.y + scrollY - around,
      width: box.width + 2 * around, height: box.height + 2 * around, scale: 1};
"""
INTO_VIEW = "arguments[0].scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})"
FOCUS = "arguments[0].focus({preventScroll: true, focusVisible: true})"
LEAVE = "document.activeElement.blur()"
SET = """
    const [element, on] = arguments;
    if (element.hasAttribute("aria-pressed")) element.setAttribute("aria-pressed", String(on));
    else element.checked = on;
"""
IS_SET = "return arguments[0].ariaPressed === 'true' || arguments[0].checked === true"
NAMED = "return arguments[0].id || arguments[0].className"


@pytest.fixture
def page(studio) -> Iterator[StudioPage]:
    driver = studio.driver
    wanted = {"forced-colors": "active", "prefers-reduced-motion": "reduce"}
    media = {"features": [{"name": name, "value": value} for name, value in wanted.items()]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    resize(driver, 1280, 800)
    yield studio
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def look(page: StudioPage, element: object) -> NDArray[np.int16]:
    """Return what is to be seen of an element and around it."""
    clip = page.driver.execute_script(PLACE, element, AROUND)
    shot = page.driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip})
    with Image.open(BytesIO(base64.b64decode(shot["data"]))) as image:
        return np.asarray(image.convert("RGB"), np.int16)


def look_set(page: StudioPage, element: object, on: bool) -> NDArray[np.int16]:
    """Return what is to be seen of a control that is pressed, or is not, for as long as a picture of it takes."""
    while True:
        page.driver.execute_script(SET, element, on)
        seen = look(page, element)
        if page.driver.execute_script(IS_SET, element) == on:  # else a view of Python's came between
            return seen


def differ(before: NDArray[np.int16], after: NDArray[np.int16]) -> bool:
    if before.shape != after.shape:
        return True  # what becomes larger or smaller is seen, too
    return int((np.abs(after - before).max(axis=2) > PLAIN).sum()) >= FEW


def test_the_focus_and_what_is_pressed_are_seen(page, tmp_path):
    driver = page.driver
    assert driver.execute_script("return matchMedia('(forced-colors: active)').matches")
    unseen, counted = [], 0
    for state in states(page, given(tmp_path)):
        if state not in ("welcome and about", "mask", "wall", "contact sheet"):
            continue
        if state == "mask":
            driver.execute_script("for (const part of document.querySelectorAll('details.more')) part.open = true")
        driver.find_element("css selector", "dialog[open], body").send_keys(Keys.SHIFT)  # by keyboard, then
        for element in driver.execute_script(KINDS, FOCUSABLE):
            driver.execute_script(INTO_VIEW, element)
            driver.execute_script(LEAVE)
            before = look(page, element)
            driver.execute_script(FOCUS, element)
            counted += 1
            if not differ(before, look(page, element)):
                unseen.append(f"{state}, focus: {driver.execute_script(NAMED, element)}")
            driver.execute_script(LEAVE)
        for element in driver.execute_script(KINDS, TOGGLES):
            driver.execute_script(INTO_VIEW, element)
            looks = []
            for on in (True, False):
                looks.append(look_set(page, element, on))
            if not differ(*looks):
                unseen.append(f"{state}, pressed: {driver.execute_script(NAMED, element)}")
    assert counted > 40 and not unseen, "\n".join(unseen)


def test_a_line_that_grows_is_seen(page):
    """The progress of what is loaded, painted, queued or filmed is a ground, which the system would take away."""
    driver = page.driver
    driver.execute_script("""
        const bar = document.getElementById("progress");
        bar.hidden = false;
        bar.removeAttribute("data-unknown");
    """)
    looks = []
    for done in (0.1, 0.9):
        driver.execute_script(
            "arguments[0].style.setProperty('--done', arguments[1])", page.by_id("progress-paint"), done
        )
        looks.append(look(page, driver.find_element("css selector", ".progress-line")))
    assert differ(*looks)
