"""What is up to date is not made again."""

from __future__ import annotations

from builder import places
from builder.stamps import fingerprint, is_made, read_stamp, set_made, write_file, write_stamp


def test_fingerprint_sees_contents_names_and_missing_files(tmp_path):
    file = tmp_path / "folder" / "a.txt"
    file.parent.mkdir()
    seen = {fingerprint(file.parent)}
    file.write_text("one")
    seen |= {fingerprint(file.parent)}
    file.write_text("two")
    seen |= {fingerprint(file.parent), fingerprint(file.parent, "text")}
    file.rename(file.with_name("b.txt"))
    seen |= {fingerprint(file.parent), fingerprint(file)}
    assert len(seen) == 6


def test_fingerprint_does_not_see_what_running_leaves_behind(tmp_path):
    (tmp_path / "a.py").write_text("one")
    before = fingerprint(tmp_path)
    for name in ("__pycache__/a.pyc", "node_modules/b.js"):
        write_file(tmp_path / name, b"")
    assert fingerprint(tmp_path) == before


def test_a_checkout_may_lie_below_a_folder_of_such_a_name(tmp_path):
    file = tmp_path / "node_modules/impasto/site/a.mjs"
    write_file(file, b"one")
    before = fingerprint(file.parent)
    write_file(file, b"two")
    assert fingerprint(file.parent) != before


def test_a_damaged_stamp_counts_as_none(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path)
    write_stamp("step", {"key": "1"})
    assert read_stamp("step") == {"key": "1"}
    (tmp_path / "stamps/step.json").write_text("{")
    assert read_stamp("step") is None


def test_a_folder_is_made_only_while_it_holds_what_its_step_left(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path / ".build")
    folder = tmp_path / "made"
    assert not is_made("step", "key", folder)
    write_file(folder / "a/page.html", b"page")
    set_made("step", "key", folder)
    assert is_made("step", "key", folder)
    assert not is_made("step", "another key", folder) and not is_made("another step", "key", folder)
    write_file(folder / "a/page.html", b"pagf")
    assert not is_made("step", "key", folder), "one letter differs, the size does not"
    write_file(folder / "a/page.html", b"page")
    assert is_made("step", "key", folder)
    write_file(folder / "__pycache__/more.pyc", b"")
    assert not is_made("step", "key", folder), "something that the step did not make"
    (folder / "__pycache__/more.pyc").unlink()
    assert not is_made("step", "key", folder), "an empty folder"
