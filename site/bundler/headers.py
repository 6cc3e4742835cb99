"""The headers of the site: in `_headers`, which some hosts and our own server read, and in the service worker."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from bundler.bundle import HASH_IN_NAME, BundleError

ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FOREVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"

POWERS = dict.fromkeys(
    (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "clipboard-read",
        "compute-pressure",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gamepad",
        "geolocation",
        "gyroscope",
        "hid",
        "identity-credentials-get",
        "idle-detection",
        "keyboard-map",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "otp-credentials",
        "payment",
        "picture-in-picture",
        "publickey-credentials-create",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "storage-access",
        "usb",
        "window-management",
        "xr-spatial-tracking",
    ),
    "()",
) | {"camera": "(self)", "clipboard-write": "(self)"}
"""Who may use what of the device, in the notation of Permissions-Policy: ``()`` is nobody, ``(self)`` this site.

`cross-origin-isolated` is not among them: threads need it.
"""


def policy_of(page: str) -> str:
    """Return the Content-Security-Policy that the page holds itself to."""
    policy = re.search(r'<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]+)"', page)
    if not policy:
        raise BundleError("site/index.html has no Content-Security-Policy.")
    return "; ".join(re.split(r"\s*;\s*", policy[1].strip(" ;")))


def fill_service_worker(source: str, page: str, pages: Iterable[str]) -> str:
    """Return the service worker with the names of the pages and the headers that it adds to them and to workers.

    Its policy, for workers only, is the page's own.
    """
    values = {
        "isolation": json.dumps(list(ISOLATION.items())),
        "policy": policy_of(page),
        "pages": json.dumps(list(pages)),
    }
    for name, value in values.items():
        source = source.replace(f"{{{{{name}}}}}", value)
    return source


def everywhere(page: str) -> dict[str, str]:
    """Return the headers of every answer; their policy is the page's own."""
    return {
        **ISOLATION,
        "Content-Security-Policy": f"{policy_of(page)}; frame-ancestors 'none'",
        "Permissions-Policy": ", ".join(f"{power}={who}" for power, who in POWERS.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def headers_file(page: str, urls: Iterable[str]) -> str:
    """Return `_headers`, which Netlify, Cloudflare Pages and our own server read."""
    paths = {"/" + (url.partition("/")[0] + "/*" if "/" in url else url) for url in urls} | {"/", "/index.html"}
    rules = {"/*": everywhere(page)} | {
        path: {"Cache-Control": FOREVER if path.endswith("*") or re.search(HASH_IN_NAME, path) else FRESH}
        for path in sorted(paths)
    }
    return "".join(
        path + "\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )
