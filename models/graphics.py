"""Writes the variants of the transformers' graphs that graphics hardware runs, and their records in the manifest.

    python models/graphics.py

needs the extra ``models``. Run it after every change of a transformer's files; a test tells when that is due. The same
weights always give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from importing.graphics import write_variants

if __name__ == "__main__":
    write_variants(Path(__file__).resolve().parent)
