"""Trials of backends: whether one paints what it should, and how fast beside the one in use."""

import asyncio
import logging
from collections.abc import Iterable
from functools import partial

from impasto.backends import trial
from impasto.backends.rules import TOLERANCE, Trial
from impasto.errors import Cancelled, FileUnreached, RuntimeFailed, RuntimeLost
from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import Runtime
from impasto.painting.steps import CancelToken
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.session.ports import Backends

PATIENCE = 120.0
"""Seconds after which a trial that has not answered is given up."""


class BackendTrials:
    """Tries runtimes of other backends.

    Args:
        backends: where these come from.
        catalogue: its default networks are those of the trial.
        queue: of what runs the networks; the one in use is timed in its turn.
        ours: the runtime in use.
    """

    def __init__(self, backends: Backends, catalogue: Catalogue, queue: JobQueue, ours: Runtime) -> None:
        self._backends = backends
        self._catalogue = catalogue
        self._queue = queue
        self._ours = ours
        self._trial: Job[Trial] | None = None

    def stop(self) -> None:
        """Have the trials under way give way, if nobody asked for them."""
        if self._trial is not None:
            self._trial.cancel()

    async def of_all(self, candidates: Iterable[str]) -> tuple[tuple[Trial, ...], Runtime | None]:
        """Try one backend after another, beside what is painted, up to the first that wins.

        Returns:
            How they did, and the runtime of the one that won.

        Raises:
            Cancelled: ``stop`` was called meanwhile.
            RuntimeFailed: nothing can be said, for want of a file or because the runtime in use has failed.
        """
        trials: list[Trial] = []
        for backend in candidates:
            runtime = self._backends.start(backend)
            self._trial = self._queue.beside(partial(self.of, backend, runtime))
            try:
                trials.append(await self._trial.result())
            except (Cancelled, RuntimeFailed):
                runtime.close()
                raise
            finally:
                self._trial = None
            if trials[-1].won:
                return tuple(trials), runtime
            runtime.close()
        return tuple(trials), None

    async def of(self, backend: str, runtime: Runtime, token: CancelToken | None = None) -> Trial:
        """Return how a backend did; whatever it does, it costs nothing but time.

        With a token it is timed too, and gives way when that is cancelled: nobody asked for it.

        Raises:
            Cancelled, RuntimeFailed: as ``of_all``, with a token.
        """
        silent = False
        if token is not None:
            token.when_cancelled(runtime.close)

        def give_up() -> None:
            nonlocal silent
            silent = True
            runtime.close()

        alarm = asyncio.get_running_loop().call_later(PATIENCE, give_up)
        try:
            difference = await self._difference(runtime)
            if difference > TOLERANCE:
                logging.getLogger(__name__).info("%s is off by %d levels", backend, difference)
                return Trial(backend, fault="wrong")
            if token is None:
                return Trial(backend)
            seconds = await trial.seconds(runtime, self._catalogue)
        except Cancelled:
            if not silent:
                raise
            return Trial(backend, fault="silent")
        except RuntimeFailed as error:
            logging.getLogger(__name__).info("%s: %s", backend, error)
            if token is not None and isinstance(error, FileUnreached):
                raise  # on the next visit the line may be well
            return Trial(backend, fault="failed")
        finally:
            alarm.cancel()
        ours = self._queue.submit(Priority.AHEAD, lambda _: trial.seconds(self._ours, self._catalogue))
        times = await ours.result() / seconds
        token.check()
        return Trial(backend, times=times)

    async def _difference(self, runtime: Runtime) -> int:
        try:
            return await trial.difference(runtime, self._catalogue)
        except RuntimeLost:  # one loss says nothing of how it paints, and it has begun anew
            return await trial.difference(runtime, self._catalogue)
