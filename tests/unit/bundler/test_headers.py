"""The headers of the site agree with what its page says of itself, and give every file its place in caches."""

from __future__ import annotations

import re

import pytest

from builder import places
from builder.headers import parse_headers_file
from bundler.bundle import HASH_IN_NAME, BundleError
from bundler.headers import POWERS, headers_file

PAGE = (places.SITE / "index.html").read_text("utf-8")
RULES = dict(parse_headers_file(headers_file(PAGE, ["scripts/a-0123456789.mjs", "b-0123456789.svg", "LICENSE"])))


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in map(str.split, policy.split(";")) if words}


def test_what_a_meta_tag_of_the_page_says_the_header_says_too():
    metas = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r"<meta ([^>]+)>", PAGE)]
    said = {meta["http-equiv"]: meta["content"] for meta in metas if "http-equiv" in meta}
    (referrer,) = (meta["content"] for meta in metas if meta.get("name") == "referrer")
    policy = directives(said.pop("Content-Security-Policy"))
    assert not said, "a meta tag that stands for a header which _headers does not set"
    assert RULES["/*"]["Referrer-Policy"] == referrer
    # A meta tag cannot say who may frame the page; in all else the two are one policy.
    assert directives(RULES["/*"]["Content-Security-Policy"]) == {**policy, "frame-ancestors": ["'none'"]}


def test_a_page_without_a_policy_stops_the_build():
    with pytest.raises(BundleError, match="no Content-Security-Policy"):
        headers_file("<p>", [])


def test_nothing_goes_elsewhere_and_nothing_is_evaluated():
    policy = directives(RULES["/*"]["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"] and policy["connect-src"] == ["'self'"]
    allowed = {word for words in policy.values() for word in words}
    assert not allowed & {"*", "http:", "https:", "'unsafe-eval'", "'unsafe-inline'"}


def test_of_the_devices_powers_the_page_alone_has_the_camera_and_may_copy_a_picture():
    granted = dict(re.findall(r"([a-z-]+)=(\([^)]*\))", RULES["/*"]["Permissions-Policy"]))
    assert granted == POWERS and {"microphone", "geolocation"} <= set(granted)
    own = {power: who for power, who in granted.items() if who != "()"}
    assert own == {"camera": "(self)", "clipboard-write": "(self)"}
    assert "cross-origin-isolated" not in granted, "threads would go with it"


def test_headers_that_every_answer_has():
    assert {name: RULES["/*"].get(name) for name in ("X-Content-Type-Options", "Cross-Origin-Opener-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert RULES["/*"]["Cross-Origin-Embedder-Policy"] == "require-corp"


@pytest.mark.parametrize(
    ("path", "forever"),
    [("/", False), ("/index.html", False), ("/LICENSE", False), ("/b-0123456789.svg", True), ("/scripts/*", True)],
)
def test_only_what_carries_a_hash_is_kept_for_ever(path, forever):
    assert ("immutable" in RULES[path]["Cache-Control"]) is forever


def test_the_file_of_headers_is_as_small_as_hosts_take_it():
    """Cloudflare Pages: 100 rules, 2000 characters a line (https://developers.cloudflare.com/pages/configuration/headers/)."""
    text = (places.UNDER_TEST / "_headers").read_text("utf-8")
    assert 10 < len(parse_headers_file(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2000


def test_the_service_worker_tells_hashed_names_by_the_same_pattern():
    source = (places.SITE / "scripts/offline/service-worker.mjs").read_text("utf-8")
    assert f"/{HASH_IN_NAME}/" in source
