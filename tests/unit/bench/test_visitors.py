"""The visitors that a host is measured with: what they take for right, and what they find wrong."""

import asyncio
import gzip
import hashlib
import http.server
import threading

import brotli
import pytest

from bench.visitors import first_visit, later_visit, look

PAGE, SCRIPT, PROGRAM = b"<p>page", 999 * b"script ", 9999 * b"program "
FILES = {"": PAGE, "a.mjs": SCRIPT, "b.wasm": PROGRAM}
SUMS = {path: hashlib.sha256(data).hexdigest() for path, data in FILES.items()}
SENT = {"": (PAGE, None), "a.mjs": (gzip.compress(SCRIPT), "gzip"), "b.wasm": (brotli.compress(PROGRAM), "br")}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path[1:]
        status, body, encoding = 200, *self.server.sent.get(path, (b"", None))
        self.server.asked.append((path, self.headers["Accept-Encoding"]))
        if path in self.server.missing:
            status, body = 404, b""
        elif self.headers["If-None-Match"] == '"tag"':
            status, body = 304, b""
        self.send_response(status)
        self.send_header("ETag", '"tag"')
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        if encoding and status == 200:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body[:-1] if path == self.server.cut else body)
        self.close_connection = path == self.server.cut

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 256  # with fewer the system has some of a crowd knock once more, a second later


@pytest.fixture
def host():
    """A host of three files that can be told to leave some out, or to cut one short."""
    server = Server(("127.0.0.1", 0), Handler)
    server.sent, server.asked, server.missing, server.cut = dict(SENT), [], set(), None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    server.address = f"127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


def test_a_first_visit_loads_the_page_and_then_every_file_once(host):
    known = asyncio.run(look(host.address, SUMS))
    host.asked.clear()
    visit = asyncio.run(first_visit(host.address, known))
    assert (visit.problems, visit.requests) == ([], 3)
    assert host.asked[0][0] == "" and sorted(path for path, _ in host.asked) == sorted(FILES)
    assert all("br" in accepted and "gzip" in accepted for _, accepted in host.asked)
    assert visit.bytes > sum(len(body) for body, _ in SENT.values()), "with the headers"


def test_what_is_not_what_was_built_is_found_before_anything_is_measured(host):
    host.sent["b.wasm"] = brotli.compress(b"other"), "br"
    with pytest.raises(ValueError, match=r"b\.wasm"):
        asyncio.run(look(host.address, SUMS))


def test_many_visitors_find_what_is_missing_changed_or_cut(host):
    known = asyncio.run(look(host.address, SUMS))

    async def crowd():
        return await asyncio.gather(*(first_visit(host.address, known) for _ in range(20)))

    assert all(visit.problems == [] for visit in asyncio.run(crowd()))
    host.missing.add("a.mjs")
    assert all(["a.mjs: 404" in problem for problem in visit.problems] == [True] for visit in asyncio.run(crowd()))
    host.missing.clear()
    host.sent["a.mjs"] = gzip.compress(SCRIPT + b"!"), "gzip"
    assert all(["a.mjs: 200" in problem for problem in visit.problems] == [True] for visit in asyncio.run(crowd()))
    host.sent["a.mjs"], host.cut = SENT["a.mjs"], "b.wasm"
    assert all("RemoteProtocolError" in " ".join(visit.problems) for visit in asyncio.run(crowd()))


def test_a_host_that_is_not_there_is_a_problem_of_the_visit(host):
    known = asyncio.run(look(host.address, SUMS))
    host.shutdown()
    host.server_close()
    assert "ConnectionRefusedError" in asyncio.run(first_visit(host.address, known)).problems[0]


def test_a_later_visit_is_right_where_nothing_is_sent_again(host):
    known = asyncio.run(look(host.address, SUMS))
    visit = asyncio.run(later_visit(host.address, {"": known[""]}))
    assert (visit.requests, visit.problems) == (1, [])
    changed = {"": known[""]._replace(tag='"older"')}
    assert asyncio.run(later_visit(host.address, changed)).problems == [": 200"]
