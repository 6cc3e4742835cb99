"""The picture on the easel: before and after, zoom and pan, and what the brush hits meanwhile. One page for all."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from selenium.webdriver.common.keys import Keys

from browser.natively import EARTH
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.pointers import Point, fingers, mouse, wheel

SIZE = 256


class Easel:
    """The page with a painting on it, as it lies in the window."""

    def __init__(self, page: StudioPage) -> None:
        self.page = page
        self.driver = page.driver

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height of the picture, parts of which may be out of sight; px."""
        script = "const box = arguments[0].getBoundingClientRect(); return [box.left, box.top, box.width, box.height]"
        left, top, width, height = self.driver.execute_script(script, self.page.by_id("leaf"))
        return left, top, width, height

    def at(self, x: float, y: float) -> Point:
        """Return where a spot of the picture is, given as shares of it."""
        left, top, width, height = self.box()
        return left + x * width, top + y * height

    def spot(self, point: Point) -> tuple[float, float]:
        """Return which spot of the picture is at a point."""
        left, top, width, height = self.box()
        return (point[0] - left) / width, (point[1] - top) / height

    def keys(self, keys: str, id_: str = "viewport") -> None:
        self.page.by_id(id_).send_keys(keys)

    def divided(self) -> tuple[int, str]:
        """Return where the line is, and how that is said."""
        divider = self.page.by_id("divider")
        return int(divider.get_property("value")), str(divider.get_attribute("aria-valuetext"))

    def colour(self, canvas: str, x: float, y: float) -> NDArray[np.float64]:
        script = """
            const [canvas, x, y] = arguments;
            const at = [x * canvas.width, y * canvas.height].map(Math.floor);
            return [...canvas.getContext("2d").getImageData(...at, 1, 1).data].slice(0, 3);
        """
        return np.array(self.driver.execute_script(script, self.page.by_id(canvas), x, y), float)

    def seen(self, x: float, y: float) -> str:
        """Return whether the photo or the painting is to be seen at a spot of the picture."""
        left, top = self.at(x, y)
        screen = Image.open(BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")
        colour = np.array(screen.getpixel((round(left), round(top))), float)
        apart = {canvas: np.abs(self.colour(canvas, x, y) - colour).max() for canvas in ("photo", "result")}
        nearest = min(apart, key=lambda canvas: apart[canvas])
        assert apart[nearest] < 30 < max(apart.values()), (apart, "nothing here tells one from the other")
        return nearest


SPOT = (0.2, 0.3)
OTHER = (0.85, 0.6)


def still(easel: Easel) -> None:
    """Wait until nothing moves any more."""
    easel.page.until(lambda: easel.driver.execute_script("return document.getAnimations().length === 0"))


@pytest.fixture(scope="module")
def painted(browser, site, tmp_path_factory) -> Easel:
    """Open the page and paint on it, once."""
    folder = tmp_path_factory.mktemp("looking")
    page = StudioPage(browser, site.url)
    page.open()
    page.choose_photo(saved(gradient(640, 480), folder / "photo.png"))
    page.choose_styles(saved(stripes(EARTH), folder / "earth.png"))
    page.choose("output-size", str(SIZE))
    page.paint()
    page.until(lambda: page.driver.execute_script("return document.getAnimations().length === 0"))
    return Easel(page)


@pytest.fixture
def easel(painted) -> Iterator[Easel]:
    """All of the picture, nothing but the painting; afterwards nothing may have jumped."""
    painted.keys("03")
    still(painted)
    painted.driver.execute_script("""
        window.scrollTo({top: 0, behavior: "instant"});
        window.shifts = 0;
        window.observer?.disconnect();
        window.observer = new PerformanceObserver((list) => {
          for (const {value, hadRecentInput} of list.getEntries()) if (!hadRecentInput) window.shifts += value;
        });
        window.observer.observe({type: "layout-shift"});
    """)
    yield painted
    assert painted.driver.execute_script("return window.shifts") == 0
    assert painted.page.console_errors() == []


def test_keys_and_the_range_divide_before_and_after(easel):
    assert easel.divided()[0] == 0
    everything = easel.divided()[1]
    easel.keys("2")
    assert easel.divided()[0] == 50 and [easel.seen(*SPOT), easel.seen(*OTHER)] == ["photo", "result"]
    easel.keys(Keys.ARROW_RIGHT * 10, "divider")
    assert easel.divided()[0] == 60 and "60" in easel.divided()[1] != everything
    easel.keys("1")
    assert easel.divided()[0] == 100 and easel.seen(*OTHER) == "photo"
    easel.keys("2")
    assert easel.divided()[0] == 60, "where it was"
    easel.keys("3")
    assert easel.divided() == (0, everything) and easel.seen(*SPOT) == "result"
    easel.keys("c")
    assert easel.seen(*SPOT) == "photo"
    easel.keys("3")
    assert easel.seen(*SPOT) == "result", "what the line says is what is seen"
    easel.page.by_id("strength").send_keys("1")
    assert easel.divided()[0] == 0, "single keys are the picture's only where it has the focus"


def test_the_line_is_dragged_and_divides_what_is_seen_however_close(easel):
    mouse(easel.driver, ("Pressed", easel.at(0, 0.5)), ("Moved", easel.at(0.2, 0.5)), ("Moved", easel.at(0.4, 0.4)))
    mouse(easel.driver, ("Released", easel.at(0.4, 0.4)))
    assert easel.divided()[0] == 40 and [easel.seen(*SPOT), easel.seen(*OTHER)] == ["photo", "result"]
    before = easel.box()
    easel.keys("++++")
    still(easel)
    assert easel.box()[2] > 3 * before[2]
    room = easel.page.by_id("viewport").rect
    line = room["x"] + 0.4 * room["width"]
    middle = room["y"] + 0.3 * room["height"]
    sides = [easel.seen(*easel.spot((line + aside, middle))) for aside in (-60, 60)]
    assert sides == ["photo", "result"]


def test_the_photo_shows_while_the_picture_is_held(easel):
    mouse(easel.driver, ("Pressed", easel.at(*SPOT)))
    easel.page.until(lambda: easel.seen(*SPOT) == "photo")
    mouse(easel.driver, ("Released", easel.at(*SPOT)))
    assert easel.seen(*SPOT) == "result" and easel.box()[0] > 0, "it is no double tap either"


def test_the_wheel_zooms_at_the_pointer_and_scrolls_the_page_where_all_is_seen(easel):
    point, width = easel.at(0.7, 0.4), easel.box()[2]
    wheel(easel.driver, point, -600)
    easel.page.until(lambda: easel.box()[2] > 3.3 * width)
    still(easel)
    assert easel.spot(point) == pytest.approx((0.7, 0.4), abs=0.002)
    assert easel.driver.execute_script("return scrollY") == 0
    easel.keys("0")
    still(easel)
    wheel(easel.driver, point, 300)
    easel.page.until(lambda: easel.driver.execute_script("return scrollY") > 0)


def test_fingers_pinch_and_two_taps_come_closer_and_go_back(easel):
    first, second = easel.at(0.4, 0.5), easel.at(0.6, 0.5)
    (left, top), (right, _) = first, second
    before = easel.box()
    wider = [(left - 60, top + 10), (right + 60, top + 10)]
    fingers(easel.driver, [first, second], [(left - 30, top), (right + 30, top)], wider)
    times = (right - left + 120) / (right - left)
    assert easel.box()[2] == pytest.approx(times * before[2], rel=0.01)
    assert easel.spot(wider[0]) == pytest.approx((0.4, 0.5), abs=0.01)
    assert easel.spot(wider[1]) == pytest.approx((0.6, 0.5), abs=0.01)
    for width in (before[2], 2 * before[2]):
        fingers(easel.driver, [easel.at(*SPOT)])
        fingers(easel.driver, [easel.at(*SPOT)])
        still(easel)
        assert easel.box()[2] == pytest.approx(width, rel=0.01)
    x, y = easel.spot((left, top))
    fingers(easel.driver, [(left, top)], [(left - 20, top)], [(left - 40, top)])
    assert easel.spot((left - 40, top)) == pytest.approx((x, y), abs=0.01)


def test_one_to_one_gives_each_pixel_one_of_the_screen(easel):
    easel.page.press("actual-size")
    still(easel)
    left, top, width, height = easel.box()
    assert (width, height) == pytest.approx((SIZE, SIZE * 3 / 4), abs=0.01)
    assert (left, top) == pytest.approx((round(left), round(top)), abs=0.01)
    screen = Image.open(BytesIO(easel.driver.get_screenshot_as_png())).convert("RGB")
    shown = np.asarray(screen.crop((round(left), round(top), round(left) + SIZE, round(top) + SIZE * 3 // 4)), int)
    inside = np.s_[60:-60, 60:-60]
    assert np.abs(shown - easel.page.result().astype(int))[inside].max() <= 1
    assert easel.page.by_id("actual-size").get_attribute("aria-pressed") == "true"
    easel.page.press("actual-size")
    still(easel)
    assert easel.box()[2] > SIZE


def test_the_brush_hits_what_is_under_it_however_close_and_two_fingers_make_no_stroke(easel):
    page, target = easel.page, (0.72, 0.55)
    photo = page.paint(lambda: page.move("#photo-through", 1))
    page.paint(lambda: page.move("#photo-through", 0))
    width = easel.box()[2]
    wheel(easel.driver, easel.at(0.75, 0.5), -500)
    page.until(lambda: easel.box()[2] > 2.7 * width)
    easel.keys(Keys.ARROW_RIGHT)
    still(easel)
    easel.driver.execute_script("document.getElementById('mask-tool').click()")
    width = easel.box()[2]
    left, top = easel.at(*target)
    fingers(easel.driver, [(left, top), (left + 50, top)], [(left - 10, top), (left + 60, top)])
    assert easel.box()[2] > 1.2 * width and page.data("masked") is None
    masked = page.paint(lambda: mouse(easel.driver, *[(act, easel.at(*target)) for act in ("Pressed", "Released")]))
    rows, columns = np.nonzero(np.abs(masked.astype(int) - photo.astype(int)).max(axis=2) > 1)
    assert (columns.mean() / SIZE, rows.mean() / (SIZE * 3 / 4)) == pytest.approx(target, abs=0.02)
    assert 0.05 * SIZE < np.ptp(columns) < 0.2 * SIZE, "as large as the brush, not as the zoom makes it"
    page.paint(lambda: page.press("undo"))
    easel.driver.execute_script("document.getElementById('mask-tool').click()")
