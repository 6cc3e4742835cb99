"""Projects and links that strangers may send."""

import base64
import copy
import json
import zlib

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impasto.errors import BadProject, ImpastoError
from impasto.painting import links, projects
from impasto.painting.project_parts import SavedPhoto
from impasto.painting.project_schema import schema
from impasto.painting.projects import from_json, opened
from impasto.painting.schemas import fault
from tests.unit.painting.saved_projects import masked, project


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
