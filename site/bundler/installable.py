"""What makes the page one that can be installed: its manifest (https://www.w3.org/TR/appmanifest/) and its icons."""

from __future__ import annotations

import json
import re

from bundler.bundle import Bundle, BundleError
from bundler.icons import drawing_in, painted
from impasto.words import LANGUAGE, catalogue

ICONS = ((192, False), (512, False), (512, True))
"""Side in px, and whether the system may cut it to its own shape."""


LOOKED_AT = 192
"""The side of the icon that browsers fetch with the manifest, to know whether the page can be installed."""


SHARE_TARGET = {
    "action": "./shared",
    "method": "POST",
    "enctype": "multipart/form-data",
    "params": {"files": [{"name": "picture", "accept": ["image/*"]}]},
}
"""How other applications share pictures with the page (https://www.w3.org/TR/web-share-target/).

No host takes them: ``service-worker.mjs`` does, which is there before the page can be installed.
"""


def grounds(tokens: str) -> tuple[str, str]:
    """Return the colours of the wall, light and dark, as tokens.css names them."""
    found = re.findall(r"--ground: (#[0-9a-f]{6});", tokens)
    if len(found) != 2:
        raise BundleError("site/styles/tokens.css has not one --ground for light and one for dark.")
    light, dark = found
    return light, dark


def add_icons(bundle: Bundle, svg: str) -> list[dict[str, str]]:
    """Add the icons; return their records in the manifest."""
    drawing = drawing_in(svg)
    records = []
    for side, maskable in ICONS:
        name = f"icons/{'maskable' if maskable else 'icon'}-{side}.png"
        asset = bundle.add_hashed(name, painted(drawing, side, maskable=maskable), first_visit=side == LOOKED_AT)
        purpose = "maskable" if maskable else "any"
        records.append({"src": asset.url, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose})
    return records


def add_manifest(bundle: Bundle, language: str, icons: list[dict[str, str]], ground: str) -> str:
    """Add the manifest in one language; return its address, beside the page: it begins there."""
    words = catalogue(language)
    manifest = {
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "name": "Impasto",
        "short_name": "Impasto",
        "description": words["page-description"],
        "lang": words["language-tag"],
        "dir": words["language-direction"],
        "display": "standalone",
        "background_color": ground,
        "theme_color": ground,
        "categories": ["photo", "graphics"],
        "icons": icons,
        "share_target": SHARE_TARGET,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    return bundle.add_hashed("app.webmanifest", text.encode(), first_visit=language == LANGUAGE).url
