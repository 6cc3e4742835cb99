"""Projects and links with the application running: what is saved paints the same again."""

import json

import numpy as np
import pytest

from impasto.painting import links
from impasto.painting.maskedits import Stroke
from impasto.painting.projects import from_json
from impasto.painting.projects import opened as opened_project
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo, png

STROKE = Stroke(((0.3, 0.5, 1.0), (0.7, 0.5, 1.0)), 0.3, 0.5)
OWN = ev.StyleFilesChosen((ev.File("mine.png", png((0, 150, 90), 256, 256)),))


@pytest.fixture
async def painted(bench):
    """A painting of two styles, one of them a picture of the user's, with a mask and a third one outside."""
    await bench.do(photo(), OWN)
    own = bench.app.state.settings.styles[0][0]
    await bench.do(ev.StyleSelected("red"), ev.StyleMixed(own), ev.StyleWeighted("red", 0.3))
    await bench.do(ev.SettingChanged("output_size", 256), ev.SettingChanged("strength", 0.7))
    await bench.do(ev.MaskStroked(STROKE), ev.OutsideChosen("bare"), ev.StylizePressed())
    return bench


async def saved(bench, *, with_photo: bool) -> bytes:
    await bench.do(ev.ProjectPressed(with_photo))
    name, mime, data = bench.page.offered[-1]
    assert (name, mime) == ("cat-impasto.impasto", "application/json")
    return data


async def opened(running, data: bytes) -> Workbench:
    """Return another visit, in which a project was opened and painted."""
    other = await running()
    await other.do(ev.ProjectFileChosen(ev.File("work.impasto", data)))
    return other


async def test_a_project_with_its_photo_paints_the_same_pixels_on_another_visit(painted, running):
    before = painted.page.pixels["result"]
    data = await saved(painted, with_photo=True)
    other = await opened(running, data)
    np.testing.assert_array_equal(other.page.pixels["result"], before)
    assert sorted(other.chosen()) == ["Red", "mine"] and other.page.view["outside"]
    assert other.page.view["content"]["name"] == "cat.png"
    again = await saved(other, with_photo=True)
    assert again == data, "and is the same project when it is saved again"


async def test_without_the_photo_it_is_painted_with_the_one_that_is_there(painted, running):
    before = painted.page.pixels["result"]
    data = await saved(painted, with_photo=False)
    assert b"cat" not in data and from_json(data.decode()).photo is None
    other = await running()
    await other.do(photo())
    await other.do(ev.ProjectFileChosen(ev.File("work.impasto", data)))
    np.testing.assert_array_equal(other.page.pixels["result"], before)
    await other.do(ev.UndoPressed())
    assert not other.page.view["masked"] and other.chosen() == []


async def test_a_mask_without_its_photo_is_left_out_and_told(painted, running):
    data = await saved(painted, with_photo=False)
    for photo_there in ((), (photo("wide.png"),)):
        other = await running()
        if photo_there:
            await other.do(ev.PhotoFileChosen(ev.File("wide.png", png((9, 9, 9), 640, 240))))
        await other.do(ev.ProjectFileChosen(ev.File("work.impasto", data)))
        assert "Its mask was left out" in other.said() and not other.page.view["masked"]


async def test_in_the_same_visit_the_styles_are_those_of_the_shelf(painted):
    data = await saved(painted, with_photo=False)
    shelf = painted.app.state.shelf
    await painted.do(ev.StyleSelected("bare"), ev.ProjectFileChosen(ev.File("work.impasto", data)))
    assert painted.app.state.shelf == shelf and painted.chosen() == ["Red", "mine"]


async def test_a_link_brings_styles_and_settings(painted, running):
    await painted.do(ev.LinkPressed())
    (link,) = painted.page.links
    project = links.from_link(link)
    assert project.lacks_mask and len(link) <= 2000
    other = await running()
    await other.do(ev.LinkOpened(link), photo())
    assert other.page.view["settings"]["strength"] == 0.7 and sorted(other.chosen()) == ["Red", "mine"]
    assert "640" not in str(other.page.choices["output_sizes"])


async def test_a_painting_that_keeps_how_it_was_made_offers_it_again(painted, running):
    await painted.do(ev.MaskCleared(), ev.StylizePressed(), ev.MakingKept(True), ev.DownloadPressed())
    made = painted.page.offered[-1][2]
    other = await running()
    await other.do(ev.PhotoFileChosen(ev.File("made.png", made)))
    assert other.page.view["message"]["action"]["event"] == {"kind": "open-making"}
    await other.do(ev.MakingOpened())
    assert sorted(other.chosen()) == ["Red", "mine"] and other.page.view["settings"]["strength"] == 0.7


async def test_several_masks_with_styles_of_their_own_paint_the_same_again(painted, running):
    above = Stroke(((0.5, 0.2, 1.0), (0.5, 0.8, 1.0)), 0.2, 0.9)
    await painted.do(ev.AreaAdded(), ev.AreaStyled("red"), ev.MaskStroked(above), ev.AreaAdded())
    before = painted.page.pixels["result"]
    data = await saved(painted, with_photo=True)
    assert len(json.loads(data)["areas"]) == 1, "one that has no mask is not painted"
    other = await opened(running, data)
    np.testing.assert_array_equal(other.page.pixels["result"], before)
    [area] = other.app.state.settings.areas
    assert area.styles == (("red", 1.0),) and await saved(other, with_photo=True) == data


async def test_parts_that_fit_no_photo_are_left_out_and_told(painted, running):
    await painted.do(ev.AreaAdded(), ev.MaskStroked(STROKE))
    data = await saved(painted, with_photo=False)
    other = await running()
    await other.do(ev.PhotoFileChosen(ev.File("tall.png", png((9, 9, 9), 100, 300))))
    await other.do(ev.ProjectFileChosen(ev.File("work.impasto", data)))
    assert other.app.state.settings.masks == () and "mask" in other.said()


async def test_a_picture_that_keeps_how_it_was_made_says_that_masks_were_laid_over_it(painted):
    await painted.do(ev.MakingKept(True), ev.DownloadPressed())
    assert opened_project(painted.page.offered[-1][2]).masked
    await painted.do(ev.MaskCleared())
    await painted.do(ev.DownloadPressed())
    assert not opened_project(painted.page.offered[-1][2]).masked


async def test_a_size_that_the_page_does_not_offer_is_shown(painted, running):
    record = json.loads(await saved(painted, with_photo=True))
    record["settings"]["output_size"] = 200
    other = await opened(running, json.dumps(record).encode())
    assert other.page.choices["output_sizes"][0]["value"] == "200"
    assert other.page.view["result"]["width"] == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda record: record.update(version=99), "work.impasto: This project was saved by a later version"),
        (lambda record: record["settings"].update(style_network="none"), "none"),
        (lambda record: record.update(mask="AAAA"), "The mask of this project cannot be read"),
        (lambda record: record["photo"].update(file="AAAA"), "cat.png"),
        (
            lambda record: record.update(areas=[{"mask": "AAAA", "styles": record["styles"]}]),
            "The mask of this project cannot be read",
        ),
    ],
)
async def test_what_a_stranger_spoils_is_refused_with_one_error_and_changes_nothing(painted, running, change, said):
    record = json.loads(await saved(painted, with_photo=True))
    change(record)
    other = await running()
    before = other.app.state.settings
    await other.do(ev.ProjectFileChosen(ev.File("work.impasto", json.dumps(record).encode())))
    assert said in other.said() and other.page.view["message"]["tone"] == "error"
    assert other.app.state.settings == before and not other.app.state.past


async def test_other_networks_are_told(painted, running):
    record = json.loads(await saved(painted, with_photo=True))
    record["networks"]["brush"]["sha256"] = ["1" * 64, "2" * 64]
    other = await opened(running, json.dumps(record).encode())
    assert "networks brush are not those" in other.said()
