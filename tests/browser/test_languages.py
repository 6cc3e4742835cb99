"""The page in the visitor's language: by the browser, by choice, and without a network."""

import re

import pytest
from selenium.webdriver import Chrome

from browser.conftest import opening
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes

WIDTHS = """
    const most = document.documentElement.clientWidth;
    for (const each of document.querySelectorAll("details")) each.open = true;
    const wide = [...document.querySelectorAll("button, label, h1, h2, h3, p, a, summary, output")].filter((each) => {
      if (each.closest(".visually-hidden, .shelf-row, .examples-row, [hidden]") || !each.checkVisibility()) {
        return false;
      }
      const inline = getComputedStyle(each).display === "inline";
      return !inline && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1;
    });
    const told = ({className, textContent, scrollWidth, clientWidth}) =>
      `${className} ${textContent}: ${scrollWidth} in ${clientWidth}`;
    return [document.documentElement.scrollWidth - most, wide.map(told)];
"""


def lang(driver: Chrome) -> str:
    return str(driver.execute_script("return document.documentElement.lang"))


def words(page: StudioPage, id_: str) -> str:
    return str(page.by_id(id_).get_attribute("textContent"))


@pytest.fixture(scope="module")
def german_browser(tmp_path_factory):
    with opening(tmp_path_factory) as start:
        yield start("--lang=de", "--accept-lang=de-DE,de")


@pytest.fixture
def german(german_browser, serve):
    """A German browser's first visit."""
    site = serve()
    page = StudioPage(german_browser, site.url)
    page.site = site  # type: ignore[attr-defined]
    page.open()
    return page


def test_a_german_browser_sees_german_and_python_speaks_it(german, tmp_path):
    driver = german.driver
    assert lang(driver) == "de" and driver.current_url.endswith("/index.de.html")
    assert words(german, "stylize") == "Malen"
    drawn = driver.find_element("css selector", "[data-style=night-sky] .style-name")
    assert drawn.get_attribute("textContent") == "Nachthimmel"
    loaded = [path for path in german.site.requests if re.search(r"words/", path)]
    assert len(loaded) == 1 and "words/de-" in loaded[0]
    german.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "stil.png"))
    broken = tmp_path / "kaputt.jpg"
    broken.write_bytes(b"")
    german.choose_photo(broken)
    german.until(lambda: "kaputt.jpg: Diese Datei ist leer." in german.message)
    german.choose_photo(saved(gradient(320, 240), tmp_path / "foto.png"))
    german.choose("output-size", "256")
    german.paint()
    assert re.fullmatch(r"foto\.png, im Stil von stil\. 256 × 192 px, \d+,\d s", words(german, "caption"))
    assert re.search(r"\d,\d MB", german.details()) and not re.search(r"\d\.\d MB", german.details())
    assert not german.console_errors()


def test_without_a_network_german_stays_german(german):
    german.settle()
    assert german.data("offline") == "kept"
    german.site.stop()
    german.driver.get("about:blank")
    german.open()
    assert lang(german.driver) == "de" and words(german, "stylize") == "Malen"


def test_a_choice_outweighs_the_browser_and_stays_and_the_photo_comes_along(german, tmp_path):
    german.choose_photo(saved(gradient(320, 240), tmp_path / "foto.png"))
    german.until(lambda: "foto.png" in words(german, "caption"))
    driver = german.driver
    driver.execute_script("document.querySelector('a[data-language=en]').click()")
    german.until(lambda: lang(driver) == "en-GB" and german.phase == "ready")
    german.until(lambda: "foto.png" in words(german, "caption"))
    german.open()
    assert lang(driver) == "en-GB" and words(german, "stylize") == "Stylize"


def test_an_english_browser_sees_english_and_loads_no_other_language(visitor, serve):
    site = serve()
    page = StudioPage(visitor, f"{site.url}index.de.html")
    page.open()
    assert lang(page.driver) == "en-GB"
    assert not [path for path in site.requests if "words/" in path]
    assert page.driver.execute_script("return document.documentElement.dir") == "ltr"


def test_german_fits(german, tmp_path):
    photo = saved(gradient(320, 240), tmp_path / "ein-foto-mit-einem-sehr-langen-namen-ohne-luecken.png")
    assert_fits(german.driver)
    german.choose_photo(photo)
    german.until(lambda: german.data("content") == "photo")
    assert_fits(german.driver)


def assert_fits(driver: Chrome) -> None:
    still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", still)  # an arrow that turns is wider on its way
    for width, height in ((320, 844), (390, 844), (844, 390), (1280, 844)):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 1000}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        assert driver.execute_script(WIDTHS) == [0, []], width
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
