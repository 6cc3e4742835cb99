"""check.html paints the golden pictures on all that a browser has, and tells right from wrong."""

import io
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from browser.deployment import change
from browser.page import StudioPage
from builder import places

NO_GRAPHICS = ("--disable-gpu", "--disable-software-rasterizer")
"""Imitated hardware takes most of the time that a check does, and one check with it is enough."""


class CheckPage(StudioPage):
    """The page of the check, as its visitor sees it."""

    def verdict(self) -> str | None:
        self.until(lambda: self.data("verdict"))
        return self.data("verdict")

    @property
    def report(self) -> str:
        return str(self.by_id("report").get_attribute("value"))

    def painters(self) -> dict[str, str]:
        """Return the states of all that can paint, by what they are called."""
        script = """
            return [...document.querySelectorAll(".check-painter")].map((painter) =>
              [painter.querySelector(".check-title").textContent,
               painter.querySelector(".check-state").dataset.state]);
        """
        return dict(self.driver.execute_script(script))


def opened(driver, site) -> CheckPage:
    page = CheckPage(driver, f"{site.url}check.html")
    page.open(wait=False)
    return page


def test_everything_that_this_browser_has_paints_right(visitor, serve):
    page = opened(visitor, serve())
    assert page.verdict() == "right", page.report
    states = page.painters()
    assert states.pop("WebGPU") == "missing"  # Chromium has it here only where it is asked for
    assert set(states.values()) == {"right"} and len(states) == 3, page.report
    assert "browser: Mozilla/" in page.report and "transformer-separable: " in page.report
    page.until(lambda: page.data("offline") == "kept")
    page.driver.execute_script("document.getElementById('copy').scrollIntoView({behavior: 'instant', block: 'center'})")
    page.press("copy")
    page.until(lambda: page.by_id("copied").text != "")
    assert not page.console_errors()


def test_without_isolation_there_is_one_thread(open_browser, serve):
    """As with a host that sends no headers to a browser that refuses service workers."""
    driver = open_browser(*NO_GRAPHICS)
    hide = {"source": "delete Navigator.prototype.serviceWorker"}
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", hide)
    page = opened(driver, serve(isolated=False))
    assert page.verdict() == "right", page.report
    assert list(page.painters().values()) == ["missing", "right", "missing", "missing"], page.report


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist", copy_function=os.symlink))


def test_a_picture_that_is_four_levels_off_is_wrong(open_browser, serve, dist):
    """Here it is the stored one that is off; for the comparison it is all the same."""
    (answer,) = (path for path in (dist / "answers").glob("transformer-conv-*.png") if "-tiles-" not in path.name)
    pixels = np.array(Image.open(answer))
    pixels[5, 6, 1] += 4 if pixels[5, 6, 1] < 128 else -4
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    change(dist, answer.relative_to(dist).as_posix(), file.getvalue())
    page = opened(open_browser(*NO_GRAPHICS), serve(dist))
    assert page.verdict() == "wrong"
    levels = re.findall(r"transformer-conv: (\d) levels", page.report)
    assert len(levels) == 2 and all(3 <= int(level) <= 5 for level in levels), page.report
    assert list(page.painters().values()) == ["wrong", "wrong", "missing", "missing"]


def test_a_check_that_cannot_be_made_is_not_right(visitor, serve):
    site = serve()
    site.faults["python/impasto-*"] = "failing"
    page = opened(visitor, site)
    assert page.verdict() == "wrong" and "impasto" in page.by_id("summary").text


def test_the_studio_leads_to_the_check(studio):
    link = studio.driver.find_element("css selector", "#colophon a[href^='check']")
    assert link.get_attribute("href").endswith("/check.html")
