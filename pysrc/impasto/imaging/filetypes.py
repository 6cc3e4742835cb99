"""What a file is, told by its first bytes, for messages that help."""

import re

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


def foreign_type(data: bytes) -> str | None:
    """Return what to tell the user of a file that is a picture or document, but of a kind that cannot be read."""
    if data[4:8] == b"ftyp":
        return _iso_media_type(data)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "This is a PDF document. Export the page as PNG or JPEG and try again."
    if _SVG.match(data) and b"<svg" in data[:4096]:
        return "This is an SVG drawing, made of shapes instead of pixels. Export it as PNG and try again."
    return None


def _iso_media_type(data: bytes) -> str:
    """Tell apart the users of the ISO base media file format (ISO/IEC 14496-12, clause 4.3) by their brands."""
    brands = data[8 : max(12, min(int.from_bytes(data[:4], "big"), 64))]
    if b"avif" in brands or b"avis" in brands:
        return "This is an AVIF picture, which cannot be read here. Save it as JPEG or PNG and try again."
    if any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")):
        return (
            "This is a HEIC photo, which cannot be read here. Export it as JPEG and try again "
            "(an iPhone takes JPEG with Settings, Camera, Formats, Most Compatible)."
        )
    return "This is a video or sound file. Choose a picture."
