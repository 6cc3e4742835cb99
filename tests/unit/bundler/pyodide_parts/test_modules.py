"""Which modules the browser gets."""

from __future__ import annotations

import pytest

from bundler.bundle import BundleError
from bundler.pyodide_parts.modules import NUMPY, PILLOW, STANDARD_LIBRARY, chosen, files_of


def test_modules_are_found_under_the_names_that_archives_give_them():
    paths = ["a/__init__.py", "a/b.py", "a/b.pyi", "a/c.cpython-314-wasm32-emscripten.so", "a/b/d.py", "a/e.txt"]
    found = files_of(["a", "a.c", "a.b", "a.b.d"], paths, "a.whl")
    assert found == ["a/__init__.py", "a/c.cpython-314-wasm32-emscripten.so", "a/b.py", "a/b/d.py"]


def test_a_module_that_has_gone_stops_the_build():
    with pytest.raises(BundleError, match=r"^a\.whl has no a\.e, a\.gone; see site/bundler/pyodide_parts/modules\.py"):
        files_of(["a.gone", "a", "a.e"], ["a/__init__.py", "a/e.txt"], "a.whl")


@pytest.mark.parametrize("reasons", [STANDARD_LIBRARY, NUMPY, PILLOW])
def test_no_module_is_listed_twice(reasons):
    assert len(set(chosen(reasons))) == len(chosen(reasons))
