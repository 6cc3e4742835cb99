"""Where photos lie and paintings go: paths, and the addresses of fsspec (``s3://…``, ``https://…``).

The package fsspec (extra ``cluster``) is imported only where there is an address. Whatever goes wrong at one is told as
an ``OSError`` with the address as its ``filename``, as it is of a file.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from impasto.desktop import files
from impasto.desktop.files import Refused
from impasto.desktop.installation import origin

WHOLE_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "memory"})
"""Schemes of stores in which an object is there when all of it is; elsewhere a file is written beside, and renamed."""


def is_address(place: str) -> bool:
    """Return whether a place is an address, and not a path."""
    return "://" in place


def resolved(place: str) -> str:
    """Return a place as any process on any machine that sees it calls it: an address, or an absolute path."""
    if place.startswith("file://"):
        place = url2pathname(urlsplit(place).path)
    return place if is_address(place) else os.path.abspath(place)


def joined(folder: str, name: str) -> str:
    """Return the place of that name, with ``/`` between its parts, in a folder."""
    return f"{folder.rstrip('/')}/{name}" if is_address(folder) else os.path.join(folder, *name.split("/"))


def file_name(place: str) -> str:
    """Return the last part of a place, without what an address says after it."""
    return unquote(urlsplit(place).path).rpartition("/")[2] if is_address(place) else Path(place).name


def read(place: str) -> bytes:
    """Return what is there, or raise ``OSError`` with the place as its ``filename``."""
    if not is_address(place):
        return files.read(Path(place))
    with told(place):
        system, path = file_system(place)
        data: bytes = system.cat_file(path)
        return data


def write(place: str, data: bytes) -> None:
    """Write a file whole or not at all, and the folders that it needs; ``OSError`` as ``read``."""
    if not is_address(place):
        with told(place):
            Path(place).parent.mkdir(parents=True, exist_ok=True)
        return files.write(Path(place), data)
    with told(place):
        system, path = file_system(place)
        system.makedirs(system._parent(path), exist_ok=True)
        if urlsplit(place).scheme in WHOLE_AT_ONCE:
            system.pipe_file(path, data)
            return
        part = f"{system._parent(path)}/.impasto-{secrets.token_hex(8)}.part"
        try:
            system.pipe_file(part, data)
            system.mv(part, path)
        except BaseException:
            with contextlib.suppress(Exception):
                system.rm_file(part)
            raise


def size(place: str) -> int | None:
    """Return how many bytes a file has; None where there is none."""
    with told(place):
        try:
            if not is_address(place):
                return os.path.getsize(place)
            system, path = file_system(place)
            return int(system.info(path)["size"] or 0)
        except FileNotFoundError:
            return None


def remove(place: str) -> None:
    """Remove a file, if it is there."""
    with told(place):
        try:
            if not is_address(place):
                os.unlink(place)
                return
            system, path = file_system(place)
            system.rm_file(path)
        except FileNotFoundError:
            return


def remove_empty_folder(folder: str) -> None:
    """Remove a folder, if it is there and empty; stores of objects have none."""
    if is_address(folder):
        return
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def sizes_below(folder: str) -> dict[str, int]:
    """Return the size in bytes of every file below a folder, by its name in it; nothing where there is no folder.

    One listing, where a question for each of many files would take longer than all else.
    """
    if not is_address(folder):
        found = {}
        for parent, _, names in os.walk(folder):
            for name in names:
                path = Path(parent, name)
                with contextlib.suppress(FileNotFoundError):
                    found[path.relative_to(folder).as_posix()] = path.stat().st_size
        return found
    with told(folder):
        system, root = file_system(folder)
        root = root.rstrip("/")
        listed = system.find(root, detail=True) if system.exists(root) else {}
        return {path[len(root) + 1 :]: int(info["size"] or 0) for path, info in listed.items()}


def file_system(address: str) -> tuple[Any, str]:
    """Return fsspec's file system of an address, and what the address is called in it.

    Raises:
        Refused: fsspec, or the package that it needs for such addresses, is not installed.
    """
    try:
        core = import_module("fsspec.core")
    except ImportError as error:
        raise Refused("fsspec-missing", address=address, origin=origin()) from error
    try:
        system, path = core.url_to_fs(address)
    except ImportError as error:
        raise Refused("address-needs-package", address=address, problem=str(error)) from error
    except ValueError as error:
        raise Refused("address-not-known", address=address) from error
    return system, str(path)


def version_at(system: Any, path: str) -> str:
    """Return what changes when a file at an address does."""
    return hashlib.sha256(str(system.ukey(path)).encode()).hexdigest()[:16]


@contextlib.contextmanager
def told(place: str) -> Iterator[None]:
    """Put the name of the place into errors, of which every file system has its own."""
    try:
        yield
    except Refused:
        raise
    except OSError as error:
        if error.strerror is None:  # as fsspec raises them
            raise OSError(error.errno or 0, str(error) or type(error).__name__, place) from error
        error.filename = place
        raise
    except Exception as error:
        if not is_address(place):
            raise
        raise OSError(0, f"{type(error).__name__}: {error}", place) from error
