"""The page's own notation: parts, words, icons, repeated blocks, placeholders, data, and what vouches for files."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bundler.bundle import BundleError

Records = Sequence[Mapping[str, Any]]


PART = re.compile(r"^( *)<!-- part:([a-z-]+) -->\n", re.MULTILINE)


def assembled(site: Path, name: str) -> str:
    """Return the source of a page with its parts in place.

    `<!-- part:name -->` on a line of its own stands for site/parts/name.html, set in as far as that line is.
    """

    def part(match: re.Match[str]) -> str:
        return re.sub("^(?=.)", match[1], read(f"parts/{match[2]}.html"), flags=re.MULTILINE)

    def read(path: str) -> str:
        try:
            text = (site / path).read_text(encoding="utf-8")
        except OSError:
            raise BundleError(f"site/{path}, a part of site/{name}, cannot be read.") from None
        return PART.sub(part, text)

    return read(name)


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


def fill_data(page: str, name: str, data: Mapping[str, Any]) -> str:
    """Put data into the block of the page that has this id, in a form that cannot end the block early."""
    block = f'<script type="application/json" id="{name}">'
    if page.count(f"{block}</script>") != 1:
        raise BundleError(f"site/index.html needs one {block}</script>.")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return page.replace(f"{block}</script>", f"{block}{text}</script>")


LOADED = re.compile(r'<(?:link rel="(?:modulepreload|stylesheet)"|script type="module")[^>]*? (?:href|src)="([^"]+)"')
"""What the page loads by itself and browsers check."""


def integrity(data: bytes) -> str:
    """Return the hash of a file as browsers take it (https://www.w3.org/TR/sri-2/)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def with_integrity(page: str, files: Mapping[str, bytes], modules: Iterable[str]) -> str:
    """Return the page with the hashes of all that it loads: of each file where it is named, of modules in a map too.

    The map is for what modules import (https://html.spec.whatwg.org/multipage/webappapis.html#import-maps); workers
    take no notice of it.
    """
    page = LOADED.sub(lambda match: f'{match[0]} integrity="{integrity(files[match[1]])}"', page)
    hashes = {f"./{url}": integrity(files[url]) for url in sorted(modules)}
    return page.replace("<!-- import map -->", f'<script type="importmap">{json.dumps({"integrity": hashes})}</script>')


def inline(page: str, site: Path) -> str:
    """Return the page with its classic scripts in it, and with the hashes that let it run what stands in it.

    Such a script runs whatever the host says of scripts, and is there whenever the page is.
    """

    def script(match: re.Match[str]) -> str:
        text = (site / match[1]).read_text(encoding="utf-8")
        if "</script" in text or "{{" in text:
            raise BundleError(f"site/{match[1]} cannot stand in the page: it holds a </script or a {{{{.")
        return f"<script>\n{text}</script>"

    page = re.sub(r"<!-- inline:([\w./-]+) -->", script, page)
    bodies = re.findall(r'<script(?: type="importmap")?>(.*?)</script>', page, re.DOTALL)
    return page.replace("{{inline}}", " ".join(f"'{integrity(body.encode())}'" for body in bodies))


def sealed(page: str) -> str:
    """Return the page with the sha256 of all of it at its end: no other file can say what the page has to be."""
    page = page.rstrip() + "\n"
    return f"{page}<!-- sealed: {hashlib.sha256(page.encode()).hexdigest()} -->\n"
