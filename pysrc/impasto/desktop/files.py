"""Files on disk and the process's own pipes: their name is in every error, and they are written whole or not at all."""

import os
import secrets
import shutil
import sys
from collections.abc import Sequence
from errno import EBADF
from pathlib import Path

from impasto.errors import ImpastoError
from impasto.words import Text, say

PIPE = "-"
"""What stands for standard input and output on a command line; a file of that name is ``./-``."""


class Refused(ImpastoError):
    """Something that the command line cannot do as it was asked, found before any work was done."""


def read(path: Path) -> bytes:
    """Return what a file holds, or raise ``OSError`` with its ``filename``."""
    try:
        return path.read_bytes()
    except OSError as error:
        error.filename = str(path)  # opening it says so, reading it does not
        raise


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place, and from there into it.

    What was there before is there until then, and lends its permissions; a link leads on to where it led. What is no
    file in the first place, such as a device or a named pipe, is written to as it is.

    Raises:
        OSError: with ``path`` as its ``filename``; nothing is left of what was begun.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _exchange(Path(os.path.realpath(path)), data)
    except OSError as error:
        error.filename = str(path)
        raise


def _exchange(path: Path, data: bytes) -> None:
    part = path.with_name(f".impasto-{secrets.token_hex(8)}.part")  # short: its own name may be as long as names can be
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # some file systems say only now that they are full
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:  # Ctrl-C too
        part.unlink(missing_ok=True)
        raise


def check_output(output: Path, inputs: Sequence[Path]) -> None:
    """Refuse, before any work is done, an output that cannot be written or would overwrite an input.

    Raises:
        Refused: it is a folder, stands in none, or is an input.
        OSError: no file can be made there, or none of that name.
    """
    if output.is_dir():
        raise Refused("output-is-folder", path=str(output))
    if not output.parent.is_dir():
        raise Refused("output-folder-missing", path=str(output), folder=str(output.parent))
    if output.exists() and any(path.exists() and path.samefile(output) for path in inputs):
        raise Refused("output-is-input", path=str(output))
    special = output.exists() and not output.is_file()
    folder = Path(os.path.realpath(output)).parent
    if not special and not os.access(folder, os.W_OK):
        raise Refused("output-folder-closed", path=str(output), folder=str(folder))


def read_standard_input() -> bytes:
    """Return all that is piped into the process.

    Raises:
        Refused: nothing is.
        OSError: it cannot be read.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise Refused("nothing-piped-in")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        error.filename = say(Text("standard-input"))
        raise


def write_standard_output(data: bytes | str) -> None:
    """Write to standard output, and let it go at once.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OSError: it cannot be written.
    """
    if sys.stdout is None:
        raise OSError(EBADF, os.strerror(EBADF), say(Text("standard-output")))
    try:
        if isinstance(data, str):
            sys.stdout.write(data.encode(sys.stdout.encoding, "replace").decode(sys.stdout.encoding))
        else:
            left = memoryview(data)
            while left:  # with PYTHONUNBUFFERED a part may be all that is taken, as where the reader has just gone
                left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.flush()
    except OSError as error:
        raise _given_up(error) from None


def _given_up(error: OSError) -> OSError:
    """Return the error with the name of standard output, which from now on takes everything and keeps nothing.

    Else the end of the process would try again, and show a traceback (the documentation of Python's ``signal``).
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    error.filename = say(Text("standard-output"))
    return error
