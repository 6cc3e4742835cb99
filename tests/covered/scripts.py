"""How much of `site/scripts` the browser tests reach: arms of the scripts (`arms.mjs`) that were come to.

They are those of the served files, in which only the names of other files differ from the sources.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from builder import places
from builder.environments import need_node
from bundler.bundle import HASH_IN_NAME
from covered.collecting import Reached, together

HERE = Path(__file__).resolve().parent
FLOOR = 85.0
"""Per cent of arms."""

INLINE = ("language", "say", "guard")
"""Scripts of the page that stand in it."""


class Script(NamedTuple):
    """Of one script: how many arms there are, and the lines of those that nothing came to."""

    name: str
    arms: int
    missed: tuple[int, ...]


def measured(folder: Path, site: Path = places.UNDER_TEST) -> list[Script]:
    """Return what the records in a folder come to, for every script of a site, in the order of their names."""
    found = _records(folder)
    texts = dict(_texts(site))
    arms = _arms({name: text for name, (_, text) in texts.items()})
    scripts = []
    for name, (address, text) in sorted(texts.items()):
        run = found.get(address, np.zeros(len(text), np.bool_))
        missed = tuple(line for first, line in arms[name] if not (first < len(run) and run[first]))
        scripts.append(Script(name, len(arms[name]), missed))
    return scripts


def _records(folder: Path) -> dict[str, Reached]:
    found: dict[str, Reached] = {}
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as record:
            for name, run in record.items():
                found[name] = together(found.get(name, run), run)
    return found


def _texts(site: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (name of the source, (address in the records, text)) of each script that is served."""
    for path in sorted(site.rglob("*.mjs")):
        address = path.relative_to(site).as_posix()
        if address == "service-worker.mjs":
            yield "offline/service-worker.mjs", (address, path.read_text("utf-8"))
        elif address.startswith("scripts/") and not address.startswith("scripts/packages/"):
            name = re.sub(f"(?={HASH_IN_NAME})[-/][0-9a-f]{{10}}", "", address.removeprefix("scripts/"))
            yield name, (address, path.read_text("utf-8"))
    for script in INLINE:
        text = "\n" + (places.SITE / "scripts" / "page" / f"{script}.js").read_text("utf-8")
        yield f"page/{script}.js", (f"page:{len(text)}", text)


def _arms(texts: Mapping[str, str]) -> dict[str, list[tuple[int, int]]]:
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder, "texts.json"), Path(folder, "arms.json")
        given.write_text(json.dumps(texts), "utf-8")
        subprocess.run([need_node().node, HERE / "arms.mjs", given, answer], check=True)
        found: dict[str, list[tuple[int, int]]] = json.loads(answer.read_text("utf-8"))
    return found
