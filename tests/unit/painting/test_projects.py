"""Saved work: what comes back."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from impasto.errors import BadProject
from impasto.imaging.encoding import available, encode
from impasto.painting import links
from impasto.painting.making import MadeOf, told
from impasto.painting.maskfiles import from_png, to_png
from impasto.painting.project_parts import SavedPhoto
from impasto.painting.project_schema import schema
from impasto.painting.projects import NetworkSum, Project, from_json, opened
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.painting.saved_projects import MASK, SETTINGS, masked, project, vector

KEPT = Path(__file__).with_name("projects")


@pytest.mark.parametrize("photo", [None, SavedPhoto("a.jpg", bytes(range(256)))])
def test_a_project_comes_back_as_it_was(photo):
    saved = project(photo=photo)
    assert from_json(saved.to_json()) == saved == opened(b"\n " + saved.to_json().encode())
    assert from_json(saved.to_json()).to_json() == saved.to_json()
    assert saved.other_networks(CATALOGUE) == []


def test_an_editor_may_have_put_its_mark_before_it():
    assert opened(b"\xef\xbb\xbf" + project().to_json().encode()) == project()


def test_what_no_encoding_can_write_of_a_name_is_replaced_on_both_ways():
    """Bytes of a file's name that are no UTF-8, and what a stranger's JSON may hold."""
    odd = replace(project(1).styles[0], name="\ud83c\udfa8 caf\udce9")
    saved = Project(SETTINGS, (odd,), photo=SavedPhoto("\udcff.jpg", b"photo"))
    assert "\ufffd" in saved.to_json().encode().decode()
    hostile = saved.to_json().replace("\ufffd", "\\ud800")
    for text in (saved.to_json(), hostile):
        again = from_json(text)
        assert again.styles[0].name == "🎨 caf\ufffd"
        assert again.photo is not None and again.photo.name == "\ufffd.jpg"


def test_whole_numbers_may_be_written_as_others():
    record = json.loads(project().to_json())
    record["settings"] |= {"output_size": 512.0, "strength": 1}
    settings = from_json(json.dumps(record)).settings
    assert (settings.output_size, settings.strength) == (512, 1.0)
    assert (type(settings.output_size), type(settings.strength)) == (int, float)


def test_masks_come_back_to_the_pixel_and_the_styles_outside_with_them():
    saved = masked(project())
    found = from_json(saved.to_json())
    assert found == saved and not found.lacks_mask
    assert found.mask is not None
    np.testing.assert_array_equal(from_png(found.mask).grey, MASK.grey)


def test_a_file_says_the_earliest_version_that_can_read_it():
    assert [json.loads(each.to_json())["version"] for each in (project(), masked(project()))] == [1, 2]


def test_a_link_and_a_picture_say_that_a_mask_is_not_with_them():
    found = links.from_link(links.to_link(masked(project(4))))
    assert found.lacks_mask and not found.outside and len(links.to_link(found)) <= 2000
    assert from_json(told(SETTINGS, [MadeOf(vector(1), 1.0)], ["a"], masked=True)).lacks_mask
    assert not from_json(told(SETTINGS, [MadeOf(vector(1), 1.0)], ["a"])).lacks_mask


@pytest.mark.parametrize("data", [b"", b"no picture", to_png(MASK)[:60]])
def test_a_mask_that_is_no_picture_is_refused(data):
    with pytest.raises(BadProject):
        from_png(data)


def test_networks_that_are_others_are_told():
    saved = project()
    other = {**saved.networks, "brush": NetworkSum(("1" * 64, "0" * 64), 2000)}
    assert replace(saved, networks=other).other_networks(CATALOGUE) == ["brush"]


@pytest.mark.parametrize("format", available())
def test_a_picture_that_keeps_how_it_was_made_is_a_project(format):
    styles = [MadeOf(vector(1), 2.0), MadeOf(vector(2, 0.0), 1.0)]
    text = told(SETTINGS, styles, ["<a> & b", "c\"'"])
    picture = encode(np.zeros((40, 40, 3), np.uint8), format, made=text).data
    found = opened(picture)
    assert found.settings == SETTINGS and [style.name for style in found.styles] == ["<a> & b", "c\"'"]
    assert [(style.weight, style.vector.colour) for style in found.styles] == [(2.0, 1.0), (1.0, 0.0)]
    for style, made in zip(found.styles, styles, strict=True):
        np.testing.assert_allclose(style.vector.values, made.vector.values, atol=5.1e-4)
    with pytest.raises(BadProject):
        opened(encode(np.zeros((40, 40, 3), np.uint8), format).data)


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.impasto")), ids=lambda path: path.stem)
def test_a_project_of_an_older_version_opens(file):
    found = from_json(file.read_text("utf-8"))
    assert found.settings.strength == 0.75 and [style.name for style in found.styles] == ["Linocut", "Own"]
    assert len(found.networks) == 2


def test_there_is_a_project_of_every_version():
    known = schema()["properties"]["version"]["maximum"]
    assert [path.stem for path in sorted(KEPT.glob("*.impasto"))] == [f"version-{n + 1}" for n in range(known)]


def test_a_setting_that_is_newer_than_the_file_has_its_default():
    record = json.loads(project().to_json())
    del record["settings"]["photo_through"]
    assert from_json(json.dumps(record)).settings.photo_through == 0


def test_a_link_holds_four_styles_in_two_thousand_characters_and_keeps_all_but_the_last_digits():
    saved = project(4)
    link = links.to_link(saved)
    assert len(link) <= 2000 and link.startswith("#p=") and link.isascii()
    found = links.from_link(f"https://example.org/impasto/{link}")
    assert found.settings == saved.settings and found.photo is None
    assert found.other_networks(CATALOGUE) == []
    for style, before in zip(found.styles, saved.styles, strict=True):
        assert (style.name, style.weight, style.vector.colour) == (before.name, before.weight, before.vector.colour)
        np.testing.assert_allclose(style.vector.values, before.vector.values, atol=1e-4)
    assert links.to_link(found) == link
