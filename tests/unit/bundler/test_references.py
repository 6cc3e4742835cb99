"""How the site's files refer to each other, as parsers see it, and the names under which they do so once bundled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_site import without_hashes, write

from bundler.bundle import Bundle, BundleError
from bundler.references import References, check_references, references_in


def rewritten(folder: Path, source: str, text: str) -> tuple[str, Bundle]:
    bundle = Bundle()
    return References(bundle, folder, {"fonts": folder / "elsewhere"}).rewrite(source, text), bundle


def test_references_of_a_page(tmp_path):
    write(tmp_path, {"styles/a.css": "", "scripts/b.mjs": "", "icon.svg": "<svg/>"})
    text = """<!-- src="gone.png" --><link href="styles/a.css"><script src='scripts/b.mjs'></script>
    <img src = "icon.svg#part">
    <a href="#about">x</a><a href="https://example.org/a.html">x</a><a href="./">x</a><a href="licences.txt">x</a>
    <img src="{{thumbnail}}" data-src="not-a-reference.png"><a href="mailto:a@b.c">x</a>"""
    result, _ = rewritten(tmp_path, "index.html", text)
    expected = text.replace("a.css", "a-#.css").replace("b.mjs", "b-#.mjs").replace("icon.svg", "icon-#.svg")
    assert without_hashes(result) == expected


def test_references_of_a_style_sheet(tmp_path):
    write(tmp_path, {"elsewhere/serif.woff2": b"font", "styles/paper.webp": b"", "styles/tokens.css": ""})
    text = """/* url("gone.png") */ @import "tokens.css"; a { background: url(paper.webp) }
    @font-face { src: url("../fonts/serif.woff2") format("woff2") } b { mask: url('data:image/png;base64,AA') }"""
    result, bundle = rewritten(tmp_path, "styles/main.css", text)
    for name in ("tokens.css", "paper.webp", "serif.woff2"):
        text = text.replace(name, name.replace(".", "-#."))
    assert without_hashes(result) == text
    assert b"font" in bundle.files.values()


def test_references_of_a_script(tmp_path):
    write(tmp_path, {"scripts/a.mjs": "", "scripts/b-worker.mjs": "", "scripts/deep/c.mjs": "", "icon.svg": ""})
    text = """import { a } from "./a.mjs"; // "./gone.mjs"
    /** @typedef {import("./gone.mjs").Gone} Gone */
    new Worker(new URL('./b-worker.mjs', import.meta.url), { type: "module" });
    const accept = "image/*"; const deep = await import("./deep/c.mjs"); const end = "*/";
    const words = ["./", "../", "a.mjs", `./gone.mjs`, "it's", './no file']; new URL("../icon.svg", import.meta.url);"""
    result, _ = rewritten(tmp_path, "scripts/main.mjs", text)
    for name in ('"./a.mjs', "./b-worker.mjs", "./deep/c.mjs", "../icon.svg"):
        stem, extension = name.rsplit(".", 1)
        text = text.replace(name, f"{stem}-#.{extension}")
    assert without_hashes(result) == text


def test_a_module_of_a_package_comes_along(tmp_path):
    write(tmp_path, {"node_modules/client-zip/index.js": "export const makeZip = 1;"})
    text = 'const { makeZip } = await import("client-zip");'
    result, bundle = rewritten(tmp_path, "scripts/page/archive.mjs", text)
    assert without_hashes(result) == text.replace('"client-zip"', '"../packages/client-zip-#.mjs"')
    assert list(bundle.files.values()) == [b"export const makeZip = 1;"]
    with pytest.raises(BundleError, match="imports left-pad, which is no file of the site"):
        rewritten(tmp_path, "scripts/page/archive.mjs", 'import "left-pad";')


def test_a_change_in_a_file_renames_all_that_lead_to_it(tmp_path):
    write(tmp_path, {"scripts/a.mjs": 'import "./b.mjs"', "scripts/b.mjs": "1", "scripts/c.mjs": "1"})
    text = '<script src="scripts/a.mjs"></script><script src="scripts/c.mjs"></script>'
    before = re.findall(r"scripts/[\w-]+", rewritten(tmp_path, "index.html", text)[0])
    write(tmp_path, {"scripts/b.mjs": "2"})
    after = re.findall(r"scripts/[\w-]+", rewritten(tmp_path, "index.html", text)[0])
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_file_that_is_referred_to_twice_is_taken_once(tmp_path):
    write(tmp_path, {"scripts/a.mjs": 'import "./c.mjs"', "scripts/b.mjs": 'import "./c.mjs"', "scripts/c.mjs": ""})
    _, bundle = rewritten(tmp_path, "index.html", '<a href="scripts/a.mjs"><a href="scripts/b.mjs">')
    assert len(bundle.files) == 3


def test_what_follows_an_address_on_its_line_is_read_as_well(tmp_path):
    write(tmp_path, {"scripts/a.mjs": "", "scripts/b.mjs": ""})
    text = """const site = `https://example.org`; import "./a.mjs"; const 𝒳 = /["']/; export * from './b.mjs';"""
    result, bundle = rewritten(tmp_path, "scripts/main.mjs", text)
    assert without_hashes(result) == text.replace("a.mjs", "a-#.mjs").replace("b.mjs", "b-#.mjs")
    assert len(bundle.files) == 2


def test_links_in_templates_and_strings_of_style_sheets(tmp_path):
    write(tmp_path, {"icon.svg": "", "styles/paper.webp": ""})
    page, _ = rewritten(tmp_path, "index.html", "<template><img src=icon.svg></template><p>src='gone.svg'</p>")
    assert without_hashes(page) == "<template><img src=icon-#.svg></template><p>src='gone.svg'</p>"
    sheet, _ = rewritten(tmp_path, "styles/a.css", """a { content: "url(gone.png) 😀"; mask: URL( paper.webp ) }""")
    assert without_hashes(sheet) == """a { content: "url(gone.png) 😀"; mask: URL( paper-#.webp ) }"""


def test_the_service_worker_keeps_its_address(tmp_path):
    write(tmp_path, {"scripts/offline/service-worker.mjs": 'import "../a.mjs"', "scripts/a.mjs": ""})
    text = 'navigator.serviceWorker.register(new URL("./service-worker.mjs", import.meta.url))'
    result, bundle = rewritten(tmp_path, "scripts/offline/registration.mjs", text)
    assert result == text.replace("./service-worker.mjs", "../../service-worker.mjs")
    assert without_hashes(bundle.files["service-worker.mjs"].decode()) == 'import "./scripts/a-#.mjs"'


@pytest.mark.parametrize("reference", ["gone.css", "/styles/a.css", "../a.css", "//example.org/a.css", "styles/"])
def test_a_reference_to_nothing_stops_the_build(tmp_path, reference):
    write(tmp_path / "site", {"styles/a.css": ""})
    with pytest.raises(BundleError, match=r"^site/index\.html refers to .*, which does not exist"):
        rewritten(tmp_path / "site", "index.html", f'<link href="{reference}">')


def test_a_circle_is_named(tmp_path):
    write(tmp_path, {"a.mjs": 'import "./b.mjs"', "b.mjs": 'import "./c.mjs"', "c.mjs": 'import "./b.mjs"'})
    with pytest.raises(BundleError, match=r"^b\.mjs -> c\.mjs -> b\.mjs: "):
        rewritten(tmp_path, "index.html", '<script src="a.mjs">')


def test_a_module_that_is_no_file_of_the_site_stops_the_build(tmp_path):
    with pytest.raises(BundleError, match=r"^site/scripts/main\.mjs imports lodash, which is no file"):
        rewritten(tmp_path, "scripts/main.mjs", 'import { map } from "lodash"')


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(BundleError, match=r"^scripts/main\.mjs cannot be read: Unexpected token"):
        rewritten(tmp_path, "scripts/main.mjs", "const = 1")


# --- The finished site

SITE = {
    "index.html": b'<script src="scripts/a.mjs"></script><link href="a.css"><a href="LICENSE#part">',
    "a.css": b"b { mask: url(a.svg) }",
    "a.svg": b"",
    "scripts/a.mjs": b'const s = "https://x"; import("./b.mjs"); new URL("../a.svg", import.meta.url)',
    "scripts/b.mjs": b"import('./' + name)",
    "foreign/c.mjs": b'import "./d.mjs"; import("node:fs"); new URL("c.wasm", import.meta.url)',
    "foreign/d.mjs": b"",
}
OWN = {"scripts/a.mjs", "scripts/b.mjs"}


def test_a_site_in_which_everything_is_found():
    check_references(SITE, OWN)


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("scripts/a.mjs", "index.html refers to scripts/a.mjs"),
        ("a.css", "index.html refers to a.css"),
        ("a.svg", "a.css refers to a.svg"),
        ("scripts/b.mjs", "scripts/a.mjs refers to ./b.mjs"),
        ("foreign/d.mjs", "foreign/c.mjs refers to ./d.mjs"),
    ],
)
def test_a_file_that_is_not_there_stops_the_build(gone, words):
    with pytest.raises(BundleError, match=words):
        check_references({url: data for url, data in SITE.items() if url != gone}, OWN)


def test_the_modules_of_our_scripts_are_all_files():
    with pytest.raises(BundleError, match="refers to node:fs"):
        check_references({"a.mjs": b'import "node:fs"'}, {"a.mjs"})


def test_positions_are_those_of_python():
    text = "'😀'; import './b.mjs'"
    ((first, end, name, kind),) = references_in({"a.mjs": text})["a.mjs"]
    assert (text[first:end], name, kind) == ("./b.mjs", "./b.mjs", "import")
