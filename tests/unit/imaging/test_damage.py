"""Files that are damaged, cut off or odd, as tolerantly as browsers read them, and what the user is told."""

import tracemalloc
import zlib

import numpy as np
import pytest
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging import pngfile
from impasto.imaging.decoding import decode
from impasto.words import Text
from tests.unit.fixtures import chunk, noise, photo, saved

GREY = 128
CUT: list[tuple[str, dict[str, object]]] = [
    ("JPEG", {"quality": 95, "subsampling": 0}),
    ("JPEG", {"quality": 95, "subsampling": 0, "restart_marker_blocks": 4}),
    ("PNG", {}),
    ("GIF", {"interlace": 0}),
    ("WEBP", {"lossless": True}),
    ("TIFF", {}),
]


@pytest.mark.parametrize("kept", [0.4, 0.6, 0.9])
@pytest.mark.parametrize(("format", "options"), CUT)
def test_what_is_there_is_shown_and_the_rest_is_grey(format, options, kept):
    picture = noise(120, 400) // 2
    image = Image.fromarray(picture)
    data = saved(image.quantize(256) if format == "GIF" else image, format, **options)
    whole = decode(data)
    assert whole.note is None
    decoded = decode(data[: int(len(data) * kept)])
    assert (decoded.width, decoded.height, decoded.format) == (120, 400, format)
    assert decoded.note is not None and decoded.note.key == "photo-cut-off"
    percent = decoded.note.parameters["percent"]
    assert isinstance(percent, int) and abs(percent - kept * 100) < 12
    rows = 400 * percent // 100
    np.testing.assert_array_equal(decoded.pixels[: rows - 17], whole.pixels[: rows - 17])
    assert np.abs(decoded.pixels[rows + 17 :].astype(int) - GREY).max() <= 1


@pytest.mark.parametrize("kept", [0.4, 0.9])
def test_a_lossy_webp_that_is_cut_off(kept):
    data = saved(noise(160, 400), "WEBP", quality=90)
    decoded = decode(data[: int(len(data) * kept)])
    assert decoded.note is not None and abs(int(decoded.note.parameters["percent"]) - 100 * kept) < 12
    rows = 400 * int(decoded.note.parameters["percent"]) // 100
    np.testing.assert_allclose(decoded.pixels[: rows - 17], decode(data).pixels[: rows - 17], atol=2)
    assert (decoded.pixels[rows + 17 :] == GREY).all()


def test_a_webp_that_promises_all_memory_is_damaged():
    data = bytearray(saved(photo(64, 48), "WEBP")[:300])
    data[4:8] = b"\xf0\xff\xff\xff"
    tracemalloc.start()
    with pytest.raises(BadImage):
        decode(bytes(data))
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_wrong_sum_of_pixels_that_are_all_there_does_no_harm():
    picture = noise(97, 64)
    data = saved(picture, "PNG")
    at = data.index(b"IDAT") + 4
    length = int.from_bytes(data[at - 8 : at - 4], "big")
    packed = data[at : at + length - 4] + bytes(4)
    halves = chunk(b"IDAT", packed[:900]) + chunk(b"IDAT", packed[900:])
    mended = decode(data[: at - 8] + halves + chunk(b"IEND", b""))
    assert mended.note is None
    np.testing.assert_array_equal(mended.pixels, picture)


def test_a_bitmap_is_cut_off_at_its_top():
    data = saved(noise(120, 400), "BMP")
    decoded = decode(data[: len(data) // 4])
    assert decoded.note == Text("photo-cut-off", percent=24)
    assert (decoded.pixels[:300] == GREY).all()
    np.testing.assert_array_equal(decoded.pixels[305:], noise(120, 400)[305:])


@pytest.mark.parametrize("kept", [0.5, 0.8])
def test_a_progressive_jpeg_that_is_cut_off_is_coarse(kept):
    picture = photo(160, 120)
    data = saved(picture, "JPEG", progressive=True, quality=95)
    decoded = decode(data[: int(len(data) * kept)])
    assert decoded.note == Text("photo-coarse")
    assert np.abs(decoded.pixels.astype(int) - picture).mean() < 12


@pytest.mark.parametrize("kept", [0.6, 0.9])
def test_an_interlaced_gif_that_is_cut_off_is_coarse(kept):
    image = Image.fromarray(photo(160, 120)).quantize(64)
    data = saved(image, "GIF", interlace=1)
    decoded = decode(data[: int(len(data) * kept)])
    assert decoded.note == Text("photo-coarse")
    assert np.abs(decoded.pixels.astype(int) - np.asarray(image.convert("RGB"))).mean() < 8


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}])
def test_a_missing_end_marker_is_not_worth_a_word(options):
    data = saved(photo(160, 120), "JPEG", quality=95, **options)
    assert data.endswith(b"\xff\xd9")
    decoded, whole = decode(data[:-2]), decode(data)
    assert decoded.note is None
    np.testing.assert_array_equal(decoded.pixels[:-16], whole.pixels[:-16])


@pytest.mark.parametrize("cut", [lambda data: data[:20], lambda data: data[:-1] + b"", lambda data: data + bytes(900)])
def test_what_matters_is_the_picture(cut):
    """Bytes after the end do not matter; without a header there is no picture."""
    data = cut(saved(photo(64, 48), "JPEG"))
    if len(data) == 20:
        with pytest.raises(BadImage, match=r"^This JPEG file is damaged or incomplete\."):
            decode(data)
    else:
        assert decode(data).note is None


@pytest.mark.parametrize("format", ["WEBP", "PNG", "JPEG", "TIFF"])
def test_nothing_there_at_all_is_damaged(format):
    data = saved(noise(120, 90), format)
    name = {"WEBP": "WebP"}.get(format, format)
    with pytest.raises(BadImage, match=f"^This {name} file is damaged or incomplete"):
        decode(data[: 60 if format == "WEBP" else 100 if format == "TIFF" else 45])


# PNG


def with_chunks(*chunks: bytes) -> tuple[np.ndarray, bytes]:
    picture = photo(64, 48)
    data = saved(picture, "PNG")
    return picture, data[:33] + b"".join(chunks) + data[33:]


def wrong(whole: bytes) -> bytes:
    return whole[:-1] + bytes([whole[-1] ^ 1])


@pytest.mark.parametrize(
    "extra",
    [
        wrong(chunk(b"pHYs", bytes(9))),
        wrong(chunk(b"gAMA", b"\0\1\x86\xa0")),
        wrong(chunk(b"tRNS", bytes(6))),
        wrong(chunk(b"iCCP", b"x\0\0" + zlib.compress(b"x"))),
        chunk(b"iCCP", b"x\0\0rubbish"),
        chunk(b"iCCP", b""),
        chunk(b"cHRM", b"short"),
        chunk(b"pHYs", b""),
        chunk(b"zTXt", b"workflow\0\0" + zlib.compress(bytes(3_000_000))),
        chunk(b"iTXt", b"workflow\0\1\0\0\0" + zlib.compress(bytes(70_000_000))),
        chunk(b"tEXt", b"parameters\0" + b"x" * 2_000_000),
        chunk(b"eXIf", b"II*\0\xff\xff\xff\xff"),
        chunk(b"acTL", b"\0"),
        chunk(b"prVt", b"whatever"),
    ],
)
def test_chunks_that_do_not_matter_do_no_harm(extra):
    picture, data = with_chunks(extra)
    decoded = decode(data)
    assert decoded.note is None and decoded.alpha is None
    np.testing.assert_array_equal(decoded.pixels, picture)


def test_a_wrong_header_matters():
    _, data = with_chunks()
    with pytest.raises(BadImage, match=r"^This PNG file is damaged"):
        decode(data[:8] + wrong(data[8:33]) + data[33:])


# Memory


def test_a_large_profile_is_not_unpacked():
    picture, data = with_chunks(chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(200_000_000))))
    tracemalloc.start()
    np.testing.assert_array_equal(decode(data).pixels, picture)
    assert tracemalloc.get_traced_memory()[1] < 40e6
    tracemalloc.stop()


def test_a_header_that_promises_too_many_bytes_is_refused():
    entries = [(256, 9999), (257, 9999), (258, 32), (259, 1), (262, 2), (277, 4), (339, 3), (273, 200), (279, 999)]
    packed = b"".join(
        tag.to_bytes(2, "little") + b"\4\0\1\0\0\0" + value.to_bytes(4, "little") for tag, value in sorted(entries)
    )
    data = b"II*\0\x08\0\0\0" + len(entries).to_bytes(2, "little") + packed + bytes(600)
    tracemalloc.start()
    with pytest.raises(BadImage, match=r"^There is not enough memory to open this picture\."):
        decode(data)
    assert tracemalloc.get_traced_memory()[1] < 10e6
    tracemalloc.stop()


def test_pixels_of_float_are_converted_in_strips():
    values = np.zeros((1500, 2000), np.float32)
    values[:, 1000:] = 0.5
    values[0, 0] = 1
    data = saved(Image.fromarray(values), "TIFF")
    tracemalloc.start()
    pixels = decode(data, longest=2000).pixels
    assert pixels[10, 1500].tolist() == [128] * 3
    # 3 bytes a pixel for what is returned, and as many for one of each: grey, and the picture on the way
    assert tracemalloc.get_traced_memory()[1] < 12 * values.size
    tracemalloc.stop()


def test_a_file_with_its_right_sum_is_the_file_that_it_was():
    data = saved(noise(40, 32), "PNG")
    at = data.index(b"IDAT") + 4
    end = at + int.from_bytes(data[at - 8 : at - 4], "big")
    assert pngfile.with_right_sum(data[: end - 4] + bytes(4) + data[end:]) == data
    assert pngfile.with_right_sum(data[: end - 40]) is None, "more than the sum is missing"
