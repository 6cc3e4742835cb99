"""What files say of their colours without a profile: PNG's gamma and chromaticities, and code points."""

import struct

import numpy as np
import pytest

from impasto.imaging import nclx
from impasto.imaging.curves import KNEE, PAPER_WHITE, toned
from impasto.imaging.decoding import decode
from impasto.imaging.pixels import RGB
from impasto.imaging.signalling import of_code_points
from tests.unit.fixtures import chunk, noise, photo, png, saved
from tests.unit.imaging.iccfiles import SPACES, gamma, matrix_profile

SRGB, P3, BT2020 = 1, 12, 9


def chrm(name: str) -> bytes:
    return struct.pack(">8I", *(round(value * 100_000) for value in SPACES[name]))


def gama(exponent: float) -> bytes:
    return struct.pack(">I", round(exponent * 100_000))


def of(picture: RGB, chunks: dict[bytes, bytes]) -> RGB:
    height, width, _ = picture.shape
    return decode(png(width, height, 8, 2, picture.tobytes(), chunks)).pixels


def to_levels(light: np.ndarray) -> np.ndarray:
    stored = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return (stored * 255).round()


def test_linear_light():
    ramp = np.repeat(np.tile(np.arange(256, dtype=np.uint8), (40, 1))[..., None], 3, axis=2)
    pixels = of(ramp, {b"gAMA": gama(1)})
    assert np.abs(pixels[0, :, 0] - to_levels(np.arange(256) / 255)).max() <= 1


def test_gamma_of_grey():
    ramp = np.tile(np.arange(256, dtype=np.uint8), (40, 1))
    pixels = decode(png(256, 40, 8, 0, ramp.tobytes(), {b"gAMA": gama(1 / 1.8)})).pixels
    assert (pixels == pixels[..., :1]).all()
    assert np.abs(pixels[0, :, 0] - to_levels((np.arange(256) / 255) ** 1.8)).max() <= 1


@pytest.mark.parametrize(
    "chunks",
    [
        {b"gAMA": gama(0.45455), b"cHRM": chrm("srgb")},
        {b"gAMA": gama(0.45455)},
        {b"sRGB": b"\0", b"gAMA": gama(1), b"cHRM": chrm("prophoto")},
        {b"cHRM": chrm("prophoto")},
        {b"gAMA": gama(0)},
        {b"cICP": bytes((SRGB, 13, 0, 1)), b"gAMA": gama(1)},
        {b"cICP": bytes((SRGB, 2, 0, 1))},
        {b"cICP": b"\x09\x10"},
    ],
)
def test_srgb_changes_nothing(chunks):
    picture = noise(64, 48)
    np.testing.assert_array_equal(of(picture, chunks), picture)


def test_gamma_and_chromaticities_are_as_good_as_a_profile():
    picture = photo(96, 64)
    expected = decode(saved(picture, "PNG", icc_profile=matrix_profile("adobe-rgb", gamma(2.19921875), 2))).pixels
    found = of(picture, {b"gAMA": gama(1 / 2.19921875), b"cHRM": chrm("adobe-rgb")})
    # gAMA so near to 1/2.2 counts as sRGB's curve
    assert np.abs(found.astype(int) - expected).mean() < 2
    exact = decode(saved(picture, "PNG", icc_profile=matrix_profile("adobe-rgb", gamma(1.8), 2))).pixels
    assert np.abs(of(picture, {b"gAMA": gama(1 / 1.8), b"cHRM": chrm("adobe-rgb")}).astype(int) - exact).mean() < 0.2


def test_impossible_chromaticities_are_passed_over():
    picture = photo(64, 48)
    assert of(picture, {b"gAMA": gama(0.45455), b"cHRM": bytes(32)}).tolist() == picture.tolist()


def test_a_profile_goes_before_gamma_and_code_points_before_a_profile():
    picture, profile = photo(64, 48), matrix_profile("prophoto", gamma(1.8), 2)
    data = saved(picture, "PNG", icc_profile=profile)
    expected = decode(data).pixels
    with_gamma = data[:33] + chunk(b"gAMA", gama(1)) + data[33:]
    np.testing.assert_array_equal(decode(with_gamma).pixels, expected)
    with_points = data[:33] + chunk(b"cICP", bytes((SRGB, 13, 0, 1))) + data[33:]
    np.testing.assert_array_equal(decode(with_points).pixels, picture)


def test_display_p3_by_code_points():
    picture = photo(96, 64)
    expected = decode(saved(picture, "PNG", icc_profile=matrix_profile("display-p3"))).pixels
    assert np.abs(of(picture, {b"cICP": bytes((P3, 13, 0, 1))}).astype(int) - expected).max() <= 1


def pq(candela: float) -> int:
    """Return the level of PQ, 0..255, of a luminance (SMPTE ST 2084)."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = (candela / 10_000) ** m1
    return round(255 * ((c1 + c2 * power) / (1 + c3 * power)) ** m2)


def grey_of(level: int, transfer: int) -> int:
    pixels = of(np.full((40, 40, 3), level, np.uint8), {b"cICP": bytes((BT2020, transfer, 0, 1))})
    assert np.ptp(pixels) <= 1
    return int(pixels[0, 0, 0])


def test_pq_is_brought_down():
    """Below the knee light stays as it is; diffuse white is a little below white; more light is never darker."""
    for candela in (1.0, 20.0, 100.0):
        expected = to_levels(np.array(candela / PAPER_WHITE))
        # 8 bits of PQ are coarse
        assert abs(grey_of(pq(candela), 16) - expected) <= 4
    white = grey_of(pq(PAPER_WHITE), 16)
    assert 235 <= white <= 245
    levels = [grey_of(level, 16) for level in range(0, 256, 15)]
    assert levels == sorted(levels) and levels[0] == 0 and 250 <= levels[-1] <= 255


def test_hlg_is_brought_down():
    levels = [grey_of(level, 18) for level in range(0, 256, 15)]
    assert levels == sorted(levels) and levels[0] == 0 and 248 <= levels[-1] <= 255
    # Diffuse white of HLG is at 75 % (ITU-R BT.2408), 203 candela a square metre.
    assert abs(grey_of(191, 18) - grey_of(pq(203), 16)) <= 3


def test_hues_stay_where_light_is_brought_down():
    light = np.array([[4.0, 0.2], [2.0, 0.1], [1.0, 0.05]], np.float32)
    brought = toned(light)
    np.testing.assert_allclose(brought[:, 0] / brought[0, 0], [1, 0.5, 0.25], rtol=1e-5)
    assert KNEE < brought[0, 0] < 1
    np.testing.assert_allclose(brought[:, 1], light[:, 1], rtol=1e-5)


def test_what_is_not_of_full_range_is_stretched():
    conversion = of_code_points(SRGB, 13, full_range=False)
    assert conversion is not None
    picture = np.array([[[16, 16, 16], [235, 235, 235], [0, 255, 126]]], np.uint8)
    conversion.apply(picture)
    assert picture[0].tolist() == [[0, 0, 0], [255, 255, 255], [0, 255, 128]]


def test_avif_by_code_points():
    """The desktop's Pillow leaves the pixels of AVIF as they are stored."""
    picture = photo(96, 64)
    data = saved(picture, "AVIF", quality=100, subsampling="4:4:4")
    at = data.index(b"colrnclx") + 8
    wide = data[:at] + struct.pack(">HH", P3, 13) + data[at + 4 :]
    expected = decode(saved(picture, "PNG", icc_profile=matrix_profile("display-p3"))).pixels
    assert np.abs(decode(data).pixels.astype(int) - picture).mean() < 2
    assert np.abs(decode(wide).pixels.astype(int) - expected).mean() < 2
    assert decode(data).format == "AVIF"
    profiled = saved(picture, "AVIF", quality=100, subsampling="4:4:4", icc_profile=matrix_profile("display-p3"))
    assert np.abs(decode(profiled).pixels.astype(int) - expected).mean() < 2


@pytest.mark.parametrize(
    ("transfer", "light"),
    [(4, 0.5**2.2), (5, 0.5**2.8), (8, 0.5), (17, 0.5**2.6 * 52.37 / 48), (1, 0.214), (13, 0.214)],
)
def test_code_points_of_gamma_linear_light_and_cinema(transfer, light):
    """H.273, table 3; half of what can be stored is that much light."""
    ramp = np.repeat(np.tile(np.array([0, 128, 255], np.uint8), (40, 40))[..., None], 3, axis=2)
    pixels = of(ramp, {b"cICP": bytes((SRGB, transfer, 0, 1))})
    black, half, white = pixels[0, :3, 0].astype(int)
    assert (black, white) == (0, 255) and abs(half - to_levels(np.array(light))) <= 1


@pytest.mark.parametrize("data", [b"", b"colrnclx", b"colrnclx\0\x09\0", bytes(70_000) + b"colrnclx\0\x0c\0\x0d"])
def test_without_a_whole_box_at_the_beginning_colours_are_those_of_srgb(data):
    assert nclx.colours(data) is None
    assert nclx.colours(b"colrnclx\0\x0c\0\x0d\0\0") is not None
