"""The log of a run, which tells of it as far as it came."""

from endurance.log import Log, read


def test_what_is_added_is_on_disk_at_once_and_what_was_cut_off_is_left_out(tmp_path):
    log = Log(tmp_path / "logs" / "tab.jsonl")
    log.add("work", name="a preset", seconds=0.5)
    log.add("rest", tab=1)
    path = tmp_path / "logs" / "tab.jsonl"
    assert (
        list(read(path))
        == log.entries
        == [
            {"kind": "work", "name": "a preset", "seconds": 0.5},
            {"kind": "rest", "tab": 1},
        ]
    )
    path.write_text(path.read_text()[:-5])
    assert list(read(path)) == log.entries[:1]
    Log(path)
    assert list(read(path)) == [], "a new run begins anew"
