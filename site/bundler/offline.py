"""What the service worker keeps for use without a network."""

from __future__ import annotations

import json
import re
from typing import Any

from bundler.bundle import HASH_IN_NAME, Bundle, file_hash


def add_offline_list(bundle: Bundle) -> dict[str, Any]:
    """Add the list for the service worker: what it always keeps, and what it keeps once that was chosen.

    Each file comes with its sha256: what is another file than it says is never kept.
    """
    hashed = {url: file_hash(data) for url, data in sorted(bundle.files.items()) if re.search(HASH_IN_NAME, url)}
    always = {url: sha256 for url, sha256 in hashed.items() if url in bundle.first_visit}
    chosen = {url: sha256 for url, sha256 in hashed.items() if url not in always}
    text = json.dumps({"always": always, "chosen": chosen}, indent=0)
    return bundle.add_hashed("offline/files.json", text.encode(), first_visit=True).record()
