"""Carries out orders, in a process of its own or on another machine: reads a photo, paints, writes the paintings."""

import hashlib
import os
import platform
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from impasto import __version__
from impasto.desktop import sources
from impasto.desktop.batch import places, receipts
from impasto.desktop.batch.manifest import Record
from impasto.desktop.batch.orders import Manner, Order, Wanted
from impasto.desktop.keywords import chosen_settings, is_automatic
from impasto.desktop.studio import Studio
from impasto.errors import Cancelled, ImpastoError, RuntimeFailed
from impasto.imaging.encoding import encode
from impasto.painting.request import Picture
from impasto.words import Text, say


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order: the records of what is there now, and what was wrong with the others, if anything.

    ``problem`` is in words already: it comes from another process. ``stopped`` says that the rest was not tried to the
    end, as the painter was told to stop.
    """

    order: Order
    made: tuple[Record, ...] = ()
    problem: str | None = None
    stopped: bool = False

    @property
    def failed(self) -> int:
        """How many paintings could not be made."""
        return 0 if self.stopped else len(self.order.wanted) - len(self.made)


class Painter:
    """Paints one order after another; keeps the networks.

    Args:
        models: folder of the networks here; None for those that come with Impasto.
        threads: of each run of a network.
        memory: bytes of feature maps that a painting may take; None leaves it to the machine.

    Attributes:
        painting: held while an order is carried out.
    """

    def __init__(self, models: Path | None, threads: int, memory: int | None = None) -> None:
        self._models, self._threads, self._memory = models, threads, memory
        self._stopped = threading.Event()
        self.painting = threading.Lock()

    @cached_property
    def _studio(self) -> Studio:
        return Studio(self._models, self._threads, self._memory)

    def stop(self) -> None:
        """End what is being painted, and paint nothing more; called from another thread. Files are written whole."""
        self._stopped.set()
        self._studio.interrupt()

    def check(self, manner: Manner) -> None:
        """Raise ``RuntimeFailed`` unless the networks here are those that the manner names."""
        here = {network.id: [graph.sha256 for graph in network.graphs] for network in self._studio.catalogue.networks}
        for network, graphs in manner.networks.items():
            if here.get(network) != list(graphs):
                raise RuntimeFailed("network-differs-there", network=network, machine=platform.node())

    def carry_out(self, order: Order) -> Outcome:
        """Paint what is not there yet. What goes wrong is told in the outcome."""
        made: list[Record] = []
        try:
            with self.painting:
                made.extend(self._records(order))
        except Cancelled:
            return Outcome(order, tuple(made), stopped=True)
        except ImpastoError as error:
            return Outcome(order, tuple(made), str(error))
        except OSError as error:
            what = error.strerror or str(error) or type(error).__name__
            return Outcome(order, tuple(made), f"{error.filename}: {what}." if error.filename else f"{what}.")
        except MemoryError:
            return Outcome(order, tuple(made), f"{order.photo.place}: {say(Text('too-little-memory'))}")
        return Outcome(order, tuple(made))

    def _records(self, order: Order) -> Iterator[Record]:
        manner, photo, sha256 = order.manner, None, ""
        self.check(manner)
        for wanted in order.wanted:
            if self._stopped.is_set():
                raise Cancelled("painting-cancelled")
            record = receipts.find(order.output, wanted)
            if record is None:
                if photo is None:
                    data = places.read(order.photo.place)
                    chosen = chosen_settings(self._studio.catalogue, manner.settings)
                    photo = sources.picture_in(data, order.photo.place, longest=chosen.reading_size)
                    sha256 = hashlib.sha256(data).hexdigest()
                record = self._painted(photo, sha256, order, wanted)
            yield record

    def _painted(self, photo: Picture, sha256: str, order: Order, wanted: Wanted) -> Record:
        """Paint, write the painting, and return what is known of it."""
        manner, settings, began = order.manner, dict(order.manner.settings), time.monotonic()
        styles = [wanted.style.vector]
        if is_automatic(settings):
            settings["strength"] = self._studio.auto_strength(photo, styles, **settings)
        pixels = self._studio.paint(photo, styles, **settings).pixels
        file = encode(pixels, manner.format, manner.quality).data
        height, width, _ = pixels.shape
        record: Record = {
            "output": wanted.name,
            "photo": order.photo.place,
            "photo_sha256": sha256,
            "style": wanted.style.name,
            "settings": settings,
            "networks": manner.networks,
            "format": manner.format,
            "quality": manner.quality,
            "width": width,
            "height": height,
            "bytes": len(file),
            "sha256": hashlib.sha256(file).hexdigest(),
            "recipe": wanted.recipe,
            "impasto": __version__,
            "painter": f"{platform.node()}:{os.getpid()}",
            "seconds": round(time.monotonic() - began, 3),
        }
        receipts.write(order.output, record)
        places.write(places.joined(order.output, wanted.name), file)
        return record
