"""The wall of styles, found through by a person."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser.fingers import held
from browser.pictures import photograph
from browser.pointers import wheel
from browser.tour import given


def seen(studio) -> list[str]:
    """Return the ids of the styles that are to be seen, in order."""
    return studio.driver.execute_script(
        "const shown = document.querySelectorAll('#shelf [data-style]:not([hidden])');"
        "return Array.from(shown, (item) => item.dataset.style)"
    )


def element(studio, id_: str):
    return studio.driver.find_element(By.ID, id_)


def test_a_painter_is_searched_found_chosen_and_kept(studio):
    everything = seen(studio)
    assert len(everything) > 100 and not element(studio, "wall-search").is_displayed()
    element(studio, "wall-open").click()
    element(studio, "wall-search").send_keys("hokusai")
    studio.until(lambda: seen(studio) == ["hokusai", "great-wave"])
    assert "2" in element(studio, "wall-found").text

    studio.driver.find_element(By.CSS_SELECTOR, "[data-style=hokusai] .style-pick").click()
    studio.until(lambda: not element(studio, "favourite").get_attribute("disabled"))
    element(studio, "favourite").click()
    studio.until(lambda: element(studio, "favourite").get_attribute("aria-pressed") == "true")
    element(studio, "more-like-this").click()
    studio.until(lambda: len(seen(studio)) == len(everything))
    assert seen(studio)[0] == "hokusai" and seen(studio) != everything

    element(studio, "more-like-this").send_keys(Keys.ESCAPE)
    studio.until(lambda: not element(studio, "wall-search").is_displayed())
    studio.open()
    studio.until(lambda: "favourites" in element(studio, "wall-group").get_attribute("innerHTML"))
    element(studio, "wall-open").click()
    element(studio, "forget-styles").click()
    studio.until(lambda: "favourites" not in element(studio, "wall-group").get_attribute("innerHTML"))
    element(studio, "wall-search").send_keys("nothing is called so")
    studio.until(lambda: seen(studio) == [])
    element(studio, "wall-close").click()
    studio.until(lambda: seen(studio) == everything)
    assert element(studio, "wall-search").get_attribute("value") == "", "the row has no sign of a search"


def test_the_wall_closes_wherever_the_focus_is_and_leaves_the_row_whole(studio):
    everything = seen(studio)
    element(studio, "wall-open").click()
    assert not element(studio, "wall-open").is_displayed(), "it has nothing to say within the wall"
    assert studio.driver.switch_to.active_element == element(studio, "wall-search")
    *_, last = element(studio, "wall-group").find_elements(By.TAG_NAME, "option")
    studio.choose("wall-group", str(last.get_attribute("value")))
    studio.until(lambda: 0 < len(seen(studio)) < len(everything))
    element(studio, "help").send_keys(Keys.ESCAPE)
    studio.until(lambda: not element(studio, "wall-search").is_displayed())
    studio.until(lambda: seen(studio) == everything)
    assert studio.driver.switch_to.active_element == element(studio, "help")

    studio.choose_photo(photograph())
    studio.until(lambda: studio.data("content") == "photo")
    element(studio, "another").click()
    studio.until(lambda: element(studio, "welcome-back").is_displayed())
    element(studio, "strength").send_keys(Keys.ESCAPE)
    studio.until(lambda: not element(studio, "welcome-back").is_displayed())


def test_every_painter_has_a_picture(studio):
    """A canvas that nothing was drawn on is transparent."""
    pictures = studio.driver.find_elements(By.CSS_SELECTOR, "canvas[data-cell]")
    assert len(pictures) > 100
    studio.until(
        lambda: studio.driver.execute_script(
            "return [...document.querySelectorAll('canvas[data-cell]')].every((canvas) =>"
            " canvas.getContext('2d').getImageData(44, 44, 1, 1).data[3] === 255)"
        )
    )


def test_the_chosen_style_is_in_view_after_undo(studio):
    studio.choose_photo(photograph())
    pick = "[data-style={}] .style-pick"
    for id_ in ("matisse", "batik"):
        # Without a pointer: the row moves to what was chosen, and a pointer would come down on another style.
        studio.driver.execute_script("document.querySelector(arguments[0]).click()", pick.format(id_))
        studio.until(
            lambda id_=id_: (
                studio.driver.find_element(By.CSS_SELECTOR, pick.format(id_)).get_attribute("aria-pressed") == "true"
            )
        )
    studio.driver.execute_script("document.getElementById('shelf').scrollLeft = 1e6")
    element(studio, "undo").click()
    studio.until(lambda: is_in_view(studio, "matisse"))


def test_a_mouse_wheel_moves_the_row_and_scrolls_the_open_wall(studio):
    def scrolled(side: str) -> int:
        return int(studio.driver.execute_script("return document.getElementById('shelf')[arguments[0]]", side))

    def turn() -> None:
        box = element(studio, "shelf").rect
        wheel(studio.driver, (box["x"] + 200, box["y"] + 40), 240)

    turn()
    studio.until(lambda: scrolled("scrollLeft") > 0)
    element(studio, "wall-open").click()
    studio.until(lambda: element(studio, "wall-search").is_displayed())
    turn()
    studio.until(lambda: scrolled("scrollTop") > 0)


def test_the_style_that_an_example_comes_with_is_in_view(studio):
    studio.paint(studio.driver.find_element(By.CSS_SELECTOR, "[data-example]").click)
    chosen = studio.driver.find_element(By.CSS_SELECTOR, "[data-style]:has(.style-pick[aria-pressed=true])")
    studio.until(lambda: is_in_view(studio, chosen.get_attribute("data-style")))
    with held(studio.driver, 390, 844):
        studio.until(lambda: is_in_view(studio, chosen.get_attribute("data-style")))


def test_a_message_stands_above_the_open_wall_on_a_phone(studio, tmp_path):
    element(studio, "wall-open").click()
    studio.choose_photo(given(tmp_path)["bad"])
    studio.until(lambda: "empty" in studio.message)
    for width, height in [(390, 844), (768, 1024), (390, 600), (844, 390)]:
        with held(studio.driver, width, height):
            top, bottom, wall = studio.driver.execute_script(
                "const [message, wall] = ['.message-card', '#wall-tools']"
                ".map((each) => document.querySelector(each).getBoundingClientRect());"
                "return [message.top, message.bottom, wall.top]"
            )
            assert 0 <= top < bottom <= wall, f"{width} x {height}"


def is_in_view(studio, id_: str) -> bool:
    return studio.driver.execute_script(
        "const [at, row] = [`[data-style=${arguments[0]}]`, '#shelf']"
        ".map((each) => document.querySelector(each).getBoundingClientRect());"
        "return at.left >= row.left && at.right <= row.right",
        id_,
    )
