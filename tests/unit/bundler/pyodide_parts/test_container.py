"""Many files in one WebAssembly module."""

from __future__ import annotations

import io
import zipfile

from bundler.pyodide_parts.container import pack, pack_zip


def sections(module: bytes) -> dict[str, bytes]:
    """Read a module that has only custom sections."""
    stream = io.BytesIO(module)

    def number() -> int:
        value, shift = 0, 0
        while True:
            (byte,) = stream.read(1)
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    assert stream.read(8) == b"\0asm\1\0\0\0"
    found = {}
    while stream.read(1) == b"\0":
        end = number() + stream.tell()
        name = stream.read(number()).decode()
        found[name] = stream.read(end - stream.tell())
    assert stream.tell() == len(module)
    return found


def test_files_become_sections():
    files = {"b.pyc": bytes(300), "a/é.so": b""}
    assert sections(pack(files)) == {"paths": b'["a/\\u00e9.so", "b.pyc"]', "a/é.so": b"", "b.pyc": bytes(300)}


def test_a_module_can_be_a_zip_archive_too():
    module = pack_zip({"b.pyc": bytes(300), "a.pyc": b"1"})
    assert list(sections(module)) == ["zip"]
    with zipfile.ZipFile(io.BytesIO(module)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.pyc", "b.pyc"]
        assert archive.getinfo("b.pyc").compress_type == zipfile.ZIP_STORED
