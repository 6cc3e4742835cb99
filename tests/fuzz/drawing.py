"""Inputs drawn by hypothesis: those of the corpus with a few changes, which it makes as few as it can where one breaks.

It knows nothing of the code that it calls, so it finds less than ``guided``, but it goes wherever the tests go.
"""

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from fuzz.targets import Target

TOKENS = (
    *(bytes([byte]) * 4 for byte in (0, 1, 127, 128, 255)),
    *(
        b"null",
        b"true",
        b"-1",
        b"0.5",
        b"1e999",
        b"NaN",
        b"9" * 400,
        b'""',
        b"[]",
        b"{}",
        b'"',
        b"[" * 2000,
        b'{"a":' * 2000,
    ),
    *(b"..", b"/", b"\\", b"\0", b"{photo}", b"{0}", "…".encode(), b"\xed\xa0\x80"),
)
"""What is put in besides bytes at random: numbers at their ends, and what means something in JSON or in a name."""

Edit = tuple[str, int, int, bytes]
"""What is done, where, to how many bytes, and with which."""

_EDITS = st.tuples(
    st.sampled_from(("put", "write", "cut", "repeat", "end")),
    st.integers(0, 4095),
    st.integers(1, 64),
    st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=8),
)


def changed(inputs: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return inputs with a few edits each."""
    return st.builds(_changed, st.sampled_from(inputs), st.lists(_EDITS, min_size=1, max_size=4))


def search(run: Target, inputs: Sequence[bytes], runs: int, seed: int = 0) -> None:
    """Run a target on so many inputs, the same ones for the same seed; what breaks it is raised with its input."""

    @seeded(seed)
    @settings(
        max_examples=runs,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(changed(inputs))
    def one(data: bytes) -> None:
        run(data)

    one()


def _changed(data: bytes, edits: Sequence[Edit]) -> bytes:
    for what, place, length, given_ in edits:
        at = place % (len(data) + 1)
        before, part, after = data[:at], data[at : at + length], data[at + length :]
        match what:
            case "put":
                data = before + given_ + part + after
            case "write":
                data = before + given_ + data[at + len(given_) :]
            case "cut":
                data = before + after
            case "repeat":
                data = before + part * 3 + after
            case _:
                data = before
    return data
