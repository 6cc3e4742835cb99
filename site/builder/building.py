"""The build: everything that a site is made of, the site, and what its host is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from builder import places
from builder.downloads import need_pyodide_wheels
from builder.environments import in_venv, need_node_packages, need_python_packages
from builder.listing import read_listing
from builder.materials import need_pictures, need_python_parts, need_wheel
from builder.processes import Command
from builder.stamps import fingerprint, is_made, set_made
from builder.terminal import Step


def build(*, published: bool = False) -> dict[str, Any]:
    """Bring a site up to date and return its listing (build.json).

    With `published` it is made of Pyodide and onnxruntime-web as they are published, in a folder of its own: larger and
    slower, but nothing in it depends on how a release is written.
    """
    need_python_packages("build")
    need_node_packages(development=False)
    wheels = [*need_pyodide_wheels(), need_wheel()]
    python = need_python_parts(wheels, published=published)
    pictures = need_pictures()
    folder, name = places.site_folder(published=published), "site-published" if published else "site"
    models = places.ROOT / "models"
    networks = sorted(path for path in models.glob("*") if path.suffix in {".onnx", ".json"})
    apart = {"builder", "hosting", "node_modules"}
    sources = sorted(path for path in places.SITE.iterdir() if path.name not in apart)
    texts = (places.ROOT / "LICENSE", places.ROOT / "NOTICE")
    key = fingerprint(*sources, *wheels, python, pictures, *networks, models / "answers", *texts)
    if not is_made(name, key, folder):
        step = Step("Site of published parts" if published else "Site")
        make: Command = [in_venv("python"), "-m", "bundler", *(["--published"] if published else [])]
        into: Command = ["--output", folder, "--cache", places.CACHE / places.COMPRESSED]
        step.run([*make, *into, "--pictures", pictures, "--python", python, "--wheels", *wheels], cwd=places.SITE)
        set_made(name, key, folder)
        step.done(f"{len(read_listing(folder)['files'])} files")
    need_configurations(folder)
    return read_listing(folder)


def need_configurations(site: Path) -> Path:
    """Write the configurations of usual hosts for this site (site/hosting); return their folder.

    They are those of this very build: the policy in them has the hashes of what stands in its page.
    """
    folder = places.BUILD / "hosting"
    tables = (site / "index.html", places.SITE / "bundler", places.SITE / "builder" / "headers.py")
    key = fingerprint(places.SITE / "hosting", *tables)
    if not is_made("hosting", key, folder):
        step = Step("Configurations of hosts")
        shutil.rmtree(folder, ignore_errors=True)
        step.run(
            [in_venv("python"), "-m", "hosting", "--page", site / "index.html", "--output", folder], cwd=places.SITE
        )
        set_made("hosting", key, folder)
        step.done()
    return folder
