"""Built with --published, from onnxruntime-web and Pyodide as they are, the site paints what it always does."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import build
from browser.page import StudioPage
from browser.pictures import photograph, saved, stripes
from browser.test_first_picture import difference
from bundler import onnxruntime

PUBLISHED, PARTS = build.BUILD / "published", build.BUILD / "python-published"
AS_PUBLISHED = (f"onnxruntime-web/dist/{onnxruntime.FILES['wasm']}", "pyodide/pyodide.asm.wasm")


@pytest.fixture(scope="module")
def published() -> Path:
    """Build the site with --published and return its folder; what was compressed once is kept."""
    wheels = [*build.need_pyodide_wheels(), build.need_wheel()]
    folders = ["--output", PARTS, "--pyodide", build.NODE_MODULES / "pyodide"]
    bundler("bundler.pyodide_parts", *folders, "--wheels", *wheels)
    folders = ["--output", PUBLISHED, "--python", PARTS, "--pictures", build.need_pictures()]
    bundler("bundler", *folders, "--cache", build.CACHE / build.COMPRESSED, "--wheels", *wheels)
    return PUBLISHED


def bundler(module: str, *arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", module, "--published", *arguments], cwd=build.SITE, check=True)


def painted(page: StudioPage, style: Path) -> np.ndarray:
    page.choose_photo(photograph())
    page.choose_styles(style)
    page.choose("output-size", "384")
    return page.paint()


def test_the_same_picture_comes_out_of_published_parts(studio, browser, serve, published, tmp_path):
    style = saved(stripes(((200, 0, 0), (0, 0, 90), (240, 230, 200)), side=64), tmp_path / "style.png")
    trimmed = painted(studio, style)
    site = serve(published)
    page = StudioPage(browser, site.url)
    page.open()
    whole = painted(page, style)
    assert trimmed.shape == whole.shape and difference(trimmed, whole) <= 2
    assert not page.console_errors()
    asked_for = {Path(path).name for path in site.requests}
    fetched = [path.read_bytes() for path in published.rglob("*.wasm") if path.name in asked_for]
    assert all((build.NODE_MODULES / path).read_bytes() in fetched for path in AS_PUBLISHED)
