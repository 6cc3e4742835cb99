"""Which networks are here: one that is chosen is fetched, and one that cannot be had does not stay chosen."""

from dataclasses import replace
from typing import Any

from impasto.studio import events as ev
from impasto.studio import repainting
from impasto.studio.repainting import Step
from impasto.studio.state import Message, State
from impasto.words import Text


def arrive(state: State, id_: str | None) -> Step:
    """Take in that a network is here, or at least no longer on its way, and paint with it if that was waited for."""
    waited = not {state.settings.style_network, state.settings.transformer} <= state.fetched
    state = _no_longer_on_its_way(state)
    if id_:
        state = replace(state, fetched=state.fetched | {id_})
    return repainting.repaint(state) if waited and state.phase == "ready" else (state, ())


def miss(state: State, missed: ev.NetworkMissed) -> Step:
    """Tell that a network cannot be had; where it is chosen, the latest that is here is chosen again."""
    state = _no_longer_on_its_way(state)
    for key, offered in state.networks.items():
        if getattr(state.settings, key) != missed.id:
            continue
        before = [getattr(settings, key) for settings in reversed(state.past)]
        here = next((id_ for id_ in (*before, *offered) if id_ in state.fetched), missed.id)
        changes: dict[str, Any] = {key: here}
        settings = replace(state.settings, **changes)
        past = state.past[:-1] if state.past and state.past[-1] == settings else state.past
        state = replace(state, settings=settings, past=past, sliding=None)
    state, effects = repainting.repaint(state)
    text = Text("network-missed", network=missed.title, problem=missed.text)
    return replace(state, message=Message("error", text)), effects


def _no_longer_on_its_way(state: State) -> State:
    return state if state.job else replace(state, progress=None)
