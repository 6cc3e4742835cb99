"""Saved work: what comes back, and what strangers may send."""

import base64
import copy
import json
import zlib
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impasto.errors import BadProject, ImpastoError
from impasto.imaging.encoding import available, encode
from impasto.painting import links, projects
from impasto.painting.making import MadeOf, told
from impasto.painting.maskfiles import from_png, to_png
from impasto.painting.masks import Mask
from impasto.painting.project_parts import ProjectArea, ProjectStyle, SavedPhoto
from impasto.painting.project_schema import schema
from impasto.painting.projects import NetworkSum, Project, from_json, network_sums, opened
from impasto.painting.schemas import fault
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector
from tests.unit.fakes.catalogue import CATALOGUE

SETTINGS = PaintSettings(
    strength=0.85, output_size="photo", stroke_size=0.5, colours=0.35, style_network="seer", transformer="brush"
)
KEPT = Path(__file__).with_name("projects")


def vector(seed: int, colour: float = 1.0) -> StyleVector:
    return StyleVector.from_array(np.random.default_rng(seed).normal(0, 1, 100), "seer", colour)


MASK = Mask(np.random.default_rng(7).integers(0, 256, (48, 64)).astype(np.uint8))


def project(styles: int = 2, photo: SavedPhoto | None = None) -> Project:
    made = tuple(ProjectStyle(f"Näme {n} 🎨", n + 0.1, vector(n, float(n % 2))) for n in range(styles))
    return Project(SETTINGS, made, network_sums(CATALOGUE, SETTINGS), photo)


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


def masked(saved: Project) -> Project:
    """Return a project with all that masks can do."""
    area = ProjectArea(to_png(MASK), (ProjectStyle("Sky", 1.0, vector(5)),))
    return replace(saved, mask=to_png(MASK), outside=(ProjectStyle("Sea", 2.0, vector(6)),), areas=(area,))


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


def changed(change) -> str:
    record = json.loads(project(photo=SavedPhoto("a.jpg", b"x")).to_json())
    change(record)
    return json.dumps(record)


@pytest.mark.parametrize(
    ("change", "key", "where"),
    [
        (lambda r: r.update(version=3), "project-newer", None),
        (lambda r: r.update(version=10**300), "project-malformed", "version"),
        (lambda r: r.update(version="1"), "project-malformed", "version"),
        (lambda r: r.pop("styles"), "project-malformed", "its beginning"),
        (lambda r: r.update(run="me"), "project-malformed", "run"),
        (lambda r: r["settings"].update(strength=2.1), "project-malformed", "settings.strength"),
        (lambda r: r["settings"].update(strength=True), "project-malformed", "settings.strength"),
        (lambda r: r["settings"].update(output_size=10**9), "project-malformed", "settings.output_size"),
        (lambda r: r["settings"].update(__class__=1), "project-malformed", "settings.__class__"),
        (lambda r: r["styles"][1].update(weight=-1), "project-malformed", "styles[1].weight"),
        (lambda r: r["styles"][1]["values"].append(0), "project-malformed", "styles[1].values"),
        (lambda r: r["styles"][0]["values"].__setitem__(7, 1e39), "project-malformed", "styles[0].values[7]"),
        (lambda r: r["styles"][0].update(name="x" * 256), "project-malformed", "styles[0].name"),
        (lambda r: r.update(styles=r["styles"] * 40), "project-malformed", "styles"),
        (lambda r: [style.update(weight=0) for style in r["styles"]], "project-unfit", None),
        (lambda r: r["networks"]["brush"].update(sha256=["../../etc"]), "project-malformed", None),
        (lambda r: r["photo"].update(file="http://a.b/c"), "project-malformed", "photo.file"),
        (lambda r: r["photo"].update(file="abc"), "project-malformed", "photo.file"),
        (lambda r: r.update(mask="abc"), "project-malformed", "mask"),
        (lambda r: r.update(masked=1), "project-malformed", "masked"),
        (lambda r: r.update(outside=r["styles"]), "project-malformed", "outside"),
        (lambda r: r.update(areas=[{"mask": "abc", "styles": r["styles"]}]), "project-malformed", "areas"),
        (lambda r: r.update(areas=[{"styles": r["styles"]}]), "project-malformed", "areas[0]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change, key, where):
    with pytest.raises(BadProject) as caught:
        from_json(changed(change))
    assert caught.value.text.key == key
    assert where is None or caught.value.text.parameters["where"] == where


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", "[" * 100_000, '{"a":' * 100_000, "NaN", "9" * 5000, "\ud800"]
)
def test_what_is_no_project_at_all_is_refused(text):
    with pytest.raises(BadProject):
        from_json(text)


def test_a_link_that_claims_to_be_huge_is_refused():
    compressor = zlib.compressobj(9, wbits=-15)
    bomb = compressor.compress(b" " * 2**27) + compressor.flush()
    for text in (base64.urlsafe_b64encode(bomb).decode(), "A" * 16_001, "%%%", "", "é", links.to_link(project())[3:-9]):
        with pytest.raises(BadProject):
            links.from_link(f"#p={text}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def places(value, path=()):
    yield path
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*path, key))


@settings(deadline=None)  # a machine that others use makes one of them wait
@given(st.data())
def test_whatever_a_stranger_changes_is_refused_or_right(data):
    """And the schema means what JSON Schema says it does."""
    record = json.loads(masked(project(1, SavedPhoto("a.jpg", b"abc"))).to_json())
    path = data.draw(st.sampled_from(sorted(places(record), key=str)))
    spoilt = [copy.deepcopy(record)]
    parent = spoilt
    for key in (0, *path)[:-1]:
        parent = parent[key]
    parent[(0, *path)[-1]] = data.draw(JSON)
    value = json.loads(json.dumps(spoilt[0]))
    right = jsonschema.Draft202012Validator(schema()).is_valid(value)
    assert (fault(value, schema()) is None) == right
    try:
        found = from_json(json.dumps(value))
    except ImpastoError as error:
        assert isinstance(error, BadProject) and str(error)
    else:
        assert right and from_json(found.to_json()) == found


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_do_anything_but_be_refused(data):
    for attempt in (lambda: opened(data), lambda: links.from_link("#p=" + base64.urlsafe_b64encode(data).decode())):
        with pytest.raises(BadProject):
            attempt()


def test_a_text_that_is_far_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(projects, "LONGEST", 100)
    with pytest.raises(BadProject) as refused:
        from_json("{" * 101)
    assert refused.value.text.key == "project-too-large"


@pytest.mark.parametrize(
    "packed", [[1.0, "AAAA"], [1, base64.b64encode(bytes(200)).decode()], [1.0], None, [1.0, "?"], [1.0, 5]]
)
def test_a_link_with_other_numbers_than_a_vector_has_is_refused(packed):
    record = json.loads(project(1).to_json())
    record["styles"][0] = {"name": "a", "weight": 1.0, "packed": packed}
    compressor = zlib.compressobj(9, wbits=-15)
    text = compressor.compress(json.dumps(record).encode()) + compressor.flush()
    with pytest.raises(BadProject) as refused:
        links.from_link(links.PREFIX + base64.urlsafe_b64encode(text).decode().rstrip("="))
    assert refused.value.text.key == "link-malformed"
