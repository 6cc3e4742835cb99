"""Where this installation has its networks, and where it came from itself."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from impasto.desktop.files import Refused
from impasto.errors import BadManifest
from impasto.networks.catalogue import Catalogue
from impasto.words import Text

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]
"""The folder of the repository, if this file stands in one."""

MANIFEST = "manifest.json"


def models_folder() -> Path:
    """Return the folder of the networks: a wheel carries them beside this file, the repository in ``models/``."""
    carried = HERE / "models"
    return carried if carried.is_dir() else CHECKOUT / "models"


def read_catalogue(models: Path) -> Catalogue:
    """Return what the manifest in a folder of networks lists.

    Raises:
        Refused: there is no manifest.
        BadManifest: it is not one, with its path before the words.
        OSError: it cannot be read.
    """
    path = models / MANIFEST
    try:
        return Catalogue.from_json(path.read_text("utf-8", errors="replace"))
    except FileNotFoundError as error:
        raise Refused("manifest-missing", path=str(path)) from error
    except BadManifest as error:
        raise error.in_file(str(path)) from error


def origin() -> str | Text:
    """Return the path of what Impasto was installed from, for a command that installs it again; else words for it.

    pip writes down which wheel or folder it was given (PEP 610, *Recording the Direct URL Origin*).
    """
    try:
        url = urlsplit(json.loads(distribution("impasto").read_text("direct_url.json") or "{}").get("url", ""))
    except PackageNotFoundError:
        url = urlsplit("")
    if url.scheme == "file" and (path := Path(url2pathname(url.path))).exists():
        return str(path)
    return str(CHECKOUT) if (CHECKOUT / "pyproject.toml").is_file() else Text("wheel-or-folder")
