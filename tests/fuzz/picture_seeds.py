"""Small pictures, chunks of PNG files, colour profiles and masks, all made by this code."""

import struct
from collections.abc import Mapping

import numpy as np
from PIL import Image

from fuzz.targets import chunks
from impasto.painting.maskfiles import to_png
from impasto.painting.masks import Mask
from tests.unit.fixtures import corners, photo, saved
from tests.unit.imaging import iccfiles, tifffiles

SIDE = 32
Inputs = Mapping[str, bytes]


def pictures() -> Inputs:
    """Files of all kinds, about as small as a picture can be."""
    colour = Image.fromarray(photo(SIDE, SIDE))
    grey, palette, clear = colour.convert("L"), colour.quantize(8), colour.convert("RGBA")
    clear.putalpha(grey)
    exif = Image.Exif()
    exif[274] = 6
    levels = np.arange(SIDE * SIDE, dtype=np.uint16).reshape(SIDE, SIDE, 1)
    files = {
        "jpeg": saved(colour, "JPEG", quality=40, exif=exif),
        "jpeg-progressive": saved(colour, "JPEG", quality=40, progressive=True),
        "jpeg-cmyk": saved(colour.convert("CMYK"), "JPEG", quality=20),
        "jpeg-grey": saved(grey, "JPEG", quality=20),
        "png": saved(corners(SIDE, SIDE), "PNG"),
        "png-palette": saved(palette, "PNG", transparency=3),
        "png-alpha": saved(clear.resize((32, 34)), "PNG", optimize=True),
        "png-16": saved(Image.fromarray(levels[..., 0] * 64), "PNG"),
        "webp": saved(colour, "WEBP", quality=30),
        "webp-lossless": saved(Image.fromarray(corners(SIDE, SIDE)), "WEBP", lossless=True),
        "webp-alpha": saved(clear, "WEBP", quality=30),
        "gif": saved(palette, "GIF"),
        "gif-interlaced": saved(palette, "GIF", interlace=1, transparency=0),
        "gif-moving": saved(palette, "GIF", save_all=True, append_images=[grey.quantize(4)]),
        "bmp": saved(grey.quantize(2), "BMP"),
        "bmp-masks": _bmp_with_masks(),
        "bmp-around-a-jpeg": _bmp_around(saved(colour, "JPEG", quality=20)),
        "tiff": saved(grey, "TIFF", compression="tiff_lzw"),
        "tiff-packbits": saved(palette, "TIFF", compression="packbits"),
        "tiff-bits": tifffiles.tiff(levels % 1024, 10, 1, deflate=True),
        "tiff-tiles": tifffiles.tiff(np.repeat(levels % 256, 3, axis=2), 8, 8, tile=16, deflate=True),
        "tiff-planes": tifffiles.tiff(np.repeat(levels % 256, 4, axis=2), 8, 2, planar=True, deflate=True),
        "tiff-ycbcr": saved(colour, "TIFF", compression="jpeg"),
        "avif": saved(colour, "AVIF", quality=20, codec="aom"),
        "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "html": b"<!-- a page --><!DOCTYPE html><html>",
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "netpbm": b"P6 32 32 255\n",
    }
    return files | {"png-cut-off": files["png-alpha"][:300], "jpeg-cut-off": files["jpeg"][:500]}


def chunk_lists() -> Inputs:
    """Chunks of a PNG with what they may say of colours, and more."""
    curve = iccfiles.gamma(2.2)
    return {
        "profile": chunks.described(0, (b"iCCP", iccfiles.matrix_profile("display-p3"))),
        "profile-grey": chunks.described(1, (b"iCCP", iccfiles.grey_profile(curve))),
        "gamma": chunks.described(0, (b"gAMA", struct.pack(">I", 45455)), (b"cHRM", _chromaticities("adobe-rgb"))),
        "srgb": chunks.described(7, (b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100000))),
        **{f"code-points-{t}": chunks.described(0, (b"cICP", bytes([9, t, 0, 1]))) for t in (1, 13, 16, 18)},
        "palette": chunks.described(3, (b"PLTE", bytes(range(96))), (b"tRNS", bytes([0, 128]))),
        "transparent": chunks.described(2, (b"tRNS", b"\0\7")),
        "transparent-bits": chunks.described(4, (b"tRNS", b"\0\2")),
        "orientation": chunks.described(9, (b"eXIf", b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0")),
        "text": chunks.described(5, (b"iTXt", b"Comment\0\0\0\0\0words"), (b"pHYs", bytes(9))),
        "moving": chunks.described(6, (b"acTL", bytes(8)), (b"PLTE", bytes(3))),
    }


def profiles() -> Inputs:
    """Profiles of curves and a matrix, of grey, and of tables."""
    return {
        "matrix": iccfiles.matrix_profile("display-p3"),
        "matrix-2": iccfiles.matrix_profile("adobe-rgb", iccfiles.gamma(2.2), 2),
        "points": iccfiles.matrix_profile("srgb", iccfiles.points(np.linspace(0, 1, 9) ** 2), 2),
        **{
            f"parametric-{len(given)}": iccfiles.matrix_profile("srgb", iccfiles.para(kind, given))
            for kind, given in enumerate([(2.2,), (2.2, 1.1, -0.1), (2.2, 1.0, 0.0, 0.1)])
        },
        "grey": iccfiles.grey_profile(iccfiles.gamma(1.8)),
        "press": iccfiles.press_profile(nodes=2),
        "press-rgb": iccfiles.press_profile(3, nodes=3),
        "tables": iccfiles.modern_table_profile(nodes=2),
    }


def masks() -> Inputs:
    """Masks, and pictures that may be taken for them."""
    grey = np.linspace(0, 255, SIDE * SIDE).reshape(SIDE, SIDE).astype(np.uint8)
    clear = Image.fromarray(np.dstack([grey] * 4))
    return {"grey": to_png(Mask(grey)), "alpha": saved(clear, "PNG"), "jpeg": saved(Image.fromarray(grey), "JPEG")}


def _chromaticities(space: str) -> bytes:
    return struct.pack(">8I", *(round(value * 100_000) for value in iccfiles.SPACES[space]))


def _bmp_with_masks() -> bytes:
    pixels = np.arange(SIDE * SIDE, dtype="<u2").tobytes()
    info = struct.pack("<IiiHHI5I", 56, SIDE, -SIDE, 1, 16, 3, 0, 0, 0, 0, 0)
    info += struct.pack("<4I", 0xF00, 0xF0, 0xF, 0xF000)
    return b"BM" + struct.pack("<IHHI", 70 + len(pixels), 0, 0, 70) + info + pixels


def _bmp_around(inside: bytes) -> bytes:
    info = struct.pack("<IiiHHI5I", 40, SIDE, SIDE, 1, 0, 4, len(inside), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(inside), 0, 0, 54) + info + inside
