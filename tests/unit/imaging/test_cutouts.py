"""Cut-outs: the holes get the colours around them, and the shape is kept."""

import numpy as np
import pytest
from PIL import Image

from impasto.imaging import cutouts
from impasto.imaging.decoding import Decoded, decode
from impasto.imaging.encoding import encode
from impasto.imaging.pixels import to_rgba
from impasto.imaging.raster import flattened
from tests.unit.fixtures import corners, photo, png, saved


def cut_out(width: int = 96, height: int = 64) -> np.ndarray:
    """Return a disc, RGBA, with garish colours hidden around it."""
    y, x = np.mgrid[0:height, 0:width]
    inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2
    rgb = np.where(inside[..., None], (40, 90, 160), (255, 0, 255)).astype(np.uint8)
    return np.dstack((rgb, np.where(inside, 255, 0).astype(np.uint8)))


def shape(decoded: Decoded) -> np.ndarray:
    assert decoded.alpha is not None
    assert decoded.alpha.dtype == np.uint8 and decoded.alpha.shape == decoded.pixels.shape[:2]
    return decoded.alpha


@pytest.mark.parametrize(
    ("format", "options"),
    [("PNG", {}), ("WEBP", {"lossless": True, "exact": True}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"})],
)
def test_holes_take_the_colours_of_the_edge(format, options):
    rgba = cut_out()
    decoded = decode(saved(Image.fromarray(rgba), format, **options))
    np.testing.assert_array_equal(shape(decoded), rgba[..., 3])
    assert np.abs(decoded.pixels.astype(int) - (40, 90, 160)).max() <= 2


def test_each_hole_takes_what_is_near():
    rgba = np.zeros((64, 128, 4), np.uint8)
    rgba[:, :20] = (200, 0, 0, 255)
    rgba[:, 108:] = (0, 0, 200, 255)
    pixels = decode(saved(Image.fromarray(rgba), "PNG")).pixels.astype(int)
    red, blue = pixels[32, :, 0], pixels[32, :, 2]
    assert red[24] > 150 and blue[104] > 150
    assert (pixels[..., 1] == 0).all()
    assert red[24] > red[64] > red[104] and blue[24] < blue[64] < blue[104]


def test_the_shape_is_scaled_down_with_the_picture():
    decoded = decode(saved(Image.fromarray(cut_out()), "PNG"), longest=48)
    assert shape(decoded).shape == (32, 48)
    assert shape(decoded)[16, 24] == 255 and shape(decoded)[0, 0] == 0
    assert np.abs(decoded.pixels.astype(int) - (40, 90, 160)).max() <= 2


def test_the_shape_is_turned_with_the_picture():
    exif = Image.Exif()
    exif[0x0112] = 6
    rgba = np.full((40, 60, 4), (10, 20, 30, 255), np.uint8)
    rgba[:, :20, 3] = 0
    decoded = decode(saved(Image.fromarray(rgba), "PNG", exif=exif))
    assert (shape(decoded)[:20] == 0).all() and (shape(decoded)[20:] == 255).all()


@pytest.mark.parametrize("level", [0, 255])
@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_alpha_that_says_nothing_is_none(format, level):
    rgba = np.dstack((photo(96, 64), np.full((64, 96), level, np.uint8)))
    options = {"lossless": True, "exact": True} if format == "WEBP" else {}
    decoded = decode(saved(Image.fromarray(rgba), format, **options))
    assert decoded.alpha is None
    np.testing.assert_array_equal(decoded.pixels, rgba[..., :3])


def test_a_bitmap_with_an_alpha_mask_and_no_alpha():
    rgba = np.dstack((photo(96, 64), np.zeros((64, 96), np.uint8)))
    data = bytearray(saved(Image.fromarray(rgba), "BMP"))
    masks = b"".join(mask.to_bytes(4, "little") for mask in (0xFF0000, 0xFF00, 0xFF, 0xFF000000))
    header = data[14:54]
    header[0:4], header[16:20] = (108).to_bytes(4, "little"), (3).to_bytes(4, "little")  # version 4, bit fields
    whole = bytearray(data[:14] + header + masks + b"BGRs" + bytes(48) + data[54:])
    whole[10:14] = (14 + 108).to_bytes(4, "little")
    decoded = decode(bytes(whole))
    assert decoded.alpha is None
    np.testing.assert_array_equal(decoded.pixels, rgba[..., :3])


def test_half_transparent_pixels_keep_their_colour():
    rgba = np.full((40, 40, 4), (200, 100, 0, 128), np.uint8)
    decoded = decode(saved(Image.fromarray(rgba), "PNG"))
    assert (shape(decoded) == 128).all() and (decoded.pixels == (200, 100, 0)).all()


def test_grey_with_alpha():
    la = np.full((40, 40, 2), (90, 0), np.uint8)
    la[:, :20, 1] = 255
    decoded = decode(saved(Image.fromarray(la, "LA"), "PNG"))
    assert np.abs(decoded.pixels.astype(int) - 90).max() <= 1
    assert (shape(decoded)[:, :20] == 255).all() and (shape(decoded)[:, 20:] == 0).all()


def test_premultiplied_alpha():
    rgba = np.full((40, 40, 4), (200, 100, 0, 128), np.uint8)
    rgba[..., :3] //= 2
    extra_samples = bytes.fromhex("5201 0300 01000000")  # the TIFF tag, which Pillow writes as 2, unassociated alpha
    data = saved(Image.fromarray(rgba), "TIFF")
    assert data.count(extra_samples + b"\2") == 1
    decoded = decode(data.replace(extra_samples + b"\2", extra_samples + b"\1"))
    assert (shape(decoded) == 128).all()
    assert np.abs(decoded.pixels.astype(int) - (200, 100, 0)).max() <= 2


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_transparent_palette_entry(format):
    image = Image.fromarray(corners()).quantize(4)
    decoded = decode(saved(image, format, transparency=image.getpixel((0, 0))))
    assert (shape(decoded)[:32, :48] == 0).all() and shape(decoded).sum() == 255 * 96 * 64 * 3 // 4
    np.testing.assert_array_equal(decoded.pixels[32:], corners()[32:])


def test_palette_with_an_alpha_for_each_entry():
    image = Image.new("P", (40, 40), 1)
    image.putpalette([0, 0, 0, 200, 100, 0])
    decoded = decode(saved(image, "PNG", transparency=b"\xff\x80"))
    assert (shape(decoded) == 128).all() and (decoded.pixels == (200, 100, 0)).all()


@pytest.mark.parametrize(("mode", "transparency"), [("RGB", (9, 8, 7)), ("L", 9), ("1", 0)])
def test_transparent_colour(mode, transparency):
    image = Image.new(mode, (40, 40), transparency)
    image.paste(255 if mode != "RGB" else (50, 60, 70), (0, 0, 20, 40))
    decoded = decode(saved(image, "PNG", transparency=transparency))
    assert (shape(decoded)[:, :20] == 255).all() and (shape(decoded)[:, 20:] == 0).all()


@pytest.mark.parametrize("colour_type", [0, 2])
def test_transparent_colour_of_sixteen_bits(colour_type):
    channels = 1 if colour_type == 0 else 3
    values = np.full((40, 60, channels), 0x8123, ">u2")
    values[:, :30] = 0x1234
    data = png(60, 40, 16, colour_type, values.tobytes(), {b"tRNS": b"\x12\x34" * channels})
    decoded = decode(data)
    assert (shape(decoded)[:, :30] == 0).all() and (shape(decoded)[:, 30:] == 255).all()
    assert (decoded.pixels == 0x81).all()


def test_hidden_colour_does_not_bleed_when_scaled_down():
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[:, 1::2] = (255, 255, 255, 255)
    decoded = decode(saved(Image.fromarray(rgba), "PNG"), longest=16)
    # LANCZOS may leave faint holes at the border
    assert (decoded.pixels >= 254).all()


def test_what_is_painted_gets_the_shape_back():
    painted = to_rgba(photo(192, 128))
    back = cutouts.put_back(painted, cut_out()[..., 3])
    np.testing.assert_array_equal(back[..., :3], painted[..., :3])
    assert back[64, 96, 3] == 255 and back[0, 0, 3] == 0
    for format in ("png", "webp"):
        again = decode(encode(back, format).data)
        np.testing.assert_array_equal(shape(again), back[..., 3])
    flat = decode(encode(back, "jpeg").data)
    assert flat.alpha is None and (flat.pixels[0, 0] >= 250).all()
    assert (painted[..., 3] == 255).all()


@pytest.mark.parametrize(("mode", "flat"), [("LA", "L"), ("La", "L"), ("RGBA", "RGB")])
def test_grey_stays_grey_without_its_holes(mode, flat):
    """A profile of grey is for pixels of one channel."""
    image = Image.new("RGBA", (4, 3), (90, 90, 90, 60)) if flat == "RGB" else Image.new("LA", (4, 3), (90, 60))
    raster = flattened(image.convert(mode))
    assert raster.image.mode == flat and raster.alpha is not None and raster.alpha.getextrema() == (60, 60)


@pytest.mark.parametrize("depth", [2, 4])
def test_the_one_grey_that_is_a_hole_is_found_in_any_depth(depth):
    level = 2
    row = np.full(64, level).reshape(-1, 8 // depth)
    packed = bytes(int(sum(int(value) << (8 - depth * (at + 1)) for at, value in enumerate(group))) for group in row)
    other = bytes(len(packed))
    data = png(64, 40, depth, 0, packed * 20 + other * 20, {b"tRNS": bytes([0, level])})
    alpha = decode(data).alpha
    assert alpha is not None and (alpha[:20] == 0).all() and (alpha[20:] == 255).all()
