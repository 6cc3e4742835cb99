"""How much of scripts was reached: V8's figures, the arms of scripts, and both together."""

import numpy as np

from covered import scripts
from covered.collecting import OURS, reached, together

TEXT = """\
export function f(a, b = 2) {
  if (a) {
    one();
  } else two();
  for (const each of b ?? []) each();
  return a ? 1 : () => 2;
}
switch (x) {
  case 1:
    break;
  case 2:
}
try {
} catch {}
"""


def figures(*ranges: tuple[int, int, int]) -> dict:
    return {"ranges": [{"startOffset": first, "endOffset": end, "count": count} for first, end, count in ranges]}


def test_what_is_within_a_range_overrides_what_is_around_it():
    run = reached([figures((0, 10, 1), (2, 5, 0)), figures((3, 4, 2)), figures((6, 9, 0))], set())
    assert [int(each) for each in run] == [1, 1, 0, 1, 0, 1, 0, 0, 0, 1]
    assert len(reached([], set())) == 0


def test_what_is_left_out_of_a_take_was_not_run_in_it():
    """The script goes on after a wait; the function in what comes then is not told of again."""
    known = set()
    first = reached([figures((0, 10, 1), (4, 9, 0)), figures((5, 7, 0))], known)
    assert known == {(0, 10), (5, 7)}
    later = reached([figures((0, 10, 0), (4, 9, 1))], known)
    assert [int(each) for each in together(first, later)] == [1, 1, 1, 1, 1, 0, 0, 1, 1, 1]


def test_a_later_record_that_ends_earlier_takes_nothing_away():
    first, later = reached([figures((0, 9, 1))], set()), reached([figures((2, 5, 1))], set())
    assert together(first, later).tolist() == together(later, first).tolist() == [True] * 9


def test_arms_are_where_a_script_may_go_one_way_or_another():
    found = scripts._arms({"a": TEXT})["a"]
    at = [(TEXT[first:].split("\n")[0][:6], line) for first, line in found]
    assert at == [
        ("2) {", 1),
        ("if (a)", 2),
        ("one();", 3),
        ("two();", 4),
        ("[]) ea", 5),
        ("each()", 5),
        ("1 : ()", 6),
        ("() => ", 6),
        ("2;", 6),
        ("break;", 10),
        ("{}", 14),
    ]


def test_a_script_is_known_by_its_source_whatever_hash_its_name_has(tmp_path):
    site, records = tmp_path / "site", tmp_path / "records"
    (site / "scripts/page").mkdir(parents=True)
    (site / "scripts/packages").mkdir()
    records.mkdir()
    address = "scripts/page/a-0123456789.mjs"
    (site / address).write_text(TEXT, "utf-8")
    (site / "scripts/packages/zip-0123456789.mjs").write_text("else", "utf-8")
    (site / "service-worker.mjs").write_text("if (a) b();\n", "utf-8")
    none, all_ = np.zeros(len(TEXT), np.bool_), np.ones(len(TEXT), np.bool_)
    first = none.copy()
    first[: TEXT.index("else")] = True
    last = none.copy()
    last[TEXT.index("switch") :] = True
    np.savez(records / "0000.npz", **{address: first})
    np.savez(records / "0001.npz", **{address: last})
    found = {script.name: script for script in scripts.measured(records, site)}
    assert found["page/a.mjs"] == ("page/a.mjs", 11, (4, 5, 5, 6, 6, 6))
    assert found["offline/service-worker.mjs"].missed == (1,)
    assert set(found) == {
        "page/a.mjs",
        "offline/service-worker.mjs",
        "page/language.js",
        "page/say.js",
        "page/guard.js",
    }
    np.savez(records / "0002.npz", **{address: all_})
    assert {script.name: script.missed for script in scripts.measured(records, site)}["page/a.mjs"] == ()


def test_only_scripts_of_ours_and_pages_count():
    below = "http://127.0.0.1:1/a/gallery/impasto/"
    for name in ("scripts/page/a-0123456789.mjs", "service-worker.mjs", "index.de.html", ""):
        match = OURS.search(below + name)
        assert match is not None and match[1] == name
    for name in ("scripts/packages/zip-0123456789.mjs", "pyodide-0/pyodide.mjs", "onnxruntime/ort.mjs"):
        assert OURS.search(below + name) is None
