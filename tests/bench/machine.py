"""What the figures depend on: the machine, the browser, and the versions."""

import json
import os
import platform
import subprocess
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.browsers import GRAPHICS, adapters, fresh_browser
from bench.setting import Setting
from builder import places


def describe(setting: Setting) -> dict[str, Any]:
    """Return what to write above the tables."""
    with fresh_browser(*GRAPHICS) as driver:
        driver.get(setting.url("/pages/lab.html"))  # graphics are only told to a page from a safe place
        browser = f"{driver.capabilities['browserName']} {driver.capabilities['browserVersion']}"
        graphics = adapters(driver)
    return {
        "system": platform.platform(terse=True),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(each, 1) for each in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "browser": browser,
        "graphics": graphics,
        "onnxruntime-web": _node_version(places.NODE_MODULES / "onnxruntime-web"),
        "onnxruntime": version("onnxruntime"),
        "tensorflow.js": _node_version(Path(__file__).parent / "node_modules/@tensorflow/tfjs"),
        "python": platform.python_version(),
        "commit": _commit(),
    }


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _node_version(package: Path) -> str:
    return str(json.loads((package / "package.json").read_text("utf-8"))["version"])


def _commit() -> str | None:
    with suppress(OSError, subprocess.CalledProcessError):
        command = ["git", "-C", str(places.ROOT), "describe", "--always", "--dirty"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return None
