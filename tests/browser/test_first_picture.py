"""A person opens the page, gives it a photograph and paintings, and takes the painted photograph home."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from selenium.webdriver.common.keys import Keys

from browser.natively import CATALOGUE, EARTH, SEA, difference, painted_natively
from browser.pictures import gradient, photograph, saved, stripes


@pytest.fixture
def earth(tmp_path: Path) -> Path:
    return saved(stripes(EARTH), tmp_path / "earth.png")


@pytest.fixture
def sea(tmp_path: Path) -> Path:
    return saved(stripes(SEA), tmp_path / "sea.png")


def test_the_page_comes_up_with_wasm_and_threads(studio):
    assert studio.data("backend") == "wasm"
    cores = studio.driver.execute_script("return navigator.hardwareConcurrency")
    assert int(studio.data("threads")) == min(cores, 8)


def test_a_photograph_is_painted_just_as_on_the_desktop(studio, earth):
    photo = photograph()
    studio.choose_photo(photo)
    studio.choose_styles(earth)
    studio.choose("output-size", "384")
    picture = studio.paint()
    native = painted_natively(photo, [earth])
    assert picture.shape == native.shape and max(picture.shape[:2]) == 384
    assert difference(picture, native) <= 2
    assert float(studio.data("seconds")) > 0
    # and it is a painting, not the photograph
    with Image.open(photo) as original:
        resized = np.asarray(original.convert("RGB").resize(picture.shape[1::-1]))
    assert np.abs(picture.astype(int) - resized).mean() > 10


def test_two_styles_chosen_together_are_mixed_as_on_the_desktop(studio, earth, sea, tmp_path):
    photo = saved(gradient(320, 240), tmp_path / "photo.png")
    studio.choose_photo(photo)
    studio.choose_styles(earth, sea)
    studio.choose("output-size", "256")
    both = studio.paint()
    assert difference(both, painted_natively(photo, [earth, sea], size=256)) <= 2
    # one slider goes from the first alone to the second alone, and repaints when it is let go
    first = studio.paint(lambda: studio.move(".blend-two input", 0))
    assert difference(first, painted_natively(photo, [earth], size=256)) <= 2
    second = studio.paint(lambda: studio.move(".blend-two input", 1))
    assert difference(second, painted_natively(photo, [sea], size=256)) <= 2


def test_strength_repaints_when_the_slider_is_let_go(studio, earth, tmp_path):
    photo = saved(gradient(301, 250), tmp_path / "photo.png")
    studio.choose_photo(photo)
    studio.choose_styles(earth)
    studio.choose("output-size", "256")
    pictures = {1: studio.paint()}
    for strength in (0, 2):
        pictures[strength] = studio.paint(lambda strength=strength: studio.move("#strength", strength))
    for strength, picture in pictures.items():
        assert difference(picture, painted_natively(photo, [earth], strength, 256)) <= 2
    assert difference(pictures[0], pictures[1]) > 20 and difference(pictures[2], pictures[1]) > 20


def test_a_style_changed_while_working_is_the_one_that_comes_out(studio, earth, sea, tmp_path):
    photo = saved(gradient(640, 480), tmp_path / "photo.png")
    studio.choose_photo(photo)
    studio.choose_styles(earth)
    studio.choose("output-size", "1024")

    def change_while_working() -> None:
        studio.press("stylize")
        studio.until(lambda: studio.phase == "working")
        studio.choose_styles(sea)

    picture = studio.paint(change_while_working)
    assert difference(picture, painted_natively(photo, [sea], size=1024)) <= 2


def test_cancel_gives_control_back_and_the_next_picture_comes(studio, earth, tmp_path):
    studio.choose("output-size", "2048")
    studio.choose_photo(saved(gradient(2000, 1500), tmp_path / "photo.png"))
    studio.choose_styles(earth)
    studio.press("stylize")
    studio.until(lambda: studio.phase == "working")
    studio.press("cancel")
    studio.until(lambda: studio.phase == "ready")
    assert studio.results == 0
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)


def test_escape_cancels_too(studio, earth, tmp_path):
    studio.choose("output-size", "2048")
    studio.choose_photo(saved(gradient(2000, 1500), tmp_path / "photo.png"))
    studio.choose_styles(earth)
    studio.press("stylize")
    studio.until(lambda: studio.phase == "working")
    studio.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    studio.until(lambda: studio.phase == "ready")
    assert studio.results == 0


def test_everything_done_while_loading_is_done_once_it_is_there(studio, earth):
    studio.open(wait=False)
    studio.choose_photo(photograph())
    studio.choose_styles(earth)
    assert studio.phase == "loading"
    before = studio.results
    studio.press("stylize")
    studio.until(lambda: studio.results > before)
    assert max(studio.result().shape) == 768


def test_the_download_is_the_picture_on_the_easel(studio, earth, tmp_path):
    studio.choose_photo(saved(gradient(300, 200), tmp_path / "a holiday.png"))
    studio.choose_styles(earth)
    studio.choose("output-size", "256")
    picture = studio.paint()
    for format_, suffix, kind in [("png", "png", "PNG"), ("jpeg", "jpg", "JPEG"), ("webp", "webp", "WEBP")]:
        studio.choose("download-format", format_)
        studio.press("download")
        path = studio.driver.downloads / f"a holiday-impasto.{suffix}"
        studio.until(path.exists)
        with Image.open(path) as image:
            assert image.format == kind
            pixels = np.asarray(image.convert("RGB"))
        assert pixels.shape == picture.shape
        if kind == "PNG":
            assert (pixels == picture).all()
        else:
            assert np.abs(pixels.astype(int) - picture).mean() < 4


def test_presets_and_examples_paint_with_two_clicks(studio):
    driver = studio.driver
    studio.choose("output-size", "256")
    driver.find_element("css selector", "[data-example]").click()
    driver.find_element("css selector", "[data-style] .style-pick").click()
    first = studio.paint()
    other = driver.find_elements("css selector", "[data-style] .style-pick")[1]
    second = studio.paint(other.click)
    assert difference(first, second) > 30
    third = studio.paint(lambda: driver.find_element("css selector", "body").send_keys(Keys.CONTROL, "z"))
    assert (third == first).all()


def test_every_combination_of_networks_paints_as_on_the_desktop(studio, earth, tmp_path):
    photo = saved(gradient(320, 240), tmp_path / "photo.png")
    studio.choose_photo(photo)
    studio.choose_styles(earth)
    studio.choose("output-size", "256")
    for style_network in CATALOGUE.style_networks:
        for transformer in CATALOGUE.transformers:
            studio.choose("style-network", style_network.id)
            studio.choose("transformer", transformer.id)
            picture = studio.paint()
            native = painted_natively(photo, [earth], 1.0, 256, style_network.id, transformer.id)
            assert difference(picture, native) <= 2, f"{style_network.id} with {transformer.id}"
            assert "MB to download" in studio.by_id("transformer-note").text
