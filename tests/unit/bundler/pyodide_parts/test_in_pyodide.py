"""All that is shipped of Python, in Pyodide."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path

import numpy as np
from PIL import Image

from builder import places
from bundler.pyodide_parts.imports import reached
from bundler.pyodide_parts.modules import ELSEWHERE, ENTRY, NUMPY, PILLOW, STANDARD_LIBRARY, chosen
from impasto.backends import trial
from impasto.imaging.grain import grained
from tests.unit.bundler.pyodide_parts.host import run_as_the_browser_does

HERE = Path(__file__).resolve().parent


IMPORT_ALL = """
import importlib, json, sys
failed = {}
for name in %r:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = f"{type(error).__name__}: {error}"
sources = [name for name, module in sys.modules.items() if str(getattr(module.__spec__, "origin", "")).endswith(".py")]
json.dumps({"failed": failed, "sources": sources, "shipped": sorted(sys.modules)})
"""


def test_everything_that_is_shipped_can_be_imported(tmp_path):
    """Whatever the top of a module imports is there, and nothing was left to be compiled in the browser."""
    ours = reached(places.ROOT / "pysrc", ENTRY, ELSEWHERE)
    wanted = [*sorted(ours), *chosen(PILLOW), *chosen(NUMPY), *chosen(STANDARD_LIBRARY)]
    script = tmp_path / "script.py"
    script.write_text(IMPORT_ALL % wanted)
    answer = run_as_the_browser_does(script)
    assert answer["failed"] == {}
    assert answer["sources"] == []
    assert set(wanted) <= set(answer["shipped"])


def pictures() -> list[bytes]:
    """Return files of all formats in many modes, with EXIF that turns them."""
    levels = (np.arange(48 * 40 * 3) % 251).astype(np.uint8).reshape(48, 40, 3)
    exif = Image.Exif()
    exif[0x0112] = 6
    modes = {
        "JPEG": ("RGB", "L", "CMYK"),
        "MPO": ("RGB",),
        "PNG": ("RGB", "RGBA", "LA", "P", "1", "I;16"),
        "WEBP": ("RGB", "RGBA"),
        "GIF": ("P", "L"),
        "BMP": ("RGB", "P", "1"),
        "TIFF": ("RGB", "RGBA", "CMYK", "P", "1", "I;16", "F"),
    }
    files = []
    for format, names in modes.items():
        for mode in names:
            grey = levels[..., 0].astype(np.uint16) * 257
            image = Image.fromarray(grey) if mode == "I;16" else Image.fromarray(levels).convert(mode)
            stream = io.BytesIO()
            image.save(stream, format, **({} if format in {"GIF", "BMP"} else {"exif": exif}))
            files.append(stream.getvalue())
    return files


WALK = """
import base64, json, logging, traceback
import numpy as np
from impasto import words
from impasto.backends import trial
from impasto.imaging import decoding, encoding, fitting
from impasto.painting import presets
from impasto.errors import BadImage
read, refused = [], []
for text in %r:
    whole = base64.b64decode(text)
    read.append(decoding.decode(whole).format)
    damaged = [whole[:length] for length in (12, 40, len(whole) // 2, len(whole) - 9)]
    for at in range(4, len(whole), len(whole) // 12):
        damaged.append(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1:])
    for data in damaged:
        try:
            decoding.decode(data)
        except BadImage as error:
            refused.append("ImportError" in traceback.format_exc())
picture = np.arange(300 * 280 * 3, dtype=np.uint32).astype(np.uint8).reshape(300, 280, 3)
written = [decoding.decode(encoding.encode(fitting.fit(picture, 256), format).data).format
           for format in ("png", "jpeg", "webp")]
try:
    raise ExceptionGroup("two", [ValueError("one"), KeyError("other")])
except ExceptionGroup as error:
    logging.getLogger("impasto").exception("not foreseen", exc_info=error)
json.dumps({"read": read, "refused": len(refused), "lacking": sum(refused), "written": written,
            "presets": len(presets.load()), "words": len(words.catalogue()), "trial": trial.answer().shape})
"""


def test_every_format_is_read_written_and_refused_when_damaged(tmp_path):
    files = pictures()
    script = tmp_path / "script.py"
    script.write_text(WALK % [base64.b64encode(data).decode() for data in files])
    answer = run_as_the_browser_does(script)
    expected = [str(Image.open(io.BytesIO(data)).format).replace("MPO", "JPEG") for data in files]
    assert answer["read"] == expected
    assert answer["written"] == ["PNG", "JPEG", "WEBP"]
    assert answer["refused"] > len(files) and answer["lacking"] == 0
    assert answer["presets"] > 0 and answer["words"] > 0
    assert answer["trial"] == [trial.SIDE, trial.SIDE, 3]


GRAIN = """
import hashlib, json
import numpy as np
from impasto.imaging.grain import grained
picture = (np.arange(97 * 130 * 3) % 251).astype(np.uint8).reshape(97, 130, 3)
json.dumps({"sha256": hashlib.sha256(grained(picture).tobytes()).hexdigest()})
"""


def test_grain_is_the_same_in_the_browser(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(GRAIN)
    picture = (np.arange(97 * 130 * 3) % 251).astype(np.uint8).reshape(97, 130, 3)
    answer = run_as_the_browser_does(script)
    assert answer["sha256"] == hashlib.sha256(grained(picture).tobytes()).hexdigest()
