"""What a file is: what cannot be read has a name, and the user is told what to do."""

import pytest
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging.decoding import NeedsSystemDecoder, decode
from impasto.imaging.filetypes import SystemType, foreign_type, rare_format, system_type
from impasto.words import Text
from tests.unit.fixtures import photo, saved
from tests.unit.imaging.tifffiles import Entry, directory, long, short

JPEG_2000_HEAD = b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 "


def raw(make: bytes, *inside: Entry, first: tuple[Entry, ...] = ()) -> bytes:
    """Return a camera raw file: a thumbnail of 160 x 120 in front, and below it the page that the sensor saw."""
    thumbnail = bytes(160 * 120 * 3)
    entries = [
        *(long(254, 1), long(256, 160), long(257, 120), short(258, 8, 8, 8), short(259, 1), short(262, 2)),
        *((271, 2, make + b"\0"), long(273, 2000), short(277, 3), long(279, len(thumbnail)), *first),
    ]
    below = directory(long(254, 0), long(256, 6000), long(257, 4000), short(258, 14), *inside, at=1000)
    begins = b"II*\0\x08\0\0\0" + directory(*entries, long(330, 1000))
    return begins.ljust(1000, b"\0") + below.ljust(1000, b"\0") + thumbnail


RAW = {
    "nef": (raw(b"NIKON CORPORATION", short(259, 34713), short(262, 32803)), "Nikon"),
    "arw": (raw(b"SONY", short(259, 32767), short(262, 32803)), "Sony"),
    "pef": (raw(b"PENTAX Corporation", short(259, 65535), short(262, 32803)), "Pentax"),
    "dng": (raw(b"Google", short(259, 7), short(262, 32803), first=((50706, 7, b"\1\4\0\0"),)), "Google"),
    "linear-dng": (raw(b"Apple", short(259, 7), short(262, 34892), first=((50706, 7, b"\1\4\0\0"),)), "Apple"),
    "dcr": (raw(b"EASTMAN KODAK COMPANY", short(262, 32803)), "Kodak"),
    "iiq": (raw(b"Phase One A/S", short(262, 32803)), "Phase One"),
    "cut-off": (raw(b"NIKON CORPORATION", short(262, 32803))[:900], "Nikon"),
    "cr2": (b"II*\0\x10\0\0\0CR\2\0" + bytes(4) + directory(short(256, 5184), (271, 2, b"Canon\0"), at=16), "Canon"),
    "cr3": (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "Canon"),
    "crw": (b"II\x1a\0\0\0HEAPCCDR", "Canon"),
    "raf": (b"FUJIFILMCCD-RAW 0201", "Fujifilm"),
    "rw2": (b"IIU\0\x18\0\0\0", "Panasonic"),
    "orf": (b"IIRO\x08\0\0\0", "Olympus"),
    "x3f": (b"FOVb\2\0\0\0", "Sigma"),
    "mrw": (b"\0MRM\0\0\0\0", "Minolta"),
}


@pytest.mark.parametrize("name", RAW)
def test_camera_raw_is_named_by_its_maker(name):
    data, maker = RAW[name]
    with pytest.raises(BadImage) as caught:
        decode(data)
    assert caught.value.text == Text("file-is-camera-raw-of", maker=maker)
    assert "Export a JPEG" in str(caught.value)


def test_camera_raw_of_nobody():
    assert foreign_type(raw(b"", short(262, 32803))) == Text("file-is-camera-raw")


def test_a_photograph_that_a_camera_saved_as_tiff_is_none():
    exif = Image.Exif()
    exif[271] = "NIKON CORPORATION"
    assert decode(saved(photo(64, 48), "TIFF", exif=exif)).format == "TIFF"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "file-is-video-or-sound"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\1", "file-is-video-or-sound"),
        (b"RIFF\0\0\1\0AVI LIST", "file-is-video-or-sound"),
        (b"\0\0\1\0moov\0\0\0\x6cmvhd", "file-is-video-or-sound"),
        (b"PK\3\4\x14\0\6\0", "file-is-archive"),
        (b"%PDF-1.7\n", "file-is-pdf"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "file-is-svg"),
        (b'\xef\xbb\xbf  <svg width="9">', "file-is-svg"),
        (b"<!DOCTYPE svg PUBLIC><svg>", "file-is-svg"),
        (b"8BPS\0\1", "file-is-psd"),
        (JPEG_2000_HEAD, "file-is-jpeg-2000"),
        (b"\xff\x4f\xff\x51\0\x2f", "file-is-jpeg-2000"),
        (b"<!DOCTYPE html>\n<html>", "file-is-html"),
        (b"\xef\xbb\xbf\n<html lang=en>", "file-is-html"),
        (b"<!-- saved --> <!-- again -->\n<HTML>", "file-is-html"),
        (b"<!doctype HTML PUBLIC", "file-is-html"),
        (b"<head><title>403", "file-is-html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML">', "file-is-html"),
    ],
)
def test_strangers_are_named(data, key):
    with pytest.raises(BadImage) as caught:
        decode(data)
    assert caught.value.text == Text(key)
    assert not isinstance(caught.value, NeedsSystemDecoder)


def test_a_hostile_page_takes_no_time_to_tell():
    """Comments in a row must not be tried in all their combinations."""
    assert foreign_type(b"<!---->" * 5000 + b"x") is None


@pytest.mark.parametrize(
    ("data", "type_"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", SystemType.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0heixmif1", SystemType.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0avifmif1", SystemType.AVIF),
        (b"\xff\x0a\xfa\x1f", SystemType.JPEG_XL),
        (b"\0\0\0\x0cJXL \r\n\x87\n", SystemType.JPEG_XL),
    ],
)
def test_what_the_system_may_read(data, type_):
    assert system_type(data) is type_
    with pytest.raises(NeedsSystemDecoder) as caught:
        decode(data)
    assert (caught.value.mime, caught.value.format) == (type_.mime, type_.value)
    assert type_.value.split()[0] in str(caught.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0", "ICO"),
        (b"v/1\1\2\0\0\0channels\0", "OpenEXR"),
        (b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n", "Radiance HDR"),
        (b"gimp xcf v011\0", "GIMP (XCF)"),
        (b"II\xbc\1\x20\0\0\0", "JPEG XR"),
        (b"P6\n640 480\n255\n", "Netpbm"),
        (b"Pf\n64 48\n-1.0\n", "Netpbm"),
        (bytes(128) + b"DICM\2\0\0\0", "DICOM"),
        (b"\1\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF\0\0\1\0", "EMF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
    ],
)
def test_formats_that_are_hardly_met_are_named_and_left_to_the_system_first(data, name):
    with pytest.raises(NeedsSystemDecoder) as caught:
        decode(data.ljust(200, b"\0"))
    assert caught.value.text == Text("file-is-of-format", format=name)


def test_texts_that_begin_like_a_rare_format_are_not_called_one():
    for data in (b"P65 is a motorway", b"Primes: 2, 3, 5", b"simple = easy", b"\0\0\1"):
        assert rare_format(data.ljust(200, b" ")) is None


@pytest.mark.parametrize(
    ("type_", "key", "mime"),
    [
        (SystemType.AVIF, "file-is-avif", "image/avif"),
        (SystemType.HEIC, "file-is-heic", "image/heic"),
        (SystemType.JPEG_XL, "file-is-jpeg-xl", "image/jxl"),
    ],
)
def test_each_type_that_only_some_systems_read_has_its_advice(type_, key, mime):
    assert (type_.advice, type_.mime) == (Text(key), mime)
