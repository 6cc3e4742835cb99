"""BMP files that Pillow reads in part only: channels of any bits, embedded profiles, and what is cut off."""

import struct

import numpy as np
import pytest
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging.bmpfile import MaskedBmp
from impasto.imaging.decoding import decode
from impasto.words import Text
from tests.unit.fixtures import noise, photo, saved
from tests.unit.imaging.iccfiles import matrix_profile

WIDTH, HEIGHT = 97, 64
PHOTO, ALPHA = photo(WIDTH, HEIGHT), noise(WIDTH, HEIGHT)[..., 1]


def bmp(
    values: np.ndarray, bits: int, *masks: int, length: int = 124, compression: int = 3, downwards: bool = False
) -> bytes:
    """Return a BMP of pixels ``[height, width]`` of so many bits."""
    height, width = values.shape
    rows = values.astype(f"<u{bits // 8}").view(np.uint8).reshape(height, -1)
    rows = np.pad(rows, ((0, 0), (0, -rows.shape[1] % 4)))
    pixels = (rows if downwards else rows[::-1]).tobytes()
    stored_height = -height if downwards else height
    info = struct.pack("<IiiHHI5I", length, width, stored_height, 1, bits, compression, 0, 0, 0, 0, 0)
    info += struct.pack(f"<{len(masks)}I", *masks)
    info = info.ljust(length, b"\0")
    begins = 14 + len(info)
    return b"BM" + struct.pack("<IHHI", begins + len(pixels), 0, 0, begins) + info + pixels


def mixed(picture: np.ndarray, masks: tuple[int, ...]) -> np.ndarray:
    """Return pixels whose channels, 8 bits each, stand where the masks say."""
    values = np.zeros(picture.shape[:2], np.uint32)
    for channel, mask in enumerate(masks):
        if mask:
            shift = (mask & -mask).bit_length() - 1
            values |= (picture[..., channel].astype(np.uint64) * (mask >> shift) // 255 << shift).astype(np.uint32)
    return values


MASKS = {
    "555": (16, (0x7C00, 0x3E0, 0x1F)),
    "565": (16, (0xF800, 0x7E0, 0x1F)),
    "332": (16, (0xE0, 0x1C, 0x03)),
    "101010": (32, (0x3FF << 20, 0x3FF << 10, 0x3FF)),
    "rgb": (32, (0xFF, 0xFF00, 0xFF0000)),
    "bgr": (32, (0xFF0000, 0xFF00, 0xFF)),
    "high": (32, (0xFF000000, 0xFF0000, 0xFF00)),
}


@pytest.mark.parametrize("downwards", [False, True])
@pytest.mark.parametrize("length", [40, 52, 56, 108, 124])
@pytest.mark.parametrize("name", MASKS)
def test_channels_of_any_bits(name, length, downwards):
    bits, masks = MASKS[name]
    told = (*masks, 0) if length >= 56 else masks
    decoded = decode(bmp(mixed(PHOTO, masks), bits, *told, length=length, downwards=downwards))
    expected = np.stack(
        [
            np.round((PHOTO[..., i].astype(int) * greatest // 255) * 255 / greatest)
            for i, greatest in enumerate(mask // (mask & -mask) for mask in masks)
        ],
        axis=2,
    )
    assert (decoded.width, decoded.height, decoded.alpha) == (WIDTH, HEIGHT, None)
    assert np.abs(decoded.pixels - expected).max() <= 1


@pytest.mark.parametrize(("length", "compression"), [(56, 3), (108, 3), (124, 3), (40, 6)])
def test_alpha_of_four_bits_and_of_nothing_but_zeros(length, compression):
    masks = (0xF00, 0xF0, 0xF, 0xF000)
    whole = np.dstack((PHOTO, ALPHA))
    decoded = decode(bmp(mixed(whole, masks), 16, *masks, length=length, compression=compression))
    assert decoded.alpha is not None and np.abs(decoded.alpha.astype(int) - ALPHA).max() <= 17
    whole[..., 3] = 0
    assert decode(bmp(mixed(whole, masks), 16, *masks, length=length, compression=compression)).alpha is None


def test_what_is_cut_off_is_said():
    masks = MASKS["101010"][1]
    data = bmp(mixed(PHOTO, masks), 32, *masks, 0)
    decoded = decode(data[: -WIDTH * 4 * HEIGHT // 2])
    assert decoded.note == Text("photo-cut-off", percent=50) and (decoded.pixels[:30] == 128).all()
    assert np.abs(decoded.pixels[32:].astype(int) - PHOTO[32:]).max() <= 1


def test_masks_with_gaps_are_nobodys():
    with pytest.raises(BadImage):
        decode(bmp(np.zeros((HEIGHT, WIDTH), np.uint32), 32, 0x5, 0x2, 0x8, 0))


def test_an_embedded_profile_is_followed():
    profile = matrix_profile("display-p3")
    masks = (0xFF0000, 0xFF00, 0xFF, 0)
    data = bytearray(bmp(mixed(PHOTO, masks[:3]), 32, *masks))
    data[14 + 56 : 14 + 60] = b"DEBM"
    data[14 + 112 : 14 + 120] = struct.pack("<II", len(data) - 14, len(profile))
    expected = decode(saved(Image.fromarray(PHOTO), "PNG", icc_profile=profile)).pixels
    np.testing.assert_array_equal(decode(bytes(data) + profile).pixels, expected)
    np.testing.assert_array_equal(decode(bytes(data)).pixels, PHOTO)


@pytest.mark.parametrize(("format", "compression"), [("JPEG", 4), ("PNG", 5)])
@pytest.mark.parametrize("told", [True, False], ids=["with its length", "without"])
def test_a_file_within_a_bmp_is_read(format, compression, told):
    inside = saved(PHOTO, format)
    length = len(inside) if told else 0
    header = struct.pack(
        "<2sIIIIiiHHIIiiII", b"BM", 54 + len(inside), 0, 54, 40, WIDTH, HEIGHT, 1, 0, compression, length, 0, 0, 0, 0
    )
    assert (decode(header + inside).pixels == decode(inside).pixels).all()
    with pytest.raises(BadImage) as caught:
        decode(header + b"neither" * 40)
    assert caught.value.text == Text("file-damaged", format="BMP")


@pytest.mark.parametrize("length", [14, 53, 54, 60])
def test_a_header_that_is_cut_off_is_damage(length):
    data = bmp(np.zeros((HEIGHT, WIDTH), np.uint32), 32, 0xFF0000, 0xFF00, 0xFF, 0)
    with pytest.raises(BadImage) as caught:
        decode(data[:length])
    assert caught.value.text == Text("file-damaged", format="BMP")


def test_masks_of_nothing_are_nobodys():
    assert MaskedBmp.of(bmp(np.zeros((HEIGHT, WIDTH), np.uint32), 32, 0, 0, 0, 0xFF)) is None
