"""The commands, each with its arguments in ``add`` and what it does in ``run``."""

from collections.abc import Sequence

from impasto import __version__
from impasto.desktop.arguments import Parser
from impasto.desktop.commands import batch, check, networks, sheet, styles, stylize, vector, video

DESCRIPTION = "Paint any photograph in the style of any picture."


def run(arguments: Sequence[str] | None) -> int:
    """Carry out a command line, by default the process's own, and return the exit code.

    Raises:
        ImpastoError, OSError: something that the user can put right.
        SystemExit: arguments that cannot be understood, or that only ask for help or the version.
    """
    parser = Parser(prog="impasto", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"impasto {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    for each in (stylize, batch, video, sheet, vector, styles, networks, check):
        each.add(commands).set_defaults(run=each.run)
    options = parser.parse_args(arguments)
    code: int = options.run(options)
    return code
