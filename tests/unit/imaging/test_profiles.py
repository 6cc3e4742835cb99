"""Embedded colour profiles, against LittleCMS."""

import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from impasto.imaging import iccprofiles, icctables
from impasto.imaging.conversion import SRGB_TO_D50, inverse, primaries_to_d50
from impasto.imaging.decoding import decode
from impasto.imaging.pixels import RGB
from impasto.imaging.srgbprofile import srgb_profile
from tests.unit.fixtures import noise, photo, png, saved
from tests.unit.imaging.iccfiles import (
    SPACES,
    SRGB_CURVE,
    gamma,
    grey_profile,
    matrix_profile,
    modern_table_profile,
    para,
    points,
    press_profile,
)

PROPHOTO = para(3, (1.8, 1, 0, 1 / 16, 16 / 512))
BT1886 = np.linspace(0, 1, 1024) ** 2.4
PROFILES = {
    "display-p3": matrix_profile("display-p3"),
    "adobe-rgb": matrix_profile("adobe-rgb", gamma(563 / 256), 2),
    "prophoto": matrix_profile("prophoto", PROPHOTO),
    "prophoto-version-2": matrix_profile("prophoto", gamma(1.8), 2),
    "points": matrix_profile("display-p3", points(BT1886), 2),
    "few-points": matrix_profile("adobe-rgb", points(np.linspace(0, 1, 17) ** 2.0), 2),
    "parametric-0": matrix_profile("adobe-rgb", para(0, (2.2,))),
    "parametric-1": matrix_profile("adobe-rgb", para(1, (2.2, 1.1, -0.1))),
    "parametric-2": matrix_profile("adobe-rgb", para(2, (2.2, 0.95, 0.02, 0.01))),
    "parametric-4": matrix_profile("adobe-rgb", para(4, (2.2, 0.95, 0.05, 0.2, 0.05, 0.0, 0.0))),
    "linear": matrix_profile("srgb", gamma(None), 2),
}


def by_littlecms(image: Image.Image, profile: bytes) -> RGB:
    source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    assert converted is not None
    return np.asarray(converted)


def difference(picture: RGB, expected: RGB) -> float:
    return float(np.abs(picture.astype(int) - expected).mean())


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("make", [photo, noise])
def test_curves_and_a_matrix(name, make):
    picture = make(96, 64)
    expected = by_littlecms(Image.fromarray(picture), PROFILES[name])
    pixels = decode(saved(picture, "PNG", icc_profile=PROFILES[name])).pixels
    assert difference(pixels, picture) > 2  # what a profile that was passed over would leave
    assert difference(pixels, expected) < 0.3
    assert np.percentile(np.abs(pixels.astype(int) - expected), 95) <= 2


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "TIFF", "PNG"])
def test_profiles_are_found_in_all_formats(format):
    picture = photo(96, 64)
    options = {"WEBP": {"lossless": True}, "JPEG": {"quality": 100, "subsampling": 0}}.get(format, {})
    pixels = decode(saved(picture, format, icc_profile=PROFILES["prophoto"], **options)).pixels
    assert difference(pixels, by_littlecms(Image.fromarray(picture), PROFILES["prophoto"])) < 1.5


@pytest.mark.parametrize("curve", [gamma(1.8), gamma(2.2), points(np.linspace(0, 1, 33) ** 3)])
@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_grey(curve, format):
    levels = np.tile(np.arange(256, dtype=np.uint8), (40, 1))
    profile = grey_profile(curve)
    pixels = decode(saved(Image.fromarray(levels), format, icc_profile=profile)).pixels
    assert (pixels == pixels[..., :1]).all()
    assert difference(pixels, by_littlecms(Image.fromarray(levels), profile)) < 0.3


@pytest.mark.parametrize("depth", [8, 16])
def test_grey_with_transparency(depth):
    levels = np.tile(np.arange(256, dtype=np.uint8), (40, 1))
    profile = grey_profile(gamma(1.0))
    alpha = np.where(np.arange(40) < 20, 0, 255).astype(np.uint8)[:, None].repeat(256, 1)
    expected = by_littlecms(Image.fromarray(levels), profile)
    wide = np.dstack((levels, alpha)).astype(np.uint16) * (257 if depth == 16 else 1)
    stored = wide.astype(">u2" if depth == 16 else "u1").tobytes()
    packed = b"x\0\0" + zlib.compress(profile)
    decoded = decode(png(256, 40, depth, 4, stored, {b"iCCP": packed}))
    assert decoded.alpha is not None and (decoded.alpha == alpha).all()
    assert difference(decoded.pixels[20:], expected[20:]) < 0.3
    one = decode(png(256, 40, 8, 0, levels.tobytes(), {b"iCCP": packed, b"tRNS": b"\0\x50"}))
    assert one.alpha is not None and set(np.flatnonzero(one.alpha[0] == 0)) == {0x50}
    assert difference(one.pixels[:, 90:], expected[:, 90:]) < 0.3


def test_a_grey_picture_may_have_a_profile_of_colour_but_not_the_other_way_round():
    levels = np.tile(np.arange(256, dtype=np.uint8), (40, 1))
    pixels = decode(saved(Image.fromarray(levels), "PNG", icc_profile=PROFILES["linear"])).pixels
    assert pixels[0, 64].tolist() == [137, 137, 137]
    picture = photo(64, 48)
    decoded = decode(saved(picture, "PNG", icc_profile=grey_profile(gamma(1.0))))
    np.testing.assert_array_equal(decoded.pixels, picture)


@pytest.mark.parametrize(
    "profile", [srgb_profile(), matrix_profile("srgb"), matrix_profile("srgb", para(*SRGB_CURVE), 2)]
)
def test_srgb_changes_nothing(profile):
    picture = noise(64, 48)
    np.testing.assert_array_equal(decode(saved(picture, "PNG", icc_profile=profile)).pixels, picture)


@pytest.mark.parametrize(("nodes", "bits"), [(7, 16), (9, 8), (17, 16)])
def test_tables_of_presses(nodes, bits):
    profile = press_profile(4, nodes, bits)
    image = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 96, 4), np.uint8), "CMYK")
    expected = by_littlecms(image, profile)
    pixels = decode(saved(image, "TIFF", icc_profile=profile)).pixels
    assert difference(pixels, np.asarray(image.convert("RGB"))) > 20
    assert difference(pixels, expected) < 1.5


def test_tables_in_jpeg_whose_inks_are_inverted():
    image = Image.fromarray(photo(96, 64)).convert("CMYK")
    profile = press_profile()
    pixels = decode(saved(image, "JPEG", quality=100, subsampling=0, icc_profile=profile)).pixels
    assert difference(pixels, by_littlecms(image, profile)) < 2


@pytest.mark.parametrize("profile", [press_profile(3, 17), press_profile(3, 9, 8), modern_table_profile()])
def test_tables_of_colour(profile):
    picture = noise(96, 64)
    expected = by_littlecms(Image.fromarray(picture), profile)
    assert difference(decode(saved(picture, "PNG", icc_profile=profile)).pixels, expected) < 1.5


def test_tables_are_evaluated_as_they_are_written():
    found = iccprofiles.parsed(modern_table_profile())
    assert found is not None
    table = icctables.table(found)
    assert table is not None
    assert table.grid.shape == (33, 33, 33, 3)
    assert table.apply(np.array([[255, 255, 255]], np.uint8)).min() > 235


@pytest.mark.parametrize(
    "damage",
    [
        lambda profile: b"",
        lambda profile: profile[:100],
        lambda profile: profile[:200],
        lambda profile: profile.replace(b"curv", b"cruv").replace(b"para", b"arap"),
        lambda profile: profile.replace(b"acsp", b"pcsa"),
        lambda profile: profile[:128] + b"\xff" * 4 + profile[132:],
    ],
)
def test_damaged_profiles_cost_nothing_but_themselves(damage):
    picture = photo(64, 48)
    damaged = damage(PROFILES["display-p3"])
    assert iccprofiles.parsed(PROFILES["display-p3"]) is not None
    decoded = decode(saved(picture, "TIFF", icc_profile=damaged))
    assert decoded.pixels.shape == picture.shape
    if damaged[36:40] != b"acsp" or len(damaged) < 300:
        np.testing.assert_array_equal(decoded.pixels, picture)


def test_the_inverse_of_a_matrix():
    for matrix in (SRGB_TO_D50, *map(primaries_to_d50, SPACES.values())):
        np.testing.assert_allclose(inverse(matrix), np.linalg.inv(matrix), rtol=1e-9, atol=1e-12)
    with pytest.raises(ValueError, match="without an inverse"):
        inverse(np.ones((3, 3)))
    np.testing.assert_allclose(primaries_to_d50(SPACES["srgb"]), SRGB_TO_D50, atol=2e-4)


def test_large_pictures_are_converted_in_strips():
    """More pixels than a strip has give the same as each row for itself."""
    picture = noise(1024, 200)
    profile = PROFILES["adobe-rgb"]
    whole = decode(saved(picture, "PNG", icc_profile=profile), longest=1024).pixels
    part = decode(saved(picture[150:], "PNG", icc_profile=profile), longest=1024).pixels
    np.testing.assert_array_equal(whole[150:], part)
