"""A small site as a whole."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from small_site import GRAPHICS_FILES, PAGE, PROGRAM, contents, rewrite, without_hashes, write

from bundler import onnxruntime, sizes
from bundler.bundle import Bundle, BundleError
from bundler.headers import policy_of
from bundler.output import bundle_site, write_folder
from bundler.pyodide import INTERPRETER, PYODIDE_FILES
from bundler.style_sheets import SHARED, join_style_sheets
from impasto.words import catalogue

LATER = {
    f"onnxruntime/{name[: name.rindex('.')]}-#{name[name.rindex('.') :]}"
    for name in (*GRAPHICS_FILES, onnxruntime.FILES["wasm"])
} | {"mediabunny/mediabunny-#.mjs"}
"""No part of a first visit: onnxruntime's builds for graphics hardware, its whole program, what reads videos."""


INSTALLED = {
    "app-#.webmanifest",
    "icons/icon-512-#.png",
    "icons/maskable-512-#.png",
    "words/de-#.json",
}
"""What a first visit in English does without: another language, and what installing takes."""


def test_style_sheets_come_as_one_file_in_their_order():
    bundle = Bundle()
    sheets = [bundle.add_hashed(f"styles/{name}.css", name.encode(), first_visit=True).url for name in ("z", "a")]
    links = "".join(f'  <link rel="stylesheet" href="{sheet}">\n' for sheet in sheets)
    alone = bundle.add_hashed("styles/b.css", b"b", first_visit=False).url
    more = f'<!-- its own --><link rel="stylesheet" href="{alone}">'
    pages = join_style_sheets(
        bundle, {"index.html": f"<head>\n{links}</head>", "two": f"<head>\n{SHARED}{more}</head>"}, "index.html"
    )
    (joined,) = bundle.files.keys() - {alone}
    assert bundle.files[joined] == b"za"
    assert bundle.first_visit == {joined}
    link = f'  <link rel="stylesheet" href="{joined}">\n'
    assert pages == {"index.html": f"<head>\n{link}</head>", "two": f"<head>\n{link}{more}</head>"}


def test_the_page_carries_the_words_of_its_scripts(materials, tmp_path):
    bundle_site(materials, tmp_path / "dist", tmp_path / "compressed")
    page = (tmp_path / "dist/index.html").read_text("utf-8")
    assert json.loads(re.search(r'id="words">(.*?)</script>', page)[1]) == {
        "decimal-mark": ".",
        "saved-as": catalogue()["saved-as"],
    }
    german = (tmp_path / "dist/index.de.html").read_text("utf-8")
    assert json.loads(re.search(r'id="words">(.*?)</script>', german)[1]) == {
        "decimal-mark": ",",
        "saved-as": catalogue("de")["saved-as"],
    }


def test_the_asset_table_leads_to_the_files(materials, tmp_path):
    bundle_site(materials, tmp_path / "dist", tmp_path / "compressed")
    files = contents(tmp_path / "dist")
    page = files["index.html"].decode()
    table = json.loads(re.search(r'id="assets">(.*?)</script>', page)[1])

    def content(record: dict) -> bytes:
        assert len(files[record["url"]]) == record["bytes"]
        return files[record["url"]]

    assert table["version"] == "0.5"
    assert re.fullmatch(r"pyodide-[0-9a-f]{10}/", table["pyodide"]["folder"])
    assert table["pyodide"]["lock_info"] == {"python": "3.14.0"}
    library = table["pyodide"]["library"]["url"]
    assert table["pyodide"]["program"]["url"].endswith("/pyodide.asm.wasm")
    assert {record["url"] for record in table["pyodide"]["files"]} == {
        library,
        *(table["pyodide"]["folder"] + name for name in PYODIDE_FILES),
    }
    assert files[library] == b"python_stdlib's files"
    for name in INTERPRETER:
        assert files[table["pyodide"]["folder"] + name] == f"// what is needed of {name}".encode()
    assert [package["name"] for package in table["packages"]] == ["numpy", "pillow", "impasto"]
    for package in table["packages"]:
        assert content(package) == f"{package['name']}'s files".encode()
        assert hashlib.sha256(content(package)).hexdigest() == package["sha256"]
    assert table["onnxruntime"]["version"] == "3"
    assert content(table["onnxruntime"]["whole"]) == PROGRAM
    assert content(table["onnxruntime"]["wasm"]) == rewrite(PROGRAM)
    assert content(table["manifest"]) == (materials.models / "manifest.json").read_bytes()
    assert {name: content(record) for name, record in table["models"].items()} == {
        "s.onnx": b"style",
        "t.onnx": b"transformer",
        "u.onnx": b"unused",
        "t-graphics.onnx": b"suited",
    }
    (example,), (style,) = table["examples"], table["styles"]
    assert json.loads(content(table["offline"])).keys() == {"always", "chosen"}
    assert (content(example["picture"]), content(example["thumbnail"])) == (b"picture", b"thumbnail")
    assert (example["credit"], style["painter"]) == ("Me", "Me")
    assert f'<img src="{example["thumbnail"]["url"]}" alt="One">' in page
    assert "<option>S 0.0</option>\ntu" in page


def test_the_service_worker_is_told_the_headers_and_what_to_keep(materials, tmp_path):
    bundle_site(materials, tmp_path / "dist", tmp_path / "sizes.json")
    files = contents(tmp_path / "dist")
    isolation, policy, pages = re.findall("`(.*?)`", files["service-worker.mjs"].decode())
    rules = files["_headers"].decode()
    assert len(json.loads(isolation)) == 3
    assert json.loads(pages) == ["index.html", "index.de.html"]
    assert all(f"  {name}: {value}\n" in rules for name, value in json.loads(isolation))
    assert policy == policy_of(PAGE) and f"  Content-Security-Policy: {policy};" in rules
    assert "/service-worker.mjs\n  Cache-Control: no-cache" in rules
    (name,) = [name for name in files if name.startswith("offline/")]
    lists = {kind: {without_hashes(url) for url in urls} for kind, urls in json.loads(files.pop(name)).items()}
    assert lists["chosen"] == {"models/t-graphics-#.onnx", "models/u-#.onnx", "pictures/two-#.webp", *LATER, *INSTALLED}
    fixed = {
        "index.html",
        "index.de.html",
        "service-worker.mjs",
        "build.json",
        "_headers",
        "LICENSE",
        "NOTICE",
        "bom.json",
        "licences.txt",
        "404.html",
    }
    assert {without_hashes(url) for url in files} == lists["always"] | lists["chosen"] | fixed


def test_the_listing_is_complete(materials, tmp_path):
    bundle_site(materials, tmp_path / "dist", tmp_path / "compressed")
    files = contents(tmp_path / "dist")
    listing = json.loads(files.pop("build.json"))
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in listing["files"]} == {
        url: (len(data), hashlib.sha256(data).hexdigest()) for url, data in files.items()
    }
    later = {without_hashes(file["path"]) for file in listing["files"] if not file["first_visit"]}
    own = {"LICENSE", "NOTICE", "_headers", "bom.json", "licences.txt", "404.html", "pictures/two-#.webp"}
    assert later == own | {"models/t-graphics-#.onnx", "models/u-#.onnx", "index.de.html"} | LATER | INSTALLED
    for column in ("bytes", "gzip", "brotli"):
        assert listing["total"][column] == sum(file[column] for file in listing["files"])
        assert listing["first_visit"][column] == sum(file[column] for file in listing["files"] if file["first_visit"])


def test_the_same_inputs_give_the_same_bytes_and_nothing_old_stays(materials, tmp_path):
    bundle_site(materials, tmp_path / "first", tmp_path / "compressed")
    write(tmp_path / "second", {"scripts/main-0123456789.mjs": "old", "old/file": "old", "LICENSE": "old"})
    bundle_site(materials, tmp_path / "second", tmp_path / "other")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert not (tmp_path / "second/old").exists()


@pytest.mark.parametrize("quick", [False, True])
def test_a_quick_site_is_compressed_as_nobody_would_wait_for_it(materials, tmp_path, monkeypatch, quick):
    qualities = []
    monkeypatch.setattr(sizes, "compressed", lambda _, quality: qualities.append(quality) or (1, b""))
    bundle_site(materials, tmp_path / "dist", tmp_path / "compressed", quick=quick)
    assert set(qualities) == ({sizes.MIDDLE} if quick else {sizes.MIDDLE, sizes.BEST})


def test_a_network_with_another_sha256_stops_the_build(materials, tmp_path):
    write(materials.models, {"t.onnx": "changed"})
    with pytest.raises(BundleError, match=r"^models/t\.onnx has the sha256 [0-9a-f]{64}, but [0-9a-f]{64} is pinned"):
        bundle_site(materials, tmp_path / "dist", tmp_path / "compressed")
    assert not (tmp_path / "dist").exists()


def test_a_file_that_is_missing_is_named(materials, tmp_path):
    (materials.node_modules / "pyodide/pyodide.mjs").unlink()
    with pytest.raises(BundleError, match=r"pyodide\.mjs cannot be read: No such file"):
        bundle_site(materials, tmp_path / "dist", tmp_path / "compressed")


def test_unchanged_files_are_left_alone(tmp_path):
    write_folder(tmp_path, {"a/b.txt": b"same", "c.txt": b"old"})
    before = (tmp_path / "a/b.txt").stat()
    write_folder(tmp_path, {"a/b.txt": b"same", "c.txt": b"new"})
    after = (tmp_path / "a/b.txt").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (tmp_path / "c.txt").read_bytes() == b"new"
