"""dist/ works on any static host: below any path, without headers, and opened in ways it cannot work in."""

import json
from urllib.parse import urlsplit

import build
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes


def test_without_isolation_headers_one_thread_does_the_work(open_browser, serve, tmp_path):
    site = serve(isolated=False)
    page = StudioPage(open_browser(), site.url)
    page.open()
    assert page.data("threads") == "1" and page.data("backend") == "wasm"
    page.choose_photo(saved(gradient(320, 240), tmp_path / "photo.png"))
    page.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    page.choose("output-size", "256")
    assert page.paint().shape == (192, 256, 3)
    assert not page.console_errors()


def test_a_first_visit_loads_what_build_json_says(open_browser, serve):
    site = serve()
    page = StudioPage(open_browser(), site.url)
    page.open()
    listing = json.loads((build.DIST / "build.json").read_text())
    said = {file["path"] for file in listing["files"] if file["first_visit"]}
    root = urlsplit(site.url).path
    loaded = {path.removeprefix(root) or "index.html" for path in site.requests}
    assert loaded == said


def test_from_the_file_system_the_page_says_that_it_must_be_served(open_browser):
    driver = open_browser()
    driver.get((build.DIST / "index.html").as_uri())
    page = StudioPage(driver, "")
    page.until(lambda: "python build.py serve" in driver.find_element("css selector", "body").text)


def test_a_network_that_fails_its_checksum_is_told(open_browser, serve, tmp_path):
    """A host, a proxy or a disk that damages a file is found out before the network runs."""
    import shutil

    damaged = tmp_path / "dist"
    shutil.copytree(build.DIST, damaged)
    network = next((damaged / "models").glob("transformer-lite-decoder*.onnx"))
    content = bytearray(network.read_bytes())
    content[1000] ^= 1
    network.write_bytes(content)
    page = StudioPage(open_browser(), serve(damaged).url)
    page.open(wait=False)
    page.until(lambda: page.phase == "failed")
    assert "transformer-lite-decoder" in page.message and "checksum" in page.message
    network.write_bytes((build.DIST / "models" / network.name).read_bytes())
    page.by_id("message").find_element("css selector", "button").click()
    page.until(lambda: page.phase == "ready")
