"""What the site is made of, and in which order it comes together."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bundler import bill, missing
from bundler.bundle import Bundle, BundleError, read
from bundler.headers import fill_service_worker, headers_file, policy_of
from bundler.installable import add_icons, add_manifest, grounds
from bundler.licences import third_party_licences
from bundler.networks import add_answers, add_models
from bundler.offline import add_offline_list
from bundler.onnxruntime import add_onnxruntime
from bundler.page import Records, assembled, expand, fill_data, inline, sealed, with_integrity
from bundler.pyodide import add_package, add_pyodide
from bundler.references import References, check_references
from bundler.settings import placeholders
from bundler.shelf import add_pictures, add_wall, flat, wall_records
from bundler.style_sheets import join_style_sheets
from bundler.words import add_words, words_of_scripts
from impasto.painting import naming
from impasto.painting.explorations import DIRECTIONS
from impasto.words import LANGUAGE, available, catalogue

INDEX = "index.html"
SERVICE_WORKER = "service-worker.mjs"
FONTS = "@fontsource/fraunces/files"
ICONS = "lucide-static/icons"


@dataclass(frozen=True)
class Materials:
    """Everything that the site is made from; `python` holds what bundler.pyodide_parts made.

    The wheels are numpy, Pillow and impasto, in this order; their licences and versions are read here. `rewrite` makes
    the program that networks run in out of the one that onnxruntime-web is published with.
    """

    site: Path
    node_modules: Path
    models: Path
    rewrite: Callable[[bytes], bytes]
    pictures: Path
    python: Path
    wheels: Sequence[Path]
    texts: Sequence[Path]

    @property
    def version(self) -> str:
        """The version of Impasto, as its wheel says it."""
        return wheel_name(self.wheels[-1])[1]


MakePages: TypeAlias = "Callable[[Mapping[str, int]], dict[str, str]]"
"""Returns the pages by their addresses, given the bytes of each part of a first visit."""


def assemble(materials: Materials) -> tuple[Bundle, MakePages]:
    """Return all files but the pages and build.json, and a function that makes the pages."""
    bundle = Bundle()
    for path in materials.texts:
        bundle.add(path.name, read(path), first_visit=False)
    licences = third_party_licences(materials.site / "licences", materials.node_modules, materials.wheels[:-1])
    bundle.add("licences.txt", licences, first_visit=False)
    networks, models = add_models(bundle, materials.models)
    made_of = bill.bill_of_materials(materials.version, materials.node_modules, materials.wheels[:-1], networks)
    bundle.add(bill.NAME, made_of, first_visit=False)
    bundle.add(missing.NAME, missing.missing_page(), first_visit=False)
    table = {
        "version": materials.version,
        "pyodide": add_pyodide(bundle, materials.node_modules / "pyodide", materials.python),
        "packages": [add_package(bundle, materials.python, wheel_name(path)[0]) for path in materials.wheels],
        "onnxruntime": add_onnxruntime(bundle, materials.node_modules / "onnxruntime-web", materials.rewrite),
        "mediabunny": add_mediabunny(bundle, materials.node_modules / "mediabunny"),
        **models,
        "answers": add_answers(bundle, materials.models),
        "examples": add_pictures(bundle, materials.pictures, "examples"),
        "styles": add_pictures(bundle, materials.pictures, "styles"),
        "wall": add_wall(bundle, materials.pictures),
    }
    references = References(bundle, materials.site, {"fonts": materials.node_modules / FONTS}, materials.node_modules)
    pages = [path.name for path in pages_of(materials.site)]
    templates = {name: references.rewrite(name, assembled(materials.site, name)) for name in pages}
    templates = join_style_sheets(bundle, templates, INDEX)
    icons = add_icons(bundle, read(materials.site / "favicon.svg").decode())
    light, dark = grounds(read(materials.site / "styles/tokens.css").decode())
    languages = {
        language: {"manifest": add_manifest(bundle, language, icons, light), **add_words(bundle, language)}
        for language in available()
    }
    modules = [url for url in references.addresses if url.endswith(".mjs") and url != SERVICE_WORKER]
    templates = {
        name: inline(with_integrity(page, bundle.files, modules), materials.site) for name, page in templates.items()
    }
    page = templates[INDEX]
    for name, other in templates.items():
        if policy_of(other) != policy_of(page):
            raise BundleError(f"site/{name} holds itself to another Content-Security-Policy than {INDEX}.")
    names = [address(name, language) for name in templates for language in languages]
    service_worker = fill_service_worker(bundle.files[SERVICE_WORKER].decode(), page, names)
    table["service_worker"] = bundle.add(SERVICE_WORKER, service_worker.encode(), first_visit=True).record()
    check_references(
        {**bundle.files, **{name: text.encode() for name, text in templates.items()}}, references.addresses
    )
    table["offline"] = add_offline_list(bundle)
    bundle.add("_headers", headers_file(page, [*bundle.files, *names]).encode(), first_visit=False)
    lists: dict[str, Records] = {
        "examples": [flat(record) for record in table["examples"]],
        "styles": [flat(record) for record in table["styles"]],
    }

    values: dict[str, str] = placeholders() | {
        "version": materials.version,
        "networks_megabytes": f"{sum(float(network['megabytes']) for network in networks):.0f}",
        "ground_light": light,
        "ground_dark": dark,
        "touch_icon": icons[0]["src"],
    }

    def make_page(name: str, language: str, download: Mapping[str, int]) -> str:
        words, own = catalogue(language), languages[language]
        mine = {
            "first_visit_megabytes": f"{sum(download.values()) / 1e6:.1f}".replace(".", str(words["decimal-mark"])),
            "studio_page": "./" if language == LANGUAGE else address(INDEX, language),
            "check_page": address("check.html", language),
            "app_manifest": own["manifest"],
        }
        others = [
            {
                "language": each,
                "address": "./" if (name, each) == (INDEX, LANGUAGE) else address(name, each),
                "own_name": catalogue(each)["language-name"],
                "tag": catalogue(each)["language-tag"],
                "current": str(each == language).lower(),
            }
            for each in languages
        ]
        called = [
            {**network, "called": words.get(f"network-name-{network['id']}", network["title"])} for network in networks
        ]
        choices = {
            "style_networks": [network for network in called if network["role"] == "style"],
            "transformers": [network for network in called if network["role"] == "transformer"],
        }
        own_lists = {
            **lists,
            **choices,
            "languages": others,
            "examples": [
                {**photo, "name": naming.example(photo["id"], photo["name"], language)} for photo in lists["examples"]
            ],
            "styles": [
                {**style, "name": naming.preset(style["id"], style["name"], language)} for style in lists["styles"]
            ],
            "wall": wall_records(table["wall"]["styles"], language),
            "directions": [
                {"direction": each, **{end: str(words[f"explore-{each}-{end}"]) for end in ("less", "more")}}
                for each in DIRECTIONS
            ],
        }
        icons_folder = materials.node_modules / ICONS
        page = expand(templates[name], icons_folder, words, own_lists, values | mine)
        page = fill_data(page, "words", words_of_scripts(materials.site / "scripts", words))
        mine_too = {"page": address(name, language), "words": own["words"], "download": download}
        return sealed(fill_data(page, "assets", {**table, **mine_too}))

    def make_pages(download: Mapping[str, int]) -> dict[str, str]:
        return {
            address(name, language): make_page(name, language, download) for name in templates for language in languages
        }

    return bundle, make_pages


def address(name: str, language: str) -> str:
    """Return the address of a page in a language: `index.html`, `index.de.html`."""
    stem, extension = posixpath.splitext(name)
    return name if language == LANGUAGE else f"{stem}.{language}{extension}"


def pages_of(site: Path) -> list[Path]:
    """Return the pages, that of the studio first, as the others take over its style sheets."""
    return sorted(site.glob("*.html"), key=lambda path: (path.name != INDEX, path.name))


def wheel_name(path: Path) -> tuple[str, str]:
    """Return the name and the version of the package that a wheel holds."""
    name, version, *_ = path.name.split("-")
    return name, version


def add_mediabunny(bundle: Bundle, folder: Path) -> dict[str, Any]:
    """Add what reads and writes films; a visit loads it with its first film."""
    script = read(folder / "dist/bundles/mediabunny.min.mjs")
    return bundle.add_hashed("mediabunny/mediabunny.mjs", script, first_visit=False).record()
