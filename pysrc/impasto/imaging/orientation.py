"""Which way is up: EXIF decides, and nothing else (XMP may say something different), as in browsers."""

from PIL import Image

from impasto.imaging import directories

_ORIENTATION = 274
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by the values of EXIF 2.32, 4.6.4."""


def orientation(exif: bytes | None) -> int:
    """Return the orientation, 1..8, that the bytes of EXIF name; 1 where they say nothing that could be understood."""
    if not exif:
        return 1
    pages = directories.pages(exif.removeprefix(b"Exif\0\0"))
    return page_orientation(pages[0]) if pages else 1


def page_orientation(page: directories.Page) -> int:
    """Return the orientation, 1..8, that a page of a TIFF, or the first of EXIF, names; 1 where it names none."""
    found = page.number(_ORIENTATION, 1)
    return found if found in _TURNS else 1


def turns_sides(orientation: int) -> bool:
    """Return whether width and height change places."""
    return orientation >= 5


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture turned upright."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image
