"""What of each wheel the browser gets."""

import zipfile
from pathlib import Path

import build
from bundler.pyodide_parts.modules import ENTRY, NUMPY, chosen
from bundler.pyodide_parts.trimmed import package


def wheel(path: Path, files: dict[str, str]) -> Path:
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


def test_of_impasto_comes_what_its_entry_imports_and_all_that_is_no_module(tmp_path):
    entry = ENTRY.replace(".", "/")
    packages = {f"{folder}/__init__.py": "" for folder in map(str, Path(entry).parents) if folder != "."}
    files = {
        f"{entry}.py": "import impasto.words, json",
        "impasto/words.py": "",
        "impasto/desk.py": "import impasto.words",
        "impasto/presets.json": "{}",
        "impasto-1.dist-info/METADATA": "",
    }
    found = package(wheel(tmp_path / "impasto-1-any.whl", packages | files))
    assert found.keys() == {*packages, f"{entry}.py", "impasto/words.py", "impasto/presets.json"}


def test_python_begins_in_the_browser_with_the_module_that_its_worker_imports():
    scripts = "".join(path.read_text("utf-8") for path in (build.SITE / "scripts").rglob("*.mjs"))
    assert f'pyimport("{ENTRY}")' in scripts
