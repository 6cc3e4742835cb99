"""The one family of errors that Impasto raises.

Every message is written for the person in front of the screen: it names what was given and what is allowed.
"""

from __future__ import annotations

from typing import Self

from impasto.words import Parameter, Text, say


class ImpastoError(Exception):
    """Anything that Impasto refuses or cannot do; ``text`` says so to the user, ``str(error)`` does in English.

    It is raised with a key of the catalogue and its parameters, or with a text that says it already.
    """

    def __init__(self, text: Text | str, **parameters: Parameter) -> None:
        self.text = Text(text, **parameters) if isinstance(text, str) else text
        super().__init__(self.text)

    def __str__(self) -> str:
        return say(self.text)

    def in_file(self, name: str) -> Self:
        """Return the same error with the name of the file before its words."""
        return type(self)(Text("in-file", name=name, problem=self.text))


class BadImage(ImpastoError):
    """A file that is not a picture, is damaged, or has a size or format that is not allowed."""


class BadStyle(ImpastoError):
    """A style vector, weight or strength that is malformed, or belongs to another style network."""


class BadProject(ImpastoError):
    """Saved work that is malformed, or was saved by a later version."""


class BadSetting(ImpastoError):
    """A value that a setting cannot have."""


class UnknownNetwork(ImpastoError):
    """A network id, or a combination of networks, that the catalogue does not have."""


class BadManifest(ImpastoError):
    """A list of networks that is malformed, or names what it does not have."""


class RuntimeFailed(ImpastoError):
    """The inference runtime could not load or run a network."""


class FileUnreached(RuntimeFailed):
    """A file that a runtime needs could not be had: a matter of the line or the host, and of nothing that runs."""


class RuntimeLost(RuntimeFailed):
    """What the runtime held is gone, with it the run that needed it; the same work, begun anew, may well succeed."""


class Cancelled(ImpastoError):
    """The work was ended on the user's request before it was finished."""
