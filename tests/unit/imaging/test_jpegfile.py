"""What the components of a JPEG are: the same in all of libjpeg's kinds, told by markers and numbers."""

import numpy as np
import pytest
from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from impasto.imaging import jpegfile
from impasto.imaging.decoding import NeedsSystemDecoder, decode
from impasto.imaging.jpegfile import mended
from impasto.words import Text, say
from tests.unit.fixtures import noise, photo, saved
from tests.unit.imaging.jpegfiles import ADOBE, adobe, numbered, numbers, without

QUALITY = {"quality": 98, "subsampling": 0}
YCBCR, RGB, CMYK, YCCK = b"\1\2\3", b"RGB", b"CMYK", b"\1\2\3\4"


def colour() -> bytes:
    return saved(photo(64, 48), "JPEG", **QUALITY)


def plain() -> bytes:
    """Return a JPEG that holds RGB as it is, with the marker of Adobe."""
    return saved(photo(64, 48), "JPEG", keep_rgb=True, **QUALITY)


def inks() -> bytes:
    return saved(Image.fromarray(photo(64, 48)).convert("CMYK"), "JPEG", **QUALITY)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (colour(), YCBCR),
        (numbered(colour(), b"RGB"), YCBCR),
        (numbered(colour(), b"\0\1\2"), YCBCR),
        (without(colour(), b"JFIF"), YCBCR),
        (numbered(without(colour(), b"JFIF"), b"\7\x22\x23"), YCBCR),
        (numbered(without(plain(), ADOBE), b"RGB"), RGB),
        (adobe(numbered(without(plain(), ADOBE), YCBCR), 0), RGB),
        (adobe(numbered(without(colour(), b"JFIF"), b"RGB"), 1), YCBCR),
        (numbered(inks(), YCCK), CMYK),
        (inks(), CMYK),
        (adobe(numbered(without(inks(), ADOBE), CMYK), 2), YCCK),
        (without(numbered(inks(), YCCK), ADOBE), CMYK),
    ],
)
def test_numbers_say_what_libjpeg_turbo_makes_of_the_file(data, expected):
    assert numbers(mended(data).data) == [expected, *[expected] * (len(numbers(data)) - 1)]


@pytest.mark.parametrize("data", [adobe(numbered(without(plain(), ADOBE), YCBCR), 0), numbered(plain(), YCBCR)])
def test_rgb_that_is_numbered_like_ycbcr(data):
    assert np.abs(decode(data).pixels.astype(int) - photo(64, 48)).mean() < 3


def test_inks_that_are_numbered_like_ycck():
    expected = np.asarray(Image.fromarray(photo(64, 48)).convert("CMYK").convert("RGB"))
    assert np.abs(decode(numbered(inks(), YCCK)).pixels.astype(int) - expected).mean() < 3


def test_all_scans_of_a_progressive_file_are_renumbered():
    data = numbered(saved(photo(64, 48), "JPEG", progressive=True, **QUALITY), b"\5\6\7")
    assert len(numbers(data)) > 5
    found = numbers(mended(data).data)
    assert found[0] == YCBCR and set(b"".join(found)) == {1, 2, 3}
    np.testing.assert_array_equal(
        decode(data).pixels, decode(saved(photo(64, 48), "JPEG", progressive=True, **QUALITY)).pixels
    )


def test_a_whole_file_stays_as_it_is():
    data = colour()
    found = mended(data)
    assert found.data is data and not found.cut and not found.coarse
    thumbnail = saved(photo(64, 48), "JPEG", exif=b"Exif\0\0" + colour())
    assert mended(thumbnail).data == thumbnail


def test_orientation_in_xmp_alone_turns_nothing():
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
    )
    for format in ("JPEG", "WEBP", "TIFF"):
        if format == "TIFF":
            tags = Image.Exif()
            tags[700] = xmp
            data = saved(photo(64, 48), "TIFF", exif=tags)
        else:
            data = saved(photo(64, 48), format, xmp=xmp)
        assert (decode(data).width, decode(data).height) == (64, 48)


@pytest.mark.parametrize(
    ("marker", "key"),
    [
        (0xC3, "file-is-jpeg-lossless"),
        (0xCB, "file-is-jpeg-lossless"),
        (0xC5, "file-is-jpeg-hierarchical"),
        (0xC6, "file-is-jpeg-hierarchical"),
        (0xC7, "file-is-jpeg-hierarchical"),
        (0xCD, "file-is-jpeg-hierarchical"),
    ],
)
def test_kinds_that_nothing_decodes_are_named_and_no_grey_picture_comes_of_them(marker, key):
    data = bytearray(saved(photo(96, 64), "JPEG"))
    data[data.index(b"\xff\xc0") + 1] = marker
    with pytest.raises(NeedsSystemDecoder) as caught:
        decode(bytes(data))
    assert caught.value.text == Text(key) and caught.value.mime == "image/jpeg"
    say(caught.value.text)


def test_twelve_bits_are_named():
    data = bytearray(saved(photo(96, 64), "JPEG"))
    data[data.index(b"\xff\xc0") + 4] = 12
    with pytest.raises(NeedsSystemDecoder) as caught:
        decode(bytes(data))
    assert caught.value.text == Text("file-is-jpeg-of-bits", bits=12)
    assert "12 bits" in say(caught.value.text)


def test_arithmetic_coding_is_named_where_it_is_not_decoded(monkeypatch):
    data = bytearray(saved(photo(96, 64), "JPEG"))
    data[data.index(b"\xff\xc0") + 1] = 0xC9
    assert jpegfile.rare_kind(bytes(data)) == Text("file-is-jpeg-arithmetic")
    assert jpegfile.rare_kind(saved(photo(96, 64), "JPEG")) is None
    load = JpegImageFile.load

    def without_it(image):
        if not ImageFile.LOAD_TRUNCATED_IMAGES:
            raise OSError("broken data stream when reading image file")
        return load(image)

    monkeypatch.setattr(JpegImageFile, "load", without_it)
    with pytest.raises(NeedsSystemDecoder) as caught:
        decode(bytes(data))
    assert caught.value.text == Text("file-is-jpeg-arithmetic")


def test_markers_that_stand_alone_are_passed_over():
    data = saved(photo(96, 64), "JPEG")
    data = data.replace(b"\xff\xc0", b"\xff\xc3", 1)
    for alone in (b"", b"\xff\x01", b"\xff\xd0\xff\xff\xd7"):
        assert jpegfile.rare_kind(data[:2] + alone + data[2:]) == Text("file-is-jpeg-lossless")


@pytest.mark.parametrize("end", [b"", b"\xff", b"\xff\xda\0", b"\xff\xda\0\3\1", b"\xff\xda\0\5\1\1\0"])
def test_a_scan_without_its_end_brings_nothing(end):
    frame = b"\xff\xc2\0\x0b\x08\0\x20\0\x20\1\1\x11\0"
    mended = jpegfile.mended(b"\xff\xd8" + frame + end)
    assert mended.cut and mended.coarse and mended.data.endswith(b"\xff\xd9")


def test_what_holds_no_frame_is_of_no_kind():
    assert jpegfile.rare_kind(b"\xff\xd8\xff\xd9") is None and jpegfile.rare_kind(b"\xff\xd8") is None


def test_ink_that_is_cut_off_is_there_as_far_as_it_goes():
    data = saved(Image.fromarray(noise(96, 160)).convert("CMYK"), "JPEG", quality=95)
    decoded = decode(data[: len(data) // 2])
    assert decoded.note is not None and decoded.note.key == "photo-cut-off"
    np.testing.assert_array_equal(decoded.pixels[:48], decode(data).pixels[:48])
