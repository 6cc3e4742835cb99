"""How the effects that the studio asks for are carried out: who does each, and whether beside the events."""

import json
from collections.abc import Callable
from functools import partial
from typing import assert_never

from impasto.session.tasks import Tasks
from impasto.session.workshop import Workshop
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Settings
from impasto.studio.state import State


class Performer:
    """Begins what has to be done; nothing that it raises ends the application."""

    def __init__(
        self, shop: Workshop, tasks: Tasks, take: Callable[[ev.WorkEvent], None], state: Callable[[], State]
    ) -> None:
        self._shop = shop
        self._tasks = tasks
        self._take = take
        self._state = state

    def perform(self, effect: fx.Effect) -> None:
        """Begin one effect; what comes of it is told as events."""
        shop, begin, read, follow = self._shop, self._tasks.begin, self._tasks.begin_reading, self._tasks.follow
        match effect:
            case fx.LoadNetworks():
                begin(partial(shop.networks.begin, self._chosen))
            case fx.FetchNetwork(id_):
                begin(partial(shop.networks.fetch, id_))
            case fx.ReadPhoto(file):
                self._tasks.stop_reading("example")
                read("photo", partial(shop.reader.read_photo, file.name, file.data))
            case fx.FetchExample(id_):
                self._tasks.stop_reading("example")
                read("example", partial(shop.reader.fetch_example, id_))
            case fx.ReadStyles(files):
                read("styles", partial(shop.reader.read_styles, files))
            case fx.ReadMask(file, photo):
                read("mask", partial(shop.reader.read_mask, file, photo))
            case fx.FindPeople(photo):
                read("mask", partial(shop.people.find, photo))
            case fx.DrawStyle():
                shop.explorer.draw()
            case fx.ReadNumbers():
                begin(partial(shop.explorer.read, effect))
            case fx.ShowWhole(id_):
                begin(partial(shop.looks.show_whole, id_))
            case fx.ShowPart(id_):
                begin(partial(shop.looks.show_part, id_))
            case fx.FindLikeness(id_, network):
                begin(partial(self._find_likeness, id_, network))
            case fx.RememberStyles(favourites, recent):
                kept = json.dumps({"favourites": favourites, "recent": recent}) if favourites or recent else ""
                shop.page.remember("styles", kept)
            case fx.StopReading():
                self._tasks.stop_reading("photo", "example", "styles", "mask", "project")
            case fx.ShowMask(edits, photo):
                begin(partial(shop.easel.show_mask, edits, photo))
            case fx.ShowPhoto(id_, reachable):
                begin(partial(shop.easel.show_photo, id_, reachable))
            case fx.StopPainting():
                shop.painter.stop(effect)
            case fx.ChooseBackend(choice):
                begin(partial(shop.settling.choose, choice))
            case fx.Prefetch(settings):
                if shop.networks.has_all(settings):
                    begin(partial(shop.prefetcher.prefetch, settings))
            case fx.Paint():
                follow(shop.painter.paint(effect))
            case fx.ChooseStrength():
                follow(shop.painter.choose_strength(effect))
            case fx.Preview():
                follow(shop.previewer.ask(effect))
            case fx.PreparePreviews():
                begin(partial(shop.previewer.prepare, effect))
            case fx.ShowPreview(job):
                shop.results.show("preview", job)
            case fx.ShowResult(job):
                shop.results.show("result", job)
            case fx.SaveResult():
                read("save", partial(shop.saver.save, effect))
            case fx.SaveProject():
                read("save", partial(shop.projects.save, effect))
            case fx.MakeLink():
                read("save", partial(shop.projects.make_link, effect))
            case fx.StorePainting():
                begin(partial(shop.paintings.store, effect))
            case fx.BringBack():
                read("history", partial(self._bring_back, effect))
            case fx.SaveStored():
                read("save", partial(shop.paintings.save, effect))
            case fx.ChangeKeeping(kept):
                begin(partial(shop.visits.change, kept))
            case fx.LookForVisit(remembered, left):
                begin(partial(shop.visits.look, remembered, left=left))
            case fx.HoldVisit():
                shop.visits.hold()
            case fx.ReadVisit():
                read("visit", self._read_visit)
            case fx.Forget():
                begin(shop.visits.forget)
            case fx.OpenProject():
                read("project", partial(shop.projects.open_file, effect))
            case fx.OpenMaking():
                read("project", partial(shop.projects.open_making, effect))
            case fx.OpenLink():
                read("project", partial(shop.projects.open_link, effect))
            case fx.PaintSheet():
                follow(shop.sheets.paint(effect))
            case fx.StopSheet():
                shop.sheets.stop()
            case fx.SaveSheet():
                read("save", partial(shop.saver.save_sheet, effect))
            case fx.SaveAnimation():
                read("save", partial(shop.saver.save_animation, effect))
            case fx.BeginFilm():
                begin(partial(shop.films.begin, effect))
            case fx.StopFilm(job):
                shop.films.stop(job)
            case fx.OpenPhoto(id_):
                shop.page.open_file(id_)
            case fx.PaintQueued():
                follow(shop.batches.paint(effect))
            case fx.StopQueued():
                shop.batches.stop()
            case fx.PaintFrame():
                follow(shop.frames.paint(effect))
            case fx.StopFrames():
                shop.frames.stop()
            case _:
                assert_never(effect)

    def _chosen(self) -> Settings:
        return self._state().settings

    async def _find_likeness(self, id_: str, network: str) -> None:
        self._take(await self._shop.vectors.likeness(id_, network))

    async def _read_visit(self) -> None:
        await self._shop.visits.read()
        state = self._state()
        self._tasks.begin(partial(self._shop.paintings.show_thumbnails, state.history, state.settings))

    async def _bring_back(self, bring: fx.BringBack) -> None:
        """Show a painting of the history again, with the photo that it is of among the sources."""
        await self._shop.visits.files.read_photo(bring.painted.photo.id)
        whole = await self._shop.paintings.bring_back(bring.painted, bring.job)
        self._take(ev.PaintingFound(bring.painted.number, bring.job, whole))
