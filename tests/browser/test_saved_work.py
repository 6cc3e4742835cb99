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
    return page.paint()


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
    page.until(lambda: page.data("content") == "none" and not page.by_id("redo").get_property("disabled"))

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
