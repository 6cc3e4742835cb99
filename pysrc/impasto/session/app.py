"""The running application: events in, effects out. It knows where it runs only by the Protocols of its ports.

``workshop`` says who does the work and ``performing`` who does what of it; ``tasks`` is how that goes on beside the
events.
"""

import asyncio
from functools import partial

from impasto.backends.rules import Memory
from impasto.imaging import encoding
from impasto.imaging.pixels import RGB
from impasto.session.performing import Performer
from impasto.session.presets import shelf_style
from impasto.session.renewal import Knowledge, is_idle
from impasto.session.surroundings import Surroundings
from impasto.session.tasks import Tasks
from impasto.session.workshop import Workshop
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.events.camera import CameraFrame
from impasto.studio.settings import Settings
from impasto.studio.state import State
from impasto.studio.update import update


class App:
    """Takes in events one after another and carries out what the studio makes of them."""

    def __init__(self, given: Surroundings, knowledge: bytes | None = None) -> None:
        """Set up the studio; nothing is loaded before ``run``.

        ``knowledge`` is what the Python before this one has handed over.
        """
        remembered = Memory.from_json(given.memory)
        self._shop = Workshop(given, remembered, self._take, lambda: self._state)
        self._tasks = Tasks(self._take)
        self._performer = Performer(self._shop, self._tasks, self._take, lambda: self._state)
        self._inbox: asyncio.Queue[ev.UserEvent] = asyncio.Queue()
        self._heard = 0
        """How many events of the page were dealt with; not every frame of a camera makes a view."""
        if knowledge is None:
            self._state = _first_state(given, remembered)
        else:
            handed_over = Knowledge.from_bytes(knowledge)
            self._state = handed_over.state
            self._shop.renewal.take(handed_over)

    @property
    def state(self) -> State:
        return self._state

    def post(self, event: ev.UserEvent) -> None:
        """Take in what the user did; it is dealt with after all that was done before."""
        self._inbox.put_nowait(event)

    def paint_frame(self, job: int, number: int, seconds: float, frame: RGB) -> None:
        """Paint a frame of the film that a job paints, uint8 ``[height, width, 3]``, shown at ``seconds``.

        Frames come in their order, and go past events and state: there are many, and no two are the same.
        """
        self._tasks.begin(partial(self._shop.films.paint, job, number, seconds, frame))

    def knowledge(self) -> bytes | None:
        """Return what a fresh start goes on with, or None while there is something that it would lose."""
        written = self._inbox.empty() and not self._tasks.reading and not self._shop.paintings.busy
        return self._shop.renewal.knowledge(self._state).to_bytes() if written and is_idle(self._state) else None

    async def run(self) -> None:
        """Load the networks and serve the events, for as long as the page is there."""
        shop = self._shop
        self._show()
        try:
            async with self._tasks:
                self._performer.perform(fx.LoadNetworks())
                self._tasks.begin(shop.settling.settle)
                self._tasks.begin(shop.saver.find_formats)
                self._tasks.begin(partial(shop.renewal.watch, lambda: self._state))
                self._tasks.begin(partial(shop.visits.follow, lambda: self._state))
                while True:
                    event = await self._inbox.get()
                    self._heard += not isinstance(event, CameraFrame)
                    self._take(event)
                    self._inbox.task_done()
        finally:
            shop.queue.close()

    def _take(self, event: ev.Event) -> None:
        before = self._state
        self._state, effects = update(before, event)
        if self._state is not before or not isinstance(event, CameraFrame):  # of which there are many
            self._show()
        for effect in effects:
            self._performer.perform(effect)

    def _show(self) -> None:
        self._shop.display.show(self._state, self._heard)


def _first_state(given: Surroundings, remembered: Memory) -> State:
    catalogue = given.catalogue
    return State(
        settings=Settings(style_network=catalogue.default_style_network, transformer=catalogue.default_transformer),
        presets=tuple(map(shelf_style, given.presets)),
        networks={
            "style_network": tuple(network.id for network in catalogue.style_networks),
            "transformer": tuple(network.id for network in catalogue.transformers),
        },
        backend_choice=remembered.choice,
        formats=encoding.available(),
    )
