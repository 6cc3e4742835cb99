"""The text in a picture file that says how the picture was made, read back as ``encoding`` wrote it."""

import re
from io import BytesIO

from PIL import Image

_DESCRIPTION = re.compile(rb'<dc:description><rdf:Alt>\s*<rdf:li xml:lang="x-default">([^<]*)</rdf:li>')
"""By its place alone: whatever else is in the XML of a stranger is never looked at."""

LONGEST = 2**20
"""Bytes of the text; whoever says more than this says something else."""


def how_made(data: bytes) -> str:
    """Return the text; empty where the file has none, is no picture, or is damaged before it. No pixel is decoded."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "AVIF")) as image:
            told = image.info
    except Exception:  # damaged files raise whatever they like in Pillow
        return ""
    if isinstance(xmp := told.get("xmp"), bytes):
        found = _DESCRIPTION.search(xmp[:LONGEST])
        text = found[1].decode("utf-8", "replace") if found else ""
        return text.replace("&lt;", "<").replace("&amp;", "&")
    text = told.get("Comment") or told.get("comment") or ""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
