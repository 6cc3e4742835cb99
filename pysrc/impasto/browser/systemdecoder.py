"""The browser as a decoder of pictures: all that it shows, colour-managed and upright."""

from typing import Any

import js
import numpy as np
from pyodide.ffi import JsException, to_js

from impasto.browser.jsoptions import options
from impasto.imaging.pixels import RGBA


class BrowserPicture:
    """``SystemPicture`` over an ImageBitmap."""

    def __init__(self, bitmap: Any) -> None:
        self._bitmap = bitmap

    @property
    def width(self) -> int:
        return int(self._bitmap.width)

    @property
    def height(self) -> int:
        return int(self._bitmap.height)

    async def pixels(self, width: int, height: int) -> RGBA:
        try:
            canvas = js.OffscreenCanvas.new(width, height)
            # Nobody sees the canvas, and pixels that are kept for a graphics card would only have to be fetched.
            context = canvas.getContext("2d", options(willReadFrequently=True, colorSpace="srgb"))
            context.imageSmoothingQuality = "high"
            context.drawImage(self._bitmap, 0, 0, width, height)
            data = context.getImageData(0, 0, width, height).data
        except JsException as error:
            raise MemoryError(str(error)) from error
        finally:
            self._bitmap.close()
        return np.frombuffer(data.to_bytes(), np.uint8).reshape(height, width, 4)


class BrowserDecoder:
    """``SystemDecoder`` over createImageBitmap, which workers have too."""

    async def open(self, data: bytes, mime: str) -> BrowserPicture | None:
        if not hasattr(js, "createImageBitmap") or not hasattr(js, "OffscreenCanvas"):
            return None
        blob = js.Blob.new(to_js([to_js(data)]), options(type=mime))
        how = options(imageOrientation="from-image", colorSpaceConversion="default", premultiplyAlpha="none")
        try:
            return BrowserPicture(await js.createImageBitmap(blob, how))
        except JsException:
            return None
