"""Sizes of files as hosts send them."""

from __future__ import annotations

import hashlib

import brotli
import pytest

from bundler import sizes


def test_sizes_are_measured_once(tmp_path, monkeypatch):
    files = {"a.wasm": bytes(10_000), "b.webp": bytes(10_000), "empty.mjs": b""}
    visit = {"a.wasm"}
    first = sizes.measure(files, visit, tmp_path / "cache")
    assert first["a.wasm"].bytes == 10_000
    assert 0 < first["a.wasm"].brotli < first["a.wasm"].gzip < 100
    assert first["b.webp"] == (10_000, 10_000, 10_000), "hosts do not compress pictures"
    kept = sizes.brotli_file(tmp_path / "cache", hashlib.sha256(files["a.wasm"]).hexdigest())
    assert brotli.decompress(kept.read_bytes()) == files["a.wasm"]
    kept.unlink()
    assert sizes.measure(files, visit, tmp_path / "cache") == first and kept.exists()
    monkeypatch.setattr(sizes, "compressed", lambda data, quality: pytest.fail("compressed again"))
    assert sizes.measure(files, visit, tmp_path / "cache") == first


def test_what_a_first_visit_loads_is_compressed_best(tmp_path):
    words = b" ".join(hashlib.sha256(bytes([number % 7, number % 11])).hexdigest().encode() for number in range(300))
    files = {"first.mjs": words, "later.mjs": words}
    found = sizes.measure({"first.mjs": words}, {"first.mjs"}, tmp_path)["first.mjs"]
    later = sizes.measure({"later.mjs": words}, {"first.mjs"}, tmp_path)["later.mjs"]
    assert found.brotli < later.brotli and found.gzip == later.gzip
    assert sizes.measure(files, {"first.mjs"}, tmp_path) == {"first.mjs": found, "later.mjs": later}


def test_what_is_kept_for_the_server_is_the_best_that_was_made(tmp_path):
    words = b" ".join(hashlib.sha256(bytes([number % 7, number % 11])).hexdigest().encode() for number in range(300))
    kept = sizes.brotli_file(tmp_path, hashlib.sha256(words).hexdigest())
    quick = sizes.measure({"a.mjs": words}, set(), tmp_path)["a.mjs"].brotli
    assert kept.stat().st_size == quick
    for waited_for in ({"a.mjs"}, set()):
        (tmp_path / "sizes.json").unlink()
        found = sizes.measure({"a.mjs": words}, waited_for, tmp_path)["a.mjs"].brotli
        assert kept.stat().st_size < quick and (found == quick) == (not waited_for)
