"""The site's headers are those that the page holds itself to."""

from __future__ import annotations

import pytest
from small_site import PAGE

from bundler.bundle import BundleError
from bundler.headers import headers_file


def test_headers_carry_the_pages_own_policy():
    rules = headers_file(PAGE, ["scripts/a.mjs", "scripts/b.mjs", "LICENSE"]).split("\n/")
    assert (
        "  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'\n"
        in rules[0]
    )
    assert [rule.split("\n")[0] for rule in rules] == ["/*", "", "LICENSE", "index.html", "scripts/*"]
    assert [("immutable" in rule, "no-cache" in rule) for rule in rules[1:]] == [(False, True)] * 3 + [(True, False)]
    assert "Cache-Control" not in rules[0], "some hosts join the values of all rules that match"


def test_a_page_without_a_policy_stops_the_build():
    with pytest.raises(BundleError, match="no Content-Security-Policy"):
        headers_file("<p>", [])
