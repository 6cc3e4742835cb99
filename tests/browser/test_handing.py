"""The finished picture on its ways out of the page: copied, shared, printed. One page for all."""

import base64
import re
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from browser.natively import EARTH
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes

STUBS = """
    navigator.canShare = ({files}) => files.every(({type}) => type === "image/png");
    navigator.share = async ({files}) => {
      if (window.refusal) throw new DOMException("as the test wants it", window.refusal);
      window.shared = files;
    };
"""
"""Sharing as systems do it that have other applications to share with; headless browsers have none."""


@pytest.fixture(scope="module")
def painted(browser, site, tmp_path_factory) -> Iterator[StudioPage]:
    folder = tmp_path_factory.mktemp("handing")
    stub = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": STUBS})
    page = StudioPage(browser, site.url)
    page.open()
    page.choose_photo(saved(gradient(300, 200), folder / "holiday.png"))
    page.choose_styles(saved(stripes(EARTH), folder / "earth.png"))
    page.choose("output-size", "256")
    page.paint()
    page.choose("download-format", "jpeg")  # which opens Save
    yield page
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", stub)


def press(page: StudioPage, id_: str) -> str:
    """Press a button that the panel may have out of sight; return what is said in the end."""
    script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
    page.driver.execute_script("document.getElementById('message-dismiss')?.click()")
    page.until(lambda: page.message == "")
    page.driver.execute_script(script, page.by_id(id_))
    page.press(id_)
    page.until(lambda: page.message)
    return page.message


def kept(page: StudioPage, file: str) -> bytes:
    """Return the bytes of a file that a script evaluates to."""
    text = page.driver.execute_async_script(f"""
        const done = arguments[0];
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(",")[1]);
        Promise.resolve({file}).then((file) => reader.readAsDataURL(file));
    """)
    return base64.b64decode(text)


def test_what_is_copied_is_the_file_that_png_downloads(painted):
    painted.driver.execute_script("""
        const write = navigator.clipboard.write.bind(navigator.clipboard);
        navigator.clipboard.write = (items) => {
          window.copied = items[0].getType("image/png");
          return window.refusal ? Promise.reject(new DOMException("", window.refusal)) : write(items);
        };
    """)
    painted.driver.execute_cdp_cmd(
        "Browser.setPermission",
        {"permission": {"name": "clipboard-write"}, "setting": "granted", "origin": painted.url.split("/a/")[0]},
    )
    said = press(painted, "copy")
    assert painted.by_id("message").find_elements("css selector", "[data-tone='info']"), said
    copied = kept(painted, "window.copied")
    painted.choose("download-format", "png")
    painted.press("download")
    file = painted.driver.downloads / "holiday-impasto.png"
    painted.until(file.exists)
    assert copied == file.read_bytes()
    with Image.open(file) as image:
        assert (np.asarray(image) == painted.result()).all()

    painted.driver.execute_script("window.refusal = 'NotAllowedError'")
    assert press(painted, "copy") != said
    assert painted.by_id("message").find_elements("css selector", "[data-tone='error']")
    painted.driver.execute_script("window.refusal = ''")


def test_a_picture_is_shared_as_the_file_that_is_saved(painted):
    said = press(painted, "share")
    name = painted.driver.execute_script("return window.shared[0].name + ' ' + window.shared[0].type")
    assert name == "holiday-impasto.png image/png"
    assert kept(painted, "window.shared[0]")[:4] == b"\x89PNG"
    painted.driver.execute_script("window.refusal = 'DataError'")
    assert press(painted, "share") != said
    assert painted.by_id("message").find_elements("css selector", "[data-tone='error']")
    painted.driver.execute_script("window.refusal = ''")


def test_the_picture_is_printed_alone_on_one_page(painted):
    painted.driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    options = {"printBackground": True, "preferCSSPageSize": True}
    pdf = base64.b64decode(painted.driver.execute_cdp_cmd("Page.printToPDF", options)["data"])
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert width > height, "as the picture is"
    assert b"/Subtype /Image" in pdf and b"/Font" not in pdf, "nothing but the picture"
