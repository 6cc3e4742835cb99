"""Where everything is."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
NODE_MODULES = SITE / "node_modules"
BENCH = ROOT / "tests" / "bench"

BUILD = ROOT / ".build"
CACHE = BUILD / "cache"
COMPRESSED = "compressed"
"""Folder of the cache: what brotli made of the files of a site, by their sha256."""

VENV = BUILD / "venv"

DIST = ROOT / "dist"
PUBLISHED = BUILD / "published"
"""The site with Pyodide and onnxruntime-web as they are published; never in dist/, so that neither is taken for the
other."""

AHEAD = BUILD / "compressed"
"""A site with what hosts send in place of its files beside them; it goes to a host, and nothing here reads it."""

UNDER_TEST = Path(os.environ.get("IMPASTO_SITE") or DIST)
"""The site that tests and benchmarks open: build.py names it to them. Nothing is ever written there."""


def site_folder(*, published: bool) -> Path:
    """Return where a site is built."""
    return PUBLISHED if published else DIST
