"""What of each wheel the browser gets."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from builder import places
from bundler.pyodide_parts.modules import ENTRY, NUMPY, chosen
from bundler.pyodide_parts.trimmed import package
from impasto.words import available

SOURCES = places.ROOT / "pysrc"


def is_file(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def wheel(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_modules_that_hold_nothing_but_docstrings_become_empty(tmp_path):
    modules = [*chosen(NUMPY), "numpy._core._add_newdocs"]
    files = {f"{module.replace('.', '/')}.py": "add_newdoc = print" for module in modules}
    found = package(wheel(tmp_path / "numpy-1-any.whl", files))
    assert found["numpy/_core/_add_newdocs.py"] == b""
    assert found["numpy/_core/_methods.py"] == b"add_newdoc = print"


def test_of_impasto_comes_what_its_entry_imports_and_the_data_of_these_packages(tmp_path):
    entry = ENTRY.replace(".", "/")
    packages = {f"{folder}/__init__.py": "" for folder in map(str, Path(entry).parents) if folder != "."}
    reached = packages | {
        f"{entry}.py": "import impasto.words, json",
        "impasto/words/__init__.py": "",
        "impasto/words/en.json": "{}",
    }
    others = {
        "impasto/desk/__init__.py": "import impasto.words",
        "impasto/desk/drawer.json": "{}",
        "impasto-1.dist-info/METADATA": "",
    }
    assert package(wheel(tmp_path / "impasto-1-any.whl", reached | others)).keys() == reached.keys()


def test_all_data_of_impasto_comes_and_nothing_that_only_the_desktop_runs(tmp_path):
    sources = {path.relative_to(SOURCES).as_posix(): path for path in SOURCES.rglob("*") if is_file(path)}
    archive = wheel(tmp_path / "impasto-1-any.whl", {name: path.read_bytes() for name, path in sources.items()})
    found = package(archive)
    languages = {f"impasto/words/{language}.json" for language in available()[1:]}
    assert languages and not languages & found.keys(), "the page fetches its own"
    assert {name for name in sources if not name.endswith(".py")} - languages <= found.keys()
    assert found.keys() <= {name for name in sources if not name.startswith("impasto/desktop/")}


def test_python_begins_in_the_browser_with_the_module_that_its_worker_imports():
    scripts = "".join(path.read_text("utf-8") for path in (places.SITE / "scripts").rglob("*.mjs"))
    assert f'pyimport("{ENTRY}")' in scripts
