"""Painting on all cores: as many processes as there are, each on one thread.

Runs of one network share out its layers among threads, and those wait for each other; pictures share nothing. So
processes of one thread paint more in the same time than one process of many threads, if there is memory for them.
"""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from impasto.desktop.batch.orders import Order
from impasto.desktop.batch.painter import Outcome, Painter
from impasto.desktop.native import usable_memory
from impasto.errors import BadSetting
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.networks.catalogue import Transformer
from impasto.painting.settings import PaintSettings

MOST_JOBS = 1024

BYTES_A_PROCESS, BYTES_A_CHANNEL = 150_000_000, 22
"""What a process takes, and more for each channel of the feature map and pixel of the painting: measured at 768 and
2048 px with every transformer."""

_painter: Painter | None = None
"""The painter of a process that was made for painting."""


def count(transformer: Transformer, settings: PaintSettings, jobs: int | None) -> int:
    """Return how many processes paint: as many as ``jobs`` says, or as there are cores, and memory for them.

    Raises:
        BadSetting: ``jobs`` is none that can be had.
    """
    cores = os.cpu_count() or 1
    if jobs is not None:
        if not 1 <= jobs <= MOST_JOBS:
            raise BadSetting("jobs-not-allowed", given=jobs, most=MOST_JOBS)
        return jobs
    memory = usable_memory()
    if memory is None:
        return cores
    # Above that size there are tiles, which take less.
    size = LARGEST_SIZE if settings.output_size == "photo" else min(settings.output_size, LARGEST_SIZE)
    channels = transformer.encoder.outputs[0].shape[1]
    assert isinstance(channels, int), "the catalogue says how many"
    return max(min(cores, memory // (BYTES_A_PROCESS + BYTES_A_CHANNEL * channels * size**2)), 1)


class Processes:
    """Implements ``work.Crew`` with processes of this machine.

    They end when they are told to, and when this process does, whatever it dies of. Ctrl-C is this process's affair.
    """

    def __init__(self, models: Path, count: int) -> None:
        self.width = count
        self._models = models
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def submit(self, order: Order) -> Future[Outcome]:
        return self._pool.submit(_carry_out, order)

    def replaced(self, error: BaseException) -> bool:
        if not isinstance(error, BrokenExecutor):
            return False
        self.stop()
        self._start()
        return True

    def stop(self) -> None:
        self._line.close()
        self._pool.shutdown(cancel_futures=True)

    def _start(self) -> None:
        context = multiprocessing.get_context(
            "spawn"
        )  # a fork would inherit the threads of onnxruntime, but not run them
        theirs, self._line = context.Pipe(duplex=False)
        threads = max((os.cpu_count() or 1) // self.width, 1)
        memory = usable_memory()
        share = None if memory is None else memory // self.width
        given = (theirs, self._models, threads, share)
        self._pool = ProcessPoolExecutor(self.width, context, initializer=_begin, initargs=given)


def _begin(line: Connection, models: Path, threads: int, memory: int | None) -> None:
    """Be a process that paints, until nobody holds the other end of the line."""
    global _painter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _painter = Painter(models, threads, memory)
    threading.Thread(target=_listen, args=(line, _painter), daemon=True).start()


def _listen(line: Connection, painter: Painter) -> None:
    line.poll(None)
    painter.stop()
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()  # who else ends this process, unless it was killed
        with painter.painting:
            os._exit(1)


def _carry_out(order: Order) -> Outcome:
    assert _painter is not None, "the process was begun"
    return _painter.carry_out(order)
