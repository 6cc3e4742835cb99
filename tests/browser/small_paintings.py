"""Paintings small enough for graphics hardware that the processor imitates."""

from pathlib import Path

import numpy as np

from browser.page import StudioPage


def options(page: StudioPage) -> dict[str, bool]:
    """Return which backends can be chosen."""
    found = page.by_id("backend").find_elements("tag name", "option")
    return {str(option.get_attribute("value")): option.is_enabled() for option in found}


def begin_small(page: StudioPage, photo: Path, style: Path) -> None:
    """Choose pictures and a small size, and press the button that paints."""
    page.choose_photo(photo)
    page.choose_styles(style)
    page.choose("output-size", "256")
    page.press("stylize")


def paint_small(page: StudioPage, photo: Path, style: Path) -> np.ndarray:
    before = page.results
    begin_small(page, photo, style)
    page.until(lambda: page.results > before and page.phase == "ready")
    return page.result()
