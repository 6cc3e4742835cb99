"""Places: paths and addresses by the same names, files written whole, and errors that name where they happened."""

import os
from pathlib import Path
from types import SimpleNamespace

import fsspec
import pytest

from impasto.desktop.batch import places
from impasto.desktop.files import Refused


@pytest.fixture
def memory():
    """The store in memory that fsspec has, emptied."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    return system


def test_a_place_is_called_alike_by_whoever_sees_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert places.resolved("a/../b.jpg") == str(tmp_path / "b.jpg")
    assert places.resolved("file:///photos/my%20cat.jpg") == "/photos/my cat.jpg"
    assert places.resolved("s3://bucket/a.jpg") == "s3://bucket/a.jpg"


@pytest.mark.parametrize(
    ("folder", "name", "place"),
    [
        ("/out", "trip/a.png", os.path.join("/out", "trip", "a.png")),
        ("memory://out/", "trip/a.png", "memory://out/trip/a.png"),
        ("memory://out", "a.png", "memory://out/a.png"),
    ],
)
def test_names_are_joined_as_places_have_them(folder, name, place):
    assert places.joined(folder, name) == place


@pytest.mark.parametrize(
    ("place", "name"),
    [("/a/b c.jpg", "b c.jpg"), ("https://example.org/a/b%20c.jpg?x=1#y", "b c.jpg"), ("memory://a", "")],
)
def test_the_name_of_a_file_is_the_last_part(place, name):
    assert places.file_name(place) == name


@pytest.mark.parametrize("base", ["memory://out", "{tmp}/out"])
def test_what_was_written_is_there_until_it_is_removed(memory, tmp_path, base):
    folder = base.format(tmp=tmp_path)
    first, second = places.joined(folder, "trip/a.png"), places.joined(folder, "b.png")
    assert places.size(first) is None and places.sizes_below(folder) == {}
    places.write(first, b"painted")
    places.write(second, b"")
    assert places.read(first) == b"painted" and places.size(first) == 7
    assert places.sizes_below(folder) == {"trip/a.png": 7, "b.png": 0}
    places.remove(first)
    places.remove(first)
    assert places.size(first) is None and places.sizes_below(folder) == {"b.png": 0}
    with pytest.raises(OSError) as missing:
        places.read(first)
    assert missing.value.filename == first


def test_only_an_empty_folder_is_removed(tmp_path, memory):
    places.write(str(tmp_path / "a/b"), b"")
    places.remove_empty_folder(str(tmp_path / "a"))
    assert (tmp_path / "a/b").exists()
    places.remove(str(tmp_path / "a/b"))
    for _ in range(2):
        places.remove_empty_folder(str(tmp_path / "a"))
    assert not (tmp_path / "a").exists()
    places.remove_empty_folder("memory://out")


class Disk:
    """A file system on which a file may be half there, and whose moves may fail."""

    def __init__(self, *, moves: bool = True, removes: bool = True) -> None:
        self.files: dict[str, bytes] = {}
        self._moves, self._removes = moves, removes

    def _parent(self, path: str) -> str:
        return path.rpartition("/")[0]

    def makedirs(self, path: str, exist_ok: bool) -> None:
        assert exist_ok

    def pipe_file(self, path: str, data: bytes) -> None:
        self.files[path] = data

    def mv(self, path: str, to: str) -> None:
        if not self._moves:
            raise PermissionError(13, "not here")
        self.files[to] = self.files.pop(path)

    def rm_file(self, path: str) -> None:
        if not self._removes:
            raise ValueError("nor this")
        del self.files[path]


@pytest.mark.parametrize(("scheme", "beside"), [("sftp", True), ("s3", False)])
def test_where_a_file_may_be_half_there_it_is_written_beside_its_place(monkeypatch, scheme, beside):
    disk, seen = Disk(), []
    put = disk.pipe_file
    monkeypatch.setattr(disk, "pipe_file", lambda path, data: seen.append(path) or put(path, data))
    monkeypatch.setattr(places, "file_system", lambda address: (disk, "/out/a.png"))
    places.write(f"{scheme}://host/out/a.png", b"painted")
    assert disk.files == {"/out/a.png": b"painted"}
    assert (seen[0] != "/out/a.png") is beside and seen[0].startswith("/out/")


@pytest.mark.parametrize("removes", [True, False])
def test_nothing_is_left_beside_a_place_that_cannot_be_written(monkeypatch, removes):
    disk = Disk(moves=False, removes=removes)
    monkeypatch.setattr(places, "file_system", lambda address: (disk, "/out/a.png"))
    with pytest.raises(PermissionError) as refused:
        places.write("sftp://host/out/a.png", b"painted")
    assert refused.value.filename == "sftp://host/out/a.png" and bool(disk.files) is not removes


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(5, "broken"), "broken"),
        (OSError("no such bucket"), "no such bucket"),
        (TimeoutError(), "TimeoutError"),
        (KeyError("x"), "KeyError: 'x'"),
    ],
)
def test_whatever_goes_wrong_at_an_address_is_told_with_it(error, told):
    with pytest.raises(OSError) as raised, places.told("s3://bucket/a"):
        raise error
    assert raised.value.filename == "s3://bucket/a" and raised.value.strerror == told


def test_mistakes_with_paths_and_refusals_are_what_they_are():
    with pytest.raises(KeyError), places.told("/a"):
        raise KeyError("x")
    with pytest.raises(Refused), places.told("s3://bucket/a"):
        raise Refused("photo-not-found", path="a")


@pytest.mark.parametrize(
    ("error", "key"), [(ImportError("s3fs"), "address-needs-package"), (ValueError("odd"), "address-not-known")]
)
def test_addresses_that_fsspec_does_not_read_are_refused(monkeypatch, error, key):
    def url_to_fs(address: str) -> None:
        raise error

    monkeypatch.setattr(places, "import_module", lambda name: SimpleNamespace(url_to_fs=url_to_fs))
    with pytest.raises(Refused) as refused:
        places.file_system("odd://a")
    assert refused.value.text.key == key and refused.value.text.parameters["address"] == "odd://a"


def test_without_fsspec_its_extra_is_named(monkeypatch):
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(places, "import_module", missing)
    with pytest.raises(Refused) as refused:
        places.file_system("s3://a")
    assert refused.value.text.key == "fsspec-missing"


def test_a_file_that_goes_while_a_folder_is_listed_is_not_in_it(tmp_path, monkeypatch):
    places.write(str(tmp_path / "a"), b"1")
    monkeypatch.setattr(os, "walk", lambda folder: [(folder, [], ["a", "gone"])])
    assert places.sizes_below(str(tmp_path)) == {"a": 1}
    assert Path(tmp_path / "a").exists()
