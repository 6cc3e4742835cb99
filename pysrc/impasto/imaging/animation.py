"""Pictures that follow each other as one that moves."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, WebPImagePlugin  # noqa: F401  (registers WebP, which Pillow does not do by itself)

from impasto.imaging.encoding import Encoded, check_quality
from impasto.imaging.formats import DEFAULT_QUALITY
from impasto.imaging.pixels import RGB, RGBA
from impasto.imaging.srgbprofile import srgb_profile

MILLISECONDS = 160
"""How long each picture is seen."""


def animated(pictures: Sequence[RGB | RGBA], quality: int = DEFAULT_QUALITY) -> Encoded:
    """Return an animated WebP, marked as sRGB, that shows the pictures to the last one and back, for ever.

    Args:
        pictures: at least one, uint8 ``[height, width, 3 or 4]``, of the same size.
        quality: 1..100.

    Raises:
        BadImage: the quality is outside 1..100.
    """
    check_quality(quality)
    there_and_back = [Image.fromarray(picture) for picture in (*pictures, *pictures[-2:0:-1])]
    stream = BytesIO()
    there_and_back[0].save(
        stream,
        "WEBP",
        save_all=True,
        append_images=there_and_back[1:],
        duration=MILLISECONDS,
        loop=0,
        quality=quality,
        icc_profile=srgb_profile(),
    )
    return Encoded(stream.getvalue(), "image/webp", ".webp")
