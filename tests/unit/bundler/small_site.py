"""A small site: what it is made of, and how its files are written and read."""

from __future__ import annotations

import re
from pathlib import Path

from bundler import onnxruntime

ICON = """<!-- @license lucide-static - ISC -->
<svg
  class="lucide lucide-plus"
  width="24"
>
  <path d="M5 12h14" />
  <path d="M12 5v14" />
</svg>
"""

PAGE = """<!doctype html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval';">
<link rel="stylesheet" href="styles/a.css"><script type="module" src="scripts/main.mjs"></script>
<!-- each:examples --><img src="{{thumbnail}}" alt="{{name}}"><!-- end -->
<!-- each:styles --><img src="{{thumbnail}}" data-picture="{{picture}}"><!-- end -->
<!-- each:style_networks --><option>{{title}} {{megabytes}}</option><!-- end -->
<!-- each:transformers -->{{id}}<!-- end -->
<!-- icon:plus -->{{version}} {{first_visit_megabytes}} MB
<script type="application/json" id="words"></script>
<script type="application/json" id="assets"></script>
"""


GRAPHICS_FILES = {name for files in onnxruntime.GRAPHICS.values() for name in files.values()}
PROGRAM = b"onnxruntime's program"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def without_hashes(text: str) -> str:
    return re.sub(r"-[0-9a-f]{10}(?=\.)", "-#", text)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewrite(program: bytes) -> bytes:
    return b"what is needed of " + program
