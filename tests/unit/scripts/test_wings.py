"""The wings of site/scripts, of which each imports only from those below it."""

import posixpath

import pytest

from builder import places
from bundler.references import PACKAGES, references_in

WINGS = ("offline", "inference", "python", "page")
"""From the lowest up."""
SCRIPTS = places.SITE / "scripts"
TEXTS = {path.relative_to(SCRIPTS).as_posix(): path.read_text("utf-8") for path in SCRIPTS.rglob("*.mjs")}


def test_every_script_is_in_a_wing():
    assert {posixpath.dirname(name) for name in TEXTS} == set(WINGS)


@pytest.fixture(scope="module")
def references():
    return references_in(TEXTS)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_scripts_lead_only_to_wings_below(references, name):
    wing = posixpath.dirname(name)
    for reference in references[name]:
        if reference.name in PACKAGES:
            continue
        target = posixpath.normpath(posixpath.join(wing, reference.name))
        assert target in TEXTS
        assert WINGS.index(posixpath.dirname(target)) <= WINGS.index(wing), f"{name} refers to {target}"
