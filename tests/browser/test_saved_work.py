"""Saved work on the built page: a project that is opened again, and a link that is followed in another tab."""

import json
from pathlib import Path

import numpy as np
import pytest

from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from impasto.painting.project_schema import schema
from impasto.painting.schemas import fault


@pytest.fixture
def small_photo(tmp_path: Path) -> Path:
    return saved(gradient(400, 300), tmp_path / "photo.png")


@pytest.fixture
def style(tmp_path: Path) -> Path:
    return saved(stripes(((200, 0, 0), (0, 0, 90), (240, 230, 200)), side=96), tmp_path / "style.png")


def open_work(page: StudioPage) -> None:
    page.driver.execute_script("document.getElementById('work').open = true")


def project_of(page: StudioPage, folder: Path) -> Path:
    """Press Save project, and return the file once it is whole."""
    before = set(folder.glob("*.impasto"))
    page.press("save-project")
    return page.until(lambda: next(iter(set(folder.glob("*.impasto")) - before), None))


def paint_something(page: StudioPage, photo: Path, style: Path) -> np.ndarray:
    page.choose("output-size", "256")
    page.choose_photo(photo)
    page.choose_styles(style)
    page.until(lambda: page.driver.find_elements("css selector", '.style-pick[aria-pressed="true"]'))
    page.move("#strength", 0.8)
    page.move("#colours", 0.3)
    page.press("stylize")
    page.until(lambda: shown(page))
    return page.result()


def test_a_project_and_a_link_paint_the_same_again(open_browser, site, small_photo, style):
    """In one browser: saved with its photo and opened in a fresh visit, then followed as a link in a fresh tab."""
    driver = open_browser()
    page = StudioPage(driver, site.url)
    page.open()
    painted = paint_something(page, small_photo, style)
    open_work(page)
    page.press("project-photo")
    project = project_of(page, driver.downloads)
    record = json.loads(project.read_text("utf-8"))
    assert fault(record, schema()) is None and record["photo"]["name"] == small_photo.name
    page.press("copy-link")
    link = page.until(lambda: page.by_id("project-link").get_property("value"))
    assert link.startswith(f"{site.url}#p=") and len(link) < 2000

    page.open()
    again = page.paint(lambda: page.by_id("project-file").send_keys(str(project)))
    assert np.array_equal(again, painted), "the same bytes, on the same backend"
    page.press("undo")
    page.until(lambda: page.data("content") == "none" and page.by_id("redo").is_displayed())

    driver.switch_to.new_window("tab")
    driver.get(link)
    page.until(lambda: page.phase == "ready" and page.message)
    page.choose_photo(small_photo)
    page.until(lambda: page.data("content") == "photo")
    linked = page.paint() if page.results == 0 else page.result()
    assert np.abs(linked.astype(int) - painted).max() <= 2, "colours in Oklab may make two levels of one"
    assert not page.console_errors()

    driver.execute_script("location.hash = '#p=nothing'")
    page.until(lambda: page.driver.find_elements("css selector", '.message-card[data-tone="error"]'))
    assert page.data("content") == "photo", "nothing is lost by a link that cannot be read"

    project.write_text('{"styles":' * 100_000)  # deeper than WebAssembly's stack, which ended Python
    page.by_id("project-file").send_keys(str(project))
    page.until(lambda: project.name in page.message)
    assert page.data("content") == "photo" and not page.console_errors()


def history(page: StudioPage) -> list[str]:
    return [each.get_attribute("data-number") for each in page.by_id("history").find_elements("css selector", "li")]


def shown(page: StudioPage) -> str | None:
    """Return the number of the painting of the history that is on the easel, once nothing else is to come."""
    items = page.by_id("history").find_elements("css selector", 'li:has([aria-pressed="true"])')
    return items[0].get_attribute("data-number") if items and page.phase == "ready" else None


def click(page: StudioPage, selector: str) -> None:
    page.driver.execute_script("document.querySelector(arguments[0]).click()", selector)


def hold(page: StudioPage, id_: str, key: str, repeats: int) -> None:
    """Hold a key down on a control, as a keyboard does."""
    page.driver.execute_script("arguments[0].focus()", page.by_id(id_))
    event = {"key": key, "code": key, "windowsVirtualKeyCode": {"ArrowLeft": 37}[key]}
    for count in range(repeats):
        down = {"type": "rawKeyDown", "autoRepeat": count > 0, **event}
        page.driver.execute_cdp_cmd("Input.dispatchKeyEvent", down)
    page.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyUp", **event})


def storage(page: StudioPage) -> tuple[list[str], list[str]]:
    """Return the keys of what is kept of the work: in local storage, and in the browser's own."""
    script = """
        const done = arguments[arguments.length - 1];
        caches.keys().then((names) => done([
          Object.keys(localStorage).filter((key) => /styles|settings/.test(key)),
          names.filter((name) => name.startsWith("impasto work")),
        ]));
    """
    local, own = page.driver.execute_async_script(script)
    return local, own


def stored_entries(page: StudioPage) -> int:
    script = """
        const done = arguments[arguments.length - 1];
        caches.keys().then(async (names) => {
          const name = names.find((each) => each.startsWith("impasto work"));
          done(name ? (await (await caches.open(name)).keys()).length : 0);
        });
    """
    count: int = page.driver.execute_async_script(script)
    return count


def test_work_that_is_kept_goes_on_after_a_reload_and_is_forgotten(open_browser, site, small_photo, style):
    page = StudioPage(open_browser(), site.url)
    page.open()
    assert not page.by_id("continue").is_displayed()
    painted = paint_something(page, small_photo, style)
    first = shown(page)
    strong = page.paint(lambda: page.move("#strength", 1.6))
    page.until(lambda: len(history(page)) >= 2 and page.by_id("history-open").is_enabled())
    page.until(lambda: not page.driver.find_elements("css selector", ".history-save:disabled"))

    back = page.paint(lambda: click(page, f'#history [data-number="{first}"] .history-take'))
    assert np.array_equal(back, painted), "a painting of the history is the same to the last bit"
    page.until(lambda: page.by_id("strength").get_property("value") != "1.6")
    page.press("undo")
    page.until(lambda: np.array_equal(page.result(), strong))

    before = page.by_id("strength").get_property("value")
    hold(page, "strength", "ArrowLeft", 8)
    page.until(lambda: page.phase == "ready" and page.by_id("strength").get_property("value") != before)
    page.press("undo")
    page.until(lambda: page.by_id("strength").get_property("value") == before and page.phase == "ready")
    assert np.array_equal(page.result(), strong), "a key that was held is one step"

    assert storage(page)[1] == [], "nothing is kept before anyone has agreed"
    open_work(page)
    click(page, "#keep-work")
    page.until(lambda: stored_entries(page) >= 5)
    numbers = history(page)
    page.driver.refresh()
    page.until(lambda: page.phase == "ready" and page.by_id("continue").is_displayed())
    again = page.paint(lambda: page.press("continue"))
    assert np.array_equal(again, strong)
    assert history(page) == numbers
    assert len(page.driver.find_elements("css selector", '.style-pick[aria-pressed="true"]')) == 1
    page.until(lambda: page.by_id("undo").is_enabled())

    open_work(page)
    click(page, "#forget")
    page.until(lambda: "All is forgotten" in page.message)
    assert storage(page) == ([], [])
    assert history(page) == [] and not page.by_id("keep-work").is_selected()
    page.driver.refresh()
    page.until(lambda: page.phase == "ready")
    assert not page.by_id("continue").is_displayed() and not page.console_errors()
