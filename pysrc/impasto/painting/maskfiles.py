"""Masks as files: PNG of one grey channel, which every program shows and none changes."""

from io import BytesIO

from PIL import Image

from impasto.errors import BadImage, BadProject
from impasto.imaging.decoding import decode
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.masks import Mask, of_picture


def to_png(mask: Mask) -> bytes:
    """Return a mask as the bytes of a PNG file."""
    file = BytesIO()
    Image.fromarray(mask.grey).save(file, "PNG")
    return file.getvalue()


def from_png(data: bytes, *, longest: int = LARGEST_SIZE) -> Mask:
    """Return the mask of a file of saved work, which comes from anybody, ``longest`` px at most.

    Raises:
        BadProject: it is no picture, or of a size that is not allowed.
    """
    try:
        decoded = decode(data, longest=longest)
    except BadImage as error:
        raise BadProject("project-mask-unreadable", problem=error.text) from error
    return of_picture(decoded.pixels, decoded.alpha)
