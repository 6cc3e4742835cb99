"""Known vulnerabilities in the pinned packages, as `python build.py audit` asks for them.

npm asks its registry and pip-audit the Python Package Index, only about what is pinned here. A registry that does not
answer is an error: nothing was found out then.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder import places
from builder.environments import EXTRAS, locked, make_environment, need_node, programs
from builder.processes import BuildError, Command, start
from builder.terminal import Step

AUDITOR = "pip-audit==2.10.1"


def audit() -> int:
    """Print what is known against the packages of site, benchmarks, build and tests; return 1 if anything is.

    Raises `BuildError` where a registry does not tell.
    """
    found = dict.fromkeys([*_of_node(places.SITE), *_of_node(places.BENCH), *_of_python()])
    print("\n".join(found) or "Nothing is known against the pinned packages.")
    return int(bool(found))


def _of_node(folder: Path) -> Iterator[str]:
    node = need_node()
    command: Command = [node.npm, "audit", "--json", "--package-lock-only"]
    process = start(command, cwd=folder, env=node.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    yield from node_findings(process.communicate()[0], folder.name)


def node_findings(told: bytes, name: str) -> Iterator[str]:
    """Yield a line for each package that `npm audit --json` told something of; `name` is that of the folder."""
    report = _parsed(told)
    if "vulnerabilities" not in report:
        raise BuildError(f"npm could not ask its registry ({name}): {report.get('message', 'no answer')}")
    for package, about in report["vulnerabilities"].items():
        titles = [each["title"] if isinstance(each, dict) else f"by {each}" for each in about["via"]]
        yield f"{name}: {package} {about['range']}: {about['severity']}: {'; '.join(titles)}"


def _of_python() -> Iterator[str]:
    step = Step("Vulnerabilities of Python packages")
    folder = places.BUILD / "audit"
    make_environment(step, folder)
    step.run([programs(folder, "python"), "-m", "pip", "install", "--disable-pip-version-check", AUDITOR])
    ask: Command = [programs(folder, "pip-audit"), "--format=json", "--progress-spinner=off"]
    pinned: Command = ["--disable-pip", "--require-hashes", *(f"--requirement={locked(extra)}" for extra in EXTRAS)]
    told = start([*ask, *pinned], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).communicate()[0]
    shutil.rmtree(folder)
    step.done()
    yield from python_findings(told)


def python_findings(told: bytes) -> Iterator[str]:
    """Yield a line for each vulnerability that `pip-audit --format=json` told of."""
    report = _parsed(told)
    unknown = [each.get("skip_reason") for each in report.get("dependencies", [{"skip_reason": "no answer"}])]
    for reason in filter(None, unknown):
        raise BuildError(f"pip-audit could not ask the index: {reason}")
    for package in report["dependencies"]:
        for each in package["vulns"]:
            fixed = ", ".join(each["fix_versions"]) or "no version"
            yield f"{package['name']} {package['version']}: {each['id']}: right in {fixed}"


def _parsed(told: bytes) -> dict[str, Any]:
    """Return what a program told, or nothing where it told nothing."""
    report: dict[str, Any] = json.loads(told or b"{}")
    return report
