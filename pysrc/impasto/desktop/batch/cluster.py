"""Painting on several machines, whose workers wait for orders at a scheduler (``distributed``, extra ``cluster``).

Workers read the photos themselves, and write the paintings: over the scheduler go orders and records alone. An order
whose worker dies is given to another one by the scheduler; receipts keep it from painting what is there already.
"""

import threading
import time
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from impasto.desktop.batch.orders import Manner, Order
from impasto.desktop.batch.painter import Outcome, Painter
from impasto.desktop.files import Refused
from impasto.desktop.installation import origin

AHEAD = 3
"""Orders for each thread of a worker, so that none waits for the next one."""

COUNTED_EVERY = 5.0
"""Seconds between two looks at how many workers there are."""

WAITED = 30
"""Seconds that a scheduler and its first worker are waited for."""

_local = threading.local()
"""The painter of each thread of a worker."""


class Cluster:
    """Implements ``work.Crew`` with the workers of a scheduler; they may come and go.

    Args:
        address: of the scheduler, such as ``tcp://host:8786``.
        manner: what every worker must have the networks for.
        models: folder of the networks on every worker; None for those that come with Impasto there.

    Raises:
        Refused: ``distributed`` is not installed, there is no scheduler or no worker, or one that cannot paint.
    """

    def __init__(self, address: str, manner: Manner, models: Path | None) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise Refused("distributed-missing", origin=origin()) from error
        try:
            self._client = distributed.Client(address, timeout=WAITED, set_as_default=False)
            self._client.wait_for_workers(1, timeout=WAITED)
        except (OSError, TimeoutError, ValueError) as error:
            raise Refused("no-workers-there", address=address) from error
        try:
            self._client.run(_check, manner, models)
        except Exception as error:  # whatever keeps a worker from painting, such as another Python
            self._client.close()
            raise Refused("worker-unfit", address=address, problem=str(error) or type(error).__name__) from error
        self._executor = self._client.get_executor(pure=False)
        self._carry_out = partial(carry_out, models)
        self._counted, self._width = 0.0, 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def width(self) -> int:
        if time.monotonic() - self._counted > COUNTED_EVERY:
            self._width = max(sum(self._client.nthreads().values()), 1) * AHEAD
            self._counted = time.monotonic()
        return self._width

    def submit(self, order: Order) -> Future[Outcome]:
        future: Future[Outcome] = self._executor.submit(self._carry_out, order)
        return future

    def replaced(self, error: BaseException) -> bool:
        return False  # the scheduler has tried others by then

    def stop(self) -> None:
        """Do nothing more: what workers paint now they finish, and leave receipts of it."""


def carry_out(models: Path | None, order: Order) -> Outcome:
    """Carry out an order on a worker."""
    return _painter(models).carry_out(order)


def _painter(models: Path | None) -> Painter:
    if getattr(_local, "models", ()) != models:
        _local.painter, _local.models = Painter(models, threads=1), models
    painter: Painter = _local.painter
    return painter


def _check(manner: Manner, models: Path | None) -> None:
    _painter(models).check(manner)
