"""The one family of errors that Impasto raises.

Every message is written for the person in front of the screen: it names what was given and what is allowed.
"""


class ImpastoError(Exception):
    """Anything that Impasto refuses or cannot do; ``str(error)`` may be shown to a user as it is."""


class BadImage(ImpastoError):
    """A file that is not a picture, is damaged, or has a size or format that is not allowed."""


class BadStyle(ImpastoError):
    """A style vector, weight or strength that is malformed, or belongs to another style network."""


class UnknownNetwork(ImpastoError):
    """A network id, or a combination of networks, that the catalogue does not have."""


class RuntimeFailed(ImpastoError):
    """The inference runtime could not load or run a network."""


class RuntimeLost(RuntimeFailed):
    """What the runtime held is gone, with it the run that needed it; the same work, begun anew, may well succeed."""


class Cancelled(ImpastoError):
    """The work was ended on the user's request before it was finished."""
