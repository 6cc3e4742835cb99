"""A Python that a large photo has left with much memory gives way to a fresh one, and nobody notices."""

import numpy as np
import pytest
from PIL import Image

from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.test_dead_workers import remembering, started


@pytest.fixture
def page(visitor, site):
    page = StudioPage(visitor, site.url)
    with remembering(visitor):
        page.open()
        yield page


def test_after_a_large_photo_a_fresh_python_goes_on_where_the_one_before_was(page, tmp_path):
    page.choose_photo(saved(gradient(640, 480), tmp_path / "small.png"))
    page.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    page.choose("output-size", "256")
    page.paint()
    # Drawn pixel by pixel, such a picture would take the test longer than the page.
    large = Image.fromarray(np.tile(gradient(1000, 900), (10, 10, 1)))
    large.save(tmp_path / "large.png", compress_level=1)
    before = page.paint(lambda: page.choose_photo(tmp_path / "large.png"))
    assert "large.png" in page.by_id("caption").text
    count, results = started(page, "python"), page.results
    page.until(lambda: started(page, "python") == count + 1)
    page.until(lambda: page.data("phase") == "ready" and not page.by_id("progress").is_displayed())
    assert page.message == "" and page.results == results
    assert np.array_equal(page.result(), before)
    assert np.array_equal(page.paint(), before)
    page.press("undo")
    page.until(lambda: "small.png" in page.by_id("caption").text)
