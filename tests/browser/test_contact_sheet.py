"""The visitor's photo in every style of the shelf."""

from io import BytesIO

import numpy as np
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser.page import StudioPage
from browser.pictures import gradient, saved

TILES = "#contact-sheet [data-tile]"


def open_sheet(studio: StudioPage) -> None:
    studio.until(lambda: studio.by_id("sheet-open").is_displayed())
    studio.press("sheet-open")
    studio.until(lambda: studio.by_id("sheet-download").is_enabled())


def test_the_sheet_fills_in_is_saved_and_gives_its_style(studio, tmp_path):
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "cat.png"))
    open_sheet(studio)
    tiles = studio.driver.find_elements(By.CSS_SELECTOR, TILES)
    shelf = studio.driver.find_elements(By.CSS_SELECTOR, "#shelf [data-style]")
    assert len(tiles) == len(shelf) > 10
    means = studio.driver.execute_script(
        """
        return Array.from(document.querySelectorAll(arguments[0] + " canvas"), (canvas) => {
          const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.reduce((sum, value) => sum + value, 0) / data.length;
        });
        """,
        TILES,
    )
    assert len({round(mean, 2) for mean in means}) > len(tiles) * 0.8  # as many different pictures

    studio.press("sheet-download")
    downloads = studio.driver.downloads
    studio.until(lambda: (downloads / "cat-impasto-sheet.png").exists())
    sheet = Image.open(BytesIO((downloads / "cat-impasto-sheet.png").read_bytes()))
    assert sheet.width > 3 * 192 and np.asarray(sheet)[0, 0].tolist() == [255, 255, 255]

    tiles[3].find_element(By.TAG_NAME, "button").click()
    studio.until(lambda: not studio.by_id("contact-sheet").is_displayed())
    chosen = studio.driver.find_element(By.CSS_SELECTOR, "#shelf [data-style]:has(.style-pick[aria-pressed=true])")
    assert chosen.get_attribute("data-style") == shelf[3].get_attribute("data-style")


def test_escape_closes_the_sheet_and_gives_the_focus_back(studio, tmp_path):
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "cat.png"))
    open_sheet(studio)
    studio.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    studio.until(lambda: not studio.by_id("contact-sheet").is_displayed())
    assert studio.driver.switch_to.active_element.get_attribute("id") == "sheet-open"


def test_the_steps_between_two_styles_make_an_animation(studio, tmp_path):
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "dog.png"))
    studio.until(lambda: studio.by_id("sheet-open").is_displayed())
    for selector in (".style-pick", ".style-mix"):
        at = 1 if selector == ".style-pick" else 4
        studio.driver.execute_script("document.querySelectorAll(arguments[0])[arguments[1]].click()", selector, at)
    studio.until(lambda: studio.driver.find_elements(By.CSS_SELECTOR, "#blend button:enabled"))
    studio.driver.find_element(By.CSS_SELECTOR, "#blend button").click()
    studio.until(lambda: studio.by_id("sheet-animation").is_enabled())
    studio.press("sheet-animation")
    moving = studio.driver.downloads / "dog-impasto-strip.webp"
    studio.until(moving.exists)
    assert Image.open(moving).n_frames == 16
    studio.driver.find_elements(By.CSS_SELECTOR, f"{TILES} button")[2].click()
    studio.until(lambda: not studio.by_id("contact-sheet").is_displayed())
    value = studio.driver.find_element(By.CSS_SELECTOR, ".blend-two input").get_attribute("value")
    assert float(value) == 0.25
