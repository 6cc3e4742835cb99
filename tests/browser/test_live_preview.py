"""While a slider moves the picture follows it in small, and the full one is painted where it is let go."""

import numpy as np
import pytest
from numpy.typing import NDArray
from selenium.webdriver.common.keys import Keys

from browser.natively import EARTH, SEA, difference, painted_natively
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.sliders import Hand, drag, value

SIZE = 384
OBSERVE = """
    const root = document.documentElement;
    window.changes = [];
    window.shifts = 0;
    new MutationObserver((records) => {
      for (const {attributeName} of records) window.changes.push([attributeName, root.getAttribute(attributeName)]);
    }).observe(root, {attributes: true, attributeFilter: ["data-preview", "data-result", "data-phase"]});
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifts += entry.value;
    }).observe({type: "layout-shift"});
"""
"""Notes, in order, what the page says of itself, and whether anything on it jumps."""


@pytest.fixture
def files(tmp_path):
    photo = saved(gradient(640, 480), tmp_path / "photo.png")
    return photo, [saved(stripes(EARTH), tmp_path / "earth.png"), saved(stripes(SEA), tmp_path / "sea.png")]


@pytest.fixture
def painted(studio, files) -> StudioPage:
    """A page with a photo painted in a mixture of two styles, on which everything that happens is noted."""
    photo, styles = files
    studio.choose_photo(photo)
    studio.choose_styles(*styles)
    studio.choose("output-size", str(SIZE))
    studio.paint()
    # It began to paint by itself, too; nothing of that may still be under way.
    studio.until(lambda: studio.phase == "ready" and str(SIZE) in studio.by_id("caption").text)
    fold = "document.getElementById('more').open = false; requestAnimationFrame(() => setTimeout(arguments[0]))"
    studio.driver.execute_async_script(fold)  # until that is on the screen: it moves what is below
    studio.driver.execute_script(OBSERVE)
    return studio


def comes_to(page: StudioPage, native: NDArray[np.uint8]) -> None:
    """Wait until the picture is what the desktop paints, and the work is done."""
    page.until(lambda: page.phase == "ready" and difference(page.result(), native) <= 2)


@pytest.mark.parametrize("finger", [False, True], ids=["mouse", "finger"])
def test_previews_come_while_strength_moves_and_the_full_picture_after_them(painted, files, finger):
    before = painted.result()
    drag(painted, "#strength", finger=finger)
    strength = value(painted, "#strength")
    assert strength < 1
    comes_to(painted, painted_natively(*files, strength, SIZE))

    changes = [tuple(change) for change in painted.driver.execute_script("return window.changes")]
    names = [name for name, _ in changes]
    assert names.index("data-preview") < names.index("data-result")
    assert [int(count) for name, count in changes if name == "data-preview"] == list(
        range(1, names.count("data-preview") + 1)
    )
    assert painted.driver.execute_script("return window.shifts") < 0.001  # the caption is centred anew

    painted.press("undo")  # one step, however long the way was
    painted.until(lambda: value(painted, "#strength") == 1)
    painted.until(lambda: painted.phase == "ready" and (painted.result() == before).all())


def test_the_mix_of_two_styles_is_followed_too(painted, files):
    drag(painted, ".blend-two input")
    share = value(painted, ".blend-two input")
    assert 0 < share < 0.5
    comes_to(painted, painted_natively(*files, size=SIZE, weights=[1 - share, share]))


def test_keys_move_a_slider_and_are_followed(painted, files):
    results = painted.results
    drag(painted, "#strength")
    painted.until(lambda: painted.results > results)
    previews = int(painted.data("preview"))
    painted.driver.find_element("css selector", "#strength").send_keys(Keys.HOME, Keys.ARROW_RIGHT * 14)
    assert value(painted, "#strength") == 0.7
    comes_to(painted, painted_natively(*files, 0.7, SIZE))
    assert int(painted.data("preview")) > previews


def test_a_slider_that_is_held_still_is_painted_there_and_one_that_is_brought_back_as_it_was(painted):
    before, results = painted.result(), painted.results
    hand = Hand(painted, "#strength")
    hand.move(-40)
    painted.until(lambda: painted.data("preview"))
    assert painted.result().shape == before.shape
    painted.until(lambda: painted.results > results)
    hand.move(40)
    hand.let_go()
    assert value(painted, "#strength") == 1
    painted.until(lambda: painted.phase == "ready" and (painted.result() == before).all())


def test_strength_has_its_room_for_what_most_people_use_and_goes_further_when_that_is_wanted(painted):
    def knob() -> float:
        """Return where the knob stands, from 0 at the left end of what is in sight to 1 at its right end."""
        script = """
            const [slider, window_] = [document.getElementById("strength"), document.querySelector(".scale-window")];
            const [whole, seen] = [slider.getBoundingClientRect(), window_.getBoundingClientRect()];
            const half = 0.625 * parseFloat(getComputedStyle(document.documentElement).fontSize);
            const share = slider.valueAsNumber / Number(slider.max);
            return (whole.x - seen.x + share * (whole.width - 2 * half)) / (seen.width - 2 * half);
        """
        return float(painted.driver.execute_script(script))

    usual = float(painted.by_id("strength-scale").get_attribute("data-usual"))
    assert knob() == pytest.approx(1 / usual, abs=0.01)
    hand = Hand(painted, "#strength")
    for _ in range(10):
        hand.move(30)  # far past the end of what is in sight
    hand.let_go()
    painted.until(lambda: value(painted, "#strength") == usual and painted.phase == "ready")
    assert knob() == pytest.approx(1, abs=0.01)

    painted.paint(lambda: painted.by_id("strength").send_keys(Keys.ARROW_RIGHT))
    beyond = value(painted, "#strength")
    assert usual < beyond < 1.5
    assert knob() == pytest.approx(beyond / 2, abs=0.01)
    painted.paint(lambda: painted.press("strength-further"))  # back to what most people use
    assert value(painted, "#strength") == usual and knob() == pytest.approx(1, abs=0.01)
    painted.paint(lambda: painted.move("#strength", 2))  # the values mean what they did, in sight or not
    assert value(painted, "#strength") == 2 and knob() == pytest.approx(1, abs=0.01)
