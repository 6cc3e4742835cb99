"""The networks of the site, and the pictures that they have to paint where they are checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bundler.bundle import Bundle, BundleError, read
from bundler.page import Records
from impasto.backends.golden import FOLDER


def add_models(bundle: Bundle, folder: Path) -> tuple[Records, dict[str, Any]]:
    """Add the networks, each checked against the manifest; return its records and the table of the files."""
    text = read(folder / "manifest.json")
    manifest = json.loads(text)
    files, networks = {}, []
    for network in manifest["networks"]:
        default = network["id"] in manifest["default"].values()
        for graph in network["graphs"].values():
            files[graph["file"]] = {**add_model(bundle, folder, graph, first_visit=default), "preload": default}
            if variant := graph.get("graphics"):
                files[variant["file"]] = {**add_model(bundle, folder, variant, first_visit=False), "preload": False}
        size = sum(graph["bytes"] for graph in network["graphs"].values())
        networks.append({**network, "megabytes": f"{size / 1e6:.1f}"})
    asset = bundle.add_hashed("models/manifest.json", text, first_visit=True)
    return networks, {"manifest": asset.record(), "models": files}


def add_answers(bundle: Bundle, folder: Path) -> dict[str, Any]:
    """Add the pictures that networks have to paint where they are checked, by the networks' ids."""
    paths = sorted((folder / FOLDER).glob("*.png"))
    return {
        path.stem: bundle.add_hashed(f"{FOLDER}/{path.name}", read(path), first_visit=False).record() for path in paths
    }


def add_model(bundle: Bundle, folder: Path, graph: Mapping[str, Any], *, first_visit: bool) -> dict[str, Any]:
    """Add the file of a graph, if it is the one that the manifest lists."""
    asset = bundle.add_hashed(f"models/{graph['file']}", read(folder / graph["file"]), first_visit=first_visit)
    if asset.sha256 != graph["sha256"]:
        expected = graph["sha256"]
        raise BundleError(f"models/{graph['file']} has the sha256 {asset.sha256}, but {expected} is pinned.")
    return asset.record()
