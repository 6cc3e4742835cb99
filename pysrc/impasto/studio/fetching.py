"""Which networks are here: one that is chosen is fetched, and one that cannot be had does not stay chosen."""

from dataclasses import replace
from typing import Any

from impasto.studio import events as ev
from impasto.studio.state import Message, State
from impasto.words import Text


def arrive(state: State, id_: str | None) -> State:
    """Take in that a network is here, or at least no longer on its way."""
    state = replace(state, fetched=state.fetched | {id_}) if id_ else state
    return state if state.job else replace(state, progress=None)


def miss(state: State, missed: ev.NetworkMissed) -> State:
    """Tell that a network cannot be had; where it is chosen, the latest that is here is chosen again."""
    state = arrive(state, None)
    for key, offered in state.networks.items():
        if getattr(state.settings, key) != missed.id:
            continue
        before = [getattr(settings, key) for settings in reversed(state.past)]
        here = next((id_ for id_ in (*before, *offered) if id_ in state.fetched), missed.id)
        changes: dict[str, Any] = {key: here}
        settings = replace(state.settings, **changes)
        past = state.past[:-1] if state.past and state.past[-1] == settings else state.past
        state = replace(state, settings=settings, past=past, sliding=None)
    return replace(state, message=Message("error", Text("network-missed", network=missed.title, problem=missed.text)))
