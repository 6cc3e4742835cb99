"""The page that hosts show where there is none, `404.html`.

Without one Cloudflare Pages takes a site for a single page, and sends index.html in the place of every file that is
gone (https://developers.cloudflare.com/pages/configuration/serving-pages/): browsers would keep that as the file.
"""

from __future__ import annotations

import html

from impasto.words import available, catalogue

NAME = "404.html"


def missing_page() -> bytes:
    """Return the page, in all languages, as nobody was asked for one. It loads nothing: it may stand at any depth."""
    said = (
        f'<p lang="{words["language-tag"]}">{html.escape(str(words["nothing-here"]))}</p>\n'
        for words in map(catalogue, available())
    )
    head = '<!doctype html>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
    return f'{head}<meta name="color-scheme" content="light dark">\n<title>404</title>\n{"".join(said)}'.encode()
