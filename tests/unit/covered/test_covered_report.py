"""What is printed of how much the tests reach, and when it is too little."""

import json

import pytest

from covered import __main__ as covered
from covered import python


def report(missed: int) -> str:
    branches = {"num_branches": 20}
    files = {
        "pysrc/impasto/errors.py": {"summary": {"num_branches": 0}, "missing_branches": []},
        "pysrc/impasto/imaging/a.py": {"summary": branches, "missing_branches": [[3, -1]] * missed},
        "pysrc/impasto/studio/b.py": {"summary": branches, "missing_branches": []},
    }
    return json.dumps({"files": files})


@pytest.mark.parametrize(("missed", "code"), [(0, 0), (2, 0), (3, 1)])
def test_too_few_branches_fail_where_that_is_asked(tmp_path, capsys, missed, code):
    (tmp_path / "python.json").write_text(report(missed), "utf-8")
    assert covered.main(["--enough", str(tmp_path)]) == code
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["imaging", "20", str(20 - missed), f"{100 - 5 * missed:.1f}"] in rows
    assert ["all", "40", str(40 - missed), f"{100 - 2.5 * missed:.1f}"] in rows
    assert (tmp_path / "missed.txt").read_text("utf-8") == "pysrc/impasto/imaging/a.py:3 -> end\n" * missed
    assert covered.main([str(tmp_path)]) == 0


def test_modules_are_named_as_they_lie_below_the_package(tmp_path):
    path = tmp_path / "python.json"
    path.write_text(report(1), "utf-8")
    assert [module.name for module in python.measured(path)] == ["errors.py", "imaging/a.py", "studio/b.py"]
