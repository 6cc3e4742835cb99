"""dist/ works on any static host: below any path, without headers, and opened in ways it cannot work in."""

import json
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from browser.conftest import PREFIX
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from builder import places


def is_isolated(page: StudioPage) -> bool:
    """Whether the page may share memory between threads; insist that the networks then run on several."""
    isolated, cores = page.driver.execute_script("return [crossOriginIsolated, navigator.hardwareConcurrency]")
    assert (page.data("threads") != "1") == (isolated and cores > 1)
    return bool(isolated)


@pytest.fixture
def before_anything(visitor) -> Iterator[Callable[[str], None]]:
    """Return a function that has a script run in every page before the page's own."""
    added = []

    def add(script: str) -> None:
        added.append(visitor.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script}))

    yield add
    for each in added:
        visitor.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", each)


def test_with_isolation_headers_nothing_is_loaded_twice(visitor, serve):
    site = serve()
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    assert is_isolated(page) and site.visits == 1
    twice = {path for path in site.requests if site.requests.count(path) > 1}
    assert twice <= {PREFIX + "service-worker.mjs"}, "which is looked at before the browser fetches it by itself"


def test_without_isolation_headers_one_reload_isolates_the_page(visitor, serve):
    site = serve(isolated=False)
    page = StudioPage(visitor, site.url)
    page.open()
    assert is_isolated(page) and site.visits == 2
    heavy = [path for path in site.requests if path.endswith((".wasm", ".whl", ".zip", ".onnx"))]
    assert len(heavy) == len(set(heavy)) >= 8, "nothing large is loaded before the reload"
    page.open()
    assert is_isolated(page) and site.visits == 3
    page.driver.switch_to.new_window("tab")
    page.open()
    assert is_isolated(page) and site.visits == 4


def test_a_page_that_cannot_be_isolated_reloads_once_only(visitor, serve):
    """As in the browser's developer tools, "bypass for network", or with Shift and Reload."""
    site = serve(isolated=False)
    page = StudioPage(visitor, site.url)
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.setBypassServiceWorker", {"bypass": True})
    try:
        page.open()
        assert not is_isolated(page) and site.visits == 2
        page.open()
        assert not is_isolated(page) and site.visits == 3
    finally:
        page.driver.execute_cdp_cmd("Network.setBypassServiceWorker", {"bypass": False})
        page.driver.execute_cdp_cmd("Network.disable", {})


def test_a_page_in_use_is_not_reloaded(visitor, serve, before_anything):
    site = serve(isolated=False)
    page = StudioPage(visitor, site.url)
    before_anything('setInterval(() => dispatchEvent(new KeyboardEvent("keydown", {key: "Tab"})));')
    page.open()
    page.settle()
    assert not is_isolated(page) and site.visits == 1
    page.open()
    assert is_isolated(page) and site.visits == 2, "the next visit is isolated without a reload"


@pytest.mark.parametrize(
    "refusal",
    [
        "delete Navigator.prototype.serviceWorker;",
        'navigator.serviceWorker.register = async () => { throw new DOMException("", "SecurityError"); };',
        "navigator.serviceWorker.register = () => new Promise(() => {});",
        'Object.defineProperty(window, "sessionStorage", {get() { throw new DOMException("", "SecurityError"); }});',
    ],
    ids=["none", "refused", "silent", "no memory of the reload"],
)
def test_without_a_service_worker_one_thread_does_the_work(visitor, serve, before_anything, tmp_path, refusal):
    site = serve(isolated=False)
    page = StudioPage(visitor, site.url)
    before_anything(refusal)
    page.open()
    assert not is_isolated(page) and site.visits == 1
    assert page.data("threads") == "1" and page.data("backend") == "wasm"
    page.choose_photo(saved(gradient(320, 240), tmp_path / "photo.png"))
    page.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    page.choose("output-size", "256")
    assert page.paint().shape == (192, 256, 3)
    assert not page.console_errors()


def test_a_first_visit_loads_what_build_json_says(visitor, serve):
    site = serve()
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    listing = json.loads((places.UNDER_TEST / "build.json").read_text())
    said = {file["path"] for file in listing["files"] if file["first_visit"]}
    root = urlsplit(site.url).path
    loaded = {path.removeprefix(root) or "index.html" for path in site.requests}
    assert loaded == said


def test_from_the_file_system_the_page_says_that_it_must_be_served(visitor):
    driver = visitor
    driver.get((places.UNDER_TEST / "index.html").as_uri())
    page = StudioPage(driver, "")
    page.until(lambda: "python build.py serve" in driver.find_element("css selector", "body").text)


def test_a_network_that_fails_its_checksum_is_told(visitor, serve, tmp_path):
    """A host, a proxy or a disk that damages a file is found out before the network runs."""
    damaged = tmp_path / "dist"
    shutil.copytree(places.UNDER_TEST, damaged)
    network = next((damaged / "models").glob(f"transformer-lite-decoder-{'?' * 10}.onnx"))
    content = bytearray(network.read_bytes())
    content[1000] ^= 1
    network.write_bytes(content)
    page = StudioPage(visitor, serve(damaged).url)
    page.open(wait=False)
    page.until(lambda: page.phase == "failed")
    assert "transformer-lite-decoder" in page.message and "checksum" in page.message
    network.write_bytes((places.UNDER_TEST / "models" / network.name).read_bytes())
    page.by_id("message").find_element("css selector", "button").click()
    page.until(lambda: page.phase == "ready")
