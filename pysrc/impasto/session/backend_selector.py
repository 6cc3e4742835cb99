"""Finds the backend that runs the networks, and changes to it: what ``backends`` says, carried out."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from impasto.backends import rules, trial
from impasto.backends.failover import FailoverRuntime
from impasto.backends.rules import GRAPHICS, TOLERANCE, Choice, Memory, Survey, Trial, Verdict, backend_name
from impasto.errors import Cancelled, RuntimeFailed
from impasto.networks.catalogue import Catalogue, Graph
from impasto.networks.runtime import Runtime
from impasto.painting.steps import CancelToken
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.studio import events as ev
from impasto.words import Text

PATIENCE = 120.0
"""Seconds after which a trial that has not answered is given up."""

START_PATIENCE = 30.0
"""Seconds in which graphics hardware has to be ready where the page begins with it."""

News = ev.BackendsSeen | ev.BackendRuns | ev.BackendRefused


class Backends(Protocol):
    """What the browser has besides the runtime that the page began with."""

    async def survey(self) -> Survey:
        """Look for graphics hardware; ``RuntimeFailed`` or ``Cancelled`` where that cannot be told just now."""

    def start(self, backend: str) -> Runtime:
        """Begin a runtime of its own, beside those that there are; fetching its files may take a while."""


class BackendSelector:
    """Holds the runtime in use and exchanges it.

    Args:
        runtime: what the page began with; ``wasm``, or what ``memory`` says.
        backends: where other runtimes come from.
        catalogue: its default networks are those of the trial.
        memory: what an earlier visit has left.
        version: of Impasto; with another one a verdict has to be found anew.
        tell: takes news for the page.
        remember: keeps a text for the next visit.
        queue: of what runs the networks; nothing is timed or exchanged while something is painted.
    """

    def __init__(
        self,
        runtime: Runtime,
        backends: Backends,
        catalogue: Catalogue,
        memory: Memory,
        version: str,
        tell: Callable[[News], None],
        remember: Callable[[str], None],
        queue: JobQueue,
    ) -> None:
        self.runtime = FailoverRuntime(runtime, self._failed)
        self._backends = backends
        self._catalogue = catalogue
        self._memory = memory
        self._version = version
        self._tell = tell
        self._remember = remember
        self._queue = queue
        self._survey: Survey | None = None
        self._given_up: set[str] = set()
        """What stopped working on this visit. That is not kept: on the next one it may be well again."""
        self._trial: Job[Trial] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def begin(self) -> None:
        """Check whether the page was right to begin with graphics hardware; if not, go back to the processor.

        Raises:
            RuntimeFailed, Cancelled: as ``Runtime.load``.
        """
        if self._running not in GRAPHICS:
            return
        if not await self._rightly_begun():
            self.runtime.use(self._backends.start("wasm"))
            return
        late = RuntimeFailed("graphics-not-ready-in-time")
        alarm = asyncio.get_running_loop().call_later(START_PATIENCE, self._failed, late)
        try:
            await self.runtime.load(self._encoder)
        finally:
            alarm.cancel()

    async def _rightly_begun(self) -> bool:
        if self._running == self._memory.choice:
            return True
        try:
            verdict = self._known(await self._look())
        except (RuntimeFailed, Cancelled):
            return False
        return verdict is not None and verdict.winner == self._running

    async def settle(self) -> bool:
        """Come to the backend that is chosen, or else to the best; False if that gave way to a painting."""
        async with self._one_at_a_time:
            try:
                await self._settle()
            except Cancelled:
                return False
            except RuntimeFailed as error:
                logging.getLogger(__name__).info("nothing is exchanged: %s", error)
            except Exception:  # a mistake of ours here is no reason to end the page
                logging.getLogger(__name__).exception("not foreseen")
            self._tell_what_runs()
            return True

    async def choose(self, choice: Choice) -> bool:
        """Do as the user says, and remember it; False as ``settle``."""
        if self._trial is not None:
            self._trial.cancel()
        self._given_up.discard(choice)
        self._keep(replace(self._memory, choice=choice))
        return await self.settle()

    async def _settle(self) -> None:
        survey = await self._look()
        choice = self._memory.choice
        if choice != "auto":
            if self._running != choice:
                await self._obey(choice)
            if self._memory.choice != "auto":
                return
        verdict = self._known(survey)
        if verdict is not None:
            if self._running != verdict.winner:
                await self._exchange(self._backends.start(verdict.winner))
            return
        if self._running != "wasm":
            await self._exchange(self._backends.start("wasm"))
        if survey.candidates:
            await self._try_all(survey)

    async def _obey(self, choice: str) -> None:
        """Change to the backend that the user chose, if it paints what it should."""
        if choice == "wasm":
            await self._exchange(self._backends.start(choice))
            return
        runtime = self._backends.start(choice)
        outcome = await self._tried(choice, runtime)
        if outcome.fault is None:
            await self._exchange(runtime)
            return
        runtime.close()
        self._keep(replace(self._memory, choice="auto"))
        self._tell(ev.BackendRefused(Text("backend-refused", outcome=outcome.outcome)))

    async def _try_all(self, survey: Survey) -> None:
        """Try one backend after another, up to the first that wins, and remember how they did."""
        trials: list[Trial] = []
        for backend in survey.candidates:
            if backend in self._given_up:
                continue
            runtime = self._backends.start(backend)
            self._trial = self._queue.beside(partial(self._tried, backend, runtime))
            try:
                trials.append(await self._trial.result())
            except Cancelled:
                runtime.close()
                raise
            finally:
                self._trial = None
            if trials[-1].won:
                break
            runtime.close()
        verdict = Verdict(self._machine(survey), tuple(trials))
        if not self._given_up:
            self._keep(replace(self._memory, verdict=verdict))
        if verdict.winner != "wasm":
            await self._exchange(runtime)

    async def _tried(self, backend: str, runtime: Runtime, token: CancelToken | None = None) -> Trial:
        """Return how a backend did; whatever it does, it costs nothing but time.

        With a token it is timed too, and gives way when that is cancelled: nobody asked for it.
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
            difference = await trial.difference(runtime, self._catalogue)
            if difference > TOLERANCE:
                logging.getLogger(__name__).info("%s is off by %d levels", backend, difference)
                return Trial(backend, fault="wrong")
            if token is None:
                return Trial(backend)
            seconds = await trial.seconds(runtime, self._catalogue)
            ours = self._queue.submit(Priority.AHEAD, lambda _: trial.seconds(self.runtime.current, self._catalogue))
            times = await ours.result() / seconds
            token.check()
            return Trial(backend, times=times)
        except Cancelled:
            if not silent:
                raise
            return Trial(backend, fault="silent")
        except RuntimeFailed as error:
            logging.getLogger(__name__).info("%s: %s", backend, error)
            return Trial(backend, fault="failed")
        finally:
            alarm.cancel()

    async def _exchange(self, runtime: Runtime) -> None:
        """Take another runtime into use, once it has a network ready and nothing is being painted."""
        try:
            await runtime.load(self._encoder)
        except BaseException:
            runtime.close()
            raise

        async def use(_: CancelToken) -> None:
            self.runtime.use(runtime)

        await self._queue.submit(Priority.UPKEEP, use).result()

    def _failed(self, error: RuntimeFailed) -> None:
        """Go on with the processor where graphics hardware does not."""
        stopped = Text("backend-stopped", backend=backend_name(self._running), problem=error.text)
        self._given_up.add(self._running)
        self.runtime.use(self._backends.start("wasm"))
        self._memory = replace(self._memory, choice="auto")
        self._tell(ev.BackendRefused(stopped))
        self._tell_what_runs()

    @property
    def _encoder(self) -> Graph:
        return self._catalogue.transformer(self._catalogue.default_transformer).encoder

    @property
    def _running(self) -> str:
        return self.runtime.describe().backend

    async def _look(self) -> Survey:
        if self._survey is None:
            self._survey = await self._backends.survey()
            self._tell(ev.BackendsSeen(self._survey.available))
        return self._survey

    def _machine(self, survey: Survey) -> str:
        return survey.machine(f"onnxruntime {self.runtime.describe().version}", f"Impasto {self._version}")

    def _known(self, survey: Survey) -> Verdict | None:
        """Return the verdict that was found before, if it is one of this machine."""
        verdict = self._memory.verdict
        if verdict is None or verdict.machine != self._machine(survey):
            return None
        failed = {backend: Trial(backend, fault="failed") for backend in self._given_up}
        return replace(verdict, trials=tuple(failed.get(trial.backend, trial) for trial in verdict.trials))

    def _keep(self, memory: Memory) -> None:
        self._memory = memory
        self._remember(memory.to_json())

    def _tell_what_runs(self) -> None:
        about = self.runtime.describe()
        verdict = self._survey and self._known(self._survey)
        trials = verdict.trials if verdict else None
        why = rules.reason(about.backend, self._memory.choice, self._survey, trials)
        self._tell(ev.BackendRuns(about.backend, about.threads, why))
