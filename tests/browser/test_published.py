"""Built with --published, from onnxruntime-web and Pyodide as they are, the site paints what it always does."""

from pathlib import Path

import numpy as np
import pytest

from browser.natively import difference
from browser.page import StudioPage
from browser.pictures import photograph, saved, stripes
from browser.snapshots import MARK, MARKED, PLAIN, said, with_memory, with_snapshot
from builder import places
from builder.building import build
from bundler import onnxruntime

AS_PUBLISHED = (f"onnxruntime-web/dist/{onnxruntime.FILES['wasm']}", "pyodide/pyodide.asm.wasm")


@pytest.fixture(scope="module")
def published() -> Path:
    """Build the site of published parts and return its folder; what was compressed once is kept."""
    build(published=True)
    return places.PUBLISHED


def painted(page: StudioPage, style: Path) -> np.ndarray:
    page.choose_photo(photograph())
    page.choose_styles(style)
    page.choose("output-size", "384")
    return page.paint()


def test_the_same_picture_comes_out_of_published_parts(studio, browser, serve, published, tmp_path):
    style = saved(stripes(((200, 0, 0), (0, 0, 90), (240, 230, 200)), side=64), tmp_path / "style.png")
    trimmed = painted(studio, style)
    site = serve(published)
    page = StudioPage(browser, site.url)
    page.open()
    whole = painted(page, style)
    assert trimmed.shape == whole.shape and difference(trimmed, whole) <= 2
    assert not page.console_errors()
    asked_for = {Path(path).name for path in site.requests}
    fetched = [path.read_bytes() for path in published.rglob("*.wasm") if path.name in asked_for]
    assert all((places.NODE_MODULES / path).read_bytes() in fetched for path in AS_PUBLISHED)


def test_later_visits_go_on_from_a_snapshot_of_published_parts(open_browser, serve, published):
    page = StudioPage(open_browser(), serve(published).url)
    with_memory(page, 8)
    page.open()
    page.until(lambda: page.data("snapshot") == "kept")
    assert with_snapshot(page, MARK, PLAIN, MARKED)
    page.open()
    assert said(page) == MARKED
    assert not page.console_errors()
