"""Chromium finds the page one that it can install, with a name, colours and icons."""

import json
import urllib.request
from urllib.parse import quote, urljoin

import pytest

from browser.page import StudioPage
from browser.pictures import gradient, saved


def installability(page: StudioPage) -> list[str]:
    found = page.driver.execute_cdp_cmd("Page.getInstallabilityErrors", {})
    return [error["errorId"] for error in found["installabilityErrors"]]


@pytest.mark.parametrize(("arguments", "language"), [((), "en-GB"), (("--accept-lang=de",), "de")], ids=["en", "de"])
def test_the_page_can_be_installed(open_browser, serve, arguments, language):
    page = StudioPage(open_browser(*arguments), serve().url)
    page.open()
    page.settle()
    told = page.driver.execute_cdp_cmd("Page.getAppManifest", {})
    assert told["errors"] == []
    manifest = json.loads(told["data"])
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Impasto", language, "ltr")
    assert installability(page) == []
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        with urllib.request.urlopen(page.url + icon["src"]) as answer:
            assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
    assert told["url"].startswith(page.url) and "/" not in told["url"].removeprefix(page.url)
    assert not page.console_errors()


def test_another_application_shares_a_picture_with_it_which_no_host_sees(studio, site, tmp_path):
    studio.settle()
    target = json.loads(studio.driver.execute_cdp_cmd("Page.getAppManifest", {})["data"])["share_target"]
    (files,) = target["params"]["files"]
    address = urljoin(studio.url, target["action"])
    form = f"""
        <form action="{address}" method="{target["method"]}" enctype="{target["enctype"]}">
        <input type="file" name="{files["name"]}"></form>
    """
    studio.driver.get(f"data:text/html;charset=utf-8,{quote(form)}")  # as browsers do it for an application
    path = saved(gradient(300, 200), tmp_path / "von drüben #1.png")
    studio.driver.find_element("css selector", "input").send_keys(str(path))
    studio.driver.execute_script("document.forms[0].submit()")
    studio.until(lambda: studio.driver.current_url == studio.url)
    studio.until(lambda: studio.phase == "ready" and path.name in studio.by_id("caption").text)
    assert not [asked for asked in site.requests if asked.endswith("/shared")]
    studio.driver.refresh()
    studio.until(lambda: studio.phase == "ready")
    assert studio.data("content") == "none", "it was taken once"


def test_the_browser_wears_the_colour_of_the_wall(studio):
    script = """
        return [...document.querySelectorAll("meta[name=theme-color]")].map(({content, media}) =>
          [content, matchMedia(media).matches]);
    """
    shown = [colour for colour, now in studio.driver.execute_script(script) if now]
    ground = studio.driver.execute_script(
        "return getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()"
    )
    assert shown == [ground]
