"""A tab that has outlived its version of the site offers the newer one, and loses nothing by it."""

import os
import shutil
from pathlib import Path

import pytest

from browser.deployment import change
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from builder import places

UNKNOWN_FIELD = b"\xc0\x3e\x00"
"""With it a network is another file and the same network: protobuf passes over what it does not know."""

PAINTED = "#batch-items [data-stage=painted][data-drawn=painting]"
"""Paintings of the queue, by what is drawn of them."""


@pytest.mark.parametrize("in_place", ["nothing", "page"])
def test_a_newer_version_takes_photo_settings_and_queue_over(visitor, serve, tmp_path, in_place):
    dist = Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist", copy_function=os.symlink))
    site = serve(dist)
    page = StudioPage(visitor, site.url)
    page.open()
    page.choose_photo(saved(gradient(640, 480), tmp_path / "photo.png"))
    page.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    page.choose("output-size", "256")
    page.move("#strength", 0.75)
    before = page.paint()
    queue = [saved(gradient(320 - side, 240), tmp_path / f"{side}.png") for side in (0, 64)]
    page.by_id("content-file").send_keys("\n".join(map(str, queue)))
    page.until(lambda: page.driver.find_elements("css selector", PAINTED)[1:])
    page.settle()

    sheet = next(dist.glob("styles/page-*.css"))
    new = change(dist, sheet.relative_to(dist).as_posix(), sheet.read_bytes() + b"/* newer */")
    for path in list(dist.glob("models/transformer-separable-*")):
        old = path.relative_to(dist).as_posix()
        change(dist, old, path.read_bytes() + UNKNOWN_FIELD)
        if in_place == "page":  # with status 200, as hosts with a fallback do
            path.write_text("<p>Welcome")
            site.faults[old] = "page"
    chosen = page.by_id("transformer").get_attribute("value")
    page.choose("transformer", "transformer-separable")
    page.until(lambda: "newer version" in page.message)
    page.until(lambda: page.by_id("transformer").get_attribute("value") == chosen)
    page.by_id("message").find_element("css selector", ".message-action").click()
    page.until(lambda: page.driver.find_elements("css selector", f"link[href='{new}']"))
    page.until(lambda: page.results >= 1 and page.phase == "ready")
    assert "photo.png" in page.by_id("caption").text
    assert float(page.by_id("strength").get_attribute("value")) == 0.75
    assert page.result().shape == before.shape
    page.until(lambda: page.driver.find_elements("css selector", PAINTED)[1:])
