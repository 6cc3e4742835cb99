"""The networks and what runs them."""

from dataclasses import dataclass

from impasto.backends.rules import Choice


@dataclass(frozen=True, slots=True)
class LoadNetworks:
    """Load the networks that are chosen at the start."""


@dataclass(frozen=True, slots=True)
class FetchNetwork:
    """Load a network that was just chosen, so that it is there when it is first painted with."""

    id: str


@dataclass(frozen=True, slots=True)
class ChooseBackend:
    choice: Choice


NetworkEffect = LoadNetworks | FetchNetwork | ChooseBackend
