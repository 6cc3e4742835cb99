"""What a small site is made of.

The folder has no ``__init__.py``: pytest would import it as ``bundler``, in place of the package that is tested.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from small_site import GRAPHICS_FILES, ICON, PAGE, PROGRAM, rewrite, write

from builder import places
from bundler import onnxruntime
from bundler.contents import Materials
from bundler.licences import WITH_TEXT
from bundler.pyodide import INTERPRETER, LIBRARY

SHA512 = "sha512-" + base64.b64encode(bytes(64)).decode()
PYTHON_PARTS = (LIBRARY, "numpy", "pillow", "impasto")


def wheel(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo("a-1.dist-info/licenses/LICENSE.txt"), f"Terms of {path.name}")
        about = f"Name: {path.name.split('-')[0]}\nVersion: {path.name.split('-')[1]}\nLicense-Expression: MIT\n"
        file.writestr(zipfile.ZipInfo("a-1.dist-info/METADATA"), about)
    return path


def graph(name: str, data: bytes) -> dict:
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "inputs": [], "outputs": []}


@pytest.fixture
def materials(tmp_path) -> Materials:
    """Return what a small site is made of, lying about as in the repository."""
    pins = {}
    npm = {"pyodide/pyodide.mjs": "// Pyodide's script"}
    npm |= {f"onnxruntime-web/dist/{name}": f"// onnxruntime's {name}" for name in onnxruntime.FILES.values()}
    npm |= {f"onnxruntime-web/dist/{name}": f"// onnxruntime's {name}" for name in GRAPHICS_FILES}
    npm[f"onnxruntime-web/dist/{onnxruntime.FILES['wasm']}"] = PROGRAM
    texts = dict.fromkeys(("pyodide", "onnxruntime-web"), "LICENSE") | WITH_TEXT
    for package, text in texts.items():
        about = '{"version": "3", "license": "MIT"}'
        npm |= {f"{package}/package.json": about, f"{package}/{text}": f"Terms of {package}"}
        pins[f"node_modules/{package}"] = {"version": "3", "integrity": SHA512}
    npm[".package-lock.json"] = json.dumps({"packages": pins})
    npm["lucide-static/icons/plus.svg"] = ICON
    npm["mediabunny/dist/bundles/mediabunny.min.mjs"] = "// Mediabunny"
    npm["pyodide/pyodide-lock.json"] = '{"info": {"python": "3.14.0"}, "packages": {}}'
    transformer = {**graph("t.onnx", b"transformer"), "graphics": graph("t-graphics.onnx", b"suited")}
    about = {"licence": "Apache-2.0", "architecture": "one layer", "source": "trained here"}
    networks = [
        {"id": "s", "role": "style", "title": "S", **about, "graphs": {"style": graph("s.onnx", b"style")}},
        {"id": "t", "role": "transformer", "title": "T", **about, "graphs": {"encoder": transformer}},
        {"id": "u", "role": "transformer", "title": "U", **about, "graphs": {"encoder": graph("u.onnx", b"unused")}},
    ]
    manifest = {"format": 1, "default": {"style_network": "s", "transformer": "t"}, "networks": networks}
    record = {"id": "one", "name": "One", "picture": "one.webp", "thumbnail": "one-small.webp"}
    return Materials(
        site=write(
            tmp_path / "site",
            {
                "index.html": PAGE,
                "favicon.svg": (places.SITE / "favicon.svg").read_text("utf-8"),
                "styles/tokens.css": (places.SITE / "styles/tokens.css").read_text("utf-8"),
                "styles/a.css": "a { color: red }",
                "scripts/main.mjs": 'import "./view.mjs"; say("saved-as", { name });',
                "scripts/view.mjs": 'new URL("./offline/service-worker.mjs", import.meta.url);',
                "scripts/offline/service-worker.mjs": "const a = `{{isolation}}`, b = `{{policy}}`, c = `{{pages}}`;",
                "licences/pyodide.txt": "MPL",
                "licences/onnxruntime-web.txt": "MIT",
            },
        ),
        node_modules=write(tmp_path / "site/node_modules", npm),
        models=write(
            tmp_path / "models",
            {
                "manifest.json": json.dumps(manifest),
                "s.onnx": "style",
                "t.onnx": "transformer",
                "t-graphics.onnx": "suited",
                "u.onnx": "unused",
            },
        ),
        rewrite=rewrite,
        pictures=write(
            tmp_path / "pictures",
            {
                "examples.json": json.dumps([{**record, "credit": "Me", "width": 3, "height": 2}]),
                "styles.json": json.dumps([{**record, "picture": "two.webp", "painter": "Me", "year": 2026}]),
                "wall.json": json.dumps({"picture": "wall.avif", "side": 88, "columns": 12, "styles": ["matisse"]}),
                "wall.avif": "wall",
                "one.webp": "picture",
                "two.webp": "style",
                "one-small.webp": "thumbnail",
            },
        ),
        python=write(
            tmp_path / "python",
            {f"{name}.wasm": f"{name}'s files" for name in PYTHON_PARTS}
            | {name: f"// what is needed of {name}" for name in INTERPRETER},
        ),
        wheels=[
            wheel(tmp_path / "wheels" / f"{name}-any.whl")
            for name in ("numpy-2-py3", "pillow-9-py3", "impasto-0.5-py3")
        ],
        texts=[write(tmp_path, {"LICENSE": "licence"}) / "LICENSE", write(tmp_path, {"NOTICE": "notice"}) / "NOTICE"],
    )
