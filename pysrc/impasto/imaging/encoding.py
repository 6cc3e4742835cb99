"""From pixels to a picture file."""

from dataclasses import dataclass
from io import BytesIO
from typing import get_args

from PIL import Image, WebPImagePlugin  # noqa: F401  (registers WebP, which Pillow does not do by itself)

from impasto.errors import BadImage
from impasto.imaging.formats import Format
from impasto.imaging.pixels import RGB, RGBA


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture file: its bytes, its media type and the suffix for its name (with the dot)."""

    data: bytes
    mime: str
    suffix: str


def check_quality(quality: int) -> None:
    """Raise ``BadImage`` unless ``quality`` is one that ``encode`` takes (1..100)."""
    if not 1 <= quality <= 100:
        raise BadImage("quality-not-allowed", given=quality)


def encode(picture: RGB | RGBA, format: Format, quality: int = 92) -> Encoded:
    """Return the picture as a file without alpha; ``quality`` (1..100) is for JPEG and WebP, PNG loses nothing.

    Raises:
        BadImage: the format is not one of png, jpeg and webp, or the quality is outside 1..100.
    """
    if format not in get_args(Format):
        raise BadImage("format-not-allowed", formats=get_args(Format), given=format)
    check_quality(quality)
    stream = BytesIO()
    image = Image.fromarray(picture[..., :3])
    if format == "png":
        image.save(stream, "PNG")
    elif format == "jpeg":
        # Full colour resolution: halved, as is common for photographs, it dulls the edges of strong colours.
        image.save(stream, "JPEG", quality=quality, subsampling=0)
    else:
        image.save(stream, "WEBP", quality=quality)
    return Encoded(stream.getvalue(), f"image/{format}", ".jpg" if format == "jpeg" else f".{format}")
