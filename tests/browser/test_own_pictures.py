"""Own pictures on the shelf: one tile for a file, and the part of it that style networks are shown."""

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser.natively import EARTH
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.pointers import mouse


@pytest.fixture
def opened(studio, tmp_path) -> StudioPage:
    """Return the page with an own style that is painted with and open; it is brown at the left, blue at the right."""
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "photo.png"))
    halves = np.hstack([stripes(EARTH), stripes(((0, 40, 160), (150, 190, 255)))])
    file = saved(halves, tmp_path / "halves.png")
    studio.choose_styles(file)
    studio.choose("output-size", "256")
    studio.paint()
    studio.choose_styles(file)
    tile(studio).find_element(By.CLASS_NAME, "style-look").click()
    studio.until(lambda: studio.by_id("look").is_displayed() and studio.by_id("look-canvas").size["width"] > 50)
    return studio


def tile(studio: StudioPage):
    """Return the tile of the own picture, of which there is one."""
    [item] = studio.driver.find_elements(By.XPATH, "//li[@data-style][.//button[contains(@class, 'style-remove')]]")
    return item


def part(studio: StudioPage) -> str:
    return str(studio.by_id("look-part").text)


def draw(studio: StudioPage, *places: tuple[float, float]) -> None:
    """Draw over the picture with the mouse, at shares of its width and height; corners are what is taken near them."""
    box = studio.driver.execute_script(
        "const {left, top, width, height} = arguments[0].getBoundingClientRect(); return [left, top, width, height]",
        studio.by_id("look-canvas"),
    )
    points = [(box[0] + x * box[2], box[1] + y * box[3]) for x, y in places]
    moves = [("Moved", point) for point in points]
    mouse(studio.driver, ("Pressed", points[0]), *moves, ("Released", points[-1]))


def test_a_part_of_an_own_picture_is_drawn_moved_and_undone(opened):
    studio = opened
    assert part(studio) == "The whole picture" and not studio.by_id("look-whole").is_enabled()
    whole = studio.result()
    brown = studio.paint(lambda: draw(studio, (0.12, 0.3), (0.3, 0.5), (0.45, 0.9)))
    assert "% of it" in part(studio)
    assert_warmer(brown, whole)
    blue = studio.paint(lambda: draw(studio, (0.28, 0.6), (0.6, 0.6), (0.83, 0.6)))
    assert_warmer(brown, blue)
    assert (studio.paint(lambda: studio.press("undo")) == brown).all()
    assert studio.by_id("look").is_displayed(), "what is open stays open"
    assert tile(studio).get_attribute("data-style").startswith("shown "), "and the tile is the same one"

    assert (studio.paint(lambda: studio.press("look-whole")) == whole).all()
    larger = studio.paint(lambda: studio.move("#look-side", 384))
    assert (larger != whole).any() and studio.by_id("look-side-number").text == "384"
    assert str(studio.by_id("look-side").get_attribute("aria-valuetext")).startswith("looked at with 384 pixels")
    before = part(studio)
    studio.by_id("look-crop").send_keys(Keys.SHIFT + Keys.ARROW_LEFT)
    studio.until(lambda: part(studio) != before)
    studio.press("look-close")
    studio.until(lambda: not studio.by_id("look").is_displayed())


def assert_warmer(first, second) -> None:
    """Insist that a picture is redder, and less blue, than another one."""
    apart = first.astype(int).mean(axis=(0, 1)) - second.astype(int).mean(axis=(0, 1))
    assert apart[0] - apart[2] > 4, apart
