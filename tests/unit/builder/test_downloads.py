"""Pyodide's wheels: where they come from, and that nothing else gets in."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hosts import archive, hosted

from builder import downloads, places
from builder.downloads import CARRIER_FOLDER, need_pyodide_wheels
from builder.processes import BuildError
from builder.stamps import write_file
from builder.terminal import Step


class Wheels:
    """Two wheels pinned by a Pyodide lock file, a cache, and what hosts them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.contents = {"numpy-1.whl": b"numpy's wheel", "pillow-2.whl": b"Pillow's wheel"}
        packages = {
            name.partition("-")[0]: {"file_name": name, "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in self.contents.items()
        }
        write_file(folder / "pyodide/pyodide-lock.json", json.dumps({"packages": packages}).encode())
        write_file(folder / "pyodide/package.json", b'{"version": "9"}')
        monkeypatch.setattr(places, "NODE_MODULES", folder)
        monkeypatch.setattr(places, "CACHE", folder / "cache")
        monkeypatch.setattr(downloads, "open_carrier", self.open_carrier)
        self.monkeypatch = monkeypatch
        self.carried = self.contents
        self.carrier_opened = 0
        self.cdn("http://127.0.0.1:1")

    def cdn(self, address: str) -> None:
        self.monkeypatch.setattr(downloads, "PYODIDE_CDN", address + "/v{version}/{file}")

    def open_carrier(self, step: Step) -> zipfile.ZipFile:
        self.carrier_opened += 1
        members = {CARRIER_FOLDER + name: data for name, data in self.carried.items()}
        return zipfile.ZipFile(io.BytesIO(archive(members)))


@pytest.fixture
def wheels(tmp_path, monkeypatch) -> Wheels:
    return Wheels(tmp_path, monkeypatch)


def test_wheels_come_from_pyodides_own_address(wheels):
    with hosted({f"/v9/{name}": data for name, data in wheels.contents.items()}) as (address, _):
        wheels.cdn(address)
        paths = need_pyodide_wheels()
    assert {path.name: path.read_bytes() for path in paths} == wheels.contents
    assert wheels.carrier_opened == 0


def test_wheels_come_from_the_carrier_where_that_address_does_not_answer(wheels):
    paths = need_pyodide_wheels()
    assert {path.name: path.read_bytes() for path in paths} == wheels.contents
    assert wheels.carrier_opened == 1


def test_wheels_in_the_cache_need_no_network(wheels):
    need_pyodide_wheels()
    need_pyodide_wheels()
    assert wheels.carrier_opened == 1


def test_a_damaged_cache_is_filled_again(wheels):
    path = need_pyodide_wheels()[0]
    path.write_bytes(b"damaged")
    assert need_pyodide_wheels()[0].read_bytes() == b"numpy's wheel"


def test_a_wheel_with_another_sha256_stops_the_build(wheels):
    wheels.carried = {**wheels.contents, "pillow-2.whl": b"something else"}
    with pytest.raises(BuildError, match=r"^pillow-2\.whl has the sha256 [0-9a-f]{64}, but [0-9a-f]{64} is pinned"):
        need_pyodide_wheels()
    assert [path.name for path in places.CACHE.rglob("*.whl*")] == ["numpy-1.whl"]


def test_a_wheel_that_the_carrier_does_not_hold(wheels):
    wheels.carried = {}
    with pytest.raises(BuildError, match=r"numpy-1\.whl cannot be read from open-webui"):
        need_pyodide_wheels()
