"""Pictures come in by drop and by paste as well as by button."""

import base64
from pathlib import Path

import pytest

from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes

HAND_OVER = """
    const [kind, selector, files] = arguments;
    const transfer = new DataTransfer();
    for (const [name, data] of files) {
      transfer.items.add(new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], name));
    }
    const target = document.querySelector(selector);
    const common = {bubbles: true, cancelable: true};
    if (kind === "paste") target.dispatchEvent(new ClipboardEvent("paste", {...common, clipboardData: transfer}));
    else for (const type of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(type, {...common, dataTransfer: transfer}));
    }
"""


def hand_over(page: StudioPage, kind: str, selector: str, *paths: Path) -> None:
    files = [(path.name, base64.b64encode(path.read_bytes()).decode()) for path in paths]
    page.driver.execute_script(HAND_OVER, kind, selector, files)


def chosen_styles(page: StudioPage) -> list[str]:
    names: list[str] = page.driver.execute_script("""
        const chosen = document.querySelectorAll("[data-style]:has(.style-pick[aria-pressed=true]) .style-name");
        return Array.from(chosen, (name) => name.textContent);
    """)
    return names


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return saved(gradient(320, 240), tmp_path / "holiday.png")


@pytest.fixture
def carpet(tmp_path: Path) -> Path:
    return saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "carpet.png")


def test_dropped_anywhere_a_file_is_the_photo_and_on_the_style_half_a_style(studio, photo, carpet):
    hand_over(studio, "drop", "body", photo)
    hand_over(studio, "drop", ".drop-target[data-drop=style]", carpet)
    studio.until(lambda: chosen_styles(studio) == ["carpet"])
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)


def test_a_pasted_picture_is_the_photo(studio, photo):
    hand_over(studio, "paste", "body", photo)
    studio.driver.find_element("css selector", "[data-style] .style-pick").click()
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)


def test_a_removed_style_comes_back_with_undo(studio, carpet):
    studio.choose_styles(carpet)
    studio.until(lambda: chosen_styles(studio) == ["carpet"])
    studio.driver.find_element("css selector", ".style-remove").click()
    studio.until(lambda: chosen_styles(studio) == [] and "carpet" in studio.message)
    studio.by_id("message").find_element("css selector", ".message-action").click()
    studio.until(lambda: chosen_styles(studio) == ["carpet"])
