"""The server of the built site."""

from __future__ import annotations

import hashlib
import http.client
import socket
from pathlib import Path

import pytest
from hosts import running

from builder import places
from builder.server import make_server
from builder.stamps import write_file

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
        write_file(folder / name, name.encode())
    write_file(folder / "_headers", HEADERS.encode())
    write_file(tmp_path / "secret.txt", b"not part of the site")
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
    with running(make_server(site)) as address:
        response = get(address, path)
    assert (response.status, response.headers["Content-Type"]) == (200, mime_type)
    assert response.body == (path[1:] or "index.html").encode()


def test_headers_are_those_of_the_headers_file(site):
    with running(make_server(site)) as address:
        page, script, missing = (get(address, path) for path in ("/?query", "/scripts/main.mjs", "/no.mjs"))
    for response in (page, script, missing):
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert [page.headers["Cache-Control"], script.headers["Cache-Control"]] == ["no-cache", "immutable"]
    assert missing.status == 404


def test_without_isolation_the_other_headers_stay(site):
    with running(make_server(site, isolated=False)) as address:
        response = get(address, "/")
    assert response.headers["Cross-Origin-Opener-Policy"] is None
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_is_served_outside_the_prefix(site):
    with running(make_server(site, prefix="/some/path/")) as address:
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
    with running(make_server(site, prefix=prefix)) as address:
        response = get(address, prefix + path)
    assert response.status == 404
    assert b"not part of the site" not in response.body


@pytest.mark.parametrize(
    "path",
    ["a%00.wasm", "%00", "scripts/" + 300 * "a", 40 * (100 * "a" + "/"), "%ed%b0%80", "[", "*", "a.wasm/"],
    ids=["zero", "only a zero", "long name", "long path", "no text", "bracket", "star", "no folder"],
)
def test_what_no_file_can_be_called_is_not_found(site, path):
    with running(make_server(site)) as address:
        response = get(address, path if path == "*" else f"/{path}")
    assert response.status == 404


@pytest.mark.parametrize("path", ["/scripts/gone.mjs", "/scripts/", "/a%00.wasm"])
def test_an_error_is_never_kept(site, path):
    with running(make_server(site)) as address:
        response = get(address, path)
    assert (response.status, response.headers.get_all("Cache-Control")) == (404, ["no-store"])


def test_what_is_no_request_is_answered_all_the_same(site):
    with running(make_server(site)) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(b"GET /" + 70_000 * b"a" + b" HTTP/1.1\r\n\r\n")
            assert connection.makefile("rb").readline().split()[1] == b"414"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:{port}", "localhost:{port}", "LOCALHOST"])
def test_it_answers_to_this_machines_names(site, host):
    with running(make_server(site)) as address:
        assert get(address, "/", Host=host.format(port=address.rpartition(":")[2])).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil", ""]
)
def test_it_does_not_answer_to_other_names(site, host):
    """As asked by a page whose own name was made to lead here: it would read the site as its own."""
    with running(make_server(site)) as address:
        response = get(address, "/", Host=host.format(port=address.rpartition(":")[2]))
    assert response.status == 421 and b"index.html" not in response.body
    assert response.headers["Cache-Control"] == "no-store"


def test_folders_are_not_listed(site):
    with running(make_server(site)) as address:
        assert get(address, "/scripts/").status == 404


def test_browsers_that_take_brotli_get_what_the_build_compressed(site, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "CACHE", tmp_path / "cache")

    def keep(content: bytes) -> None:
        copy = tmp_path / "cache" / places.COMPRESSED / f"{hashlib.sha256(content).hexdigest()}.br"
        write_file(copy, b"smaller " + content)

    keep(b"a.wasm")
    keep(b"index.html")
    with running(make_server(site)) as address:
        for path, body in {"/a.wasm": b"a.wasm", "/": b"index.html"}.items():
            packed, plain = get(address, path, Accept_Encoding="gzip, br"), get(address, path, Accept_Encoding="gzip")
            assert (packed.headers["Content-Encoding"], packed.body) == ("br", b"smaller " + body)
            assert (plain.headers["Content-Encoding"], plain.body) == (None, body)
            for name in ("Content-Type", "Cache-Control", "Cross-Origin-Opener-Policy", "Last-Modified"):
                assert packed.headers[name] == plain.headers[name]
            again = get(address, path, Accept_Encoding="br", If_Modified_Since=packed.headers["Last-Modified"])
            assert (again.status, again.body) == (304, b"")
        write_file(site / "a.wasm", b"changed since the build")
        assert get(address, "/a.wasm", Accept_Encoding="br").body == b"changed since the build"
        assert get(address, "/a.json", Accept_Encoding="br").body == b"a.json"
        assert get(address, "/scripts", Accept_Encoding="br").headers["Content-Encoding"] is None


def test_one_connection_serves_several_requests(site):
    with running(make_server(site)) as address:
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
        make_server(site, prefix=prefix)
