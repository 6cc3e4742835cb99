from io import BytesIO

import numpy as np
import pytest
from PIL import JpegImagePlugin

from impasto.errors import BadImage
from impasto.imaging.decoding import decode
from impasto.imaging.encoding import encode
from impasto.imaging.pixels import to_rgba
from tests.unit.fixtures import corners, noise, photo


@pytest.mark.parametrize(
    ("format", "mime", "suffix", "tolerance"),
    [("png", "image/png", ".png", 0), ("jpeg", "image/jpeg", ".jpg", 8), ("webp", "image/webp", ".webp", 14)],
)
def test_encode_and_decode(format, mime, suffix, tolerance):
    picture = photo(90, 60)
    encoded = encode(picture, format)
    assert (encoded.mime, encoded.suffix) == (mime, suffix)
    decoded = decode(encoded.data)
    assert decoded.format.lower() == format
    assert np.abs(decoded.pixels.astype(int) - picture).max() <= tolerance


@pytest.mark.parametrize("format", ["png", "jpeg", "webp"])
def test_encode_leaves_alpha_out(format):
    rgb, rgba = (encode(picture, format) for picture in (corners(), to_rgba(corners())))
    assert rgba == rgb


@pytest.mark.parametrize("format", ["jpeg", "webp"])
def test_quality_costs_bytes(format):
    sizes = [len(encode(noise(90, 60), format, quality).data) for quality in (1, 50, 100)]
    assert sizes[0] < sizes[1] < sizes[2]


def test_jpeg_keeps_the_full_resolution_of_colour():
    image = JpegImagePlugin.JpegImageFile(BytesIO(encode(corners(), "jpeg").data))
    assert [layer[1:3] for layer in image.layer] == [(1, 1)] * 3


def test_encode_refuses_other_formats_and_qualities():
    with pytest.raises(BadImage, match=r"^Pictures are saved as png, jpeg, webp(, avif)?; “gif” was given\.$"):
        encode(corners(), "gif")  # type: ignore[arg-type]
    for quality in (0, 101):
        with pytest.raises(BadImage, match=f"^The quality is 1 to 100; {quality} was given.$"):
            encode(corners(), "jpeg", quality)
