"""site/bundler: names with hashes, the page's notation, and a small site as a whole."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import brotli
import pytest
import wasmtime

from bundler import onnxruntime, sizes
from bundler.bundle import Bundle, BundleError
from bundler.contents import PYODIDE_FILES, Materials, join_style_sheets
from bundler.headers import headers_file, policy_of
from bundler.licences import page as licence_page
from bundler.output import bundle_site, write_folder
from bundler.page import expand, fill_asset_table, icon
from bundler.python_parts import INTERPRETER
from bundler.reached import without_unreached


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


GRAPHICS_FILES = {name for files in onnxruntime.GRAPHICS.values() for name in files.values()}
LATER = {
    f"onnxruntime/{name[: name.rindex('.')]}-#{name[name.rindex('.') :]}"
    for name in (*GRAPHICS_FILES, onnxruntime.FILES["wasm"])
}
"""What of onnxruntime is no part of a first visit: the builds for graphics hardware, and the whole program."""


def without_hashes(text: str) -> str:
    return re.sub(r"-[0-9a-f]{10}(?=\.)", "-#", text)


# --- Names


def test_the_hash_in_a_name_is_that_of_the_content():
    bundle = Bundle()
    asset = bundle.add_hashed("scripts/ort.wasm.min.mjs", b"content", first_visit=True)
    digest = hashlib.sha256(b"content").hexdigest()
    assert asset.url == f"scripts/ort.wasm.min-{digest[:10]}.mjs"
    assert asset.record() == {"url": asset.url, "bytes": 7, "sha256": digest}
    assert (bundle.files, bundle.first_visit) == ({asset.url: b"content"}, {asset.url})


# --- The page

ICON = """<!-- @license lucide-static - ISC -->
<svg
  class="lucide lucide-plus"
  width="24"
>
  <path d="M5 12h14" />
  <path d="M12 5v14" />
</svg>
"""


def test_an_icon_is_inlined_without_its_own_looks(tmp_path):
    write(tmp_path, {"plus.svg": ICON})
    inlined = icon(tmp_path, "plus")
    assert inlined.startswith('<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24"')
    assert inlined.endswith('><path d="M5 12h14" /><path d="M12 5v14" /></svg>')
    assert "lucide" not in inlined
    assert expand("<b><!-- icon:plus --></b>", tmp_path, {}, {}) == f"<b>{inlined}</b>"


def test_blocks_are_repeated_and_escaped(tmp_path):
    records = [{"id": "a", "name": "Ben & <Co>"}, {"id": "b", "name": 'say "x"'}]
    page = "<ul><!-- each:styles --><li>{{id}}: {{ name }}, {{version}}</li><!-- end --></ul>{{version}}"
    expected = "<ul><li>a: Ben &amp; &lt;Co&gt;, 1</li><li>b: say &quot;x&quot;, 1</li></ul>1"
    assert expand(page, tmp_path, {"styles": records}, {"version": 1}) == expected
    assert expand(page, tmp_path, {"styles": []}, {"version": 1}) == "<ul></ul>1"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- icon:gone -->", "there is no icon called 'gone'"),
        ("<!-- each:gone -->x<!-- end -->", "unknown list .*; there is: styles"),
        ("<!-- each:styles -->{{gone}}<!-- end -->", r"unknown placeholder \{\{gone\}\}; here there is: id, version"),
        ("{{id}}", r"unknown placeholder \{\{id\}\}; here there is: version"),
        ("<!-- each:styles -->{{id}}", "each:styles --> is not understood"),
        ("<!-- icon: plus -->", "icon: plus --> is not understood"),
    ],
)
def test_what_the_page_asks_for_in_vain_stops_the_build(tmp_path, page, message):
    with pytest.raises(BundleError, match=message):
        expand(page, tmp_path, {"styles": [{"id": 1}]}, {"version": 1})


def test_the_asset_table_cannot_end_its_block():
    table = {"name": "</script><script>", "size": 1}
    page = fill_asset_table('<p><script type="application/json" id="assets"></script>', table)
    block = re.fullmatch(r'<p><script type="application/json" id="assets">([^<]*)</script>', page)
    assert block
    assert json.loads(block[1]) == table


def test_a_page_without_a_place_for_the_asset_table():
    with pytest.raises(BundleError, match=r"index\.html needs one <script"):
        fill_asset_table("<p>", {})


# --- Headers, licences, sizes

PAGE = """<!doctype html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval';">
<link rel="stylesheet" href="styles/a.css"><script type="module" src="scripts/main.mjs"></script>
<!-- each:examples --><img src="{{thumbnail}}" alt="{{name}}"><!-- end -->
<!-- each:styles --><img src="{{thumbnail}}" data-picture="{{picture}}"><!-- end -->
<!-- each:style_networks --><option>{{title}} {{megabytes}}</option><!-- end -->
<!-- each:transformers -->{{id}}<!-- end -->
<!-- icon:plus -->{{version}} {{first_visit_megabytes}} MB
<script type="application/json" id="assets"></script>
"""


def test_headers_carry_the_pages_own_policy():
    rules = headers_file(PAGE, ["scripts/a.mjs", "scripts/b.mjs", "LICENSE"]).split("\n/")
    assert (
        "  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'\n"
        in rules[0]
    )
    assert [rule.split("\n")[0] for rule in rules] == ["/*", "", "LICENSE", "index.html", "scripts/*"]
    assert [("immutable" in rule, "no-cache" in rule) for rule in rules[1:]] == [(False, True)] * 3 + [(True, False)]
    assert "Cache-Control" not in rules[0], "some hosts join the values of all rules that match"


def test_a_page_without_a_policy_stops_the_build():
    with pytest.raises(BundleError, match="no Content-Security-Policy"):
        headers_file("<p>", [])


def test_licence_texts_appear_once():
    text = licence_page("numpy 2", ["one\n", "two", "one  \n\n"])
    assert text.count("one") == text.count("two") == 1
    with pytest.raises(BundleError, match="numpy 2: no licence text found"):
        licence_page("numpy 2", [])


def test_sizes_are_measured_once(tmp_path, monkeypatch):
    files = {"a.wasm": bytes(10_000), "b.webp": bytes(10_000), "empty.mjs": b""}
    visit = {"a.wasm"}
    first = sizes.measure(files, visit, tmp_path / "cache")
    assert first["a.wasm"].bytes == 10_000
    assert 0 < first["a.wasm"].brotli < first["a.wasm"].gzip < 100
    assert first["b.webp"] == (10_000, 10_000, 10_000), "hosts do not compress pictures"
    kept = sizes.brotli_file(tmp_path / "cache", hashlib.sha256(files["a.wasm"]).hexdigest())
    assert brotli.decompress(kept.read_bytes()) == files["a.wasm"]
    kept.unlink()
    assert sizes.measure(files, visit, tmp_path / "cache") == first and kept.exists()
    monkeypatch.setattr(sizes, "compressed", lambda data, quality: pytest.fail("compressed again"))
    assert sizes.measure(files, visit, tmp_path / "cache") == first


def test_what_a_first_visit_loads_is_compressed_best(tmp_path):
    words = b" ".join(hashlib.sha256(bytes([number % 7, number % 11])).hexdigest().encode() for number in range(300))
    files = {"first.mjs": words, "later.mjs": words}
    found = sizes.measure({"first.mjs": words}, {"first.mjs"}, tmp_path)["first.mjs"]
    later = sizes.measure({"later.mjs": words}, {"first.mjs"}, tmp_path)["later.mjs"]
    assert found.brotli < later.brotli and found.gzip == later.gzip
    assert sizes.measure(files, {"first.mjs"}, tmp_path) == {"first.mjs": found, "later.mjs": later}


# --- A small site as a whole


PROGRAM = bytes(
    wasmtime.wat2wasm("""
        (module (func (param i32 i32 i32) (local i32 i32 i32 i32 f32 f32)
          (local.set 7 (f32.load (local.tee 6 (local.get 5))))
          (block (block (block (block
            (if (i32.ge_s (local.get 5) (i32.const 2))
              (then (local.set 3 (i32.const 1)) (local.set 8 (local.get 7))))))))))""")
)
"""A WebAssembly program of one function, which has onnxruntime's way to begin sums and is called by nothing."""
KERNELS = {
    **dict.fromkeys(("sets", "adds", "convolution", "part of a convolution", "activation", "normalisation"), 0),
    "multiplication": 1,
}

PYTHON_PARTS = ("python_stdlib", "numpy", "pillow", "impasto")


def wheel(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo("a-1.dist-info/licenses/LICENSE.txt"), f"Terms of {path.name}")
    return path


def graph(name: str, data: bytes) -> dict:
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "inputs": [], "outputs": []}


@pytest.fixture
def materials(tmp_path) -> Materials:
    npm = {"pyodide/pyodide.mjs": "// Pyodide's script"}
    npm |= {f"onnxruntime-web/dist/{name}": f"// onnxruntime's {name}" for name in onnxruntime.FILES.values()}
    npm |= {f"onnxruntime-web/dist/{name}": f"// onnxruntime's {name}" for name in GRAPHICS_FILES}
    npm[f"onnxruntime-web/dist/{onnxruntime.FILES['wasm']}"] = PROGRAM
    for package in ("pyodide", "onnxruntime-web", "lucide-static", "@fontsource-variable/fraunces"):
        npm |= {f"{package}/package.json": '{"version": "3"}', f"{package}/LICENSE": f"Terms of {package}"}
    npm["lucide-static/icons/plus.svg"] = ICON
    npm["pyodide/pyodide-lock.json"] = '{"info": {"python": "3.14.0"}, "packages": {}}'
    transformer = {**graph("t.onnx", b"transformer"), "graphics": graph("t-graphics.onnx", b"suited")}
    networks = [
        {"id": "s", "role": "style", "title": "S", "graphs": {"style": graph("s.onnx", b"style")}},
        {"id": "t", "role": "transformer", "title": "T", "graphs": {"encoder": transformer}},
        {"id": "u", "role": "transformer", "title": "U", "graphs": {"encoder": graph("u.onnx", b"unused")}},
    ]
    manifest = {"format": 1, "default": {"style_network": "s", "transformer": "t"}, "networks": networks}
    called = {
        "sha256": hashlib.sha256(PROGRAM).hexdigest(),
        "kernels": KERNELS,
        "called": [],
    }
    record = {"id": "one", "name": "One", "picture": "one.webp", "thumbnail": "one-small.webp"}
    return Materials(
        site=write(
            tmp_path / "site",
            {
                "index.html": PAGE,
                "styles/a.css": "a { color: red }",
                "scripts/main.mjs": 'import "./view.mjs";',
                "scripts/view.mjs": 'new URL("./offline/service-worker.mjs", import.meta.url);',
                "scripts/offline/service-worker.mjs": "const isolation = `{{isolation}}`, policy = `{{policy}}`;",
                "licences/pyodide.txt": "MPL",
                "licences/onnxruntime-web.txt": "MIT",
            },
        ),
        node_modules=write(tmp_path / "node_modules", npm),
        models=write(
            tmp_path / "models",
            {
                "manifest.json": json.dumps(manifest),
                "s.onnx": "style",
                "t.onnx": "transformer",
                "t-graphics.onnx": "suited",
                "u.onnx": "unused",
            },
        ),
        called=write(tmp_path, {"called.json": json.dumps(called)}) / "called.json",
        pictures=write(
            tmp_path / "pictures",
            {
                "examples.json": json.dumps([{**record, "credit": "Me", "width": 3, "height": 2}]),
                "styles.json": json.dumps([{**record, "picture": "two.webp", "painter": "Me", "year": 2026}]),
                "one.webp": "picture",
                "two.webp": "style",
                "one-small.webp": "thumbnail",
            },
        ),
        python=write(
            tmp_path / "python",
            {f"{name}.wasm": f"{name}'s files" for name in PYTHON_PARTS}
            | {name: f"// what is needed of {name}" for name in INTERPRETER},
        ),
        wheels=[
            wheel(tmp_path / "wheels" / f"{name}-any.whl")
            for name in ("numpy-2-py3", "pillow-9-py3", "impasto-0.5-py3")
        ],
        texts=[write(tmp_path, {"LICENSE": "licence"}) / "LICENSE", write(tmp_path, {"NOTICE": "notice"}) / "NOTICE"],
    )


def test_style_sheets_come_as_one_file_in_their_order():
    bundle = Bundle()
    sheets = [bundle.add_hashed(f"styles/{name}.css", name.encode(), first_visit=True).url for name in ("z", "a")]
    links = "".join(f'  <link rel="stylesheet" href="{sheet}">\n' for sheet in sheets)
    page = join_style_sheets(bundle, f"<head>\n{links}</head>")
    (joined,) = bundle.files
    assert bundle.files[joined] == b"za"
    assert bundle.first_visit == {joined}
    assert page == f'<head>\n  <link rel="stylesheet" href="{joined}">\n</head>'


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
    assert content(table["onnxruntime"]["wasm"]) == without_unreached(PROGRAM, [])
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
    isolation, policy = re.findall("`(.*?)`", files["service-worker.mjs"].decode())
    rules = files["_headers"].decode()
    assert len(json.loads(isolation)) == 3
    assert all(f"  {name}: {value}\n" in rules for name, value in json.loads(isolation))
    assert policy == policy_of(PAGE) and f"  Content-Security-Policy: {policy};" in rules
    assert "/service-worker.mjs\n  Cache-Control: no-cache" in rules
    (name,) = [name for name in files if name.startswith("offline/")]
    lists = {kind: {without_hashes(url) for url in urls} for kind, urls in json.loads(files.pop(name)).items()}
    assert lists["chosen"] == {"models/t-graphics-#.onnx", "models/u-#.onnx", "pictures/two-#.webp", *LATER}
    fixed = {"index.html", "service-worker.mjs", "build.json", "_headers", "LICENSE", "NOTICE", "licences.txt"}
    assert {without_hashes(url) for url in files} == lists["always"] | lists["chosen"] | fixed


def test_the_listing_is_complete(materials, tmp_path):
    bundle_site(materials, tmp_path / "dist", tmp_path / "compressed")
    files = contents(tmp_path / "dist")
    listing = json.loads(files.pop("build.json"))
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in listing["files"]} == {
        url: (len(data), hashlib.sha256(data).hexdigest()) for url, data in files.items()
    }
    later = {without_hashes(file["path"]) for file in listing["files"] if not file["first_visit"]}
    own = {"LICENSE", "NOTICE", "_headers", "licences.txt", "pictures/two-#.webp"}
    assert later == own | {"models/t-graphics-#.onnx", "models/u-#.onnx"} | LATER
    for column in ("bytes", "gzip", "brotli"):
        assert listing["total"][column] == sum(file[column] for file in listing["files"])
        assert listing["first_visit"][column] == sum(file[column] for file in listing["files"] if file["first_visit"])


def test_the_same_inputs_give_the_same_bytes_and_nothing_old_stays(materials, tmp_path):
    bundle_site(materials, tmp_path / "first", tmp_path / "compressed")
    write(tmp_path / "second", {"scripts/main-0123456789.mjs": "old", "old/file": "old", "LICENSE": "old"})
    bundle_site(materials, tmp_path / "second", tmp_path / "other")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert not (tmp_path / "second/old").exists()


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
