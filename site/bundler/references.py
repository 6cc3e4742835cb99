"""How pages, style sheets and scripts refer to each other, and the names under which they do so once bundled."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bundler.bundle import Bundle, BundleError, read

# Scripts whose address must stay the same from one version to the next; all others carry a hash in their name.
FIXED_ADDRESSES = {"scripts/offline/service-worker.mjs": "service-worker.mjs"}
# Files that a first visit does not load, as few visits do.
LATER = frozenset(
    {
        "scripts/inference/webgl-patterns.mjs",
        "scripts/inference/webgl-shaders.mjs",
        "scripts/page/check.mjs",
        "scripts/page/film.mjs",
        "scripts/page/film-opening.mjs",
        "scripts/page/film-reading.mjs",
        "scripts/page/film-writing.mjs",
        "styles/check.css",
    }
)
# Files that a page may link to and that are no part of site/.
GENERATED = frozenset({"LICENSE", "NOTICE", "licences.txt", "build.json"})

# Modules of packages that scripts import by name, with the file of each that is theirs for browsers.
PACKAGES = {"client-zip": "index.js"}

TEXTS = frozenset({".html", ".css", ".mjs"})
"""The kinds of files that refer to others."""
# What may be referred to and is no file of ours: a part of the page itself, a placeholder, another site.
ELSEWHERE = re.compile(r"#.*|\.?/?|.*\{\{.*|[a-z]+:.*", re.DOTALL)
RELATIVE = re.compile(r"\.{1,2}/")
READER = Path(__file__).with_name("references.mjs")


class Reference(NamedTuple):
    """A place in a text, from one character to before another, where it names another file."""

    first: int
    end: int
    name: str
    kind: str
    """`import`, of a module, or `url`."""


def references_in(texts: Mapping[str, str]) -> dict[str, list[Reference]]:
    """Return the references of texts by file name, in their order, as parsers of their languages find them.

    The parsers are Node's, see references.mjs. Where build.py had to install a Node, it stands beside this Python.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "texts.json"), Path(folder, "references.json")
        source.write_text(json.dumps(texts), encoding="utf-8")
        command: list[str | Path] = [shutil.which("node", path=path) or "node", READER, source, target]
        done = subprocess.run(command, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        if done.returncode:
            raise BundleError(done.stderr.strip().removeprefix("bundler: "))
        found = json.loads(target.read_text(encoding="utf-8"))
    return {name: [Reference(*reference) for reference in references] for name, references in found.items()}


def check_references(files: Mapping[str, bytes], own: Collection[str]) -> None:
    """Raise `BundleError` if a file of the finished site refers to one that is not there.

    Args:
        files: the site by address.
        own: which of its scripts are ours. Those of others find their programs by what they are told, and import some
            modules only where there is no browser; but a file beside them that they import has to be there.
    """
    texts = {url: data.decode() for url, data in files.items() if posixpath.splitext(url)[1] in TEXTS}
    for url, references in references_in(texts).items():
        foreign = url.endswith(".mjs") and url not in own
        for _, _, name, kind in references:
            if foreign and not (kind == "import" and RELATIVE.match(name)):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), name.partition("#")[0]))
            if target not in files and target not in GENERATED and (kind == "import" or not ELSEWHERE.fullmatch(name)):
                raise BundleError(f"{url} refers to {name}, which is no file of the finished site.")


class References:
    """Puts the files that a page refers to into a bundle, each after those it refers to itself."""

    def __init__(self, bundle: Bundle, site: Path, mounts: Mapping[str, Path], packages: Path | None = None) -> None:
        """``mounts`` are folders of the site that stand elsewhere, ``packages`` is the one of npm's packages."""
        self.bundle = bundle
        self.site = site
        self.mounts = mounts
        self.packages = packages or site / "node_modules"
        self._addresses: dict[str, str] = {}
        self._path: list[str] = []
        self._read: dict[str, list[Reference]] = {}

    @property
    def addresses(self) -> Collection[str]:
        """The files that were put into the bundle, by the addresses that they got."""
        return self._addresses.values()

    def rewrite(self, source: str, text: str) -> str:
        """Return the text of a source file with the references in it leading to the names in the bundle."""
        parts, at = list[str](), 0
        for first, end, name, kind in self._references(source, text):
            if kind == "import" and name in PACKAGES:
                parts += [text[at:first], self._relative(source, self._add_package(name))]
                at = end
                continue
            if kind == "import" and not RELATIVE.match(name):
                raise BundleError(f"site/{source} imports {name}, which is no file of the site.")
            if not ELSEWHERE.fullmatch(name):
                parts += [text[at:first], self._resolve(source, name)]
                at = end
        return "".join([*parts, text[at:]])

    def _references(self, source: str, text: str) -> list[Reference]:
        """Return the references of a text; those of all files of the site are read at once, as Node takes a while."""
        key = posixpath.splitext(source)[1] + text
        if key not in self._read:
            texts = {**dict(self._sources()), source: text}
            found = references_in(texts)
            self._read |= {posixpath.splitext(name)[1] + texts[name]: found[name] for name in texts}
        return self._read[key]

    def _sources(self) -> Iterator[tuple[str, str]]:
        for folder in ("scripts", "styles"):
            for path in sorted((self.site / folder).rglob("*")):
                if path.suffix in TEXTS:
                    yield path.relative_to(self.site).as_posix(), path.read_text(encoding="utf-8")

    def _resolve(self, source: str, reference: str) -> str:
        name, mark, fragment = reference.partition("#")
        target = self._address(source, posixpath.normpath(posixpath.join(posixpath.dirname(source), name)))
        address = self._relative(source, target, dotted=name.startswith("."))  # a module that is beside it
        return address + mark + fragment

    def _relative(self, source: str, target: str, *, dotted: bool = True) -> str:
        """Return the address of a file of the bundle from another one; a module's has to begin with a dot."""
        address = posixpath.relpath(target, posixpath.dirname(FIXED_ADDRESSES.get(source, source)) or ".")
        return f"./{address}" if dotted and not address.startswith(".") else address

    def _add_package(self, name: str) -> str:
        """Add the module of a package, which imports nothing itself, and return its address."""
        if name not in self._addresses:
            data = read(self.packages / name / PACKAGES[name])
            self._addresses[name] = self.bundle.add_hashed(f"scripts/packages/{name}.mjs", data, first_visit=True).url
        return self._addresses[name]

    def _address(self, source: str, target: str) -> str:
        if target in GENERATED or target.endswith(".html"):  # pages come last, under their own names
            return target
        if target in self._path:
            circle = " -> ".join([*self._path[self._path.index(target) :], target])
            raise BundleError(
                f"{circle}: files that refer to each other in a circle cannot carry a hash of their content."
            )
        if target not in self._addresses:
            path = self._find(target)
            if path is None:
                raise BundleError(f"site/{source} refers to {target}, which does not exist.")
            self._path.append(target)
            data = path.read_bytes()
            if posixpath.splitext(target)[1] in TEXTS:
                data = self.rewrite(target, data.decode()).encode()
            self._path.pop()
            fixed = FIXED_ADDRESSES.get(target)
            add = self.bundle.add if fixed else self.bundle.add_hashed
            self._addresses[target] = add(fixed or target, data, first_visit=target not in LATER).url
        return self._addresses[target]

    def _find(self, target: str) -> Path | None:
        folder, _, name = target.partition("/")
        if target.startswith(("/", "..")):
            return None
        candidates = [self.site / target] + ([self.mounts[folder] / name] if folder in self.mounts else [])
        return next((path for path in candidates if path.is_file()), None)
