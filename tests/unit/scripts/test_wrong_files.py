"""A file that is not what the build made is refused in words and never kept; once it is right again, all is well.

Every file of dist/ is wrong in turn, in each of six ways, for the site's own code with a made-up browser. What real
browsers do is for test_bad_hosts.py to show, with one file of each kind.
"""

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder import places
from builder.environments import need_node

HOST = Path(__file__).with_name("wrong_files_host.mjs")
UNLISTED = {"404.html", "LICENSE", "NOTICE", "_headers", "bom.json", "build.json", "licences.txt", "service-worker.mjs"}
"""What the page does without: texts and what is for hosts; and the service worker, which the asset table has."""
PAGES = {"check.html", "index.de.html", "check.de.html"}
"""Other pages, each of which is kept where it was opened."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    command = [need_node().node, HOST, places.UNDER_TEST]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, Any] = json.loads(output)
    return told


def test_every_file_is_tried(told):
    assert {outcome["path"] for outcome in told["outcomes"]} == set(told["files"]) - UNLISTED - PAGES
    assert len(told["outcomes"]) == 6 * len(set(told["files"]) - UNLISTED - PAGES)


def test_no_wrong_file_is_kept(told):
    assert [outcome for outcome in told["outcomes"] if outcome["wrong"] is not None] == []


def test_without_a_file_that_is_needed_the_site_is_not_said_to_be_kept(told):
    assert [outcome for outcome in told["outcomes"] if outcome["needed"] and outcome["whole"]] == []


def test_what_is_right_again_is_kept(told):
    assert [outcome for outcome in told["outcomes"] if not (outcome["healed"] and outcome["right"])] == []


def test_downloads_say_what_is_wrong(told):
    expected = {
        **dict.fromkeys(("flipped", "cut", "empty"), "site-file-checksum"),
        **dict.fromkeys(("page", "gone"), "site-file-gone"),
        "failing": "site-file-status",
    }
    texts = [(outcome["how"], outcome["path"], outcome["text"]) for outcome in told["outcomes"] if outcome["text"]]
    assert {path for _, path, _ in texts} >= {path for path in told["files"] if path.endswith((".wasm", ".onnx"))}
    for how, path, text in texts:
        assert text["key"] == expected[how] and text["parameters"]["file"] == Path(path).name


# --- What browsers check by themselves

PAGE = (places.UNDER_TEST / "index.html").read_text("utf-8") if (places.UNDER_TEST / "index.html").exists() else ""


def integrity(data: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def test_the_page_has_the_hash_of_all_that_it_loads():
    loaded = re.findall(r"<(?:script|link)[^>]*?>", PAGE)
    files = {}
    for tag in loaded:
        named = re.search(r' (?:src|href)="([^"]+)"', tag)
        if named and re.search(r'type="module"|rel="(?:modulepreload|stylesheet)"', tag):
            vouched = re.search(r' integrity="([^"]+)"', tag)
            files[named[1]] = vouched and vouched[1]
    assert len(files) > 20
    assert files == {url: integrity((places.UNDER_TEST / url).read_bytes()) for url in files}


def test_the_import_map_has_the_hash_of_every_module():
    (text,) = re.findall(r'<script type="importmap">(.*?)</script>', PAGE)
    modules = {
        f"./{path.relative_to(places.UNDER_TEST).as_posix()}" for path in (places.UNDER_TEST / "scripts").rglob("*.mjs")
    }
    hashes = json.loads(text)["integrity"]
    assert hashes == {module: integrity((places.UNDER_TEST / module).read_bytes()) for module in modules}


def test_the_policy_lets_nothing_run_in_the_page_but_what_the_build_put_there():
    policy = re.search(r"script-src ([^;]+);", PAGE)
    inline = re.findall(r'<script(?: type="importmap")?>(.*?)</script>', PAGE, re.DOTALL)
    assert policy and len(inline) == 5
    assert policy[1].split()[2:] == [f"'{integrity(text.encode())}'" for text in inline]
    assert policy[1] in (places.UNDER_TEST / "_headers").read_text("utf-8")
    assert policy[1] in (places.UNDER_TEST / "service-worker.mjs").read_text("utf-8")


def test_the_asset_table_has_the_hash_of_every_file_in_it():
    table = json.loads(re.search(r'id="assets">(.*?)</script>', PAGE)[1])

    def records(part: Any) -> list[dict[str, Any]]:
        if isinstance(part, dict) and "url" in part:
            return [part]
        parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
        return [record for each in parts for record in records(each)]

    found = records(table)
    assert len(found) > 40
    for record in found:
        assert hashlib.sha256((places.UNDER_TEST / record["url"]).read_bytes()).hexdigest() == record["sha256"]
