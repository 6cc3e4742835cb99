"""What a site is made of, besides downloads: our package as a wheel, Python's parts, the pictures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from builder import places
from builder.environments import in_venv, need_node, read_pyproject
from builder.processes import Command
from builder.stamps import fingerprint, is_made, set_made
from builder.terminal import Step

SOURCE_DATE_EPOCH = "1580601600"  # 2020-02-02, hatchling's own date for files in a wheel


def need_wheel() -> Path:
    """Pack pysrc/impasto as a wheel, with the networks, and return its path."""
    folder = places.BUILD / "wheel"
    key = fingerprint(*(places.ROOT / name for name in ("pysrc", "models", "pyproject.toml", "LICENSE", "NOTICE")))
    if not is_made("wheel", key, folder):
        step = Step("Package impasto")
        shutil.rmtree(folder, ignore_errors=True)
        pack: Command = [in_venv("python"), "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        step.run(pack, env={"SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH})
        set_made("wheel", key, folder)
        step.done()
    return next(folder.glob("*.whl"))


def need_python_parts(wheels: Sequence[Path], *, published: bool = False) -> Path:
    """Choose and compile what the browser gets of Python (site/bundler/pyodide_parts); return its folder.

    With `published` it is all of it, as it was published.
    """
    name = "python-published" if published else "python"
    folder, pyodide = places.BUILD / name, places.NODE_MODULES / "pyodide"
    files = ("python_stdlib.zip", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
    key = fingerprint(places.SITE / "bundler", *wheels, *(pyodide / file for file in files))
    if not is_made(name, key, folder):
        node = need_node()
        step = Step("Published Python for the browser" if published else "Python for the browser")
        shutil.rmtree(folder, ignore_errors=True)
        make: Command = [in_venv("python"), "-m", "bundler.pyodide_parts", *(["--published"] if published else [])]
        sources: Command = ["--node", node.node, "--pyodide", pyodide, "--wheels", *wheels]
        step.run([*make, "--output", folder, *sources], cwd=places.SITE, env=node.env)
        set_made(name, key, folder)
        step.done()
    return folder


def need_pictures() -> Path:
    """Draw the styles, take the example photographs and paint the wall's (site/pictures); return their folder."""
    folder = places.BUILD / "pictures"
    versions = json.dumps(read_pyproject()["project"]["optional-dependencies"]["build"])
    painting = (places.ROOT / "pysrc" / "impasto" / name for name in ("painting", "imaging"))
    key = fingerprint(places.SITE / "pictures", *painting, places.ROOT / "models" / "manifest.json", versions)
    if not is_made("pictures", key, folder):
        step = Step("Pictures")
        shutil.rmtree(folder, ignore_errors=True)
        draw: Command = [in_venv("python"), "-m", "pictures", "--output", folder, "--cache", places.CACHE / "pictures"]
        step.run(draw, cwd=places.SITE)
        set_made("pictures", key, folder)
        step.done()
    return folder
