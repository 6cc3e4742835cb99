"""Finds the backend that runs the networks, and changes to it: what ``backends`` says, carried out."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from impasto.backends import rules
from impasto.backends.failover import FailoverRuntime
from impasto.backends.rules import GRAPHICS, Choice, Memory, Survey, Trial, Verdict, backend_name
from impasto.errors import Cancelled, RuntimeFailed
from impasto.networks.catalogue import Catalogue, Graph
from impasto.networks.runtime import Runtime
from impasto.painting.steps import CancelToken
from impasto.session.backend_trials import BackendTrials
from impasto.session.jobs import JobQueue, Priority
from impasto.session.ports import Backends
from impasto.studio import events as ev
from impasto.words import Text

START_PATIENCE = 30.0
"""Seconds in which graphics hardware has to be ready where the page begins with it."""

News = ev.BackendsSeen | ev.BackendRuns | ev.BackendRefused


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
        self._trials = BackendTrials(backends, catalogue, queue, self.runtime)
        self._survey: Survey | None = None
        self._given_up: set[str] = set()
        """What stopped working on this visit. That is not kept: on the next one it may be well again."""
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
        begun = self.runtime.current

        def give_up() -> None:
            if self.runtime.current is begun:  # what took its place has as long as it takes
                self._failed(RuntimeFailed("graphics-not-ready-in-time"))

        alarm = asyncio.get_running_loop().call_later(START_PATIENCE, give_up)
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
        self._trials.stop()
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
        outcome = await self._trials.of(choice, runtime)
        if outcome.fault is None:
            await self._exchange(runtime)
            return
        runtime.close()
        self._keep(replace(self._memory, choice="auto"))
        self._tell(ev.BackendRefused(Text("backend-refused", outcome=outcome.outcome)))

    async def _try_all(self, survey: Survey) -> None:
        """Try what there is, use the first that wins, and remember how they did."""
        worth_it = (backend for backend in survey.candidates if backend not in self._given_up)
        trials, winner = await self._trials.of_all(worth_it)
        if not self._given_up:
            self._keep(replace(self._memory, verdict=Verdict(self._machine(survey), trials)))
        if winner is not None:
            await self._exchange(winner)

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
