"""From pixels to a picture file, which says that it is sRGB, and holds nothing of the photograph's own metadata."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, get_args

from PIL import Image, PngImagePlugin, WebPImagePlugin  # noqa: F401  (registers WebP, which Pillow does not do by itself)

from impasto.errors import BadImage
from impasto.imaging import cutouts
from impasto.imaging.formats import DEFAULT_QUALITY, HIGHEST_QUALITY, LOWEST_QUALITY, Format
from impasto.imaging.pixels import RGB, RGBA
from impasto.imaging.srgbprofile import srgb_profile

SUFFIXES: Mapping[Format, str] = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "avif": ".avif"}
"""What the names of files end in."""

_PERCEPTUAL = b"\0"
_LONGEST_COMMENT = 60_000
"""Bytes of a JPEG's comment: it has room for 65533, but Pillow writes it at once with what is before and after it."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture file: its bytes, its media type and the suffix for its name (with the dot)."""

    data: bytes
    mime: str
    suffix: str


def available() -> tuple[Format, ...]:
    """Return the formats that pictures can be saved in here."""
    return tuple(format for format in get_args(Format) if format != "avif" or _encodes_avif())


def check_quality(quality: int) -> None:
    """Raise ``BadImage`` unless ``quality`` is one that ``encode`` takes (1..100)."""
    if not LOWEST_QUALITY <= quality <= HIGHEST_QUALITY:
        raise BadImage("quality-not-allowed", given=quality)


def encode(picture: RGB | RGBA, format: Format, quality: int = DEFAULT_QUALITY, *, made: str = "") -> Encoded:
    """Return the picture as a file; ``quality`` (1..100) is for all but PNG, which loses nothing.

    Where not all of it is opaque it stays transparent, but for JPEG, in which it is laid over white. ``made``, how the
    picture was made, is written into its text (PNG iTXt, JPEG's comment, XMP of WebP and AVIF) unless it is empty.

    Raises:
        BadImage: the format is none of those that are ``available``, the quality is outside 1..100, or ``made`` has
            no room in a JPEG (60000 bytes of UTF-8).
    """
    formats = available()
    if format not in formats:
        raise BadImage("format-not-allowed", formats=formats, given=format)
    check_quality(quality)
    if format == "jpeg" and len(made.encode()) > _LONGEST_COMMENT:
        raise BadImage("made-too-long", most=_LONGEST_COMMENT)
    stream = BytesIO()
    _image(picture, format).save(stream, format.upper(), **_options(format, quality, made))
    return Encoded(stream.getvalue(), f"image/{format}", SUFFIXES[format])


def _image(picture: RGB | RGBA, format: Format) -> Image.Image:
    if picture.shape[2] == 3 or picture[..., 3].min() == 255:
        return Image.fromarray(picture[..., :3])
    if format == "jpeg":
        return Image.fromarray(cutouts.over_white(picture[..., :3], picture[..., 3]))
    return Image.fromarray(picture)


def _options(format: Format, quality: int, made: str) -> dict[str, Any]:
    if format == "png":
        text = PngImagePlugin.PngInfo()
        text.add(b"sRGB", _PERCEPTUAL)
        if made:
            text.add_itxt("Comment", made)
        return {"pnginfo": text}
    options: dict[str, Any] = {"quality": quality, "icc_profile": srgb_profile()}
    if format == "jpeg":
        # Full colour resolution: halved, as is common for photographs, it dulls the edges of strong colours.
        return options | {"subsampling": 0} | ({"comment": made.encode()} if made else {})
    return options | ({"xmp": xmp(made)} if made else {})


def _encodes_avif() -> bool:
    try:
        from PIL import _avif
    except ImportError:
        return False
    return "[enc]" in _avif.codec_versions()


def xmp(made: str) -> bytes:
    """Return a packet that says it as the picture's description (ISO 16684-1, Dublin Core)."""
    escaped = made.replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{escaped}</rdf:li>'
        "</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()
