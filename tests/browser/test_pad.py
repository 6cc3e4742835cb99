"""Three styles mixed on a pad."""

import numpy as np
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser.page import StudioPage
from browser.pictures import gradient, saved

STYLES = ("stained-glass", "woodcut-wave", "night-sky")


def press_style(studio: StudioPage, id_: str, button: str) -> None:
    selector = f'#shelf [data-style="{id_}"] {button}'
    studio.driver.execute_script("arguments[0].click()", studio.driver.find_element(By.CSS_SELECTOR, selector))


def shares(studio: StudioPage) -> list[str]:
    rows = studio.driver.find_elements(By.CSS_SELECTOR, "#blend .blend-row .number")
    return [str(row.get_attribute("textContent")) for row in rows]


def test_at_its_corner_a_style_is_alone_and_keys_move_away_from_it(studio, tmp_path):
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "photo.png"))
    studio.until(lambda: studio.data("content") == "photo")
    studio.choose("output-size", "256")
    alone = []
    for id_ in STYLES:
        press_style(studio, id_, ".style-pick")
        alone.append(studio.paint())
    for id_ in STYLES[:2]:
        studio.paint(lambda id_=id_: press_style(studio, id_, ".style-mix"))
    assert shares(studio) == ["34 %", "33 %", "33 %"]
    sliders = studio.driver.find_elements(By.CSS_SELECTOR, "#blend .blend-row input")
    assert [slider.get_attribute("aria-valuetext") for slider in sliders] == shares(studio), "what is seen is also said"

    pad = studio.driver.find_element(By.CSS_SELECTOR, "#blend .pad")
    studio.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", pad)
    width, height = pad.size["width"], pad.size["height"]
    for corner, (x, y) in enumerate([(0, -height / 2 + 1), (-width / 2 + 1, height / 2 - 1)]):
        drag = ActionChains(studio.driver).move_to_element(pad).click_and_hold()
        drag.move_to_element_with_offset(pad, int(x / 2), int(y / 2)).move_to_element_with_offset(pad, int(x), int(y))
        painted = studio.paint(drag.release().perform)
        assert np.abs(painted.astype(int) - alone[corner]).mean() < 1.5, "some hundredths of the others are left"
    studio.paint(lambda: studio.driver.find_element(By.CSS_SELECTOR, "#blend .pad").send_keys(Keys.ARROW_UP * 4))
    studio.until(lambda: int(shares(studio)[0].split()[0]) in range(19, 23))
    assert sum(int(share.split()[0]) for share in shares(studio)) == 100
