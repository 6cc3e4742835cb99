"""Many files in one, in a form that hosts compress: a WebAssembly module of nothing but custom sections.

Hosts decide by media type what to compress. All of them compress ``application/wasm``, few do so with zip, tar or
unknown types, and a file that is compressed already gains nothing from brotli. Browsers take such a module apart by
themselves (``WebAssembly.Module.customSections``). .NET ships its assemblies in the same way, for the same reasons:
https://github.com/dotnet/runtime/blob/main/docs/design/mono/webcil.md.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from bundler.webassembly.encoding import HEADER, leb128

CUSTOM = b"\0"
PATHS = "paths"
"""The section that lists the names of all others, as JSON; a browser finds sections only by name."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a module with a section for each file, named by its path, in the order of the paths."""
    paths = sorted(files)
    sections = [section(PATHS, json.dumps(paths).encode()), *(section(path, files[path]) for path in paths)]
    return HEADER + b"".join(sections)


def pack_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a module that is a zip archive as well, its members as they are, in the order of their paths."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path), files[path])
    return pack_archive(buffer.getvalue())


def pack_archive(archive: bytes) -> bytes:
    """Return a module that is also this zip archive, which is read from its end and may have anything before it."""
    return HEADER + section("zip", archive)


def section(name: str, content: bytes) -> bytes:
    """Return a custom section: https://webassembly.github.io/spec/core/binary/modules.html#custom-section."""
    encoded = name.encode()
    body = leb128(len(encoded)) + encoded + content
    return CUSTOM + leb128(len(body)) + body
