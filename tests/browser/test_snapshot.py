"""Later visits go on from a snapshot of Python that the browser has kept; without a good one they begin as ever."""

import shutil

import pytest

from browser.page import StudioPage
from browser.pictures import photograph
from browser.snapshots import MARK, MARKED, PLAIN, said, with_memory, with_snapshot
from builder import places


def snapshot(page: StudioPage) -> str | None:
    """Return the address of the snapshot once there is one."""
    return with_snapshot(page, "return request?.url;")


@pytest.fixture
def visited(open_browser, site) -> StudioPage:
    """The page, in a browser that has made its snapshot."""
    page = StudioPage(open_browser(), site.url)
    with_memory(page, 8)
    page.open()
    page.until(lambda: page.data("snapshot") == "kept")
    return page


def test_a_later_visit_goes_on_from_a_snapshot_that_fits_and_replaces_any_other(visited):
    address = snapshot(visited)
    for fault in ("damaged", "of another program", "of another version"):
        assert with_snapshot(visited, MARK, PLAIN, MARKED, fault)
        visited.open()
        assert said(visited) == PLAIN, fault
        assert not visited.console_errors()
        visited.until(lambda: snapshot(visited) == address)
    assert with_snapshot(visited, MARK, PLAIN, MARKED), "the last of them is replaced, too"
    visited.open()
    assert said(visited) == MARKED
    visited.choose_photo(photograph())
    visited.driver.find_element("css selector", "[data-style] .style-pick").click()
    visited.paint()
    assert not visited.console_errors()


@pytest.mark.parametrize("gigabytes", [2, None])
def test_no_snapshot_is_made_where_memory_is_short_or_not_told(gigabytes, open_browser, site):
    page = StudioPage(open_browser(), site.url)
    with_memory(page, "undefined" if gigabytes is None else gigabytes)
    page.open()
    page.until(lambda: page.data("snapshot") == "none")
    assert snapshot(page) is None


def test_a_page_whose_python_stops_forgets_the_snapshot(open_browser, serve, tmp_path):
    lacking = tmp_path / "dist"
    shutil.copytree(places.UNDER_TEST, lacking)
    next(lacking.rglob("numpy-*.wasm")).unlink()
    page = StudioPage(open_browser(), serve(lacking).url)
    page.open(wait=False)
    page.until(lambda: page.phase == "failed")
    page.driver.execute_script("return caches.open(`snapshot ${document.baseURI}`).then(() => {})")
    page.open(wait=False)
    page.until(lambda: not page.driver.execute_script("return caches.has(`snapshot ${document.baseURI}`)"))
    assert page.phase == "failed"
