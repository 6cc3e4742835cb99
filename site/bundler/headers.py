"""The headers of the site: in `_headers`, which some hosts and our own server read, and in the service worker."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from bundler.bundle import BundleError

ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy_of(page: str) -> str:
    """Return the Content-Security-Policy that the page holds itself to."""
    policy = re.search(r'<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]+)"', page)
    if not policy:
        raise BundleError("site/index.html has no Content-Security-Policy.")
    return "; ".join(re.split(r"\s*;\s*", policy[1].strip(" ;")))


def fill_service_worker(source: str, page: str) -> str:
    """Return the service worker with the headers that it adds; its policy, for workers only, is the page's own."""
    return source.replace("{{isolation}}", json.dumps(list(ISOLATION.items()))).replace("{{policy}}", policy_of(page))


def headers_file(page: str, urls: Iterable[str]) -> str:
    """Return `_headers`, which Netlify, Cloudflare Pages and our own server read; its policy is the page's own."""
    everywhere = {
        **ISOLATION,
        "Content-Security-Policy": f"{policy_of(page)}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    names = {url.partition("/")[0] + "/*" if "/" in url else url for url in urls} | {"", "index.html"}
    forever, fresh = {"Cache-Control": "public, max-age=31536000, immutable"}, {"Cache-Control": "no-cache"}
    rules = {"/*": everywhere} | {f"/{name}": forever if name.endswith("*") else fresh for name in sorted(names)}
    return "".join(
        path + "\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )
