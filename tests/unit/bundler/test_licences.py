"""The licence texts of what the site holds."""

from __future__ import annotations

import pytest

from bundler.bundle import BundleError
from bundler.licences import page as licence_page


def test_licence_texts_appear_once():
    text = licence_page("numpy 2", ["one\n", "two", "one  \n\n"])
    assert text.count("one") == text.count("two") == 1
    with pytest.raises(BundleError, match="numpy 2: no licence text found"):
        licence_page("numpy 2", [])
