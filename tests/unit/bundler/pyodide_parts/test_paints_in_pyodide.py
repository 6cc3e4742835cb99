"""The whole application in Pyodide, with nothing but what is shipped: every module of the package does its work there.

Networks and page are the unit tests' fakes. So whatever the browser's Python or numpy lacks, such as what a function
imports only when it runs, is missed here and not by a visitor.
"""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from builder import places
from bundler.pyodide_parts.imports import reached
from bundler.pyodide_parts.modules import ELSEWHERE, ENTRY
from tests.unit.bundler.pyodide_parts.host import run_as_the_browser_does
from tests.unit.fixtures import noise, png, saved

PACKAGE = places.ROOT / "pysrc"
BEYOND_A_FAKE = {
    f"impasto/{module}.py"
    for module in (
        "__init__",
        "backends/cutting",
        "backends/figure",
        "backends/golden",
        "browser/check",
        "networks/parts",
        "painting/featuremaps",
        "painting/in_tiles",
        "painting/large",
        "painting/regions",
        "painting/statistics",
        "painting/streaming",
        "painting/tiles",
        "painting/measuredlayers",
        "painting/tiledmaps",
        "painting/tileruns",
        "painting/tilework",
        "session/checking",
    )
}
"""What runs parts of real decoders (tests/browser/test_large.py paints through them), what checks real networks
(tests/browser/test_check.py), and what leads to the desktop."""
UNIT = Path("tests", "unit")

SCENARIO = '''
import asyncio, json, os, sys
for path, text in %(files)r.items():
    os.makedirs(os.path.dirname("own/" + path), exist_ok=True)
    open("own/" + path, "w").write(text)
sys.path.insert(0, "own")
worked = set()

def note(code, _):
    if "impasto/" in code.co_filename and code.co_name != "<module>":
        worked.add(code.co_filename.rpartition("site-packages/")[2])
    return sys.monitoring.DISABLE  # for this function, which is known now

sys.monitoring.use_tool_id(sys.monitoring.PROFILER_ID, "what worked")
sys.monitoring.register_callback(sys.monitoring.PROFILER_ID, sys.monitoring.events.PY_START, note)
sys.monitoring.set_events(sys.monitoring.PROFILER_ID, sys.monitoring.events.PY_START)
import numpy as np
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.workbench import Workbench, photo, png
from impasto.backends import rules, trial, webgl
from impasto.browser import inference, jsoptions, page
from impasto.imaging import nclx
from impasto.networks.catalogue import Catalogue
from impasto.painting import presets, vectors
from impasto.painting.maskedits import Stroke
from impasto.session import app, batches, previewer
from impasto.session.presets import credit
from impasto.studio import events as ev
from impasto.studio.events.batch import BatchClosed, GivenFile, PhotosGiven
from impasto.studio.parsing import parse

class Host:
    """Takes what ``BrowserPage`` hands over."""
    def __getattr__(self, name):
        return lambda *told: shown.append(name)

async def scenario():
    painted = await trial.painted(FakeRuntime(), CATALOGUE)
    trial.answer = lambda: painted
    app.QUIET_SECONDS = previewer.IDLE_SECONDS = batches.CALM_SECONDS = 0.01
    hardware = rules.Adapter("a graphics card")
    bench = Workbench(rules.Survey(webgl=hardware))
    bench.runtime.seconds = 0.2  # so that graphics hardware is faster
    running = asyncio.ensure_future(bench.app.run())
    await bench.until(lambda: bench.page.view["phase"] == "ready")
    size = ev.SettingChanged("output_size", 256)
    await bench.do(photo(), ev.StyleSelected("red"), size, ev.StylizePressed())
    await bench.until(lambda: bench.page.view["backend"] == "webgl")
    await bench.do(ev.StyleFilesChosen((ev.File("a.png", png((9, 9, 9))),)))
    await bench.do(ev.LookPressed(bench.app.state.settings.own_styles[0].id))
    await bench.do(ev.LookChanged((0.1, 0.2, 0.5, 0.5), 384), ev.LookClosed())
    await bench.do(ev.StyleMixed("red"), ev.MixMoved(0.3))
    bench.app.post(parse({"kind": "sliding", "move": {"kind": "photo-through", "value": 0.5}}))
    parse({"kind": "camera-frame", "width": 1, "height": 1, "bytes": bytes(4)})  # which every other reader has left
    await bench.until(lambda: "preview" in bench.page.drawn)
    await bench.do(ev.SettingChanged("photo_through", 0.5), ev.SettingChanged("strength", 0.5))
    await bench.do(ev.UndoPressed(), ev.RedoPressed(), ev.SettingChanged("transformer", "knife"))
    await bench.do(ev.AutoStrengthPressed())
    for follows in (False, True):
        await bench.do(ev.MaskStroked(Stroke(((0.3, 0.5, 1.0), (0.4, 0.5, 1.0)), 0.1, 0.8, follows=follows)))
    await bench.do(ev.MaskCleared())
    strokes = ev.SettingChanged("stroke_size", 1.0)
    await bench.do(ev.SettingChanged("output_size", 768), strokes, ev.StylizePressed())
    await bench.do(size, ev.SettingChanged("stroke_size", 0.0))
    await bench.do(ev.FilmGiven("clip.mp4", 256, 144, 1.0), ev.FilmPressed())
    await bench.until(lambda: bench.page.view["film"]["width"] > 0)
    for number in (1, 2, 3):
        frame = np.full((144, 256, 3), 40 + 5 * number, np.uint8)
        bench.app.paint_frame(bench.page.view["film"]["job"], number, number / 25, frame)
    await bench.until(lambda: len(bench.page.film) == 3)
    assert all(pixels is not None for _, _, pixels in bench.page.film)
    for name, data in %(pictures)r.items():
        await bench.do(ev.PhotoFileChosen(ev.File(name, bytes.fromhex(data))))
        assert bench.told() is None, bench.said()
    await bench.do(ev.StylizePressed(), ev.PhotoFileChosen(ev.File("x.txt", b"nothing")))
    for format_ in ("png", "jpeg", "webp"):
        await bench.do(ev.FormatChosen(format_), ev.DownloadPressed())
    words = bench.said()
    await bench.do(ev.AreaAdded(), ev.MaskStroked(Stroke(((0.6, 0.5, 1.0),), 0.1, 0.8)), ev.AreaChosen(0))
    await bench.do(ev.MaskStroked(Stroke(((0.3, 0.5, 1.0),), 0.1, 0.8)), ev.ProjectPressed(True), ev.LinkPressed())
    project = json.loads(bench.page.offered.pop()[2])
    project["styles"][0]["values"][5] = 1.0  # a style that is on no shelf
    file = ev.File("a.impasto", json.dumps(project).encode())
    await bench.do(ev.StyleSelected("bare"), ev.ProjectFileChosen(file), ev.LinkOpened(bench.page.links[-1]))
    assert bench.page.view["message"]["tone"] == "info", bench.said()
    await bench.do(ev.StylizePressed(), ev.KeepingChosen(True))
    await bench.until(lambda: bench.store.kept and "visit" in bench.store.values)
    await bench.do(ev.PaintingTaken(bench.page.view["history"][-1]["number"]), ev.ContinuePressed())
    assert bench.page.view["message"] is None, bench.said()
    await bench.do(ev.SheetPressed())
    await bench.until(lambda: bench.page.view["sheet"]["complete"])
    await bench.do(ev.SheetDownloadPressed(), ev.SheetClosed(), ev.StyleSelected("red"))
    await bench.do(ev.MoreLikePressed(), ev.StyleMixed("bare"))
    await bench.do(ev.StripPressed())
    await bench.until(lambda: bench.page.view["sheet"]["complete"])
    await bench.do(ev.AnimationPressed(), ev.SheetClosed())
    await bench.do(photo(), ev.CopyPressed(), ev.HandedOn("copy", "done"), ev.PeoplePressed())
    bench.page.given |= {name: png((90, 90, 90)) for name in "ab"}
    bench.app.post(PhotosGiven(tuple(GivenFile(name, f"{name}.png") for name in "ab")))
    await bench.until(lambda: {"a", "b", "painting-a-1", "painting-b-2"} <= bench.store.values.keys())
    await bench.do(BatchClosed(), ev.ContinuePressed())
    running.cancel()
    return words, len(bench.page.offered)

shown = []
words, files = await scenario()
browser_page = page.BrowserPage(Host())
browser_page.show_choices({})
browser_page.show_wall({})
browser_page.show({})
assert jsoptions.options(quality=0.5).quality == 0.5
manifest = Catalogue.from_json(%(manifest)r)
assert nclx.colours(b"colrnclx" + bytes([0, 9, 0, 16, 0, 9])) is not None  # of AVIF, which no Pillow reads here
graph = bytes.fromhex(%(graph)r)
converted = webgl.converted(graph, {"picture": (1, 64, 64, 3)})
assert all(credit(preset) for preset in presets.load())
first, second = (preset.vectors[manifest.default_style_network] for preset in presets.load()[:2])
inference.runtime_over(type("Client", (), {"describe": lambda self: type("About", (), {"backend": "wasm"})})())
answer = {"words": words, "files": files, "converted": len(converted), "distance": vectors.distance(first, second),
          "shown": shown, "worked": sorted(worked)}
sys.monitoring.set_events(sys.monitoring.PROFILER_ID, 0)
json.dumps(answer)
'''


def pictures() -> dict[str, bytes]:
    """Return files that need more than Pillow: a profile in place of sRGB, a compression that libtiff lacks, holes."""
    rows = (np.arange(64 * 64 * 3) % 251).astype(np.uint8)
    hole = Image.fromarray(rows.reshape(64, 64, 3)).convert("RGBA")
    hole.paste((0, 0, 0, 0), (8, 8, 40, 40))
    return {
        "linear.png": png(64, 64, 8, 2, rows.tobytes(), {b"gAMA": (100_000).to_bytes(4, "big")}),
        "deflate.tif": saved(noise(64, 64), "TIFF", compression="tiff_adobe_deflate"),
        "hole.png": saved(hole, "PNG"),
    }


def has_work(path: Path) -> bool:
    """Return whether a module has functions that run: not only values, and not only Protocols."""
    pending: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return True
        if not (isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Protocol" for base in node.bases)):
            pending += ast.iter_child_nodes(node)
    return False


@pytest.fixture(scope="module")
def answer(tmp_path_factory) -> dict:
    files = [*(UNIT / "fakes").glob("*.py"), UNIT / "session" / "workbench.py"]
    manifest = (places.ROOT / "models" / "manifest.json").read_text("utf-8")
    graph = (places.ROOT / "models" / "transformer-lite-encoder-graphics.onnx").read_bytes()
    texts = {path.as_posix(): (places.ROOT / path).read_text("utf-8") for path in files}
    given = {name: data.hex() for name, data in pictures().items()}
    details = {"files": texts, "manifest": manifest, "graph": graph.hex(), "pictures": given}
    script = tmp_path_factory.mktemp("pyodide") / "script.py"
    script.write_text(SCENARIO % details, "utf-8")
    return run_as_the_browser_does(script)


def test_the_application_paints_saves_and_refuses(answer):
    assert answer["words"] == "Saved as hole-impasto.webp." and answer["files"] == 6
    assert answer["converted"] > 10_000 and answer["distance"] > 0
    assert answer["shown"] == ["showChoices", "showWall", "show"]


def test_every_module_that_is_shipped_did_its_work(answer):
    modules = reached(PACKAGE, ENTRY, ELSEWHERE)
    paths = [PACKAGE.joinpath(*module.split(".")) for module in modules]
    files = [path / "__init__.py" if path.is_dir() else path.with_suffix(".py") for path in paths]
    expected = {file.relative_to(PACKAGE).as_posix() for file in files if has_work(file)}
    assert len(expected) > 30 and expected - BEYOND_A_FAKE <= set(answer["worked"])
