"""The corpus: small inputs of each target, from which others are made; those that once broke something stay in it.

What is not called ``fault-…`` is made by ``python -m fuzz.seeds`` in ``tests/``.
"""

from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")


def folder(target: str) -> Path:
    """Return where the inputs of a target lie."""
    return FOLDER / target


def inputs(target: str) -> dict[str, bytes]:
    """Return the inputs of a target by the names of their files, in the order of these."""
    return {path.name: path.read_bytes() for path in sorted(folder(target).iterdir())}
