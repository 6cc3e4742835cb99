"""The headers of a served file: its type, and the rules of a `_headers` file."""

from __future__ import annotations

from pathlib import Path

MIME_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".onnx": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    "": "text/plain; charset=utf-8",
}


def parse_headers_file(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the rules of a `_headers` file: a path, perhaps with a `*` at its end, and the headers there."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


def read_headers(folder: Path, path: str) -> dict[str, str]:
    """Return the headers that the `_headers` file of a site gives a path, which begins with a slash."""
    rules = folder / "_headers"
    headers: dict[str, str] = {}
    for pattern, each in parse_headers_file(rules.read_text("utf-8")) if rules.exists() else []:
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
            headers |= each
    return headers
