"""When the best backend is looked for: once nothing else is going on."""

import asyncio
from collections.abc import Callable

from impasto.backends.rules import Choice
from impasto.session.backend_selector import BackendSelector
from impasto.studio.state import State

QUIET_SECONDS = 2.0
"""How long nothing has to be painted before graphics hardware is looked for and tried."""


class Settling:
    """Has the backend found in a quiet moment, or at once where the user chooses one."""

    def __init__(self, selector: BackendSelector, state: Callable[[], State]) -> None:
        self._selector = selector
        self._state = state

    async def settle(self) -> None:
        """Find the best backend once nothing else is going on, and again after a painting that came between."""
        settled = False
        while not settled:
            jobs = self._state().jobs
            await asyncio.sleep(QUIET_SECONDS)
            state = self._state()
            if state.phase == "ready" and state.job is None and state.jobs == jobs:
                settled = await self._selector.settle()

    async def choose(self, choice: Choice) -> None:
        """Change to the backend that the user has chosen, later if a painting comes between."""
        if not await self._selector.choose(choice):
            await self.settle()
