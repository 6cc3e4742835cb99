"""Files carry the hash of their content in their names."""

from __future__ import annotations

import hashlib

from bundler.bundle import Bundle


def test_the_hash_in_a_name_is_that_of_the_content():
    bundle = Bundle()
    asset = bundle.add_hashed("scripts/ort.wasm.min.mjs", b"content", first_visit=True)
    digest = hashlib.sha256(b"content").hexdigest()
    assert asset.url == f"scripts/ort.wasm.min-{digest[:10]}.mjs"
    assert asset.record() == {"url": asset.url, "bytes": 7, "sha256": digest}
    assert (bundle.files, bundle.first_visit) == ({asset.url: b"content"}, {asset.url})
