"""Saving with the application running: the file that is offered."""

import asyncio
import json
from io import BytesIO

import pytest
from PIL import Image

from impasto.imaging import encoding
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo, png


async def offered(bench, *events) -> Image.Image:
    await bench.do(*events, ev.DownloadPressed())
    return Image.open(BytesIO(bench.page.offered[-1][2]))


@pytest.fixture
async def painted(bench):
    own = ev.StyleFilesChosen((ev.File("Oma.png", png((0, 90, 200), 256, 256)),))
    await bench.do(photo("secret.png"), ev.StyleSelected("red"), own)
    (oma,) = bench.app.state.settings.styles
    await bench.do(ev.StyleSelected("red"), ev.StyleMixed(oma[0]), ev.StyleWeighted("red", 0.25))
    await bench.do(ev.SettingChanged("output_size", 256), ev.SettingChanged("strength", 0.7), ev.StylizePressed())
    return bench


@pytest.mark.parametrize(("format", "key"), [("png", "Comment"), ("jpeg", "comment"), ("webp", "xmp")])
async def test_how_it_was_made_is_kept_where_that_is_chosen(painted, format, key):
    plain = await offered(painted, ev.FormatChosen(format))
    assert key not in plain.info
    text = (await offered(painted, ev.MakingKept(True))).info[key]
    text = text if isinstance(text, str) else text.decode()
    record, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    assert record["settings"]["strength"] == 0.7 and "secret" not in text
    assert [(style["name"], style["weight"]) for style in record["styles"]] == [("Red", 0.25), ("Oma", 1.0)]
    assert record["styles"][0]["values"][0] == pytest.approx(200 / 255, abs=0.001)
    assert record["styles"][1]["values"] != record["styles"][0]["values"]


async def test_the_quality_is_that_which_is_chosen(painted):
    await offered(painted, ev.FormatChosen("jpeg"), ev.QualityChosen(95))
    await offered(painted, ev.QualityChosen(10))
    high, low = (len(data) for _, _, data in painted.page.offered)
    assert low < high


class AvifSystem:
    async def encode(self, picture, mime, quality):
        return b"avif by the system" if mime == "image/avif" else None


async def test_a_format_of_the_system_is_offered_and_saved(monkeypatch):
    monkeypatch.setattr(encoding, "_encodes_avif", lambda: False)
    bench = Workbench(encoder=AvifSystem())
    running = asyncio.ensure_future(bench.app.run())
    await bench.until(lambda: bench.page.view["phase"] == "ready" and len(bench.page.choices["formats"]) == 4)
    await bench.do(photo(), ev.StyleSelected("red"), ev.StylizePressed())
    await bench.do(ev.FormatChosen("avif"), ev.DownloadPressed())
    assert bench.page.offered == [("cat-impasto.avif", "image/avif", b"avif by the system")]
    running.cancel()


async def test_what_is_copied_is_what_is_downloaded_as_png(painted):
    await offered(painted, ev.FormatChosen("png"))
    await painted.do(ev.FormatChosen("jpeg"), ev.CopyPressed())
    (_, mime, downloaded), (_, _, copied) = painted.page.offered
    assert (copied, mime) == (downloaded, "image/png") and painted.page.ways == ["download", "copy"]
    assert painted.page.view["progress"] is not None, "the page has yet to tell what became of it"
    await painted.do(ev.HandedOn("copy", "done"))
    assert painted.page.view["progress"] is None
