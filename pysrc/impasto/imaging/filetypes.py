"""What a file is, told by its first bytes: what can be read, what another decoder may read, and what has a name."""

import re
from enum import Enum

from impasto.imaging import directories
from impasto.words import Text

_SVG = re.compile(rb"\A(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!DOCTYPE\s+svg|<svg[\s>])", re.IGNORECASE)
_HTML = re.compile(
    rb"(?is)\A(\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(!DOCTYPE\s+html|html|head|body)[\s>]"
)
_VIDEO_OR_SOUND = (
    b"\x1aE\xdf\xa3",
    b"OggS",
    b"ID3",
    b"FLV\1",
    b"fLaC",
    b"\0\0\1\xba",
    b"\0\0\1\xb3",
    b"0&\xb2u\x8ef\xcf\x11",
)
"""How files of Matroska and WebM, Ogg, MP3, Flash, FLAC, MPEG and Windows Media begin."""

_ATOMS_OF_QUICKTIME = {b"moov", b"mdat", b"wide", b"pnot"}
"""What a film begins with where it does not say its type, as it did not before 2001."""

_ARCHIVES = (b"PK\3\4", b"PK\5\6", b"Rar!\x1a\7", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
"""How ZIP (and what office programs write), RAR, 7-Zip and gzip begin."""

_RARE = {
    b"\0\0\1\0": "ICO",
    b"icns": "ICNS",
    b"\x8aMNG\r\n\x1a\n": "MNG",
    b"\x8bJNG\r\n\x1a\n": "JNG",
    b"v/1\1": "OpenEXR",
    b"#?RADIANCE": "Radiance HDR",
    b"#?RGBE": "Radiance HDR",
    b"gimp xcf ": "GIMP (XCF)",
    b"qoif": "QOI",
    b"DDS ": "DDS",
    b"II\xbc": "JPEG XR",
    b"BPG\xfb": "BPG",
    b"FLIF": "FLIF",
    b"SIMPLE  =": "FITS",
    b"farbfeld": "Farbfeld",
    b"\x01\xda\0": "SGI",
    b"\x01\xda\1": "SGI",
    b"\x59\xa6\x6a\x95": "Sun raster",
    b"%!PS": "PostScript",
    b"\xc5\xd0\xd3\xc6": "PostScript",
    b"\xd7\xcd\xc6\x9a": "WMF",
    b"AT&TFORM": "DjVu",
}
"""How pictures begin that have a name, but that are hardly met; some of them some browsers show."""

_NETPBM = re.compile(rb"\AP[1-7]\s|\AP[Ff]\s")

_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")

_MAKERS_OF_ISO_MEDIA = {b"crx ": "Canon"}
_BEGINNINGS_OF_RAW = {
    b"FUJIFILMCCD-RAW": "Fujifilm",
    b"FOVb": "Sigma",
    b"\0MRM": "Minolta",
    b"IIU\0": "Panasonic",
    b"IIRO": "Olympus",
    b"IIRS": "Olympus",
    b"MMOR": "Olympus",
    b"II\x1a\0\0\0HEAPCCDR": "Canon",
}
_SENSOR_DATA = {32803, 34892}
"""PhotometricInterpretation of what a sensor saw: a colour filter array, and that made linear (DNG, TIFF/EP)."""

_SENSOR_COMPRESSIONS = {32767, 32769, 32770, 34713, 65000, 65535}
"""Compressions that only cameras write: Sony, Epson, Samsung, Nikon, Kodak, Pentax."""

_CALLED = {"eastman": "Kodak", "om": "OM System", "phase": "Phase One"}
"""What people call makers whose first word is not it."""

_DNG_VERSION, _MAKE, _CR2_SLICES, _SUB_IFDS = 50706, 271, 50752, 330


class SystemType(Enum):
    """What Pillow reads only in some places, or nowhere, but many a browser and system do; the value is its name."""

    AVIF = "AVIF"
    HEIC = "HEIC"
    JPEG_XL = "JPEG XL"

    @property
    def advice(self) -> Text:
        """What to tell the user where nobody reads it."""
        if self is SystemType.AVIF:
            return Text("file-is-avif")
        return Text("file-is-heic") if self is SystemType.HEIC else Text("file-is-jpeg-xl")

    @property
    def mime(self) -> str:
        """The media type, as IANA has it."""
        return {"AVIF": "image/avif", "HEIC": "image/heic", "JPEG XL": "image/jxl"}[self.value]


def picture_type(data: bytes) -> str | None:
    """Return which of the formats that can be read everywhere the file claims to be, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"BM") and data[6:10] == bytes(4):  # reserved; a text may begin with BM
        return "BMP"
    if data.startswith(_TIFF):
        return "TIFF"
    return None


def system_type(data: bytes) -> SystemType | None:
    """Return which of the formats that only some systems read the file claims to be, or None."""
    if data[4:8] == b"ftyp":
        brands = _brands(data)
        if b"avif" in brands or b"avis" in brands:
            return SystemType.AVIF
        if brands & {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}:
            return SystemType.HEIC
    if data.startswith((b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n")):
        return SystemType.JPEG_XL
    return None


def foreign_type(data: bytes) -> Text | None:
    """Return what to tell the user of a file that has a name, but of a kind that nobody reads as a picture here."""
    maker = _camera_raw(data)
    if maker is not None:
        return Text("file-is-camera-raw-of", maker=maker) if maker else Text("file-is-camera-raw")
    if data[4:8] == b"ftyp" and system_type(data) is None:
        return Text("file-is-video-or-sound")
    is_riff_film = data.startswith(b"RIFF") and data[8:12] in (b"AVI ", b"WAVE")
    if is_riff_film or data.startswith(_VIDEO_OR_SOUND) or data[4:8] in _ATOMS_OF_QUICKTIME:
        return Text("file-is-video-or-sound")
    if data.startswith(_ARCHIVES):
        return Text("file-is-archive")
    if data.startswith(b"8BPS"):
        return Text("file-is-psd")
    if data.startswith((b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")):
        return Text("file-is-jpeg-2000")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Text("file-is-pdf")
    if _SVG.match(data) and b"<svg" in data[:4096]:
        return Text("file-is-svg")
    if _HTML.match(data[:4096]):
        return Text("file-is-html")
    return None


def rare_format(data: bytes) -> str | None:
    """Return the name of a picture format that is hardly met, and that some browsers may read, or None."""
    for beginning, name in _RARE.items():
        if data.startswith(beginning):
            return name
    if _NETPBM.match(data):
        return "Netpbm"
    if data[128:132] == b"DICM":
        return "DICOM"
    is_metafile = data.startswith(b"\1\0\0\0") and data[40:44] == b" EMF"
    return "EMF" if is_metafile else None


def _brands(data: bytes) -> set[bytes]:
    """Return what a file of the ISO base media file format (ISO/IEC 14496-12, clause 4.3) says that it is."""
    end = max(12, min(int.from_bytes(data[:4], "big"), 128))
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def _camera_raw(data: bytes) -> str | None:
    """Return who made the camera of a raw file: a name, or "" where it does not say; None for what is not raw."""
    if data[4:8] == b"ftyp":
        return _MAKERS_OF_ISO_MEDIA.get(data[8:12])
    for beginning, maker in _BEGINNINGS_OF_RAW.items():
        if data.startswith(beginning):
            return maker
    if not data.startswith(_TIFF):
        return None
    pages = directories.pages(data)
    if not pages:
        return None
    first = pages[0]
    if any(map(_of_a_sensor, pages)) or data[8:10] == b"CR" or any(_CR2_SLICES in page.entries for page in pages):
        return _maker(first)
    whole = any(page.width and not page.reduced for page in pages)
    from_camera = _DNG_VERSION in first.entries or (_MAKE in first.entries and _SUB_IFDS in first.entries)
    return _maker(first) if from_camera and not whole else None


def _of_a_sensor(page: directories.Page) -> bool:
    return page.photometric in _SENSOR_DATA or page.compression in _SENSOR_COMPRESSIONS


def _maker(page: directories.Page) -> str:
    """Return the maker as people call it: ``NIKON CORPORATION`` is Nikon."""
    words = page.text(_MAKE).split()
    return _CALLED.get(words[0].lower(), words[0].capitalize()) if words else ""
