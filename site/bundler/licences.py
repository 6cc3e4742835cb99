"""The licence texts of what the site holds besides our own code."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bundler.bundle import BundleError, read

LICENCE_IN_WHEEL = re.compile(r"[^/]+\.dist-info/(licenses/.*[^/]|LICEN[CS]E[^/]*)")
RULE = "=" * 80

WITHOUT_TEXT = ("pyodide", "onnxruntime-web")
"""npm packages that come without the text of their licence."""
WITH_TEXT = {
    "lucide-static": "LICENSE",
    "@fontsource/fraunces": "LICENSE",
    "mediabunny": "LICENSE",
    "client-zip": "LICENSE.txt",
}
"""The others, and the file that it is in."""


def third_party_licences(own: Path, node_modules: Path, wheels: Sequence[Path]) -> bytes:
    """Gather the texts out of npm packages and wheels; `own` has those of npm packages that come without one."""
    pages = []
    for name in WITHOUT_TEXT:
        pages.append(page(npm_title(node_modules, name), [read(own / f"{name}.txt").decode()]))
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            members = sorted(member for member in wheel.namelist() if LICENCE_IN_WHEEL.fullmatch(member))
            pages.append(page(" ".join(path.name.split("-")[:2]), [wheel.read(member).decode() for member in members]))
    for name, text in WITH_TEXT.items():
        pages.append(page(npm_title(node_modules, name), [read(node_modules / name / text).decode()]))
    return "\n\n".join(pages).encode()


def npm_package(folder: Path) -> dict[str, Any]:
    """Return the package.json of an installed package."""
    record: dict[str, Any] = json.loads(read(folder / "package.json"))
    return record


def npm_title(node_modules: Path, name: str) -> str:
    """Return name and version of an installed package."""
    return f"{name} {npm_package(node_modules / name)['version']}"


def page(title: str, texts: Sequence[str]) -> str:
    """Return the texts of one package under its title, each only once."""
    if not texts:
        raise BundleError(f"{title}: no licence text found.")
    different = dict.fromkeys("\n".join(line.rstrip() for line in text.strip().splitlines()) for text in texts)
    return f"{RULE}\n{title}\n{RULE}\n\n" + "\n\n----\n\n".join(different) + "\n"
