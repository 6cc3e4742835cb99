"""build.py: stamps, downloads, server, command line. No network but servers of the tests' own."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import http.client
import http.server
import io
import json
import socket
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import build


@contextlib.contextmanager
def running(server: http.server.HTTPServer) -> Iterator[str]:
    """Let a server answer; yield its address."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class FileHost(http.server.BaseHTTPRequestHandler):
    """A host of files that are held in memory; it knows byte ranges if it is told to."""

    def __init__(self, *args, files: dict[str, bytes], ranges: bool, sent: list[int]) -> None:
        self.files, self.ranges, self.sent = files, ranges, sent
        super().__init__(*args)

    def do_GET(self) -> None:
        data = self.files.get(self.path)
        if data is None:
            self.send_error(404)
            return
        wanted = self.headers.get("Range")
        if wanted and self.ranges:
            first, last = (int(part) for part in wanted.removeprefix("bytes=").split("-"))
            part = data[first : last + 1]
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        else:
            part = data
            self.send_response(200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)
        self.sent.append(len(part))

    def log_message(self, *args) -> None:
        pass


@contextlib.contextmanager
def hosted(files: dict[str, bytes], *, ranges: bool = True) -> Iterator[tuple[str, list[int]]]:
    sent: list[int] = []
    handler = functools.partial(FileHost, files=files, ranges=ranges, sent=sent)
    with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address, sent


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


# --- Stamps


def test_fingerprint_sees_contents_names_and_missing_files(tmp_path):
    file = tmp_path / "folder" / "a.txt"
    file.parent.mkdir()
    seen = {build.fingerprint(file.parent)}
    file.write_text("one")
    seen |= {build.fingerprint(file.parent)}
    file.write_text("two")
    seen |= {build.fingerprint(file.parent), build.fingerprint(file.parent, "text")}
    file.rename(file.with_name("b.txt"))
    seen |= {build.fingerprint(file.parent), build.fingerprint(file)}
    assert len(seen) == 6


def test_fingerprint_does_not_see_what_running_leaves_behind(tmp_path):
    (tmp_path / "a.py").write_text("one")
    before = build.fingerprint(tmp_path)
    for name in ("__pycache__/a.pyc", "node_modules/b.js"):
        build.write_file(tmp_path / name, b"")
    assert build.fingerprint(tmp_path) == before


def test_a_damaged_stamp_counts_as_none(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "BUILD", tmp_path)
    build.write_stamp("step", {"key": "1"})
    assert build.read_stamp("step") == {"key": "1"}
    (tmp_path / "stamps/step.json").write_text("{")
    assert build.read_stamp("step") is None


# --- Steps


def test_a_failing_command_shows_the_end_of_its_output(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "BUILD", tmp_path)
    with pytest.raises(build.BuildError, match=r"(?s)Try: .* failed.*line 99$") as error:
        build.Step("Try").run([sys.executable, "-c", "for i in range(100): print('line', i)\nraise SystemExit(3)"])
    assert "line 60" not in str(error.value)


def test_a_command_that_explains_itself_is_quoted_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "BUILD", tmp_path)
    with pytest.raises(build.BuildError) as error:
        build.Step("Try").run([sys.executable, "-c", "print('noise'); raise SystemExit('bundler: no such icon')"])
    assert str(error.value) == "no such icon"


def test_a_command_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "BUILD", tmp_path)
    with pytest.raises(build.BuildError, match="no-such-command cannot be started"):
        build.Step("Try").run(["no-such-command"])


# --- Downloads


def test_range_reader_takes_one_member_with_little_traffic():
    members = {"large": bytes(3_000_000), "small": b"a few bytes", "other": bytes(3_000_000)}
    with hosted({"/a.whl": archive(members)}) as (address, sent):
        reader = io.BufferedReader(build.RangeReader(f"{address}/a.whl"), 1 << 16)
        assert zipfile.ZipFile(reader).read("small") == b"a few bytes"
        assert sum(sent) < 1_000_000


def test_range_reader_reads_and_seeks_like_a_file():
    content = bytes(range(256)) * 10
    with hosted({"/file": content}) as (address, _):
        reader = build.RangeReader(f"{address}/file")
        assert reader.read() == content
        assert reader.read(1) == b""
        assert reader.seek(-3, io.SEEK_END) == 2557
        assert reader.read(10) == content[-3:]
        reader.seek(5)
        reader.seek(-2, io.SEEK_CUR)
        assert reader.read(2) == content[3:5]


def test_range_reader_says_when_there_are_no_ranges():
    with (
        hosted({"/file": b"content"}, ranges=False) as (address, _),
        pytest.raises(build.RangesRefused, match=r"127\.0"),
    ):
        build.RangeReader(f"{address}/file")


class Wheels:
    """Two wheels pinned by a Pyodide lock file, a cache, and what hosts them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.contents = {"numpy-1.whl": b"numpy's wheel", "pillow-2.whl": b"Pillow's wheel"}
        packages = {
            name.partition("-")[0]: {"file_name": name, "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in self.contents.items()
        }
        build.write_file(folder / "pyodide/pyodide-lock.json", json.dumps({"packages": packages}).encode())
        build.write_file(folder / "pyodide/package.json", b'{"version": "9"}')
        monkeypatch.setattr(build, "NODE_MODULES", folder)
        monkeypatch.setattr(build, "CACHE", folder / "cache")
        monkeypatch.setattr(build, "open_carrier", self.open_carrier)
        self.monkeypatch = monkeypatch
        self.carried = self.contents
        self.carrier_opened = 0
        self.cdn("http://127.0.0.1:1")

    def cdn(self, address: str) -> None:
        self.monkeypatch.setattr(build, "PYODIDE_CDN", address + "/v{version}/{file}")

    def open_carrier(self, step: build.Step) -> zipfile.ZipFile:
        self.carrier_opened += 1
        members = {build.CARRIER_FOLDER + name: data for name, data in self.carried.items()}
        return zipfile.ZipFile(io.BytesIO(archive(members)))


@pytest.fixture
def wheels(tmp_path, monkeypatch) -> Wheels:
    return Wheels(tmp_path, monkeypatch)


def test_wheels_come_from_pyodides_own_address(wheels):
    with hosted({f"/v9/{name}": data for name, data in wheels.contents.items()}) as (address, _):
        wheels.cdn(address)
        paths = build.need_pyodide_wheels()
    assert {path.name: path.read_bytes() for path in paths} == wheels.contents
    assert wheels.carrier_opened == 0


def test_wheels_come_from_the_carrier_where_that_address_does_not_answer(wheels):
    paths = build.need_pyodide_wheels()
    assert {path.name: path.read_bytes() for path in paths} == wheels.contents
    assert wheels.carrier_opened == 1


def test_wheels_in_the_cache_need_no_network(wheels):
    build.need_pyodide_wheels()
    build.need_pyodide_wheels()
    assert wheels.carrier_opened == 1


def test_a_damaged_cache_is_filled_again(wheels):
    path = build.need_pyodide_wheels()[0]
    path.write_bytes(b"damaged")
    assert build.need_pyodide_wheels()[0].read_bytes() == b"numpy's wheel"


def test_a_wheel_with_another_sha256_stops_the_build(wheels):
    wheels.carried = {**wheels.contents, "pillow-2.whl": b"something else"}
    with pytest.raises(
        build.BuildError, match=r"^pillow-2\.whl has the sha256 [0-9a-f]{64}, but [0-9a-f]{64} is pinned"
    ):
        build.need_pyodide_wheels()
    assert [path.name for path in build.CACHE.rglob("*.whl*")] == ["numpy-1.whl"]


def test_a_wheel_that_the_carrier_does_not_hold(wheels):
    wheels.carried = {}
    with pytest.raises(build.BuildError, match=r"numpy-1\.whl cannot be read from open-webui"):
        build.need_pyodide_wheels()


# --- Our own wheel


def test_the_same_sources_make_the_same_wheel(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "in_venv", lambda program: Path(sys.executable))
    packed = []
    for name in ("first", "second"):
        monkeypatch.setattr(build, "BUILD", tmp_path / name)
        packed.append(build.need_wheel())
    first, second = packed
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as wheel:
        inside = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert "impasto/painting/stylizer.py" in inside
    assert {Path(name).suffix for name in inside} <= {".py", ".json", ".png", ".typed"}


# --- The listing


def listing() -> dict:
    files = [
        {"path": "index.html", "bytes": 4, "gzip": 3, "brotli": 2, "sha256": "", "first_visit": True},
        {
            "path": "pictures/large-0123456789.webp",
            "bytes": 2_345_678,
            "gzip": 1500,
            "brotli": 999,
            "first_visit": False,
        },
    ]
    total = {"bytes": 2_345_682, "gzip": 1503, "brotli": 1001}
    return {"version": "1", "total": total, "first_visit": files[0], "files": files}


def test_table():
    assert build.table(listing()).splitlines() == [
        "file                              size    gzip  brotli  first visit",
        "-------------------------------------------------------------------",
        "index.html                         4 B     3 B     2 B  yes",
        "pictures/large-0123456789.webp  2.3 MB  1.5 kB   999 B",
        "-------------------------------------------------------------------",
        "everything                      2.3 MB  1.5 kB  1.0 kB",
        "first visit                        4 B     3 B     2 B",
    ]


def test_a_listing_holds_only_while_all_its_files_are_there(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "DIST", tmp_path)
    record = {"files": [{"path": "index.html", "bytes": 4}]}
    build.write_file(tmp_path / "build.json", json.dumps(record).encode())
    assert build.read_listing() is None
    build.write_file(tmp_path / "index.html", b"page")
    assert build.read_listing() == record
    build.write_file(tmp_path / "index.html", b"another page")
    assert build.read_listing() is None


# --- Server

HEADERS = """/*
  Cross-Origin-Opener-Policy: same-origin
  X-Content-Type-Options: nosniff
/
  Cache-Control: no-cache
/scripts/*
  Cache-Control: immutable
"""


@pytest.fixture
def site(tmp_path) -> Path:
    folder = tmp_path / "site"
    for name in (
        "index.html",
        "scripts/main.mjs",
        "a.wasm",
        "a.onnx",
        "a.webp",
        "a.woff2",
        "a.json",
        "LICENSE",
    ):
        build.write_file(folder / name, name.encode())
    build.write_file(folder / "_headers", HEADERS.encode())
    build.write_file(tmp_path / "secret.txt", b"not part of the site")
    return folder


def get(address: str, path: str, **headers: str) -> http.client.HTTPResponse:
    """Ask for a path exactly as it is written, without the tidying that urllib does."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    response.body = response.read()
    connection.close()
    return response


@pytest.mark.parametrize(
    ("path", "mime_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/scripts/main.mjs", "text/javascript; charset=utf-8"),
        ("/a.wasm", "application/wasm"),
        ("/a.onnx", "application/octet-stream"),
        ("/a.webp", "image/webp"),
        ("/a.woff2", "font/woff2"),
        ("/a.json", "application/json"),
        ("/LICENSE", "text/plain; charset=utf-8"),
    ],
)
def test_mime_types(site, path, mime_type):
    with running(build.make_server(site)) as address:
        response = get(address, path)
    assert (response.status, response.headers["Content-Type"]) == (200, mime_type)
    assert response.body == (path[1:] or "index.html").encode()


def test_headers_are_those_of_the_headers_file(site):
    with running(build.make_server(site)) as address:
        page, script, missing = (get(address, path) for path in ("/?query", "/scripts/main.mjs", "/no.mjs"))
    for response in (page, script, missing):
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert [page.headers["Cache-Control"], script.headers["Cache-Control"]] == ["no-cache", "immutable"]
    assert missing.status == 404


def test_without_isolation_the_other_headers_stay(site):
    with running(build.make_server(site, isolated=False)) as address:
        response = get(address, "/")
    assert response.headers["Cross-Origin-Opener-Policy"] is None
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_is_served_outside_the_prefix(site):
    with running(build.make_server(site, prefix="/some/path/")) as address:
        statuses = {
            path: get(address, path).status
            for path in ("/some/path/", "/some/path/scripts/main.mjs", "/", "/index.html", "/some/other/index.html")
        }
        script = get(address, "/some/path/scripts/main.mjs")
    assert list(statuses.values()) == [200, 200, 404, 404, 404]
    assert script.headers["Cache-Control"] == "immutable"


@pytest.mark.parametrize("prefix", ["/", "/some/path/"])
@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "scripts/../../secret.txt", "..%2fsecret.txt"])
def test_nothing_is_served_outside_the_folder(site, prefix, path):
    with running(build.make_server(site, prefix=prefix)) as address:
        response = get(address, prefix + path)
    assert response.status == 404
    assert b"not part of the site" not in response.body


def test_folders_are_not_listed(site):
    with running(build.make_server(site)) as address:
        assert get(address, "/scripts/").status == 404


def test_browsers_that_take_brotli_get_what_the_build_compressed(site, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")

    def keep(content: bytes) -> None:
        copy = tmp_path / "cache" / build.COMPRESSED / f"{hashlib.sha256(content).hexdigest()}.br"
        build.write_file(copy, b"smaller " + content)

    keep(b"a.wasm")
    keep(b"index.html")
    with running(build.make_server(site)) as address:
        for path, body in {"/a.wasm": b"a.wasm", "/": b"index.html"}.items():
            packed, plain = get(address, path, Accept_Encoding="gzip, br"), get(address, path, Accept_Encoding="gzip")
            assert (packed.headers["Content-Encoding"], packed.body) == ("br", b"smaller " + body)
            assert (plain.headers["Content-Encoding"], plain.body) == (None, body)
            for name in ("Content-Type", "Cache-Control", "Cross-Origin-Opener-Policy", "Last-Modified"):
                assert packed.headers[name] == plain.headers[name]
            again = get(address, path, Accept_Encoding="br", If_Modified_Since=packed.headers["Last-Modified"])
            assert (again.status, again.body) == (304, b"")
        build.write_file(site / "a.wasm", b"changed since the build")
        assert get(address, "/a.wasm", Accept_Encoding="br").body == b"changed since the build"
        assert get(address, "/a.json", Accept_Encoding="br").body == b"a.json"
        assert get(address, "/scripts", Accept_Encoding="br").headers["Content-Encoding"] is None


def test_one_connection_serves_several_requests(site):
    with running(build.make_server(site)) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
        connection.request("GET", "/")
        connection.getresponse().read()
        first = connection.sock
        connection.request("GET", "/a.wasm")
        assert connection.getresponse().read() == b"a.wasm"
        assert connection.sock is first
        connection.close()


@pytest.mark.parametrize("prefix", ["", "path/", "/path"])
def test_a_prefix_has_a_slash_at_both_ends(site, prefix):
    with pytest.raises(ValueError, match="begin and end with a slash"):
        build.make_server(site, prefix=prefix)


def test_a_port_that_is_taken_is_told_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(build, "build", dict)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert build.main(["serve", "--port", str(port), "--no-open"]) == 1
    assert capsys.readouterr().err.strip().startswith(f"error: Port {port} cannot be used: Address already in use.")


# --- Command line


def test_arguments_after_test_are_pytests():
    options, rest = build.parse(["test", "-k", "server", "--maxfail=1", "tests/unit"])
    assert (options.command, rest) == ("test", ["-k", "server", "--maxfail=1", "tests/unit"])


@pytest.mark.parametrize("arguments", [["serve", "--prot", "1"], ["clean", "all"], ["deploy"], ["--port", "1"]])
def test_other_commands_refuse_what_they_do_not_know(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        build.parse(arguments)
    assert stop.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


def test_without_a_command_it_builds_and_prints_the_table(monkeypatch, capsys):
    monkeypatch.setattr(build, "build", listing)
    assert build.main([]) == 0
    assert "first visit" in capsys.readouterr().out


def test_clean_says_what_it_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build, "ROOT", tmp_path)
    for name in ("BUILD", "DIST", "NODE_MODULES", "BENCH"):
        monkeypatch.setattr(build, name, tmp_path / name.lower())
    build.write_file(tmp_path / "dist/index.html", b"")
    build.write_file(tmp_path / "node_modules/a/b.js", b"")
    assert build.main(["clean"]) == 0
    assert build.main(["clean"]) == 0
    assert capsys.readouterr().out == "removed dist/\nremoved node_modules/\nnothing to remove\n"
    assert list(tmp_path.iterdir()) == []
