"""Browsers with empty profiles, and what they say about themselves."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome

from browser.chromium import start_chromium

GRAPHICS = ("--enable-unsafe-webgpu", "--enable-features=Vulkan")
"""What lets headless Chromium on Linux use WebGPU; elsewhere without effect."""


@contextmanager
def fresh_browser(*arguments: str) -> Iterator[Chrome]:
    """Yield a browser on an empty profile, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="impasto-bench-", ignore_cleanup_errors=True) as profile:
        driver = start_chromium(Path(profile), *arguments)
        try:
            yield driver
        finally:
            driver.quit()


def adapters(driver: Chrome) -> dict[str, Any]:
    """Return what draws in this browser: ``webgl`` and ``webgpu`` as text (None: not there), ``hardware`` for each."""
    found: dict[str, Any] = driver.execute_async_script("""
        const done = arguments[0];
        (async () => {
          const gl = document.createElement("canvas").getContext("webgl2");
          const about = gl?.getExtension("WEBGL_debug_renderer_info");
          const webgl = gl && about ? gl.getParameter(about.UNMASKED_RENDERER_WEBGL) : gl ? "unnamed" : null;
          const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
          const info = adapter?.info;
          const words = [info?.vendor, info?.architecture, info?.description].filter(Boolean).join(" ");
          const webgpu = info ? words || "unnamed" : null;
          const fallback = Boolean(info?.isFallbackAdapter ?? adapter?.isFallbackAdapter);
          return {webgl, webgpu, fallback};
        })().then(done);
    """)
    return {
        "webgl": found["webgl"],
        "webgpu": found["webgpu"],
        "hardware": {
            "webgl": bool(found["webgl"]) and not _software(found["webgl"]),
            "webgpu": bool(found["webgpu"]) and not found["fallback"] and not _software(found["webgpu"]),
        },
    }


def _software(name: str) -> bool:
    return any(word in name.lower() for word in ("swiftshader", "llvmpipe", "lavapipe", "software", "basic render"))
