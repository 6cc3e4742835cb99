"""Inputs that are drawn: from a corpus, alike for a seed, and few changes for a fault."""

import pytest

from fuzz import drawing


class Fault(Exception):
    pass


def seen(seed: int) -> list[bytes]:
    inputs: list[bytes] = []
    drawing.search(inputs.append, [b"first", b"second"], 50, seed)
    return inputs


def test_the_same_seed_draws_the_same_inputs():
    assert seen(1) == seen(1) != seen(2)
    assert len(set(seen(1))) > 20


def test_a_fault_comes_out_with_the_least_that_it_takes():
    def run(data: bytes) -> None:
        if data.startswith(b"f") and b"\0\0" in data:
            raise Fault(data)

    with pytest.raises(Fault) as fault:
        drawing.search(run, [b"first", b"second"], 400)
    (data,) = fault.value.args
    assert data.startswith(b"f") and b"\0\0" in data and len(data) <= len(b"first") + 4
