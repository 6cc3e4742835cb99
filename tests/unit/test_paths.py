"""Every path that a file finds by its own place is there: files that move take their paths along."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import places

FOLDERS = ("pysrc", "site/builder", "site/bundler", "site/pictures", "models", "tests")


def names_in(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def paths() -> Iterator[tuple[Path, str, str]]:
    """Yield (file, name, expression) of all constants that are made of ``__file__`` and nothing else."""
    files = [places.ROOT / "build.py"]
    for folder in FOLDERS:
        files += sorted((places.ROOT / folder).rglob("*.py"))
    for file in files:
        if "node_modules" in file.parts or ".build" in file.parts:
            continue
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and names_in(node.value) in (
                {"Path", "__file__"},
                {"Path", "str", "__file__"},
            ):
                yield file, ast.unparse(node.targets[0]), ast.unparse(node.value)


FOUND = list(paths())


@pytest.mark.parametrize(
    ("file", "name", "expression"), FOUND, ids=[f"{file.relative_to(places.ROOT)}:{name}" for file, name, _ in FOUND]
)
def test_a_path_by_the_files_own_place_resolves(file, name, expression):
    found = eval(expression, {"Path": Path, "__file__": str(file)})
    made = "node_modules" in str(found)  # npm's
    outside = made or not Path(found).is_relative_to(places.ROOT)  # what only a workplace has beside the checkout
    assert outside or Path(found).exists(), f"{file}: {name} is {found}"


def test_there_are_such_paths():
    assert len(FOUND) > 12
