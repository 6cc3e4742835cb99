"""Which functions of onnxruntime's program get other kernels."""

import pytest
from published import known, published

from bundler.bundle import BundleError
from bundler.onnxruntime_program import matrix_product, normalisation
from bundler.onnxruntime_program.kernels import kernels, with_kernels
from bundler.webassembly.program import Program


def test_they_are_found_in_the_program():
    assert kernels(published()) == known()


def test_only_they_are_replaced():
    before, after = Program.parse(published()), Program.parse(with_kernels(published(), known()))
    changed = {number for number, body in after.bodies.items() if body != before.bodies[number]}
    assert changed == {number for kernel, number in known().items() if kernel != "multiplication"}
    assert after.data[: after.code[0]] == before.data[: before.code[0]]
    assert after.data[after.code[1] :] == before.data[before.code[1] :]


@pytest.mark.parametrize("kernel", ["convolution", "part of a convolution", "activation", "normalisation"])
def test_a_function_goes_on_as_it_was(kernel):
    before, after = Program.parse(published()), Program.parse(with_kernels(published(), known()))
    was, number = before.bodies[known()[kernel]], known()[kernel]
    begin = normalisation.BEGIN.search(was)
    behind_its_locals = was[begin.start("here") if begin else 16 :]
    assert after.bodies[number].endswith(behind_its_locals)
    assert len(after.bodies[number]) > len(was)


@pytest.mark.parametrize("broken", ["sets", "part of a convolution", "normalisation"])
def test_a_program_without_one_of_them_is_told(broken):
    before = Program.parse(published())
    nothing = b"\x00\x00\x0b"  # no locals, unreachable, end
    lacking = before.with_bodies(lambda each: nothing if each == known()[broken] else before.bodies[each])
    with pytest.raises(BundleError, match="not exactly one of each"):
        kernels(lacking)


def test_a_program_that_multiplies_twice_the_same_way_is_told():
    before = Program.parse(published())
    sets = before.bodies[known()["sets"]]
    twice = before.with_bodies(lambda each: sets if each == known()["adds"] else before.bodies[each])
    with pytest.raises(BundleError, match="not exactly one of each"):
        kernels(twice)


def test_kernels_are_of_the_type_that_is_looked_for():
    types = set(Program.parse(matrix_product.assembled()).types.values())
    assert types == {Program.parse(published()).types[known()[kind]] for kind in matrix_product.KINDS}
