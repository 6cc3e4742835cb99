"""The site that runs on one thread: its worker is another than the build's, and still passes the page's checks."""

import hashlib
from pathlib import Path

from browser import deployment
from builder import places
from bundler.page import integrity


def page_for(worker: bytes) -> str:
    """Return a page as the build would make it for a worker."""
    scripts = f'{{"integrity": {{"./scripts/inference/worker-0123456789.mjs": "{integrity(worker)}"}}}}'
    policy = f"script-src '{integrity(scripts.encode())}'"
    page = f'<meta content="{policy}"><script type="importmap">{scripts}</script>'
    return f"{page}<!-- sealed: {hashlib.sha256(page.encode()).hexdigest()} -->\n"


def test_a_site_on_one_core_expects_the_worker_that_it_sends(tmp_path: Path, monkeypatch) -> None:
    site = tmp_path / "dist"
    files = {
        "scripts/inference/worker-0123456789.mjs": "work();",
        "index.html": page_for(b"work();"),
        "offline/list-0123456789.json": "",
    }
    for path, text in {**files, "_headers": "", "service-worker.mjs": ""}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    monkeypatch.setattr(places, "UNDER_TEST", site)
    made = deployment.on_one_core(tmp_path / "one-core")
    (worker,) = (made / "scripts/inference").iterdir()
    assert worker.read_bytes() == deployment.ONE_CORE + b"work();"
    assert (made / "index.html").read_text() == page_for(worker.read_bytes())
    assert (site / "index.html").read_text() == page_for(b"work();"), "the site itself is as it was"
