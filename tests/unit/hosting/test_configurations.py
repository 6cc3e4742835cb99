"""Our configurations say what `_headers` and our own server say; where a host is installed, it does so too."""

from __future__ import annotations

import http.client
import itertools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from host_programs import HOSTS, encodings, installed, started

from builder import places
from builder.headers import MIME_TYPES, parse_headers_file
from builder.stamps import write_file
from bundler.bundle import HASH_IN_NAME
from bundler.headers import FOREVER, FRESH, headers_file
from hosting.templates import TEMPLATES, configurations

PAGE = (places.UNDER_TEST / "index.html").read_text("utf-8")
CONFIGURATIONS = configurations(PAGE)
HASH = "0123456789"
FILES = ["index.html", "service-worker.mjs", "LICENSE", "build.json", f"mark-{HASH}.svg", f"pyodide-{HASH}/python.mjs"]
FILES += [f"all/name-{HASH}{ending}" for ending in MIME_TYPES if ending]
RULES = dict(parse_headers_file(headers_file(PAGE, FILES)))
COMPRESSED = [f"all/name-{HASH}{ending}" for ending in (".wasm", ".mjs", ".css", ".html")]
AHEAD = {f"all/name-{HASH}{ending}" for ending in (".mjs", ".onnx")}
"""Beside these stand compressed copies, which tests tell from what a host compresses by what is in them."""

ENDINGS = {"br": ".br", "gzip": ".gz"}
EXPIRES = {FOREVER: "max-age=31536000", FRESH: FRESH}
"""What lighttpd says in place of these."""


def expected(path: str) -> str:
    """Return the Cache-Control that `_headers` gives a path."""
    folder = "/" + path.partition("/")[0] + "/*"
    return RULES.get(folder if "/" in path else f"/{path}")["Cache-Control"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_configuration_has_every_header_and_every_type(name):
    text = CONFIGURATIONS[name]
    assert "{{" not in text
    for header, value in RULES["/*"].items():
        assert [value in line for line in text.splitlines() if re.search(rf"\b{header}\b", line)] == [True], header
    for ending, mime in MIME_TYPES.items():
        assert re.search(rf"\b{re.escape(mime.partition(';')[0])}\b", text) and f"{ending[1:]}" in text
    assert all(f'"{value}"' in text for value in (FRESH, *([FOREVER] if name != "lighttpd.conf" else [])))
    assert HASH_IN_NAME in text


class Host(str):
    """The address of a host, and for which encodings it sends copies that were made before."""

    copies: frozenset[str]


@pytest.fixture(params=HOSTS)
def host(request) -> Iterator[Host]:
    """A host that serves a small site."""
    if not installed(request.param):
        pytest.skip(f"{request.param} is not installed")
    # Not pytest's own folder: hosts give up root's rights, and that folder is root's alone.
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        for name in FILES:
            write_file(folder / "site" / name, 300 * f"{name} ".encode())
        for name, encoding in itertools.product(AHEAD, ENDINGS):
            write_file(folder / "site" / (name + ENDINGS[encoding]), f"{encoding} of {name}".encode())
        name, _ = HOSTS[request.param]
        with started(request.param, folder, folder / "site", CONFIGURATIONS[name]) as address:
            host = Host(address)
            host.copies = frozenset(encodings(request.param))
            yield host


def get(address: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request("GET", f"/{path}", headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    response.body = response.read()
    connection.close()
    return response


def test_a_host_sends_what_our_own_server_sends(host):
    for name in FILES:
        response = get(host, name)
        assert (response.status, response.body) == (200, 300 * f"{name} ".encode()), name
        mime = MIME_TYPES[Path(name).suffix]
        assert response.headers.get_all("Content-Type")[0].lower() in {mime, mime.partition(";")[0]}, name
        kept = response.headers.get_all("Cache-Control")
        assert kept in ([expected(name)], [EXPIRES[expected(name)]]), name
        for header, value in RULES["/*"].items():
            assert response.headers.get_all(header) == [value], (name, header)
    assert get(host, "").headers.get_all("Cache-Control") == [RULES["/"]["Cache-Control"]]
    assert get(host, "").body == get(host, "index.html").body


def test_a_host_tells_the_encoding_of_pages_and_texts(host):
    for name in ("index.html", "LICENSE"):
        assert get(host, name).headers["Content-Type"].lower() == MIME_TYPES[Path(name).suffix]


GONE = [f"all/gone-{HASH}.mjs", f"gone-{HASH}/python.mjs", "gone.html", "gone", "all/gone/"]


@pytest.mark.parametrize("path", GONE)
def test_a_failure_is_not_kept_and_is_bound_by_the_same_policies(host, path):
    response = get(host, path)
    assert response.status == 404 and b"index.html" not in response.body
    assert response.headers.get("Cache-Control") in {None, "no-store", "no-cache"}
    for header, value in RULES["/*"].items():
        assert response.headers.get_all(header) == [value], header


def test_programs_and_scripts_are_compressed(host):
    for name in COMPRESSED:
        response = get(host, name, Accept_Encoding="gzip")
        assert response.headers["Content-Encoding"] == "gzip", name
        assert (response.body == f"gzip of {name}".encode()) == (name in AHEAD and "gzip" in host.copies), name
        assert len(response.body) < 2000 and "accept-encoding" in varied(response), name


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0", "gzip")])
def test_what_was_compressed_before_is_sent_with_the_headers_of_its_file(host, accepted, encoding):
    for name in sorted(AHEAD) * (encoding in host.copies):
        response, plain = get(host, name, Accept_Encoding=accepted), get(host, name)
        assert (response.headers["Content-Encoding"], response.body) == (encoding, f"{encoding} of {name}".encode())
        assert (plain.headers["Content-Encoding"], plain.body) == (None, 300 * f"{name} ".encode())
        assert "accept-encoding" in varied(response) and "accept-encoding" in varied(plain), name
        for header in ("Content-Type", "Cache-Control", *RULES["/*"]):
            assert response.headers.get_all(header) == plain.headers.get_all(header), (name, header)


@pytest.mark.parametrize("accepted", ["identity", "gzip", "gzip, br"])
def test_a_later_visit_is_told_that_nothing_has_changed(host, accepted):
    for name in ("index.html", "service-worker.mjs", f"all/name-{HASH}.mjs"):
        first = get(host, name, Accept_Encoding=accepted)
        again = get(host, name, Accept_Encoding=accepted, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b""), name
        for header in ("Cache-Control", "Cross-Origin-Embedder-Policy", "Content-Security-Policy"):
            assert again.headers.get_all(header) in (None, first.headers.get_all(header)), (name, header)


def varied(response: http.client.HTTPResponse) -> str:
    return ", ".join(response.headers.get_all("Vary") or []).lower()
