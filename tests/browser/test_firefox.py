"""The page in Firefox: a picture on a first visit, with the service worker at work, and another without a network."""

import os

import pytest

from browser.firefox import start_firefox, wait_until

BINARY = os.environ.get("IMPASTO_FIREFOX")

COLOURS = """(() => {
    const {width, height} = document.getElementById("result");
    const {data} = document.getElementById("result").getContext("2d").getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
})()"""
"""How many colours the result has."""


@pytest.mark.skipif(not BINARY, reason="Firefox is missing; IMPASTO_FIREFOX may name one (apt-get install firefox-esr)")
def test_a_picture_is_painted_with_and_without_a_network(serve, tmp_path):
    site = serve()
    with start_firefox(BINARY, tmp_path) as firefox:

        def told(name):
            return firefox.evaluate(f"document.documentElement.dataset.{name}")

        def click(selector):
            firefox.evaluate(f"document.querySelector({selector!r}).click()")

        def paint():
            firefox.open(site.url)
            wait_until(lambda: told("phase") == "ready")
            # From here on the service worker stands between the page and its files.
            wait_until(lambda: told("offline") == "kept")
            click("[data-example]")
            wait_until(lambda: told("content") == "photo")
            click("[data-style] .style-pick")
            click("#stylize")
            wait_until(lambda: told("result") == "1")
            return firefox.evaluate(COLOURS)

        first = paint()
        assert first > 1000, "a painting, not an empty canvas"
        site.stop()
        assert paint() == first
