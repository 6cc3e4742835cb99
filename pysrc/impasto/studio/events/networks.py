"""The networks and what runs them."""

from dataclasses import dataclass

from impasto.backends.rules import Choice
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class BackendChosen:
    choice: Choice


@dataclass(frozen=True, slots=True)
class RetryPressed:
    """Load the networks again after that failed."""


@dataclass(frozen=True, slots=True)
class OfflineSettled:
    """The page has asked the browser to keep its files; ``complete`` tells whether all of them are there."""

    complete: bool


@dataclass(frozen=True, slots=True)
class NetworksLoading:
    """Networks are on their way; ``fraction`` of their bytes is here."""

    text: Text
    fraction: float


@dataclass(frozen=True, slots=True)
class NetworkFetched:
    """A network that was chosen later is there, or, without ``id``, its loading was given up."""

    id: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkMissed:
    """A network that was chosen later cannot be had; ``text`` says why."""

    id: str
    title: Text | str
    text: Text


@dataclass(frozen=True, slots=True)
class RuntimeReady:
    backend: str
    threads: int
    seconds: float
    networks: tuple[str, ...] = ()
    """The ids of those that are here."""


@dataclass(frozen=True, slots=True)
class RuntimeUnavailable:
    text: Text


@dataclass(frozen=True, slots=True)
class BackendsSeen:
    """What this browser has, as ids of backends."""

    available: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackendRuns:
    """What runs the networks from now on, and why."""

    backend: str
    threads: int
    reason: Text


@dataclass(frozen=True, slots=True)
class BackendRefused:
    """The backend that was chosen does not do; the best one is found again."""

    text: Text


NetworkAction = BackendChosen | RetryPressed | OfflineSettled
"""What the user does."""

NetworkNews = (
    NetworksLoading
    | NetworkFetched
    | NetworkMissed
    | RuntimeReady
    | RuntimeUnavailable
    | BackendsSeen
    | BackendRuns
    | BackendRefused
)
"""What comes back."""

NetworkEvent = NetworkAction | NetworkNews
