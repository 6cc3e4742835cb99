"""From a template and the tables to a configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from builder.headers import MIME_TYPES
from bundler.bundle import HASH_IN_NAME
from bundler.headers import FOREVER, FRESH, everywhere
from bundler.sizes import COMPRESSED

FOLDER = Path(__file__).resolve().parent
TEMPLATES = ("nginx.conf", "apache.conf", "lighttpd.conf", "Caddyfile")

SMALLER = tuple(ending[1:] for ending in MIME_TYPES if ending and not ending.endswith(COMPRESSED))
"""Endings of what `python build.py compress` makes smaller."""

NOT_WORTH_IT = (*COMPRESSED, ".onnx")
"""Endings of what hosts send as it is: networks get little smaller, and would be compressed for every visitor anew."""

Row = Mapping[str, str]


def configurations(page: str) -> dict[str, str]:
    """Return the configuration of each host by its file's name, for a site with this page."""
    smaller = {mime for ending, mime in MIME_TYPES.items() if not ending.endswith(NOT_WORTH_IT)}
    compressed = sorted({_plain(mime) for mime in smaller} - {"text/html"})
    tables: list[list[Row]] = [
        [{"header": name, "value": value} for name, value in everywhere(page).items()],
        [{"ending": ending[1:], "mime": mime, "type": _plain(mime)} for ending, mime in MIME_TYPES.items() if ending],
        [{"compressed": mime} for mime in compressed],
    ]
    single = {
        "fresh": FRESH,
        "forever": FOREVER,
        "seconds": FOREVER.partition("max-age=")[2].partition(",")[0],
        "hashed": HASH_IN_NAME,
        "other_mime": MIME_TYPES[""],
        "other_type": _plain(MIME_TYPES[""]),
        "compressed_list": " ".join(compressed),
        "smaller_endings": "|".join(SMALLER),
        "smaller_paths": " ".join(f"*.{ending}" for ending in SMALLER),
    }
    return {name: filled((FOLDER / name).read_text("utf-8"), tables, single) for name in TEMPLATES}


def filled(template: str, tables: Sequence[Sequence[Row]], single: Row) -> str:
    """Return a template with its words replaced; a line with a word of a table is repeated for each row of that."""
    lines = []
    for line in template.splitlines(keepends=True):
        words = set(re.findall(r"\{\{(\w+)\}\}", line))
        rows = next((table for table in tables if words & set(table[0])), [{}])
        lines += [_replaced(line, {word: {**single, **row}[word] for word in words}) for row in rows]
    return "".join(lines)


def _replaced(line: str, values: Row) -> str:
    for word, value in values.items():
        line = line.replace(f"{{{{{word}}}}}", value)
    return line


def _plain(mime: str) -> str:
    """Return a type without its encoding."""
    return mime.partition(";")[0]
