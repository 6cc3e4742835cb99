"""What runs the networks: when it is ready, which backend it is, and that it could not be had."""

from dataclasses import replace
from typing import assert_never

from impasto.backends import rules
from impasto.painting.progress import Progress
from impasto.studio import events as ev
from impasto.studio import fetching, repainting
from impasto.studio.effects import ChooseBackend, LoadNetworks
from impasto.studio.repainting import Step
from impasto.studio.state import Message, State


def update(state: State, event: ev.NetworkEvent) -> Step:
    """Take in what becomes of the networks and their backend, and what the user has chosen of these."""
    match event:
        case ev.BackendChosen(choice):
            trying = choice if choice in rules.GRAPHICS else None
            return replace(state, backend_choice=choice, trying=trying, message=None), (ChooseBackend(choice),)
        case ev.OfflineSettled(complete):
            return replace(state, offline=complete), ()
        case ev.NetworksLoading(text, fraction):
            return state if state.job else replace(state, progress=Progress(text, 1, 1, fraction)), ()
        case ev.NetworkFetched(id_):
            return fetching.arrive(state, id_)
        case ev.NetworkMissed():
            return fetching.miss(state, event)
        case ev.RuntimeReady():
            return _open(state, event)
        case ev.BackendsSeen(available):
            return replace(state, backends=available), ()
        case ev.BackendRuns():
            return _run_on(state, event), ()
        case ev.BackendRefused(text):
            return replace(state, backend_choice="auto", message=Message("info", text)), ()
        case ev.RuntimeUnavailable(text):
            return replace(state, phase="failed", progress=None, message=Message("error", text, "retry")), ()
        case ev.RetryPressed():
            again = state.phase == "failed"
            return (replace(state, phase="loading", message=None), (LoadNetworks(),)) if again else (state, ())
        case _:
            assert_never(event)


def _open(state: State, ready: ev.RuntimeReady) -> Step:
    """Take the networks into use, and paint what was asked for meanwhile."""
    state = replace(
        state,
        phase="ready",
        fetched=state.fetched | set(ready.networks),
        backend=ready.backend,
        threads=ready.threads,
        ready_seconds=ready.seconds,
        progress=None,
        timings=(),
    )
    return repainting.paint_if_waiting(state)


def _run_on(state: State, event: ev.BackendRuns) -> State:
    state = replace(state, trying=None, backend_reason=event.reason)
    if event.backend != state.backend:  # how long pictures took says nothing of the new one
        state = replace(state, timings=(), preview_size=None, previews_for=None)
    return replace(state, backend=event.backend, threads=event.threads)
