"""The browser as an encoder of pictures: whatever its canvas can be saved as."""

import js
import numpy as np
from pyodide.ffi import JsException, to_js

from impasto.browser.jsoptions import options
from impasto.imaging.pixels import RGBA


class BrowserEncoder:
    """``SystemEncoder`` over an OffscreenCanvas, which workers have too."""

    async def encode(self, picture: RGBA, mime: str, quality: int) -> bytes | None:
        if not hasattr(js, "OffscreenCanvas"):
            return None
        height, width, _ = picture.shape
        try:
            canvas = js.OffscreenCanvas.new(width, height)
            context = canvas.getContext("2d", options(willReadFrequently=True, colorSpace="srgb"))
            pixels = js.Uint8ClampedArray.new(to_js(np.ascontiguousarray(picture).reshape(-1).data).buffer)
            context.putImageData(js.ImageData.new(pixels, width, height), 0, 0)
            blob = await canvas.convertToBlob(options(type=mime, quality=quality / 100))
            if blob.type != mime:  # without an encoder of that type they write PNG
                return None
            data: bytes = (await blob.arrayBuffer()).to_bytes()
        except JsException:
            return None
        return data
