"""Paintings small enough for graphics hardware that the processor imitates."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from selenium.webdriver.support.wait import WebDriverWait

from browser.page import StudioPage

SOFTWARE_PATIENCE = 300
"""Seconds to wait for graphics hardware that the processor imitates."""


def patiently(page: StudioPage, holds: Callable[[], bool]) -> None:
    try:
        WebDriverWait(page.driver, SOFTWARE_PATIENCE, 0.2).until(lambda _: holds())
    except Exception as error:
        note = page.by_id("backend-note").get_attribute("textContent")
        raise AssertionError(f"{page.message!r}, {note!r}, {page.console_errors()}") from error


def options(page: StudioPage) -> dict[str, bool]:
    """Return which backends can be chosen."""
    found = page.by_id("backend").find_elements("tag name", "option")
    return {str(option.get_attribute("value")): option.is_enabled() for option in found}


def paint_small(page: StudioPage, photo: Path, style: Path) -> np.ndarray:
    page.choose_photo(photo)
    page.choose_styles(style)
    page.choose("output-size", "256")
    before = page.results
    page.press("stylize")
    patiently(page, lambda: page.results > before and page.phase == "ready")
    return page.result()
