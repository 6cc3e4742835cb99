"""The page's own notation: words of the catalogue, icons, repeated blocks, placeholders and the asset table."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bundler.bundle import BundleError

Records = Sequence[Mapping[str, Any]]


def icon(folder: Path, name: str) -> str:
    """Return an icon of lucide-static as inline SVG that takes size and colour from the page."""
    try:
        source = (folder / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        raise BundleError(f"site/index.html: there is no icon called {name!r}.") from None
    match = re.search(r"<svg\b[^>]*>(.*)</svg>", source, re.DOTALL)
    if not match:
        raise BundleError(f"The icon {name!r} is no SVG file.")
    shapes = re.sub(r"\s+", " ", re.sub(r"\s*\n\s*", "", match[1]))
    return (
        '<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes.strip()}</svg>'
    )


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Replace each `{{name}}` by its value, escaped for HTML."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = ", ".join(sorted(values))
            raise BundleError(f"site/index.html: unknown placeholder {match[0]}; here there is: {known}.")
        return html.escape(str(values[match[1]]))

    return re.sub(r"\{\{\s*(\w+)\s*\}\}", value, text)


def say(page: str, words: Mapping[str, Any]) -> str:
    """Replace each `{{say key}}` by the words of the catalogue; their parameters become placeholders.

    Words with markup of their own stand between tags, others may stand in an attribute as well.
    """

    def said(match: re.Match[str]) -> str:
        text = words.get(match[1])
        if not isinstance(text, str):
            raise BundleError(f"site/index.html: the catalogue of words has no {match[1]!r}.")
        escaped = text if "</" in text else html.escape(text)
        return re.sub(r"\{(\w+)\}", r"{{\1}}", escaped)

    return re.sub(r"\{\{say ([a-z0-9-]+)\}\}", said, page)


def expand(
    page: str, icons: Path, words: Mapping[str, Any], lists: Mapping[str, Records], values: Mapping[str, Any]
) -> str:
    """Return the page with its words, its icons, its repeated blocks and its placeholders filled in."""

    def block(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise BundleError(f"site/index.html: unknown list in {match[0][:60]!r}; there is: {', '.join(lists)}.")
        return "".join(fill(match[2], {**values, **record}) for record in lists[match[1]])

    page = say(page, words)
    page = re.sub(r"<!-- icon:([a-z0-9-]+) -->", lambda match: icon(icons, match[1]), page)
    page = re.sub(r"<!-- each:(\w+) -->(.*?)<!-- end -->", block, page, flags=re.DOTALL)
    if left := re.search(r"<!-- *(?:icon|each|end)\b.*?-->", page):
        raise BundleError(f"site/index.html: {left[0]} is not understood.")
    return fill(page, values)


def fill_asset_table(page: str, table: Mapping[str, Any]) -> str:
    """Put the asset table into the page's data block, in a form that cannot end the block early."""
    block = '<script type="application/json" id="assets">'
    if page.count(f"{block}</script>") != 1:
        raise BundleError(f"site/index.html needs one {block}</script>.")
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return page.replace(f"{block}</script>", f"{block}{text}</script>")
