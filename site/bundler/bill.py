"""The bill of materials: what the site is made of, whose it is and where it came from, as CycloneDX 1.6.

https://cyclonedx.org/docs/1.6/json/. It tells nothing of the machine or the time of the build, so that the same
inputs give the same bytes.
"""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, TypeAlias

from bundler.bundle import BundleError, file_hash, read
from bundler.licences import WITH_TEXT, WITHOUT_TEXT, npm_package

NAME = "bom.json"
"""The name under which tools look for it."""

METADATA = re.compile(r"[^/]+\.dist-info/METADATA")

Component: TypeAlias = "dict[str, Any]"


def bill_of_materials(
    version: str, node_modules: Path, wheels: Sequence[Path], networks: Iterable[Mapping[str, Any]]
) -> bytes:
    """Return the bill: installed npm packages with the hashes that npm checked, Python's wheels, networks' records."""
    pins = json.loads(read(node_modules / ".package-lock.json"))["packages"]
    components = [
        *(of_npm(name, pins[f"node_modules/{name}"], node_modules / name) for name in (*WITHOUT_TEXT, *WITH_TEXT)),
        *map(of_wheel, wheels),
        *map(of_network, networks),
    ]
    ours = component("application", "impasto", version, "Apache-2.0")
    text = json.dumps(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {"component": ours},
            "components": components,
            "dependencies": [{"ref": ours["bom-ref"], "dependsOn": [part["bom-ref"] for part in components]}],
        },
        ensure_ascii=False,
        indent=2,
    )
    return f"{text}\n".encode()


def component(kind: str, name: str, version: str, licence: str, **more: Any) -> Component:
    """Return what every component says of itself; `licence` is an SPDX expression."""
    if not licence:
        raise BundleError(f"{name} {version} does not say under which licence it is.")
    about = {"type": kind, "bom-ref": f"{name}@{version}", "name": name, "version": version}
    return {**about, "licenses": [{"expression": licence}], **more}


def of_npm(name: str, pin: Mapping[str, Any], folder: Path) -> Component:
    """Return the component of an npm package, with the hash by which npm checks it."""
    algorithm, _, digest = pin["integrity"].partition("-")
    hashes = [{"alg": f"SHA-{algorithm.removeprefix('sha')}", "content": base64.b64decode(digest).hex()}]
    purl = f"pkg:npm/{name.replace('@', '%40')}@{pin['version']}"
    return component("library", name, pin["version"], npm_package(folder)["license"], hashes=hashes, purl=purl)


def of_wheel(path: Path) -> Component:
    """Return the component of a Python package, as its wheel describes itself."""
    with zipfile.ZipFile(path) as wheel:
        member = next(name for name in wheel.namelist() if METADATA.fullmatch(name))
        about = HeaderParser().parsestr(wheel.read(member).decode())
    name, version = about["Name"].lower(), about["Version"]
    hashes = [{"alg": "SHA-256", "content": file_hash(read(path))}]
    licence = about["License-Expression"] or about["License"] or ""
    return component("library", name, version, licence, hashes=hashes, purl=f"pkg:pypi/{name}@{version}")


def of_network(network: Mapping[str, Any]) -> Component:
    """Return the component of a network: its files are told apart by their hashes."""
    files = [
        {"type": "file", "name": graph["file"], "hashes": [{"alg": "SHA-256", "content": graph["sha256"]}]}
        for graph in network["graphs"].values()
    ]
    about = f"{network['architecture']}; {network['source']}"
    first = files[0]["hashes"][0]["content"][:10]
    return component(
        "machine-learning-model", network["id"], first, network["licence"], description=about, components=files
    )
