"""The page that runs on one thread: its worker is another than the page was built with, and still passes its checks."""

import base64
import hashlib
from pathlib import Path

from bench.server import ONE_CORE, on_one_core


def checksum(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def page_for(worker: bytes) -> tuple[str, dict[str, str]]:
    """Return a page with its headers as the build would make them for a worker."""
    scripts = f'{{"integrity": {{"./worker-1.mjs": "sha256-{checksum(worker)}"}}}}'
    policy = f"script-src 'sha256-{checksum(scripts.encode())}'"
    return f'<meta content="{policy}"><script type="importmap">{scripts}</script>', {"Content-Security-Policy": policy}


def test_a_page_on_one_core_expects_the_worker_that_it_is_sent(tmp_path: Path) -> None:
    folder = tmp_path / "scripts" / "inference"
    folder.mkdir(parents=True)
    (folder / "worker-1.mjs").write_bytes(b"work();")
    page, headers = page_for(b"work();")
    assert on_one_core(page, tmp_path, headers) == page_for(ONE_CORE + b"work();")
