"""Downloads: numpy and Pillow as Pyodide has built them, by the sha256 that its lock file pins."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path

from builder import places
from builder.environments import in_venv
from builder.processes import BuildError, Command, start
from builder.stamps import write_file
from builder.terminal import Step, megabytes
from builder.transfers import NETWORK_ERRORS, RangeReader, open_url, read_in_pieces

PYODIDE_CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
CDN_SECONDS = 8
# A wheel that carries Pyodide's own numpy and Pillow wheels, for where that address cannot be reached.
CARRIER = "open-webui==0.12.4"
CARRIER_FOLDER = "open_webui/frontend/pyodide/"


def check_sha256(data: bytes, expected: str, what: str) -> bytes:
    """Return the data, or stop the build if it is not what was pinned."""
    actual = hashlib.sha256(data).hexdigest()
    if actual != expected:
        raise BuildError(f"{what} has the sha256 {actual}, but {expected} is pinned. Nothing was built from it.")
    return data


def fetch_from_cdn(version: str, file: str, step: Step) -> bytes | None:
    """Take a wheel from Pyodide's own address; None where that does not answer soon."""
    try:
        with open_url(PYODIDE_CDN.format(version=version, file=file), timeout=CDN_SECONDS) as response:
            size = int(response.headers.get("Content-Length") or 0)
            data = read_in_pieces(response, size, step, file)
    except NETWORK_ERRORS:
        return None
    return data if len(data) == size or not size else None


def open_carrier(step: Step) -> zipfile.ZipFile:
    """Open the wheel that carries Pyodide's wheels: over the network, in parts, or else downloaded whole."""
    pip: Command = [in_venv("python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    choice = ["--no-deps", "--ignore-requires-python", "--only-binary", ":all:", CARRIER]
    query: Command = [*pip, "install", "--dry-run", "--ignore-installed", "--report", "-", *choice]
    answer = start(query, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    report, errors = answer.communicate()
    if answer.returncode:
        raise BuildError(f"{step.title}: pip does not find {CARRIER}.\n{errors.decode(errors='replace').strip()}")
    url = json.loads(report)["install"][0]["download_info"]["url"]
    try:
        return zipfile.ZipFile(io.BufferedReader(RangeReader(url), 1 << 20))
    except NETWORK_ERRORS as error:
        print(f"\n  {CARRIER} cannot be read in parts ({error}); downloading all 106 MB of it", flush=True)
    step.run([*pip, "download", "--dest", places.CACHE / "carrier", *choice])
    return zipfile.ZipFile(next((places.CACHE / "carrier").glob("*.whl")))


def read_member(archive: zipfile.ZipFile, name: str, step: Step) -> bytes:
    """Take one file out of an archive."""
    try:
        with archive.open(name) as member:
            return read_in_pieces(member, archive.getinfo(name).file_size, step, name)
    except (KeyError, *NETWORK_ERRORS) as error:
        raise BuildError(f"{step.title}: {name} cannot be read from {CARRIER}: {error}") from error


def need_pyodide_wheels() -> list[Path]:
    """Fetch numpy and Pillow, built for Pyodide, by the sha256 in its lock file; return their paths in the cache."""
    lock = json.loads((places.NODE_MODULES / "pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
    version = json.loads((places.NODE_MODULES / "pyodide/package.json").read_text(encoding="utf-8"))["version"]
    wheels = []
    with contextlib.ExitStack() as stack:
        carrier: zipfile.ZipFile | None = None
        for name in ("numpy", "pillow"):
            file, sha256 = lock["packages"][name]["file_name"], lock["packages"][name]["sha256"]
            path = places.CACHE / sha256 / file
            wheels.append(path)
            if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
                continue
            step = Step(f"{name} for Pyodide")
            data = fetch_from_cdn(version, file, step) if carrier is None else None
            if data is None:
                carrier = carrier or stack.enter_context(open_carrier(step))
                data = read_member(carrier, CARRIER_FOLDER + file, step)
            write_file(path, check_sha256(data, sha256, file))
            step.done(megabytes(len(data)))
    return wheels
