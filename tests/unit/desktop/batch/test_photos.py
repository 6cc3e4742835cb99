"""Which photographs are meant by files, folders and patterns."""

import os
from pathlib import Path

import pytest

from impasto.desktop.batch.photos import Photo, find
from impasto.desktop.files import Refused


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """Work where photos lie, with what else lies about among them."""
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.jpg", "in/a.PNG", "in/notes.txt", "in/trip/c.tiff", "in/trip/far/d.webp", "in/.hidden/e.jpg"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"photo")
    Path("in/.f.jpg").write_bytes(b"photo")
    Path("empty").mkdir()
    return tmp_path


def found(*given: str, output: str = "out") -> list[tuple[str, str]]:
    """Return the photos below this folder, each with the folder that it stands in below what was given."""
    return [(os.path.relpath(photo.place), photo.folder) for photo in find(given, output)]


def test_a_folder_is_all_that_is_in_it_by_name_without_what_is_hidden():
    assert found("in") == [
        ("in/a.PNG", ""),
        ("in/b.jpg", ""),
        ("in/trip/c.tiff", "trip"),
        ("in/trip/far/d.webp", "trip/far"),
    ]


def test_a_file_is_meant_whatever_it_is_called():
    assert found("in/notes.txt", "in/.f.jpg") == [("in/notes.txt", ""), ("in/.f.jpg", "")]


@pytest.mark.parametrize(
    ("pattern", "photos"),
    [
        ("in/*.jpg", [("in/b.jpg", "")]),
        ("in/[ab].*", [("in/a.PNG", ""), ("in/b.jpg", "")]),
        ("in/trip/**", [("in/trip/c.tiff", ""), ("in/trip/far/d.webp", "far")]),
        ("in/t*", [("in/trip/c.tiff", "trip"), ("in/trip/far/d.webp", "trip/far")]),
    ],
)
def test_a_pattern_is_what_it_fits_and_folders_are_what_is_in_them(pattern, photos):
    assert found(pattern) == photos


def test_each_is_there_once_in_the_order_in_which_they_were_given():
    assert found("in/trip", "in/b.jpg", "in") == [
        ("in/trip/c.tiff", ""),
        ("in/trip/far/d.webp", "far"),
        ("in/b.jpg", ""),
        ("in/a.PNG", ""),
    ]


@pytest.mark.parametrize(
    ("given", "output"),
    [
        ("in", "in/trip"),
        ("in/**/*.*", "in/trip"),
        ("in/*", "in/trip"),
        ("in", "link/trip"),
        ("link", "in/trip"),
        ("link/**/*.*", "in/trip"),
    ],
)
def test_what_lies_where_paintings_go_is_no_photo(given, output):
    Path("link").symlink_to("in")
    Path("in/notes.txt").unlink()
    assert [Path(place).name for place, _ in found(given, output=output)] == ["a.PNG", "b.jpg"]


@pytest.mark.parametrize(("given", "output"), [("in/trip", "in"), ("in/trip/*", "in"), ("in/trip/*", "in/trip/..")])
def test_what_is_given_itself_is_meant_though_paintings_go_above_it(given, output):
    assert [Path(place).name for place, _ in found(given, output=output)] == ["c.tiff", "d.webp"]


def test_a_pipe_in_a_folder_is_passed_over_and_not_waited_for():
    os.mkfifo("in/trip/c.jpg")
    Path("in/trip/gone.jpg").symlink_to("nowhere.jpg")
    assert [Path(place).name for place, _ in found("in/trip")] == ["c.tiff", "gone.jpg", "d.webp"]


@pytest.mark.parametrize(
    ("given", "output", "key"),
    [
        ("none.jpg", "out", "photo-not-found"),
        ("none/*.jpg", "out", "no-photos-there"),
        ("empty", "out", "no-photos-there"),
        ("in", "in", "output-among-photos"),
        ("in/trip", "in/../in/trip", "output-among-photos"),
    ],
)
def test_what_holds_no_photo_is_refused(given, output, key):
    with pytest.raises(Refused) as refused:
        find([given], output)
    assert refused.value.text.key == key and refused.value.text.parameters["path"].endswith(given)


def test_a_link_that_leads_nowhere_is_left_to_whoever_reads_it():
    Path("in/gone.jpg").symlink_to("nowhere.jpg")
    (photo,) = find(["in/gone.jpg"], "out")
    assert photo.version == ""


def test_a_photo_has_another_version_once_it_has_changed():
    (before,) = find(["in/b.jpg"], "out")
    Path("in/b.jpg").write_bytes(b"another photo")
    (after,) = find(["in/b.jpg"], "out")
    assert before.version != after.version and before.place == after.place


@pytest.mark.parametrize(
    ("place", "stem", "extension"),
    [
        ("/photos/cat.old.JPG", "cat.old", "JPG"),
        ("https://example.org/a/my%20cat.png?size=1#top", "my cat", "png"),
        ("/photos/plain", "plain", ""),
    ],
)
def test_stem_and_extension_are_those_of_the_file(place, stem, extension):
    photo = Photo(place, "", "")
    assert (photo.stem, photo.extension) == (stem, extension)


def test_a_folder_that_cannot_be_listed_is_an_error(monkeypatch):
    def walk(top, onerror):
        onerror(PermissionError(13, "Permission denied", top))
        return []

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(PermissionError):
        find(["in"], "out")
