"""What is kept of a report of Lighthouse. Nothing here runs it."""

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
