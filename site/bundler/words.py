"""The words that scripts say, which the page carries for them, and those of Python in other languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bundler.bundle import Bundle, BundleError
from impasto.words import LANGUAGE, catalogue

SAYING = re.compile(
    r"""
    \b (say\( | failure\( | key:) \s* "([a-z0-9-]+)"         # say("key", failure("key", or { key: "key"
    (?: [^{})]*? , \s* (?:parameters:\s*)? \{ ([^{}]*) \} )?  # , { name, name: value }
    """,
    re.VERBOSE,
)
"""Where a script says something: words on the page, an error about a file, or a text that a worker sends."""


DECIMAL_MARK = "decimal-mark"
"""What say.js itself looks up."""


class Said(NamedTuple):
    """Something that a script says: its key, and the names of the parameters that are given."""

    key: str
    parameters: frozenset[str]


def said_in(script: str) -> Iterator[Said]:
    """Yield what a script says, as far as keys stand in it."""
    for verb, key, given in SAYING.findall(script):
        names = re.findall(r"(?:^|,)\s*(\w+)\s*(?=[,:]|$)", given)
        yield Said(key, frozenset(names) | ({"file"} if verb == "failure(" else set()))


def words_of_scripts(folder: Path, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return those words of the catalogue that the scripts of a folder say, in its order."""
    said = {each.key for path in scripts_in(folder) for each in said_in(path.read_text(encoding="utf-8"))}
    if unknown := said - words.keys():
        raise BundleError(f"site/scripts: the catalogue of words has no {', '.join(sorted(unknown))}.")
    return {key: forms for key, forms in words.items() if key in said | {DECIMAL_MARK}}


def scripts_in(folder: Path) -> list[Path]:
    """Return the scripts of a folder, and of those in it."""
    return [path for path in sorted(folder.rglob("*")) if path.suffix in {".js", ".mjs"}]


def add_words(bundle: Bundle, language: str) -> dict[str, Any]:
    """Add what Python says in a language. The one that it falls back on is among its own files."""
    if language == LANGUAGE:
        return {"words": None}
    text = json.dumps(catalogue(language), ensure_ascii=False, separators=(",", ":"))
    return {"words": bundle.add_hashed(f"words/{language}.json", text.encode(), first_visit=False).record()}
