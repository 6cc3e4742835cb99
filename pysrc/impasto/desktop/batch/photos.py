"""Which photographs are meant: files, folders with all that is in them, patterns, and addresses of all these."""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from impasto.desktop.batch import places
from impasto.desktop.files import Refused
from impasto.imaging.filenames import PICTURE_SUFFIXES


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph by its absolute path or address.

    ``folder`` is where it stands below the folder that was given, or below the one before a pattern, with ``/`` between
    its parts; ``version`` changes when the file does.
    """

    place: str
    folder: str
    version: str

    @property
    def stem(self) -> str:
        return PurePosixPath(places.file_name(self.place)).stem

    @property
    def extension(self) -> str:
        return PurePosixPath(places.file_name(self.place)).suffix[1:]


def find(given: Sequence[str], output: str) -> list[Photo]:
    """Return the photos, each once, in the order in which they were given, and in folders by name.

    What lies below ``output``, where paintings go, is none of them, if that lies below what was given itself: there are
    paintings of an earlier run.

    Raises:
        Refused: something given is not there, a pattern or folder holds no picture, or is where paintings go.
        OSError: a folder cannot be read.
    """
    goes_to = places.resolved(output)
    found: dict[str, Photo] = {}
    for each in given:
        place = places.resolved(each)
        photos = list(_at_address(place, goes_to) if places.is_address(place) else _at_path(place, each, goes_to))
        if not photos:
            raise Refused("no-photos-there", path=each)
        found |= {photo.place: photo for photo in photos if photo.place not in found}
    return list(found.values())


def _at_path(path: str, given: str, output: str) -> Iterator[Photo]:
    if os.path.lexists(path):
        yield from _in_folder(path, path, output) if os.path.isdir(path) else [_photo(path, "")]
        return
    if not glob.has_magic(given):
        raise Refused("photo-not-found", path=given)
    root = Path(path)
    while glob.has_magic(str(root)):
        root = root.parent
    for match in sorted(glob.glob(path, recursive=True)):
        if _is_within(match, output) and not _is_within(root, output):
            continue
        if not os.path.isdir(match):
            yield _photo(match, _below(root, os.path.dirname(match)))
        elif "**" not in given:  # which matches all that is in the folder, too
            yield from _in_folder(match, root, output)


def _in_folder(start: str, root: str | Path, output: str) -> Iterator[Photo]:
    if os.path.realpath(start) == os.path.realpath(output):
        raise Refused("output-among-photos", path=start)
    for folder, folders, names in os.walk(start, onerror=_raise):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(folder, name)) != os.path.realpath(output)
        )
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.startswith(".") or Path(name).suffix.lower() not in PICTURE_SUFFIXES:
                continue
            if os.path.isfile(path) or not os.path.exists(path):  # no pipe, which would be waited for
                yield _photo(path, _below(root, folder))


def _below(root: str | Path, folder: str) -> str:
    below = Path(folder).relative_to(root).as_posix()
    return "" if below == "." else below


def _is_within(path: str | Path, folder: str) -> bool:
    """Return whether a path is a folder or lies below it, whatever links lead there."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _photo(path: str, folder: str) -> Photo:
    try:
        about = os.stat(path)
    except OSError:  # a link that leads nowhere; whoever reads it will say so
        return Photo(path, folder, "")
    return Photo(path, folder, f"{about.st_size}-{about.st_mtime_ns}")


def _at_address(address: str, output: str) -> Iterator[Photo]:
    system, path = places.file_system(address)
    if address.startswith(("http://", "https://")):  # their folders are pages, which may hold anything
        yield Photo(address, "", places.version_at(system, path))
        return
    with places.told(address):
        if glob.has_magic(path):
            found = {each: "" for each in system.glob(path)}
        elif system.isdir(path):
            root = path.rstrip("/")
            found = {
                each: PurePosixPath(each[len(root) + 1 :]).parent.as_posix()
                for each in system.find(root)
                if PurePosixPath(each).suffix.lower() in PICTURE_SUFFIXES
            }
        elif system.exists(path):
            found = {path: ""}
        else:
            raise Refused("photo-not-found", path=address)
        paintings = _called(output)
        among = _called(address).startswith(paintings)
        for each in sorted(found):
            place = system.unstrip_protocol(each)
            if among or not place.startswith(paintings):
                folder = "" if found[each] == "." else found[each]
                yield Photo(place, folder, places.version_at(system, each))


def _called(folder: str) -> str:
    """Return what the addresses of all that lies in a folder begin with; of a path, what none begins with."""
    if not places.is_address(folder):
        return f"{folder}/"
    system, path = places.file_system(folder)
    return f"{system.unstrip_protocol(path).rstrip('/')}/"


def _raise(error: OSError) -> None:
    raise error
