"""The page under fingers, upright and across: whatever is to be seen can be hit, and reached, in every state."""

from browser.fingers import SMALL, UNREACHED, held, resize
from browser.tour import click, given, states

SCREENS = [(390, 844), (844, 390), (320, 640), (667, 375)]

UNFOLD = "for (const part of document.querySelectorAll('details:not(.trust)')) part.open = arguments[0];"
DRAWER = "document.getElementById('drawer').dataset.open = String(arguments[0]);"


def test_every_target_is_as_large_as_a_finger_and_can_be_reached(studio, tmp_path):
    driver = studio.driver
    wrong = []

    def look(state: str) -> None:
        for width, height in SCREENS:
            resize(driver, width, height)
            what = f"{state}, {width} x {height}"
            wrong.extend(f"{what}, too small: {each}" for each in driver.execute_script(SMALL))
            wrong.extend(f"{what}, not reached: {each}" for each in driver.execute_script(UNREACHED))
            driver.execute_script("scrollTo(0, 0)")

    with held(driver, *SCREENS[0]):
        for state in states(studio, given(tmp_path)):
            look(state)
        driver.execute_script(DRAWER, True)
        driver.execute_script(UNFOLD, True)
        look("everything unfolded")
        driver.execute_script(UNFOLD, False)
        driver.execute_script(DRAWER, False)
        click(studio, "#history-open")
        look("history")
        click(studio, "#history-open")
        click(studio, "#another")
        look("another photo")
        click(studio, "#another")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
