"""The first minute: what paints by itself, what Stylize is answered with, and the sheet of a phone."""

import threading
import time

import pytest
from selenium.webdriver.common.keys import Keys

from browser.fingers import SMALL, held
from browser.natively import EARTH, painted_natively
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes

EXAMPLE, TILE = "[data-example=chelsea]", "[data-style=hokusai] .style-pick"
PRESS_EARLY = f"""
    const timer = setInterval(() => {{
      if (!document.getElementById("colophon")) return;
      clearInterval(timer);
      const pressed = ["{TILE}", "{EXAMPLE}"].map((selector) => document.querySelector(selector));
      for (const button of pressed) button.click();
      const words = document.getElementById("progress-words").innerText;
      const marks = pressed.map((button) => button.matches("[data-heard]"));
      window.early_on = ["started" in document.documentElement.dataset, ...marks, words];
      fetch("build.json"); // tells the host
    }}, 10);
"""
"""Presses a style and an example as soon as the page is there, and asks for a file once that is done."""

MIDDLE = """
    const box = document.querySelector(arguments[0]).getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
"""


@pytest.fixture
def phone(studio):
    with held(studio.driver, 390, 844):
        yield studio


def click(page: StudioPage, selector: str) -> None:
    page.driver.execute_script("document.querySelector(arguments[0]).click()", selector)


def text(page: StudioPage, id_: str) -> str:
    return str(page.by_id(id_).get_property("textContent"))


def test_one_click_paints_an_example_and_stylize_answers_of_what_is_there(studio, tmp_path):
    studio.choose("output-size", "256")
    first = studio.paint(lambda: click(studio, EXAMPLE))
    assert studio.driver.find_elements("css selector", "[data-style=marc] .style-pick[aria-pressed=true]")
    assert text(studio, "stylize-words") == "Paint again"
    assert (studio.paint() == first).all(), "and a further result is told of"
    assert "nothing has changed" in studio.message
    assert (studio.paint(lambda: click(studio, TILE)) != first).any()

    # So many pixels are soon painted on no machine.
    studio.paint(lambda: studio.choose_photo(saved(gradient(4000, 3000), tmp_path / "large.png")))
    studio.choose("output-size", "photo")
    studio.until(lambda: "press “Paint larger”" in studio.message)
    assert text(studio, "stylize-words") == "Paint larger" and studio.data("next") == "stylize"
    studio.choose("output-size", "256")
    studio.until(lambda: studio.message == "" and studio.phase == "ready")

    click(studio, "#another")
    assert studio.driver.find_element("css selector", EXAMPLE).is_displayed()
    assert studio.driver.find_element("css selector", ".how-below").is_displayed()
    studio.paint(lambda: click(studio, "[data-example=coffee]"))
    assert not studio.by_id("welcome").is_displayed()
    assert studio.driver.find_elements("css selector", TILE + "[aria-pressed=true]"), "a new photo keeps the style"


def test_whoever_gives_files_and_presses_sees_what_was_asked_for(studio, tmp_path):
    photo, style = saved(gradient(320, 240), tmp_path / "photo.png"), saved(stripes(EARTH), tmp_path / "earth.png")
    studio.choose_photo(photo)
    studio.choose_styles(style)
    studio.choose("output-size", "384")
    studio.press("stylize")
    studio.until(lambda: studio.data("result"))  # and nothing else: no phase
    native = painted_natively(photo, [style], size=384)
    assert studio.result().shape == native.shape


def test_while_python_loads_what_is_clicked_is_marked_and_then_painted(studio):
    studio.open(wait=False)
    studio.press("stylize")
    assert studio.message == "Choose a photo first." and text(studio, "stylize-words") == "Stylize"
    click(studio, TILE)
    assert studio.message == "" and studio.phase == "loading"
    click(studio, EXAMPLE)
    assert studio.phase == "loading"
    assert studio.driver.find_elements("css selector", TILE + "[aria-pressed=true]")
    assert text(studio, "stylize-words") == "Will paint when ready" and studio.data("next") == "wait"
    figure = studio.until(lambda: text(studio, "progress-words").partition(" of ")[2].partition(" MB")[0])
    studio.until(lambda: studio.results == 1)
    assert text(studio, "stylize-words") == "Paint again"
    assert f"A first visit{figure} MB" in studio.details().replace("\n", "")
    assert f" {figure} MB " in str(studio.by_id("about").get_property("textContent"))


def test_what_is_pressed_before_the_scripts_are_here_is_marked_and_then_done(visitor, serve):
    site = serve()
    script = "scripts/page/main*.mjs"
    site.faults[script] = "silent"

    def let_on() -> None:
        while not any(path.endswith("/build.json") for path in site.requests):
            time.sleep(0.05)
        del site.faults[script]

    source = visitor.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": PRESS_EARLY})
    telling = threading.Thread(target=let_on)
    telling.start()
    try:
        page = StudioPage(visitor, site.url)
        page.open(wait=False)  # until all scripts are here
        telling.join()
    finally:
        visitor.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", source)
    assert visitor.execute_script("return window.early_on") == [False, True, True, "Starting"]
    page.until(lambda: page.results == 1)
    assert visitor.find_elements("css selector", TILE + "[aria-pressed=true]")
    assert not visitor.find_elements("css selector", "[data-heard]")


def test_the_sheet_of_a_phone_is_half_as_high_and_all_of_it_can_be_touched(phone):
    driver, drawer = phone.driver, phone.by_id("drawer")
    phone.paint(lambda: click(phone, EXAMPLE))
    assert phone.driver.execute_script(SMALL) == []
    words = [
        word for word in driver.find_elements("css selector", "#drawer-handle .drawer-words") if word.is_displayed()
    ]
    assert [word.text for word in words] == ["More settings"]

    def opened() -> bool:
        return str(drawer.get_attribute("data-open")) == "true"

    def at(selector: str) -> tuple[int, int]:
        x, y = driver.execute_script(MIDDLE, selector)
        return x, y

    def swipe(selector: str, by: int) -> None:
        x, y = at(selector)
        for kind, step in (("touchStart", 0), ("touchMove", by // 2), ("touchMove", by)):
            event = {"type": kind, "touchPoints": [{"x": x, "y": y + step}]}
            driver.execute_cdp_cmd("Input.dispatchTouchEvent", event)
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe("#drawer-handle", 0)
    phone.until(opened)
    phone.until(lambda: abs(drawer.size["height"] - 422) < 2)
    swipe("#drawer-handle", 200)
    phone.until(lambda: not opened())
    phone.by_id("drawer-handle").send_keys(Keys.ENTER)
    phone.until(opened)
    assert phone.driver.execute_script(SMALL) == []
