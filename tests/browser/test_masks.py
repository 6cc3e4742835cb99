"""Masks on the page: a brush as pointers and keys move it, and a grey picture."""

import numpy as np
import pytest
from numpy.typing import NDArray
from selenium.webdriver.common.keys import Keys

from browser.natively import EARTH
from browser.page import StudioPage
from browser.pictures import gradient, photograph, saved, stripes
from browser.pointers import fingers

SIZE = 256


@pytest.fixture
def painted(studio, tmp_path) -> tuple[StudioPage, NDArray[np.uint8]]:
    """Paint a photo, and return the page with the picture; what is folded away is open."""
    studio.choose_photo(saved(gradient(640, 480), tmp_path / "photo.png"))
    studio.choose_styles(saved(stripes(EARTH), tmp_path / "earth.png"))
    studio.choose("output-size", str(SIZE))
    studio.choose("style-outside", "")
    return studio, studio.paint()


def photo(studio: StudioPage) -> NDArray[np.uint8]:
    """Return what the picture is where nothing of it is painted."""
    shown = studio.paint(lambda: studio.move("#photo-through", 1))
    studio.paint(lambda: studio.move("#photo-through", 0))
    return shown


def scroll_to(studio: StudioPage, id_: str) -> None:
    script = "document.getElementById(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})"
    studio.driver.execute_script(script, id_)


def press(studio: StudioPage, id_: str) -> None:
    """Press what may lie below what the panel shows."""
    scroll_to(studio, id_)
    studio.press(id_)


def stroke(studio: StudioPage, *points: tuple[float, float], pen: float | None = None) -> None:
    """Draw over the picture as the browser's own input, at shares of its width and height; ``pen`` is its pressure."""
    dispatch(studio, "mousePressed", points[0], pen)
    for point in points:
        dispatch(studio, "mouseMoved", point, pen)
    dispatch(studio, "mouseReleased", points[-1], pen)


def dispatch(studio: StudioPage, act: str, point: tuple[float, float], pen: float | None = None) -> None:
    box, (x, y) = studio.by_id("mask").rect, point
    place = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
    pointer = {"pointerType": "mouse"} if pen is None else {"pointerType": "pen", "force": pen}
    event = {"type": act, "button": "left", "buttons": 1, "clickCount": 1, **pointer, **place}
    studio.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def differs(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where two pictures differ, bool [height, width]."""
    return np.abs(first.astype(int) - second.astype(int)).max(axis=2) > 1


def test_a_brush_paints_where_it_goes(painted):
    studio, everywhere = painted
    untouched = photo(studio)
    press(studio, "mask-tool")
    masked = studio.paint(lambda: stroke(studio, (0.2, 0.5), (0.3, 0.5), (0.4, 0.5)))
    within, outside = np.s_[90:102, 50:100], np.s_[:, 160:]
    assert (masked[within] == everywhere[within]).all() and differs(masked, untouched)[within].any()
    assert (masked[outside] == untouched[outside]).all()

    thin = studio.paint(lambda: stroke(studio, (0.8, 0.5), pen=0.3))
    thick = studio.paint(lambda: stroke(studio, (0.8, 0.5)))
    dots = [int(differs(picture, masked)[:, 160:].sum()) for picture in (thin, thick)]
    assert 0 < dots[0] < 0.4 * dots[1], "a pen that is pressed less is thinner"

    scroll_to(studio, "brush-erases")
    studio.driver.find_element("css selector", "label:has(#brush-erases)").click()
    erased = studio.paint(lambda: stroke(studio, (0.8, 0.45), (0.8, 0.55)))
    middle = np.s_[88:104, 198:212]
    assert (erased[middle] == untouched[middle]).all() and differs(thick, untouched)[middle].any()
    for _ in range(4):
        studio.paint(lambda: press(studio, "undo"))
    assert (studio.result() == everywhere).all() and studio.data("masked") is None


def test_a_stroke_that_another_photo_comes_under_is_not_meant_for_it(painted, tmp_path):
    studio, _ = painted
    press(studio, "mask-tool")
    for act, x in (("mousePressed", 0.2), ("mouseMoved", 0.4)):
        dispatch(studio, act, (x, 0.5))
    other = studio.paint(lambda: studio.choose_photo(saved(gradient(480, 640)[:, ::-1], tmp_path / "other.png")))
    for act, x in (("mouseMoved", 0.6), ("mouseReleased", 0.6)):
        dispatch(studio, act, (x, 0.5))
    studio.paint(lambda: studio.move("#photo-through", 0.5))
    assert (studio.paint(lambda: studio.move("#photo-through", 0)) == other).all()
    assert studio.data("masked") is None


def test_fingers_beside_others_look_closer_and_paint_nothing(painted):
    studio, everywhere = painted
    press(studio, "mask-tool")
    box = studio.by_id("mask").rect
    three = [(box["x"] + x * box["width"], box["y"] + box["height"] / 2) for x in (0.3, 0.5, 0.7)]
    fingers(studio.driver, three, [(x, y + 9) for x, y in three])
    studio.paint(lambda: fingers(studio.driver, three[:1]))
    assert studio.data("masked") == "", "one alone does"
    assert (studio.paint(lambda: press(studio, "undo")) == everywhere).all() and studio.data("masked") is None


def test_people_are_a_mask_in_one_press_of_a_network_that_comes_then(studio, site, tmp_path):
    studio.choose_photo(photograph("astronaut"))
    studio.choose_styles(saved(stripes(EARTH), tmp_path / "earth.png"))
    studio.choose("output-size", str(SIZE))
    studio.choose("style-outside", "")
    everywhere, untouched = studio.paint(), photo(studio)
    before = len(site.requests)
    masked = studio.paint(lambda: press(studio, "mask-people"))
    assert [url for url in site.requests[before:] if "/people-mobilenet-v3-" in url]
    face, shuttle = np.s_[50:70, 100:120], np.s_[10:100, 190:240]
    assert (masked[face] == everywhere[face]).all() and differs(everywhere, untouched)[face].any()
    assert (masked[shuttle] == untouched[shuttle]).all() and differs(everywhere, untouched)[shuttle].any()
    back = studio.paint(lambda: press(studio, "undo"))
    assert (back == everywhere).all() and studio.data("masked") is None

    studio.choose_photo(photograph("rocket"))
    studio.paint()
    press(studio, "mask-people")
    studio.until(lambda: "Nobody" in studio.message)
    assert studio.data("masked") is None


def test_keys_move_the_brush_and_paint(painted):
    studio, everywhere = painted
    untouched = photo(studio)
    press(studio, "mask-tool")
    studio.by_id("mask").send_keys(Keys.ARROW_LEFT * 8)
    masked = studio.paint(lambda: studio.by_id("mask").send_keys(" "))
    left = round((0.5 - 8 * 0.03) * SIZE)
    assert (masked[96, left - 8 : left + 8] == everywhere[96, left - 8 : left + 8]).all()
    assert (masked[:, 120:] == untouched[:, 120:]).all()
    studio.by_id("mask").send_keys(Keys.ESCAPE)
    assert studio.by_id("mask-tool").get_attribute("aria-pressed") == "false"


def test_two_parts_of_a_photo_have_styles_of_their_own(painted, tmp_path):
    studio, everywhere = painted
    press(studio, "area-add")
    studio.until(lambda: studio.by_id("area-style").is_displayed())
    studio.choose("area-style", "mosaic")
    press(studio, "mask-tool")
    one = studio.paint(lambda: stroke(studio, (0.2, 0.5), (0.3, 0.5)))
    dot, rest = np.s_[90:102, 55:72], np.s_[:, 130:]
    assert differs(one, everywhere)[dot].mean() > 0.5 and (one[rest] == everywhere[rest]).all()

    press(studio, "area-add")
    studio.until(lambda: len(studio.driver.find_elements("name", "area")) == 3 and studio.data("masked") is None)
    studio.choose("area-style", "linocut")
    two = studio.paint(lambda: stroke(studio, (0.25, 0.5), (0.8, 0.5)))
    far = np.s_[90:102, 190:204]
    assert differs(two, one)[far].mean() > 0.5, "a further part"
    assert differs(two, one)[90:102, 70:76].any(), "lies over the one before"
    assert not differs(two, one)[90:102, 40:44].any(), "and leaves it where it is not itself"

    studio.driver.execute_script("document.querySelectorAll('input[name=area]')[1].click()")
    studio.until(lambda: studio.by_id("area-style").get_attribute("value") == "mosaic" and studio.data("masked") == "")
    assert differs(studio.paint(lambda: press(studio, "area-remove")), two)[90:102, 46:60].any()
    assert (studio.paint(lambda: press(studio, "undo")) == two).all()


def test_a_grey_picture_is_a_mask_with_another_style_outside(painted, tmp_path):
    studio, everywhere = painted
    untouched = photo(studio)
    grey = np.zeros((120, 160), np.uint8)
    grey[:, :80] = 255
    file = saved(grey, tmp_path / "mask.png")
    masked = studio.paint(lambda: studio.by_id("mask-file").send_keys(str(file)))
    left, right = np.s_[:, :126], np.s_[:, 130:]
    assert (masked[left] == everywhere[left]).all() and (masked[right] == untouched[right]).all()

    inverted = studio.paint(lambda: press(studio, "mask-invert"))
    assert (inverted[left] == untouched[left]).all() and (inverted[right] == everywhere[right]).all()

    both = studio.paint(lambda: studio.choose("style-outside", "mosaic"))
    assert (both[right] == everywhere[right]).all() and differs(both, untouched)[left].mean() > 0.5

    cleared = studio.paint(lambda: press(studio, "mask-clear"))
    assert (cleared == everywhere).all()
