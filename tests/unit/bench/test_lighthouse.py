"""What is kept of a report of Lighthouse. Nothing here runs it."""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import lighthouse
from bench.series import Kept


def report(contrast: float) -> dict:
    refs = {id_: [{"id": id_ + "-audit", "weight": 1}] for id_ in lighthouse.CATEGORIES}
    refs["accessibility"] += [{"id": "color-contrast", "weight": 3}, {"id": "told-only", "weight": 0}]
    audits = {f"{id_}-audit": {"score": 1} for id_ in lighthouse.CATEGORIES}
    audits |= {"color-contrast": {"score": contrast}, "told-only": {"score": 0}}
    audits |= {id_: {"numericValue": 250.0} for id_ in lighthouse.METRICS}
    return {
        "categories": {id_: {"score": 0.5, "auditRefs": audit} for id_, audit in refs.items()},
        "audits": audits,
    }


def test_a_visit_gives_scores_metrics_and_what_was_not_passed(monkeypatch, tmp_path):
    asked = []

    def answer(url, options):
        asked.append((url, options))
        return report(contrast=0 if options else 1)

    monkeypatch.setattr(lighthouse, "need_node_packages", lambda folder, development: None)
    monkeypatch.setattr(lighthouse, "_report", answer)
    setting = lighthouse.Setting(8000, 1, tmp_path, tmp_path, lambda words: None)
    part = lighthouse.measure(setting)
    assert [options for _, options in asked] == list(lighthouse.DEVICES.values())
    assert part["found"] == {"phone": [], "desktop": ["color-contrast"]}
    assert part["values"]["phone"]["accessibility"] == [50] and not part["failures"]
    assert part["values"]["phone"]["total-blocking-time"] == [250]
    assert part["values"]["phone"]["largest-contentful-paint"] == [0.25]
    text = "\n".join(lighthouse.written(Kept({"parts": {"lighthouse": part}})))
    assert "Not passed on the desktop: color-contrast." in text and "Not passed on the phone: none." in text


@pytest.fixture
def said(monkeypatch):
    """A Lighthouse that says these in turn in place of a report, and reports once there are none left."""
    texts: list[str] = []

    def run(command, **_):
        if texts:
            return subprocess.CompletedProcess(command, 1, "", texts.pop(0))
        output = next(part for part in command if str(part).startswith("--output-path="))
        Path(output.partition("=")[2]).write_text(json.dumps(report(1)), "utf-8")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(lighthouse, "chromium_programs", lambda: ("chromium", "chromedriver"))
    monkeypatch.setattr(lighthouse, "need_node", lambda: SimpleNamespace(node="node", env={}))
    monkeypatch.setattr(lighthouse.subprocess, "run", run)
    return texts


def test_a_visit_that_the_browser_has_not_recorded_is_made_again(said):
    said += ["Please run Lighthouse again. (NO_NAVSTART)"] * (lighthouse.TRIES - 1)
    assert lighthouse._report("http://localhost", ()) == report(1)
    said += ["Please run Lighthouse again. (NO_NAVSTART)"] * lighthouse.TRIES
    with pytest.raises(RuntimeError, match="NO_NAVSTART"):
        lighthouse._report("http://localhost", ())


def test_any_other_fault_is_told_at_once(said):
    said += ["Unable to connect to Chrome"]
    with pytest.raises(RuntimeError, match="Unable to connect"):
        lighthouse._report("http://localhost", ())
