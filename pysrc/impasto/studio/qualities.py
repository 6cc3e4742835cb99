"""What networks are called on the page: by what they are good for. Their technical names stand one level deeper."""

from impasto.networks.catalogue import Network
from impasto.words import Text, catalogue


def name(network: Network) -> Text | str:
    """Return what a network is called; one of another catalogue has no name but its own."""
    key = Text(f"network-name-{network.id}")
    return key if key.key in catalogue() else network.title


def about(network: Network) -> Text | str:
    """Return what a network is good for."""
    key = Text(f"network-about-{network.id}")
    return key if key.key in catalogue() else network.summary


def technical(network: Network) -> str:
    """Return what a network is, in the terms of the field and as its manifest puts it."""
    return f"{network.title}: {network.architecture}"
