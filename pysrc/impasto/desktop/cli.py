"""The command ``impasto`` as a process: how it begins, and how it ends. ``desktop.commands`` has what it can do.

Little is imported before Ctrl-C is taken care of.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

from impasto.desktop.exitcodes import INTERRUPTED, PIPE_CLOSED, USAGE_ERROR
from impasto.desktop.interrupts import end_at_once, ending_at_once


def command() -> NoReturn:
    """Be the process ``impasto``."""
    try:
        code = main()
        end_at_once()
    except KeyboardInterrupt:  # pressed once more
        end_at_once()
        code = INTERRUPTED
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (``exitcodes``)."""
    with ending_at_once():
        from impasto.desktop import commands
        from impasto.desktop.terminal import tell
        from impasto.errors import ImpastoError
        from impasto.words import Text, say
    try:
        return commands.run(arguments)
    except ImpastoError as error:
        tell(f"impasto: {error}")
    except BrokenPipeError:
        return PIPE_CLOSED
    except OSError as error:
        tell(f"impasto: {error.filename}: {error.strerror}." if error.filename else f"impasto: {error}.")
    except MemoryError:
        tell(f"impasto: {say(Text('too-little-memory'))}")
    except KeyboardInterrupt:
        with ending_at_once():
            tell("impasto: interrupted")
        return INTERRUPTED
    return USAGE_ERROR


if __name__ == "__main__":
    command()
