"""After a first visit the page needs no network; what is kept for that is renewed, healed, and never in the way."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By

from browser.deployment import change
from browser.page import StudioPage
from browser.pictures import photograph, saved, stripes
from builder import places

CACHE = 'const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("impasto")));'


def in_cache(page: StudioPage, script: str, *arguments: Any) -> Any:
    """Run a script that has `cache` at hand, and return what it returns."""
    return page.driver.execute_async_script(
        f"(async (...args) => {{ {CACHE} {script} }})(...arguments).then(arguments[arguments.length - 1]);", *arguments
    )


def kept_files(page: StudioPage) -> set[str]:
    """Return the paths below the page that the browser keeps for it."""
    urls = in_cache(page, "return (await cache.keys()).map(({url}) => url);")
    return {url.removeprefix(page.url) or "index.html" for url in urls}


@pytest.fixture
def dist(tmp_path) -> Path:
    """A copy of dist/ that a test may change."""
    return Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist"))


def deploy_another_version(dist: Path) -> tuple[str, str]:
    """Put a version on the host that differs in one style sheet; return its name in the old one and in the new."""
    sheet = next(dist.glob("styles/page-*.css"))
    old = sheet.relative_to(dist).as_posix()
    return old, change(dist, old, sheet.read_bytes() + b"/* newer */")


@pytest.mark.parametrize("isolated", [True, False], ids=["host with headers", "plain host"])
def test_after_a_first_visit_the_page_paints_without_a_network(visitor, serve, tmp_path, isolated):
    site = serve(isolated=isolated)
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    page.until(lambda: "Without network" in page.details())
    site.stop()
    asked = len(site.requests)
    page.driver.switch_to.new_window("tab")
    page.open()
    assert page.driver.execute_script("return crossOriginIsolated")
    page.driver.find_element(By.CSS_SELECTOR, "[data-example]").click()
    page.driver.find_element(By.CSS_SELECTOR, "[data-style] .style-pick").click()
    page.choose("output-size", "256")
    page.paint()
    page.choose_photo(photograph())
    page.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    page.paint()
    assert site.requests[asked:] == []
    images = page.driver.find_elements(By.TAG_NAME, "img")
    assert images and all(int(image.get_attribute("naturalWidth") or 0) for image in images)
    page.settle()
    assert page.data("offline") == "kept"


def test_programs_are_kept_apart_from_the_browsers_own_cache_which_is_asked_first(visitor, serve):
    site = serve()
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    site.stop()
    programs = "(await cache.keys()).filter(({url}) => url.endsWith('.wasm'))"
    in_cache(page, f"for (const program of {programs}) await cache.delete(program);")
    page.driver.switch_to.new_window("tab")
    page.open()  # out of the browser's own cache
    page.settle()
    assert any(path.endswith(".wasm") for path in kept_files(page)), "what was gone is kept again"
    page.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    page.driver.switch_to.new_window("tab")
    page.open()  # out of what is kept
    assert page.phase == "ready"


def test_just_this_version_is_kept_and_what_was_chosen(visitor, serve):
    site = serve()
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    listing = json.loads((places.UNDER_TEST / "build.json").read_text())
    first_visit = {file["path"] for file in listing["files"] if file["first_visit"]}
    assert kept_files(page) == first_visit - {"service-worker.mjs"}
    page.choose("transformer", "transformer-separable")
    networks = {
        file["path"]
        for file in listing["files"]
        if file["path"].startswith("models/transformer-separable") and "graphics" not in file["path"]  # not run here
    }
    page.until(lambda: kept_files(page) == (first_visit - {"service-worker.mjs"}) | networks)
    page.open()
    page.settle()
    assert kept_files(page) > networks, "what was chosen stays at the next visit"


def test_a_new_version_is_taken_at_the_next_visit_and_the_old_one_let_go(visitor, serve, dist):
    site = serve(dist)
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    first = page.driver.current_window_handle
    old, new = deploy_another_version(dist)
    assert old in kept_files(page)

    page.driver.switch_to.new_window("tab")
    page.open()
    page.settle()
    assert page.data("offline") == "kept"
    assert page.driver.find_elements(By.CSS_SELECTOR, f"link[href='{new}']")
    assert {old, new} <= kept_files(page), "the first tab runs the old version yet"

    second = page.driver.current_window_handle
    page.driver.switch_to.window(first)
    page.driver.close()
    page.driver.switch_to.window(second)
    page.open()
    page.settle()
    page.until(lambda: old not in kept_files(page))
    site.stop()
    page.open()
    assert page.driver.find_elements(By.CSS_SELECTOR, f"link[href='{new}']")


def test_a_version_that_is_only_half_here_does_not_replace_the_one_that_is_whole(visitor, serve, dist):
    site = serve(dist)
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    old, new = deploy_another_version(dist)
    (dist / new).unlink()  # the host has not got all of it yet
    page.open(wait=False)
    page.until(lambda: page.phase == "failed" and "404" in page.message)
    site.stop()
    page.open()
    assert page.driver.find_elements(By.CSS_SELECTOR, f"link[href='{old}']")


def test_a_page_that_is_sent_in_place_of_a_file_is_not_kept(visitor, serve, dist):
    """Some hosts send one, with status 200, for whatever they do not have; or what they have is damaged."""
    page = StudioPage(visitor, serve(dist).url)
    page.open()
    page.settle()
    gone, damaged, there = (path.relative_to(dist).as_posix() for path in sorted(dist.glob("models/*separable*"))[:3])
    (dist / gone).unlink()
    (dist / damaged).write_bytes(b"damaged")
    (dist / "styles/stranger-0123456789.css").write_text("file")
    for name in (gone, damaged, "styles/stranger-0123456789.css", there):
        in_cache(page, "return (await fetch(args[0])).text();", name)
    page.until(lambda: there in kept_files(page))
    assert not {gone, damaged, "styles/stranger-0123456789.css"} & kept_files(page)


def test_a_damaged_file_is_replaced_in_the_cache_too(visitor, serve):
    site = serve()
    page = StudioPage(visitor, site.url)
    page.open()
    page.settle()
    files = json.loads((places.UNDER_TEST / "build.json").read_text())["files"]
    network = next(file for file in files if "transformer-lite-decoder" in file["path"])
    digest = """
        const bytes = await (await cache.match(args[0])).arrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    """
    in_cache(page, 'await cache.put(args[0], new Response("damaged"));', network["path"])
    assert in_cache(page, digest, network["path"]) != network["sha256"]
    page.open()
    page.until(lambda: in_cache(page, digest, network["path"]) == network["sha256"])


@pytest.mark.parametrize("isolated", [True, False], ids=["host with headers", "plain host"])
def test_without_room_the_page_works_with_a_network(visitor, serve, isolated):
    site = serve(isolated=isolated)
    page = StudioPage(visitor, site.url)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(site.url))
    page.driver.execute_cdp_cmd("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 3_000_000})
    for _ in range(2):
        page.open()
        page.settle()
        assert page.data("offline") == "refused"
        page.until(lambda: "keeps no files" in page.details())
        page.driver.find_element(By.CSS_SELECTOR, "[data-example]").click()
        page.driver.find_element(By.CSS_SELECTOR, "[data-style] .style-pick").click()
        page.choose("output-size", "256")
        page.paint()
