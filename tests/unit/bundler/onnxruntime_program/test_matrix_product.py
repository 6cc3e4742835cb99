"""The matrix product that onnxruntime's program gets: right for every shape, and to the last bit what it had."""

from functools import cache

import numpy as np
import wasmtime
from hypothesis import given, settings
from hypothesis import strategies as st
from published import known, published

from bundler.onnxruntime_program.matrix_product import KINDS, PANEL, assembled
from bundler.webassembly.program import Program

PAGE = 65536
CANARY = np.float32(1234.5)
"""What stands around C and between its rows."""


@cache
def ours() -> bytes:
    return assembled()


@cache
def theirs() -> bytes:
    """Return a program of the kernels that onnxruntime is published with."""
    kernels = Program.parse(assembled())
    bodies = dict(
        zip(kernels.bodies, (Program.parse(published()).bodies[known()[kind]] for kind in KINDS), strict=True)
    )
    return kernels.with_bodies(bodies.__getitem__)


def panels(b: np.ndarray) -> bytes:
    """Return a matrix [depth, columns] as kernels read it: panels of 16 columns, the last one filled up with zeros."""
    filled = np.pad(b, ((0, 0), (0, -b.shape[1] % PANEL)))
    return filled.reshape(len(b), filled.shape[1] // PANEL, PANEL).swapaxes(0, 1).tobytes()


@cache
def compiled(program: bytes) -> tuple[wasmtime.Engine, wasmtime.Module]:
    engine = wasmtime.Engine()
    return engine, wasmtime.Module(engine, program)


def multiply(program: bytes, kind: str, a: np.ndarray, b: np.ndarray, c: np.ndarray, columns: int, alpha: float):
    """Return C after a call for all rows of A, and how many rows it did; C has wider rows than it needs."""
    engine, module = compiled(program)
    store = wasmtime.Store(engine)
    exports = wasmtime.Instance(store, module, []).exports(store)
    memory, kernel = exports["memory"], exports[kind]
    assert isinstance(memory, wasmtime.Memory) and isinstance(kernel, wasmtime.Func)
    contents = (a.tobytes(), panels(b), c.tobytes())
    starts = np.cumsum([64, *(len(content) + 4 for content in contents)])[:3]  # not on a multiple of 16
    memory.grow(store, 1 + sum(map(len, contents)) // PAGE)
    for start, content in zip(starts, contents, strict=True):
        memory.write(store, content, int(start))
    at_a, at_b, at_c = map(int, starts)
    rows = kernel(store, at_a, at_b, at_c, len(b), len(a), columns, a.shape[1], c.shape[1], alpha)
    after = np.frombuffer(memory.read(store, at_c, at_c + c.nbytes), np.float32).reshape(c.shape)
    return after, rows


def matrices(rows: int, depth: int, columns: int, seed: int):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((rows, depth + 3)).astype(np.float32)
    b = rng.standard_normal((depth, columns)).astype(np.float32)
    c = np.full((rows, columns + 5), CANARY)
    c[:, :columns] = rng.standard_normal((rows, columns))
    return a, b, c


shapes = given(
    kind=st.sampled_from(KINDS),
    rows=st.integers(1, 5),
    depth=st.integers(0, 40),
    columns=st.integers(1, 70),
    alpha=st.sampled_from([1.0, 0.5, -3.0]),
    seed=st.integers(0, 9),
)


@settings(deadline=None)
@shapes
def test_it_multiplies_two_rows_or_one_by_any_matrix(kind, rows, depth, columns, alpha, seed):
    a, b, c = matrices(rows, depth, columns, seed)
    after, done = multiply(ours(), kind, a, b, c, columns, alpha)
    assert done == min(rows, 2)
    expected = c.copy()
    product = alpha * (a[:done, :depth].astype(np.float64) @ b)
    expected[:done, :columns] = product + (c[:done, :columns] if kind == "adds" else 0)
    np.testing.assert_allclose(after, expected, rtol=1e-5, atol=1e-5)
    assert (after[:, columns:] == CANARY).all() and (after[done:] == c[done:]).all()


@settings(deadline=None)
@shapes
def test_it_gives_the_same_bits_as_that_of_onnxruntime(kind, rows, depth, columns, alpha, seed):
    a, b, c = matrices(rows, depth, columns, seed)
    after, done = multiply(ours(), kind, a, b, c, columns, alpha)
    before, done_before = multiply(theirs(), kind, a, b, c, columns, alpha)
    assert done == done_before and after.tobytes() == before.tobytes()
