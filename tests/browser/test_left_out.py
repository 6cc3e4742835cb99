"""The page goes on with onnxruntime's whole program where the part that it begins with lacks something."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.deployment import change
from browser.natively import difference, painted_natively
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from builder import places
from builder.environments import need_node
from bundler import onnxruntime
from bundler.onnxruntime_program.reduced import reduced
from bundler.webassembly.reached import without_unreached

HOST = places.ROOT / "tests/unit/bundler/onnxruntime_program/onnxruntime_host.mjs"
DIST = places.NODE_MODULES / "onnxruntime-web/dist"
WHOLE = DIST / onnxruntime.FILES["wasm"]


def called_to_open(threads: str) -> set[int]:
    """Return the functions that are called while networks are opened, and never run."""
    trace = "--trace-wasm-compilation-times"
    command = [need_node().node, trace, HOST, DIST, places.ROOT / "models", WHOLE, threads]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {int(number) for number in re.findall(r"^Compiled function 0x[0-9a-f]+#(\d+) ", output, re.MULTILINE)}


@pytest.mark.parametrize(
    "threads", [pytest.param("1", id="what starts threads"), pytest.param("2", id="what runs a network")]
)
def test_what_was_left_out_comes_with_the_whole_program(threads, open_browser, serve, tmp_path):
    folder: Path = tmp_path / "dist"
    shutil.copytree(places.UNDER_TEST, folder)
    whole = WHOLE.read_bytes()
    needed = reduced(whole)
    programs = {path.name: path.read_bytes() for path in (folder / "onnxruntime").glob("*.wasm")}
    (lacking,) = [name for name, program in programs.items() if program == needed]
    less = change(folder, f"onnxruntime/{lacking}", without_unreached(whole, called_to_open(threads)))
    programs[Path(less).name] = programs.pop(lacking)

    photo = saved(gradient(512, 72), tmp_path / "photo.png")
    style = saved(stripes(((200, 0, 0), (0, 0, 90), (240, 230, 200)), side=64), tmp_path / "style.png")
    site = serve(folder)
    page = StudioPage(open_browser(), site.url)
    page.open()
    page.choose_photo(photo)
    page.choose_styles(style)
    page.choose("output-size", "256")
    assert difference(page.paint(), painted_natively(photo, [style], size=256)) <= 2
    fetched = {Path(path).name for path in site.requests} & programs.keys()
    assert {programs[name] for name in fetched} == {needed, whole}
