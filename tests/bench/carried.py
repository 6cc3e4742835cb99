"""What is carried, in parts, to a machine that has no browser and no network: a browser, what steers it, the site."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from builder import places
from builder.stamps import files_below

BROWSER = Path("/usr/lib/chromium")
BROWSER_FILES = (
    "chromium-headless-shell",
    "headless_*.pak",
    "icudtl.dat",
    "*.bin",
    "libEGL.so",
    "libGLESv2.so",
    "libvulkan.so.1",
    "libvk_swiftshader.so",
    "vk_swiftshader_icd.json",
)
DRIVER = Path("/usr/bin/chromedriver")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
# Whatever runs programs at all has its own, and they fit its kernel better than ours.
GLIBC = re.compile(r"^(ld-linux|lib(c|m|dl|rt|pthread|resolv|util)\.so)")
ORT = ("ort.jspi.min.mjs", "ort-wasm-simd-threaded.jspi.mjs", "ort-wasm-simd-threaded.jspi.wasm")
STEERING = "selenium"
PART = "part-{}.tar.xz"


def gather(browser: Path, output: Path, mebibytes: float) -> list[Path]:
    """Write the parts, each of so many MiB at most, and return their files."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole.tar.xz")
        with tarfile.open(whole, "w:xz") as archive:
            for name, path in sorted(needed(browser).items()):
                archive.add(path.resolve(), name)
        data = whole.read_bytes()
    size = int(mebibytes * 2**20)
    parts = []
    for start in range(0, len(data), size):
        parts.append(output / PART.format(f"{len(parts) + 1:02}"))
        parts[-1].write_bytes(data[start : start + size])
    return parts


def needed(browser: Path) -> dict[str, Path]:
    """Return the files to take along by their names there."""
    found = {f"browser/{path.name}": path for pattern in BROWSER_FILES for path in browser.glob(pattern)}
    found["browser/chromedriver"] = DRIVER
    missing = [path for path in (browser / BROWSER_FILES[0], DRIVER, FONT) if not path.exists()]
    if missing:
        raise SystemExit(f"apt-get install chromium-headless-shell chromium-driver fonts-dejavu-core: no {missing[0]}")
    found["fonts/DejaVuSans.ttf"] = FONT
    for program in (browser / BROWSER_FILES[0], DRIVER):
        found |= {f"libraries/{path.name}": path for path in libraries(program)}
    for package in distributions(STEERING):
        for file in distribution(package).files or ():
            if file.suffix in {".py", ".json", ".js"} and ".." not in file.parts:
                found[f"python/{file}"] = Path(str(file.locate()))
    found |= {f"site/{path.relative_to(places.DIST)}": path for path in files_below(places.DIST)}
    found |= {f"ort/{name}": places.NODE_MODULES / "onnxruntime-web/dist" / name for name in ORT}
    return found


def libraries(program: Path) -> list[Path]:
    """Return the shared libraries that a program loads, without glibc's."""
    listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    paths = [Path(path) for path in re.findall(r"=> (/\S+)", listed)]
    return [path for path in paths if not GLIBC.match(path.name)]


def distributions(name: str) -> set[str]:
    """Return an installed Python distribution and all that it needs here."""
    found, waiting = set[str](), [name]
    while waiting:
        package = waiting.pop()
        if package in found:
            continue
        found.add(package)
        for line in distribution(package).requires or ():
            if "extra ==" in line or "os_name ==" in line or "implementation_name" in line:
                continue
            match = re.match(r"[\w.-]+", line)
            if match and installed(match[0]):
                waiting.append(match[0])
    return found


def installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def unpack(parts: Path, home: Path) -> None:
    """Join the parts and lay out what is in them."""
    data = b"".join(path.read_bytes() for path in sorted(parts.glob(PART.format("*"))))
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(home, filter="data")
