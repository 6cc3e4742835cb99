"""Styles taken further on the page, their numbers, and a style that is dropped on another."""

import json

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from browser.page import StudioPage
from browser.pictures import gradient, saved

SIZE = 256
PICK = "li[data-style={}] .style-pick"


@pytest.fixture
def opened(studio, tmp_path) -> StudioPage:
    """Return the page with a painted photo, the wall open, and in it what explores."""
    studio.choose_photo(saved(gradient(640, 480), tmp_path / "photo.png"))
    studio.choose("output-size", str(SIZE))
    studio.driver.find_element(By.CSS_SELECTOR, "[data-style=mosaic] .style-pick").click()
    studio.paint()
    studio.press("wall-open")
    return studio


def pressed(studio: StudioPage) -> list[str]:
    script = """
        return [...document.querySelectorAll('.style-pick[aria-pressed="true"]')]
          .map((pick) => pick.closest("li").dataset.style);
    """
    return list(studio.driver.execute_script(script))


def test_a_style_is_taken_further_told_as_numbers_and_taken_back(opened):
    mosaic = opened.result()
    opened.driver.find_element(By.CSS_SELECTOR, "#explore summary").click()
    further = opened.paint(lambda: opened.move("#explore-light", 1.5))
    assert further.mean() > mosaic.mean() + 5, "towards light"
    opened.driver.find_element(By.CSS_SELECTOR, ".explore-numbers summary").click()
    opened.press("numbers")
    text = opened.until(lambda: opened.by_id("numbers-text").get_attribute("value"))
    assert len(json.loads(text)["values"]) == 100

    another = opened.paint(lambda: opened.press("random-style"))
    assert (another != further).any() and opened.by_id("numbers-text").get_attribute("value") == ""
    opened.driver.execute_script(
        """
        const text = document.getElementById("numbers-text");
        text.value = arguments[0];
        text.dispatchEvent(new Event("input", { bubbles: true }));
        """,
        text,
    )
    again = opened.paint(lambda: opened.press("numbers-use"))
    assert np.abs(again.astype(int) - further).max() <= 1
    for _ in range(3):
        opened.paint(lambda: opened.press("undo"))
    assert (opened.result() == mosaic).all() and pressed(opened) == ["mosaic"]


SIZES = ((1280, 800), (390, 844))
IN_SIGHT = """
    const text = document.getElementById("numbers-text");
    text.scrollIntoView({ block: "nearest" });
    const [field, shelf] = [text, document.querySelector(".shelf")].map((part) => part.getBoundingClientRect());
    const picture = document.getElementById("result").getBoundingClientRect();
    return [field.bottom <= shelf.bottom && field.bottom <= innerHeight && scrollY === 0, picture.height];
"""


def test_numbers_take_neither_the_picture_nor_more_room_than_there_is(opened):
    resize = "Emulation.setDeviceMetricsOverride"
    opened.driver.find_element(By.CSS_SELECTOR, "#explore summary").click()
    opened.driver.find_element(By.CSS_SELECTOR, ".explore-numbers summary").click()
    try:
        for width, height in SIZES:
            screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            opened.driver.execute_cdp_cmd(resize, screen)
            opened.until(lambda: opened.driver.execute_script(IN_SIGHT)[0])
            assert opened.driver.execute_script(IN_SIGHT)[1] >= 150, (width, height)
    finally:
        opened.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_style_that_is_dragged_onto_another_is_mixed_with_it(opened):
    mosaic = opened.result()
    first, second = (opened.driver.find_element(By.CSS_SELECTOR, PICK.format(style)) for style in ("linocut", "mosaic"))
    opened.driver.execute_script("arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })", first)

    def drag() -> None:
        ActionChains(opened.driver).drag_and_drop(first, second).perform()

    both = opened.paint(drag)
    assert sorted(pressed(opened)) == ["linocut", "mosaic"] and (both != mosaic).any()
    script = "return document.querySelector('#blend input[type=range]').value"
    assert opened.driver.execute_script(script) == "0.5"
