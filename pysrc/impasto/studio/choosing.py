"""Settings that no slider sets, such as the networks and the size."""

from typing import TypeGuard

from impasto.painting.settings import SETTINGS, NetworkOf
from impasto.studio import events as ev
from impasto.studio import repainting
from impasto.studio.effects import FetchNetwork
from impasto.studio.repainting import Step
from impasto.studio.state import State


def is_chosen(event: ev.Event) -> TypeGuard[ev.SettingChanged]:
    """Return whether an event sets such a setting."""
    return isinstance(event, ev.SettingChanged) and not (event.key in SETTINGS and SETTINGS[event.key].live)


def choose(state: State, event: ev.SettingChanged) -> Step:
    """Take a setting, and paint with it; what is not offered is not taken."""
    setting = SETTINGS.get(event.key)
    value = setting.taken(event.value) if setting else None
    is_network = isinstance(setting, NetworkOf)
    if value is None or (is_network and value not in state.networks.get(event.key, ())):
        return state, ()
    state = repainting.change(state, **{event.key: value})
    if is_network and value not in state.fetched:
        return state, (FetchNetwork(str(value)),)  # and painted with when it is here
    return repainting.repaint(state)
