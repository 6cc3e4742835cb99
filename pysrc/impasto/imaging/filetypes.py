"""What a file is, told by its first bytes, for messages that help."""

import re

from impasto.words import Text

_SVG = re.compile(rb"\A(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!DOCTYPE\s+svg|<svg[\s>])", re.IGNORECASE)


def picture_type(data: bytes) -> str | None:
    """Return which of the formats that can be read the file claims to be, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"BM") and data[6:10] == bytes(4):  # reserved; a text may begin with BM
        return "BMP"
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "TIFF"
    return None


def foreign_type(data: bytes) -> Text | None:
    """Return what to tell the user of a file that is a picture or document, but of a kind that cannot be read."""
    if data[4:8] == b"ftyp":
        return _iso_media_type(data)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Text("file-is-pdf")
    if _SVG.match(data) and b"<svg" in data[:4096]:
        return Text("file-is-svg")
    return None


def _iso_media_type(data: bytes) -> Text:
    """Tell apart the users of the ISO base media file format (ISO/IEC 14496-12, clause 4.3) by their brands."""
    brands = data[8 : max(12, min(int.from_bytes(data[:4], "big"), 64))]
    if b"avif" in brands or b"avis" in brands:
        return Text("file-is-avif")
    if any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")):
        return Text("file-is-heic")
    return Text("file-is-video-or-sound")
