"""A build with --published expects nothing of a release: neither its sha256 nor a place in it."""

import json
import os
import re
import subprocess
import sys
import zipfile

import pytest
from small_site import GRAPHICS_FILES, contents, write

from builder import places
from bundler import __main__ as whole_site
from bundler import onnxruntime
from bundler.pyodide import INTERPRETER, LIBRARY
from bundler.pyodide_parts import __main__ as python_parts

PROGRAM = b"another release of onnxruntime-web"
KNOWING_RELEASES = re.compile(
    r"bundler\.(?:webassembly\.(?!encoding$)|onnxruntime_program|pyodide_parts\.(?!__main__|published|container)).*"
)
"""Modules that look for something in a release."""
RUN = """
import importlib, json, sys
from pathlib import Path
module, site, *arguments = sys.argv[1:]
command = importlib.import_module(module)
command.SITE = Path(site)
code = command.main(arguments)
print(json.dumps(sorted(sys.modules)))
raise SystemExit(code)
"""


def loaded(module, materials, arguments: list[str]) -> list[str]:
    """Run a command of the bundler, and return which modules it loaded."""
    command = [sys.executable, "-c", RUN, module.__name__, str(materials.site), *arguments]
    env = {**os.environ, "PYTHONPATH": str(places.SITE)}
    told = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    names: list[str] = json.loads(told.splitlines()[-1])
    return names


@pytest.fixture
def site_arguments(materials, tmp_path) -> list[str]:
    write(materials.node_modules, {f"onnxruntime-web/dist/{onnxruntime.FILES['wasm']}": PROGRAM})
    folders = {"output": tmp_path / "dist", "cache": tmp_path / "compressed"}
    folders |= {"pictures": materials.pictures, "python": materials.python}
    named = [f"--{name}={folder}" for name, folder in folders.items()]
    return [*named, "--wheels", *map(str, materials.wheels)]


@pytest.fixture
def python_arguments(materials, tmp_path) -> list[str]:
    """Return the arguments for a made-up Pyodide and packages that lack all that is looked for."""
    pyodide = write(materials.node_modules, {f"pyodide/{name}": f"new {name}" for name in INTERPRETER}) / "pyodide"
    with zipfile.ZipFile(pyodide / f"{LIBRARY}.zip", "w") as archive:
        archive.writestr("new_module.py", "x = 1")
    return [f"--pyodide={pyodide}", f"--output={tmp_path / 'parts'}", "--wheels", *map(str, materials.wheels)]


def test_the_site_has_onnxruntime_as_it_is_published(materials, site_arguments, tmp_path):
    modules = loaded(whole_site, materials, ["--published", *site_arguments])
    assert not list(filter(KNOWING_RELEASES.fullmatch, modules))
    files = contents(tmp_path / "dist")
    table = json.loads(re.search(r'id="assets">(.*?)</script>', files["index.html"].decode())[1])["onnxruntime"]
    assert files[table["wasm"]["url"]] == PROGRAM
    assert table["whole"] == table["wasm"]
    programs = [name for name in files if name.startswith("onnxruntime/")]
    assert len(programs) == len(onnxruntime.FILES) + len(GRAPHICS_FILES)
    (listed,) = [file for file in json.loads(files["build.json"])["files"] if file["path"] == table["wasm"]["url"]]
    assert listed["first_visit"]


def test_otherwise_another_onnxruntime_stops_the_build(materials, site_arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(whole_site, "SITE", materials.site)
    assert whole_site.main(site_arguments) == 1
    assert re.search(r"^bundler: known\.json is of another onnxruntime-web\..*--published", capsys.readouterr().err)
    assert not (tmp_path / "dist").exists()


def test_python_comes_as_it_is_published(materials, python_arguments, tmp_path):
    modules = loaded(python_parts, materials, ["--published", *python_arguments])
    assert not list(filter(KNOWING_RELEASES.fullmatch, modules))
    files = contents(tmp_path / "parts")
    assert files.keys() == {*INTERPRETER, *(f"{part}.wasm" for part in (LIBRARY, "numpy", "pillow", "impasto"))}
    assert {name: files[name].decode() for name in INTERPRETER} == {name: f"new {name}" for name in INTERPRETER}
    assert files[f"{LIBRARY}.wasm"].endswith((materials.node_modules / f"pyodide/{LIBRARY}.zip").read_bytes())
    with zipfile.ZipFile(tmp_path / f"parts/{LIBRARY}.wasm") as archive:
        assert archive.read("new_module.py") == b"x = 1"
    assert b"Terms of numpy-2-py3-any.whl" in files["numpy.wasm"], "all files of a wheel are there"


def test_otherwise_another_pyodide_stops_the_build(python_arguments, tmp_path, capsys):
    assert python_parts.main(["--node=node", *python_arguments]) == 1
    told = capsys.readouterr().err
    assert re.search(rf"^bundler: {LIBRARY}\.zip has no .*modules\.py\. Until .*--published", told)
    assert not (tmp_path / "parts").exists()


def test_node_is_asked_for_where_it_is_needed(python_arguments, capsys):
    with pytest.raises(SystemExit):
        python_parts.main(python_arguments)
    assert "--node is needed to compile" in capsys.readouterr().err


def test_what_makes_the_site_knows_of_no_release():
    """Only where --published is decided, in a function, is there an import of what knows releases."""
    code = "import pkgutil, importlib, bundler, json, sys\n"
    code += "for each in pkgutil.iter_modules(bundler.__path__):\n"
    code += "    if not each.ispkg: importlib.import_module(f'bundler.{each.name}')\n"
    code += "print(json.dumps(sorted(sys.modules)))"
    env = {**os.environ, "PYTHONPATH": str(places.SITE)}
    told = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True).stdout
    modules = json.loads(told)
    packages = ("bundler.webassembly", "bundler.pyodide_parts", "bundler.onnxruntime_program")
    assert "bundler.output" in modules and "bundler.__main__" in modules
    assert not [name for name in modules if name.startswith(packages)]
