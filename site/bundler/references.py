"""How pages, style sheets and scripts refer to each other, and the names under which they do so once bundled."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from bundler.bundle import Bundle, BundleError

# Scripts whose address must stay the same from one version to the next; all others carry a hash in their name.
FIXED_NAMES = frozenset({"service-worker.mjs"})
# Scripts that a first visit does not load, as few visits do.
LATER = frozenset({"scripts/webgl-shaders.mjs"})
# Files that a page may link to and that are no part of site/.
GENERATED = frozenset({"LICENSE", "NOTICE", "licences.txt", "build.json"})

# Where a text of each kind refers to other files. Comments, and in scripts all strings, are matched as well, so that
# nothing inside them is taken for a reference by mistake.
REFERENCES = {
    ".html": re.compile(r"""<!--.*?-->|(?<![\w-])(?:href|src)\s*=\s*["'](?P<ref>[^"']*)["']""", re.DOTALL),
    ".css": re.compile(r"""/\*.*?\*/|(?:\burl\(\s*["']?|@import\s+["'])(?P<ref>[^"')\s]+)""", re.DOTALL),
    ".mjs": re.compile(
        r"""/\*.*?\*/|//[^\n]*|`(?:\\.|[^\\`])*`|(?P<quote>["'])(?P<ref>(?:\\.|(?!(?P=quote))[^\\\n])*)(?P=quote)""",
        re.DOTALL,
    ),
}
MODULE = re.compile(r"\.{1,2}/[\w./@-]+\.\w+")  # a string of a script that names another file
# What a page or style sheet may refer to and no file of ours: a part of itself, a placeholder, another site.
ELSEWHERE = re.compile(r"#.*|\.?/?|.*\{\{.*|[a-z]+:.*", re.DOTALL)


class References:
    """Puts the files that a page refers to into a bundle, each after those it refers to itself."""

    def __init__(self, bundle: Bundle, site: Path, mounts: Mapping[str, Path]) -> None:
        self.bundle = bundle
        self.site = site
        self.mounts = mounts
        self._addresses: dict[str, str] = {}
        self._path: list[str] = []

    def rewrite(self, source: str, text: str) -> str:
        """Return the text of a source file with the references in it leading to the names in the bundle."""
        kind = posixpath.splitext(source)[1]

        def replaced(match: re.Match[str]) -> str:
            reference = match["ref"]
            if reference is None:
                return match[0]
            if not MODULE.fullmatch(reference) if kind == ".mjs" else ELSEWHERE.fullmatch(reference):
                return match[0]
            start, end = match.start("ref") - match.start(), match.end("ref") - match.start()
            return match[0][:start] + self._resolve(source, reference) + match[0][end:]

        return REFERENCES[kind].sub(replaced, text)

    def _resolve(self, source: str, reference: str) -> str:
        reference, mark, fragment = reference.partition("#")
        folder = posixpath.dirname(source)
        target = self._address(source, posixpath.normpath(posixpath.join(folder, reference)))
        address = posixpath.relpath(target, folder or ".")
        if reference.startswith("./") and not address.startswith("."):
            address = f"./{address}"
        return address + mark + fragment

    def _address(self, source: str, target: str) -> str:
        if target in GENERATED:
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
            if posixpath.splitext(target)[1] in REFERENCES:
                data = self.rewrite(target, data.decode()).encode()
            self._path.pop()
            add = self.bundle.add if target in FIXED_NAMES else self.bundle.add_hashed
            self._addresses[target] = add(target, data, first_visit=target not in LATER).url
        return self._addresses[target]

    def _find(self, target: str) -> Path | None:
        folder, _, name = target.partition("/")
        if target.startswith(("/", "..")):
            return None
        candidates = [self.site / target] + ([self.mounts[folder] / name] if folder in self.mounts else [])
        return next((path for path in candidates if path.is_file()), None)
