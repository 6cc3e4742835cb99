"""The page in Firefox: a picture on a first visit, with the service worker at work, and another without a network."""

import os

import pytest
from marionette_driver.by import By

from browser.firefox import start_firefox, wait_until

BINARY = os.environ.get("IMPASTO_FIREFOX")


@pytest.mark.skipif(not BINARY, reason="Firefox is missing; IMPASTO_FIREFOX may name one (apt-get install firefox-esr)")
def test_a_picture_is_painted_with_and_without_a_network(serve, tmp_path):
    site = serve()
    with start_firefox(BINARY, tmp_path) as firefox:

        def told(name):
            return firefox.execute_script(f"return document.documentElement.dataset.{name} ?? null", sandbox=None)

        def paint():
            firefox.navigate(site.url)
            wait_until(lambda: told("phase") == "ready")
            # From here on the service worker stands between the page and its files.
            wait_until(lambda: told("offline") == "kept")
            firefox.find_element(By.CSS_SELECTOR, "[data-example]").click()
            wait_until(lambda: told("content") == "photo")
            firefox.find_element(By.CSS_SELECTOR, "[data-style] .style-pick").click()
            firefox.find_element(By.ID, "stylize").click()
            wait_until(lambda: told("result") == "1")
            return firefox.execute_script(COLOURS, sandbox=None)

        first = paint()
        assert first > 1000, "a painting, not an empty canvas"
        site.stop()
        assert paint() == first


COLOURS = """
    const {width, height} = document.getElementById("result");
    const pixels = document.getElementById("result").getContext("2d").getImageData(0, 0, width, height).data;
    return new Set(new Uint32Array(pixels.buffer)).size;
"""
"""How many colours the result has."""
