"""The page keeps its shape: nothing runs over the side, nothing jumps, everything can be reached by keyboard."""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from browser.page import StudioPage
from browser.pictures import photograph

SCREENS = [(320, 640), (390, 844), (1280, 800), (1920, 1080)]


def resize(page: StudioPage, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.fixture(autouse=True)
def give_back_the_screen(browser):
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_nothing_runs_over_the_side(studio):
    def assert_none_does() -> None:
        for width, height in SCREENS:
            resize(studio, width, height)
            assert studio.driver.execute_script("return document.documentElement.scrollWidth") <= width

    assert_none_does()
    studio.driver.find_element("css selector", "[data-example]").click()
    studio.until(lambda: studio.data("content") == "photo")
    assert_none_does()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_nothing_jumps_while_it_loads(studio, width, height):
    resize(studio, width, height)
    studio.open()
    shift = studio.driver.execute_async_script("""
        const done = arguments[0];
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 500);
    """)
    assert shift < 0.01


def test_a_picture_can_be_painted_by_keyboard_alone(studio):
    studio.choose_photo(photograph())  # the system's own file dialogue is not the page's
    body = studio.driver.find_element("css selector", "body")
    studio.driver.execute_script("document.activeElement.blur()")
    reached = []

    def press(key: str) -> None:
        ActionChains(studio.driver).send_keys(key).perform()

    for _ in range(80):
        press(Keys.TAB)
        element = studio.driver.switch_to.active_element
        if element == body:
            continue
        reached.append(element.get_attribute("id"))
        if element.get_attribute("id") == "style-file":  # the row of styles is one stop; arrows go along it
            press(Keys.ARROW_RIGHT)  # to the button that opens the wall
            press(Keys.ARROW_RIGHT)
            press(Keys.ENTER)
        if element.get_attribute("id") == "stylize":
            break
    assert {"style-file", "strength", "stylize"} <= set(reached)
    studio.paint(lambda: press(Keys.ENTER))
