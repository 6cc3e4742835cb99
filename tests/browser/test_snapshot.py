"""Later visits go on from a snapshot of Python that the browser has kept; without a good one they begin as ever."""

import shutil
from typing import Any

import pytest

from browser.page import StudioPage
from browser.pictures import photograph
from builder import places

KEPT = """
    const name = `snapshot ${document.baseURI}`;
    const cache = (await caches.has(name)) && await caches.open(name);
    const [request] = cache ? await cache.keys() : [];
"""

PLAIN, MARKED = "Without network", "With a snapshot"
"""What Python says of itself; the other one, as long, stands in no program."""

MARK = """
    const answer = await cache.match(request);
    const about = JSON.parse(answer.headers.get("Snapshot"));
    const memory = new Uint8Array(await answer.arrayBuffer());
    const text = new TextDecoder("latin1").decode(memory);
    let marks = 0;
    for (let at = text.indexOf(args[0]); at >= 0; at = text.indexOf(args[0], at + 1), marks++) {
      memory.set(new TextEncoder().encode(args[1]), at);
    }
    if (args[2] !== "damaged") {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", memory));
      about.sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    if (args[2] === "of another program") about.functions += 1;
    await cache.delete(request);
    const address = args[2] === "of another version" ? request.url.replace("python_stdlib-", "$&0") : request.url;
    await cache.put(address, new Response(memory, {headers: {Snapshot: JSON.stringify(about)}}));
    return marks;
"""


def with_snapshot(page: StudioPage, script: str, *arguments: Any) -> Any:
    """Run a script that has the `cache` of the snapshot and its `request` at hand, and return what it returns."""
    return page.driver.execute_async_script(
        f"(async (...args) => {{ {KEPT} {script} }})(...arguments).then(arguments[arguments.length - 1]);", *arguments
    )


def snapshot(page: StudioPage) -> str | None:
    """Return the address of the snapshot once there is one."""
    return with_snapshot(page, "return request?.url;")


def with_memory(page: StudioPage, gigabytes: float | str) -> None:
    """Have the browser say that the machine has so much memory."""
    told = f"Object.defineProperty(Navigator.prototype, 'deviceMemory', {{get: () => {gigabytes}}})"
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": told})


def said(page: StudioPage) -> str:
    """Return which of the two texts Python says, once it does."""
    return page.until(lambda: next((text for text in (PLAIN, MARKED) if text in page.details()), None))


@pytest.fixture
def visited(open_browser, site) -> StudioPage:
    """The page, in a browser that has made its snapshot."""
    page = StudioPage(open_browser(), site.url)
    with_memory(page, 8)
    page.open()
    page.until(lambda: page.data("snapshot") == "kept")
    return page


def test_a_later_visit_goes_on_from_the_snapshot(visited):
    assert with_snapshot(visited, MARK, PLAIN, MARKED)
    visited.open()
    assert said(visited) == MARKED
    visited.choose_photo(photograph())
    visited.driver.find_element("css selector", "[data-style] .style-pick").click()
    visited.paint()
    assert not visited.console_errors()


def test_a_snapshot_that_does_not_fit_is_left_alone_and_replaced(visited):
    address = snapshot(visited)
    for fault in ("damaged", "of another program", "of another version"):
        assert with_snapshot(visited, MARK, PLAIN, MARKED, fault)
        visited.open()
        assert said(visited) == PLAIN, fault
        assert not visited.console_errors()
        visited.until(lambda: snapshot(visited) == address)
    visited.open()
    assert said(visited) == PLAIN


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
