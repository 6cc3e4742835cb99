"""Part ``lighthouse``: what Lighthouse thinks of a first visit, on its emulated phone and on a desktop.

Its package is installed into this folder at the first run; no other part, and no test, takes anything of it.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.rounds import interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from browser.chromium import OPTIONS, chromium_programs
from builder.environments import need_node, need_node_packages

HERE = Path(__file__).resolve().parent
COMMAND = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"

CATEGORIES = {"performance": "performance", "accessibility": "accessibility", "best-practices": "best practices"}
"""What is looked at, by Lighthouse's ids. It looks at search engines too, which an application has little to tell."""

DEVICES: Mapping[str, tuple[str, ...]] = {"phone": (), "desktop": ("--preset=desktop",)}

METRICS = {
    "first-contentful-paint": "first paint, s",
    "largest-contentful-paint": "largest paint, s",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "layout shift",
}
"""Numbers beside the scores: seconds, milliseconds, and a share of the screen."""

MILLISECONDS_AS = {"first-contentful-paint": 1e-3, "largest-contentful-paint": 1e-3}

AGAIN = "Please run Lighthouse again"
"""What it says where the browser has recorded no visit at all, which now and then happens."""

TRIES = 4

GOOD = 0.9
"""An audit with a lower score, of 1, is listed."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return scores, 0 to 100, and metrics by device, and under ``found`` the audits that the page did not pass."""
    need_node_packages(HERE, development=False)
    url, found = setting.url("/site/"), {device: set[str]() for device in DEVICES}

    def visit(device: str) -> dict[str, float]:
        report = _report(url, DEVICES[device])
        found[device] |= set(_unpassed(report))
        return {**_scores(report), **_metrics(report)}

    cases = {device: lambda device=device: visit(device) for device in DEVICES}
    results = interleave(cases, setting.rounds, warm_up=0, say=setting.say)
    return {**results.as_json(), "found": {device: sorted(audits) for device, audits in found.items()}}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    yield "Scores of 100, and what they are made of: a first visit, slowed down as Lighthouse does it.\n"
    names = [*CATEGORIES, *METRICS]
    rows = [[device, *(cell(kept.series("lighthouse", device, name)) for name in names)] for device in DEVICES]
    yield table(["device", *CATEGORIES.values(), *METRICS.values()], rows) + "\n"
    for device, audits in kept.part("lighthouse")["found"].items():
        yield f"Not passed on the {device}: {', '.join(audits) or 'none'}.\n"


def _report(url: str, options: tuple[str, ...]) -> dict[str, Any]:
    """Return Lighthouse's own report of a visit with an empty profile; raises ``RuntimeError`` with what it said."""
    chromium, _ = chromium_programs()
    flags = " ".join(option for option in OPTIONS if not option.startswith("--window-size"))
    with tempfile.TemporaryDirectory(prefix="impasto-bench-") as folder:
        output = Path(folder) / "report.json"
        asked = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}", *options]
        to_file = ["--output=json", f"--output-path={output}", "--quiet", "--no-enable-error-reporting"]
        node = need_node()
        for left in reversed(range(TRIES)):
            run = subprocess.run(
                [node.node, COMMAND, url, *asked, *to_file],
                env={**os.environ, **node.env, "CHROME_PATH": chromium},
                capture_output=True,
                text=True,
                check=False,
            )
            said = run.stderr.strip() or run.stdout.strip()
            if output.exists() and not run.returncode:
                break
            if AGAIN not in said or not left:
                raise RuntimeError(f"Lighthouse: {said}")
            output.unlink(missing_ok=True)
        report: dict[str, Any] = json.loads(output.read_text("utf-8"))
    return report


def _scores(report: Mapping[str, Any]) -> dict[str, float]:
    return {id_: 100 * report["categories"][id_]["score"] for id_ in CATEGORIES}


def _metrics(report: Mapping[str, Any]) -> dict[str, float]:
    return {id_: report["audits"][id_]["numericValue"] * MILLISECONDS_AS.get(id_, 1) for id_ in METRICS}


def _unpassed(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of audits that count in one of the categories and that the page did not pass."""
    for id_ in CATEGORIES:
        for audit in report["categories"][id_]["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if audit["weight"] > 0 and score is not None and score < GOOD:
                yield audit["id"]
