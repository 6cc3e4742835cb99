"""Mutants: modules with one place changed, as mutmut changes them, of which those are drawn that can be put in.

A mutant is put in by giving the functions that are there other code, so that neither modules nor tests are imported
anew. What cannot be had that way is not drawn: changes of a module's own statements and of default values.
"""

from __future__ import annotations

import difflib
import gc
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from builder import places

FOR_TRACEBACKS = {"ValueError", "TypeError", "NotImplementedError"}
"""Errors whose words nobody is shown, so that a change of them matters to no one."""

Place = tuple[str, str, int]
"""File, qualified name and first line of a function."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a file: the lines, from 1, that it is in, and other code for functions."""

    path: Path
    first: int
    last: int
    change: str
    codes: dict[Place, CodeType]

    @property
    def within(self) -> tuple[int, int]:
        """The first and last line of the functions that it is in."""
        lines = [line for code in self.codes.values() for _, _, line in code.co_lines() if line is not None]
        return min(place[2] for place in self.codes), max(lines)

    @property
    def name(self) -> str:
        return f"{self.path.relative_to(places.ROOT).as_posix()}:{self.first}"

    def put_in(self, functions: dict[Place, list[FunctionType]]) -> None:
        """Give the functions that are there the mutant's code; for good, so that this is done in a fork."""
        for place, code in self.codes.items():
            for function in functions[place]:
                function.__code__ = code


class Visitor(MutationVisitor):
    """Finds what can be changed, in properties and other decorated functions too: nothing wraps them here."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.decorators:
            return node.name.value.startswith("__") and super()._skip_node_and_children(node)
        if isinstance(node, cst.Raise) and _is_of_no_user(node):
            return True
        return super()._skip_node_and_children(node)


def functions_below(folder: Path) -> dict[Place, list[FunctionType]]:
    """Return the functions that there are of the files of a folder, wherever they are kept."""
    found: dict[Place, list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(f"{folder}/"):
            code = each.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(each)
    return found


def drawn(paths: Sequence[Path], seed: int, functions: dict[Place, list[FunctionType]]) -> Iterator[Mutant]:
    """Yield mutants of files that can be put into these functions, in an order that the seed decides."""
    modules = {path: _mutations(path) for path in paths}
    places_ = [(path, number) for path, (_, mutations) in modules.items() for number in range(len(mutations))]
    random.Random(seed).shuffle(places_)
    for path, number in places_:
        module, mutations = modules[path]
        mutant = _made(path, module, mutations[number])
        if mutant is not None and all(_fits(code, functions.get(at, ())) for at, code in mutant.codes.items()):
            yield mutant


def _mutations(path: Path) -> tuple[cst.Module, list[Mutation]]:
    wrapper = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
    visitor = Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
    return wrapper.visit(visitor), visitor.mutations


def _made(path: Path, module: cst.Module, mutation: Mutation) -> Mutant | None:
    before = module.code
    changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
    assert isinstance(changed, cst.Module)
    after = changed.code
    try:
        old, new = (compile(text, str(path), "exec", dont_inherit=True) for text in (before, after))
    except SyntaxError:
        return None
    codes = _differing(old, new)
    if not codes:
        return None
    lines = before.splitlines()
    matcher = difflib.SequenceMatcher(None, lines, after.splitlines(), autojunk=False)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    first, last = blocks[0][1] + 1, max(blocks[-1][2], blocks[0][1] + 1)
    change = difflib.unified_diff(lines, after.splitlines(), lineterm="", n=0)
    told = "\n".join(line for line in change if line[:1] in "+-" and line[:3] not in ("+++", "---"))
    return Mutant(path, first, last, told, codes)


def _differing(old: CodeType, new: CodeType) -> dict[Place, CodeType]:
    """Return the code of functions of a module or class that differs; none where more than functions does."""
    found: dict[Place, CodeType] = {}
    if _without_code(old) != _without_code(new):
        return {}
    for one, other in zip(_codes(old), _codes(new), strict=True):
        if one == other:
            continue
        if one.co_flags & 2:  # CO_NEWLOCALS: a function, not the body of a class
            found[one.co_filename, one.co_qualname, one.co_firstlineno] = other
        else:
            within = _differing(one, other)
            if not within:
                return {}
            found |= within
    return found


def _codes(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _without_code(code: CodeType) -> tuple[object, ...]:
    """Return what a body does itself, but for what its functions do."""
    constants = tuple("code" if isinstance(each, CodeType) else (type(each), each) for each in code.co_consts)
    return code.co_code, constants, code.co_names


def _fits(code: CodeType, functions: Sequence[FunctionType]) -> bool:
    """Return whether functions can have this code: only where it closes over as much as theirs."""
    closed_over = {len(function.__code__.co_freevars) for function in functions}
    return closed_over == {len(code.co_freevars)}


def _is_of_no_user(node: cst.Raise) -> bool:
    called = node.exc.func if isinstance(node.exc, cst.Call) else node.exc
    return isinstance(called, cst.Name) and called.value in FOR_TRACEBACKS
