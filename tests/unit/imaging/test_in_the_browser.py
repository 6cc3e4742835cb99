"""The same file gives the same pixels in Pyodide, whose Pillow has other libraries, as here."""

import base64
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from impasto.imaging.decoding import decode
from tests.unit.bundler.pyodide_parts.host import run_as_the_browser_does
from tests.unit.fixtures import noise, photo, png, saved
from tests.unit.imaging.iccfiles import gamma, grey_profile, matrix_profile, modern_table_profile, press_profile
from tests.unit.imaging.jpegfiles import ADOBE, adobe, numbered, without

FULL: dict[str, Any] = {"quality": 95, "subsampling": 0}


def files() -> dict[str, tuple[bytes, float]]:
    """Return files with the greatest mean difference that they may have, 0 where no JPEG is inside."""
    picture, grey = photo(96, 64), Image.fromarray(photo(96, 64)[..., 0])
    inks = Image.fromarray(picture).convert("CMYK")
    plain = saved(picture, "JPEG", keep_rgb=True, **FULL)
    deep = (photo(96, 64)[..., 0].astype(np.uint16) << 8).astype(np.uint16)
    cut = saved(picture, "JPEG", **FULL)
    rgba = Image.fromarray(np.dstack((picture, noise(96, 64)[..., 0])))
    found: dict[str, tuple[bytes, float]] = {
        "rgb-adobe-123": (adobe(numbered(without(plain, ADOBE), b"\1\2\3"), 0), 1),
        "cmyk-1234": (numbered(saved(inks, "JPEG", **FULL), b"\1\2\3\4"), 1),
        "cmyk-profile": (saved(inks, "JPEG", icc_profile=press_profile(), **FULL), 1),
        "jpeg-p3": (saved(picture, "JPEG", icc_profile=matrix_profile("display-p3"), **FULL), 1),
        "jpeg-exif-astray": (saved(picture, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff", **FULL), 1),
        "jpeg-cut": (cut[: len(cut) // 2], 1),
        "jpeg-no-end": (cut[:-2], 1),
        "png-prophoto": (saved(picture, "PNG", icc_profile=matrix_profile("prophoto", gamma(1.8), 2)), 0),
        "png-tables": (saved(picture, "PNG", icc_profile=modern_table_profile()), 0),
        "png-grey": (saved(grey, "PNG", icc_profile=grey_profile(gamma(1.8))), 0),
        "png-gamma": (png(96, 64, 8, 2, picture.tobytes(), {b"gAMA": b"\0\1\x86\xa0"}), 0),
        "png-pq": (png(96, 64, 8, 2, picture.tobytes(), {b"cICP": b"\x09\x10\0\1"}), 0),
        "png-hlg": (png(96, 64, 8, 2, picture.tobytes(), {b"cICP": b"\x09\x12\0\1"}), 0),
        "png-cut": (saved(noise(96, 64), "PNG")[:9000], 0),
        "png-text": (png(96, 64, 8, 2, picture.tobytes(), {b"zTXt": b"x\0\0" + zlib.compress(bytes(3_000_000))}), 0),
        "png-grey-alpha": (saved(grey.convert("LA"), "PNG", icc_profile=grey_profile(gamma(1.8))), 0),
        "png-grey-2": (png(96, 64, 2, 0, picture[:, :24, 0].tobytes(), {b"tRNS": b"\0\2"}), 0),
        "webp-cut": (saved(noise(96, 200), "WEBP", lossless=True)[:30000], 0),
        "webp-lossy-cut": (saved(noise(96, 200), "WEBP")[:9000], 1),
        "cut-out": (saved(rgba, "PNG"), 0),
        "cut-out-webp": (saved(rgba, "WEBP", lossless=True, exact=True), 0),
        "tiff-rgba": (saved(rgba, "TIFF"), 0),
        "tiff-deep": (saved(Image.fromarray(deep), "TIFF"), 0),
        "tiff-float": (saved(Image.fromarray(deep.astype(np.float32)), "TIFF"), 0),
    }
    packings = ("tiff_lzw", "tiff_deflate", "tiff_adobe_deflate", "packbits", "jpeg")
    found |= {
        f"tiff-{name}": (saved(picture, "TIFF", compression=name), 1 if name == "jpeg" else 0) for name in packings
    }
    bits = Image.fromarray(picture[..., 0] > 128)
    return found | {f"tiff-{name}": (saved(bits, "TIFF", compression=name), 0) for name in ("group3", "group4")}


SCRIPT = """
import base64, json, zlib
from impasto.imaging.decoding import decode
answers = {}
for name, text in %r.items():
    decoded = decode(base64.b64decode(text))
    alpha = None if decoded.alpha is None else base64.b64encode(zlib.compress(decoded.alpha.tobytes())).decode()
    pixels = base64.b64encode(zlib.compress(decoded.pixels.tobytes())).decode()
    answers[name] = [decoded.format, repr(decoded.note), pixels, alpha]
json.dumps(answers)
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    script = tmp_path_factory.mktemp("browser") / "script.py"
    script.write_text(SCRIPT % {name: base64.b64encode(data).decode() for name, (data, _) in files().items()})
    return run_as_the_browser_does(script)


@pytest.mark.parametrize("name", files())
def test_pixels_are_the_same(name, there):
    data, most = files()[name]
    here = decode(data)
    format, note, packed, alpha = there[name]
    assert (format, note) == (here.format, repr(here.note))
    pixels = np.frombuffer(zlib.decompress(base64.b64decode(packed)), np.uint8).reshape(here.pixels.shape)
    assert np.abs(pixels.astype(int) - here.pixels).mean() <= most
    if here.alpha is None:
        assert alpha is None
    else:
        assert zlib.decompress(base64.b64decode(alpha)) == here.alpha.tobytes()
