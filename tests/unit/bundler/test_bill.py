"""The bill of materials."""

from __future__ import annotations

import json

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from builder import places
from bundler.bill import NAME, component
from bundler.bundle import BundleError
from bundler.contents import assemble
from bundler.licences import WITH_TEXT, WITHOUT_TEXT

BUILD_ONLY = {"@csstools/css-tokenizer", "acorn", "acorn-walk", "parse5"}
"""What reads the references between files."""


def test_it_is_cyclonedx_and_names_all_that_the_site_is_made_of(materials):
    bundle, _ = assemble(materials)
    text = bundle.files[NAME].decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    names = [part["name"] for part in bill["components"]]
    assert names == [*WITHOUT_TEXT, *WITH_TEXT, "numpy", "pillow", "s", "t", "u"]
    assert bill["metadata"]["component"]["version"] == materials.version
    assert all(part["licenses"][0]["expression"] for part in bill["components"])


def test_every_npm_package_of_the_site_is_on_it_or_only_builds_it():
    wanted = json.loads((places.SITE / "package.json").read_text("utf-8"))["dependencies"]
    assert {*WITHOUT_TEXT, *WITH_TEXT} | BUILD_ONLY == set(wanted)


def test_what_has_no_licence_does_not_ship():
    with pytest.raises(BundleError, match="numpy 2 does not say under which licence"):
        component("library", "numpy", "2", "")
