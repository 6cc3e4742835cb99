"""The short form of `python build.py endure`: a tab that paints for a while, and one with the means of a phone."""

from dataclasses import replace

from endurance import phone, tab
from endurance.figures import figures
from endurance.log import Log
from endurance.works import ROUND

FEW = ("an own style", "two styles", "within a mask", "a slider moved")
STRENGTHS = (0.4, 0.9)
SMALL = {"output-size": "256"}


def test_what_is_painted_again_in_another_order_is_the_same_to_the_last_bit(site, tmp_path, monkeypatch):
    monkeypatch.setattr(tab.memory, "scopes", lambda _: {})  # which the browser takes a minute to tell
    log = Log(tmp_path / "tab.jsonl")
    works = [replace(work, controls=work.controls | SMALL) for work in ROUND if work.name in FEW]
    probe = replace(tab.PROBE, controls=SMALL)
    first = replace(tab.FIRST, controls=SMALL)
    options = {"works": works, "first": first, "probe": probe, "strengths": STRENGTHS, "rest": lambda look: look()}
    tab.run(site.url, tmp_path / "pictures", log, count=2, seed=1, say=lambda words: None, **options)
    painted, failed, said, *_, bytes_ = figures(log.entries, 6)
    assert painted.met and failed.met and said.met and bytes_.met, (painted, failed, said, bytes_)
    assert bytes_.measured == f"0 of {3 + len(STRENGTHS)}"
    assert all(entry["tab"] > 0 and entry["nodes"] > 0 for entry in log.entries if entry["kind"] == "rest")


def test_a_small_phone_paints_1024_px_and_is_told_what_it_cannot(tmp_path):
    log = Log(tmp_path / "phone.jsonl")
    too_much = phone.sized(phone.PHOTO, "2048", "transformer-conv")
    phone.run(tmp_path, log, say=lambda words: None, works=(phone.MUST, too_much, phone.AGAIN), slower=1)
    assert phone.faults(log.entries) == []
    assert log.entries[1]["said"], "nothing of two gigabytes is left for that"
