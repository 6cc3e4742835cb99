"""The style sheets of the studio, which travel as one file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bundler.bundle import Bundle

STYLE_SHEETS = re.compile(r'(?:[ ]*<link rel="stylesheet" href="styles/[^"]+">\n){2,}')
SHARED = "  <!-- style sheets of the studio -->\n"
JOINED = re.compile(r'  <link rel="stylesheet" href="styles/page-[^"]+">\n')


def join_style_sheets(bundle: Bundle, pages: Mapping[str, str], studio: str) -> dict[str, str]:
    """Make one file of the studio's style sheets: a first visit fetches them all, and each would be a round trip.

    ``studio`` is the page that names them; others have a comment in the place of the link to it.
    """
    parts = set[str]()

    def joined(match: re.Match[str]) -> str:
        sheets = re.findall(r'href="([^"]+)"', match[0])
        parts.update(sheets)
        asset = bundle.add_hashed("styles/page.css", b"".join(map(bundle.files.__getitem__, sheets)), first_visit=True)
        return f'  <link rel="stylesheet" href="{asset.url}">\n'

    pages = {name: STYLE_SHEETS.sub(joined, page) for name, page in pages.items()}
    if link := JOINED.search(pages[studio]):
        pages = {name: page.replace(SHARED, link[0]) for name, page in pages.items()}
    for sheet in parts:
        del bundle.files[sheet]
    bundle.first_visit -= parts
    return pages
