"""A start that goes wrong says so in words, names what failed, and is well by one press once the host is right.

Here is one file of each kind; test_wrong_files.py has them all.
"""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from browser.page import StudioPage
from builder import places

KINDS = {
    "first module": "scripts/page/begin-*.mjs",
    "module": "scripts/page/view-*.mjs",
    "module of a worker": "scripts/python/start-*.mjs",
    "Python's worker": "scripts/python/worker-*.mjs",
    "inference worker": "scripts/inference/worker-*.mjs",
    "style sheet": "styles/page-*.css",
    "interpreter": "pyodide-*/pyodide.asm.wasm",
    "module of the interpreter": "pyodide-*/pyodide.asm.mjs",
    "standard library": "python/python_stdlib-*.wasm",
    "package": "python/impasto-*.wasm",
    "module of onnxruntime": "onnxruntime/ort.wasm.min-*.mjs",
    "program of onnxruntime": "onnxruntime/*.wasm",
    "network": "models/transformer-lite-decoder-??????????.onnx",
    "manifest": "models/manifest-*.json",
}
CUT = ("module", "Python's worker", "interpreter", "program of onnxruntime", "network")
WORDS = {"500": "500", "damaged": "damaged", "cut": "damaged"}
"""What the page says of a fault."""

JARGON = re.compile(
    r"\[object|Aborted|[A-Z]\w+Error|undefined|null|NetworkError|network error|Failed to fetch|Uncaught"
)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """dist/, of which a test may replace files."""
    return Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist", copy_function=os.symlink))


def file_of(dist: Path, kind: str) -> Path:
    """Return the file of a kind that a first visit loads."""
    listing = json.loads((places.UNDER_TEST / "build.json").read_text())
    first_visit = {file["path"] for file in listing["files"] if file["first_visit"]}
    (found,) = (path for path in dist.glob(KINDS[kind]) if path.relative_to(dist).as_posix() in first_visit)
    return found


def damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    path.unlink()
    content[len(content) // 2] ^= 1
    path.write_bytes(content[: len(content) // 2] if how == "cut" else content)


def repair(dist: Path, path: Path) -> None:
    path.unlink()
    path.symlink_to(places.UNDER_TEST / path.relative_to(dist))


def assert_told(page: StudioPage, *words: str) -> None:
    page.until(lambda: page.phase == "failed" and all(word in page.message for word in words))
    assert not JARGON.search(page.message), page.message


def press(page: StudioPage) -> None:
    """Press the button of the message, which may be shown anew by whoever knows more of what is wrong."""
    click = "document.querySelector('#message button').click()"  # where it may lie: the style sheets may be missing
    page.until(lambda: page.by_id("message").find_elements("css selector", "button"))
    page.until(lambda: page.driver.execute_script(click) is None)


def fault_kinds(*kinds: str) -> Any:
    return pytest.mark.parametrize("kind", kinds)


def test_every_file_that_is_not_sent_damaged_or_cut_is_told_and_healed_by_one_press(visitor, serve, dist):
    """All of them at once, each put right only in its turn: in which order the page meets them is its own affair."""
    paths = {path.name: path for path in (file_of(dist, kind) for kind in KINDS)}
    cut = {file_of(dist, kind).name for kind in CUT}
    faults = {name: ["500", "damaged", "cut"] if name in cut else ["500", "damaged"] for name in paths}
    site = serve(dist)
    site.faults.update({path.relative_to(dist).as_posix(): "failing" for path in paths.values()})
    page = StudioPage(visitor, site.url)
    page.open(wait=False)

    def told() -> str | None:
        """Return the name of the file that the page tells of, if it is told what is now wrong with it."""
        message = page.message if page.phase == "failed" else ""
        return next((name for name, left in faults.items() if name in message and WORDS[left[0]] in message), None)

    while faults:
        name = page.until(told)
        assert not JARGON.search(page.message), page.message
        faults[name].pop(0)
        site.faults.pop(paths[name].relative_to(dist).as_posix(), None)
        repair(dist, paths[name])
        if faults[name]:
            damage(paths[name], faults[name][0])
        else:
            del faults[name]
        visitor.execute_script("document.querySelector('#message > *').dataset.pressed = ''")
        press(page)
        # What was said of one fault must not be taken for what is said of the next, which may be said at once.
        page.until(lambda: not visitor.find_elements("css selector", "#message > [data-pressed]"))
    page.until(lambda: page.phase == "ready")
    page.settle()
    assert page.data("offline") == "kept"


@fault_kinds("first module", "module of a worker", "module of the interpreter", "module of onnxruntime")
def test_a_host_that_sends_modules_as_something_else_gets_words_that_name_the_type(visitor, serve, kind):
    site = serve()
    path = file_of(places.UNDER_TEST, kind)
    site.faults[path.relative_to(places.UNDER_TEST).as_posix()] = "type"
    page = StudioPage(visitor, site.url)
    page.open(wait=False)
    assert_told(page, path.name, "application/octet-stream", "text/javascript")


def test_a_host_that_knows_no_modules_at_all(visitor, serve):
    """As nginx 1.22 is on Debian 12."""
    site = serve()
    site.faults["*.mjs"] = "type"
    page = StudioPage(visitor, site.url)
    page.open(wait=False)
    assert_told(page, ".mjs", "application/octet-stream", "text/javascript")
    assert page.data("started") is not None, "the page's own words say more than those for pages without scripts"


def test_programs_of_another_type_are_compiled_from_their_bytes(visitor, serve):
    site = serve()
    site.faults["*.wasm"] = "type"
    page = StudioPage(visitor, site.url)
    page.open()
    page.driver.find_element("css selector", "[data-example]").click()
    page.driver.find_element("css selector", "[data-style] .style-pick").click()
    page.choose("output-size", "256")
    page.paint()


@fault_kinds("interpreter")
def test_a_download_that_stands_still_is_told_and_goes_on_by_itself(visitor, serve, kind):
    site = serve()
    pattern = file_of(places.UNDER_TEST, kind).relative_to(places.UNDER_TEST).as_posix()
    site.faults[pattern] = "silent"
    page = StudioPage(visitor, site.url)
    page.open(wait=False)
    page.until(lambda: "20 seconds" in page.message)
    site.faults.clear()
    page.until(lambda: page.phase == "ready")
    assert page.message == ""


@pytest.mark.parametrize(("kind", "forced"), [("interpreter", True), ("program of onnxruntime", False)])
def test_a_program_that_is_damaged_after_it_was_kept_is_told(visitor, serve, dist, kind, forced):
    """Browsers fetch what they have anew where somebody asks for it, by the service worker or, forced, past it."""
    path = file_of(dist, kind)
    page = StudioPage(visitor, serve(dist).url)
    page.open()
    page.settle()
    damage(path, "damaged")
    visitor.execute_cdp_cmd("Network.enable", {})
    visitor.execute_cdp_cmd("Network.setBypassServiceWorker", {"bypass": forced})
    try:
        fetch = "const [url, done] = arguments; fetch(url, {cache: 'reload'}).then((a) => a.blob()).then(() => done())"
        visitor.execute_async_script(fetch, path.relative_to(dist).as_posix())
        page.open(wait=False)
        assert_told(page, path.name, "damaged")
    finally:
        visitor.execute_cdp_cmd("Network.setBypassServiceWorker", {"bypass": False})
        visitor.execute_cdp_cmd("Network.disable", {})
    page.open(wait=False)
    assert_told(page, path.name, "damaged")
    repair(dist, path)
    press(page)
    page.until(lambda: page.phase == "ready")
