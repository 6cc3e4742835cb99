"""Pixels to files: what they say of themselves, and what they keep to themselves."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms, JpegImagePlugin

from impasto.errors import BadImage
from impasto.imaging.decoding import decode
from impasto.imaging.encoding import available, encode
from impasto.imaging.pixels import to_rgba
from impasto.imaging.srgbprofile import srgb_profile
from impasto.words import Text
from tests.unit.fixtures import chunk, corners, noise, photo, saved
from tests.unit.imaging.iccfiles import matrix_profile


@pytest.mark.parametrize(
    ("format", "mime", "suffix", "tolerance"),
    [
        ("png", "image/png", ".png", 0),
        ("jpeg", "image/jpeg", ".jpg", 8),
        ("webp", "image/webp", ".webp", 14),
        ("avif", "image/avif", ".avif", 14),
    ],
)
def test_encode_and_decode(format, mime, suffix, tolerance):
    picture = photo(90, 60)
    encoded = encode(picture, format)
    assert (encoded.mime, encoded.suffix) == (mime, suffix)
    decoded = decode(encoded.data)
    assert decoded.format.lower() == format
    assert np.abs(decoded.pixels.astype(int) - picture).max() <= tolerance


@pytest.mark.parametrize("format", available())
def test_what_is_opaque_has_no_alpha(format):
    rgb, rgba = (encode(picture, format) for picture in (corners(), to_rgba(corners())))
    assert rgba == rgb


@pytest.mark.parametrize("format", available())
def test_what_is_transparent_stays_so_but_in_jpeg(format):
    picture = to_rgba(photo(64, 48))
    picture[:, :32, 3] = 0
    decoded = decode(encode(picture, format).data)
    if format == "jpeg":
        assert decoded.alpha is None and (decoded.pixels[:, :24] >= 250).all()
    else:
        assert decoded.alpha is not None
        np.testing.assert_array_equal(decoded.alpha, picture[..., 3])


@pytest.mark.parametrize("format", available())
def test_files_say_that_they_are_srgb(format):
    data = encode(photo(64, 48), format).data
    if format == "png":
        assert data[33:].startswith(chunk(b"sRGB", b"\0"))
    else:
        assert Image.open(BytesIO(data)).info["icc_profile"] == srgb_profile()
        assert len(srgb_profile()) < 600


def test_the_profile_is_that_of_srgb():
    picture = noise(64, 64)
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"
    converted = ImageCms.profileToProfile(Image.fromarray(picture), profile, ImageCms.createProfile("sRGB"))
    assert np.abs(np.asarray(converted).astype(int) - picture).max() <= 1


MADE = "Impasto: „Kreide“ at 1.2 <& more>"


@pytest.mark.parametrize("format", available())
def test_how_it_was_made_is_written_when_asked_for(format):
    plain, told = encode(photo(64, 48), format).data, encode(photo(64, 48), format, made=MADE).data
    info = Image.open(BytesIO(told)).info
    match format:
        case "png":
            assert info["Comment"] == MADE
        case "jpeg":
            assert info["comment"].decode() == MADE
        case _:
            assert "Impasto: „Kreide“ at 1.2 &lt;&amp; more>" in info["xmp"].decode()
    for name in ("comment", "Comment", "xmp", "exif", "XML:com.adobe.xmp"):
        assert name not in Image.open(BytesIO(plain)).info
    np.testing.assert_array_equal(decode(plain).pixels, decode(told).pixels)


def test_a_jpeg_has_room_for_so_much():
    assert decode(encode(photo(64, 48), "jpeg", made="x" * 60_000).data).width == 64
    with pytest.raises(BadImage) as caught:
        encode(photo(64, 48), "jpeg", made="ü" * 30_001)
    assert caught.value.text == Text("made-too-long", most=60_000)
    assert encode(photo(64, 48), "png", made="ü" * 100_000).mime == "image/png"


@pytest.mark.parametrize("format", available())
def test_nothing_of_the_photos_own_metadata_is_kept(format):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "SecretMaker", "SecretModel"
    exif.get_ifd(0x8825)[1] = "N"
    photograph = saved(
        photo(64, 48),
        "JPEG",
        exif=exif,
        comment=b"secret comment",
        xmp=b"<secret/>",
        icc_profile=matrix_profile("adobe-rgb"),
    )
    data = encode(decode(photograph).pixels, format).data
    assert b"ecret" in photograph and b"ecret" not in data
    again = Image.open(BytesIO(data))
    assert not again.getexif() and set(again.info) <= {
        *("srgb", "icc_profile", "jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"),
        *("timestamp", "duration"),
    }


@pytest.mark.parametrize("format", ["jpeg", "webp", "avif"])
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
