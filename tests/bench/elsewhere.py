"""Whether WebGPU paints right, and how fast, on graphics hardware of a machine that has no browser and no network.

Machines with such hardware are lent for minutes, and take little along. So the browser, its libraries, the driver, what
steers them and the site are put together beforehand, on a Linux with Debian's chromium-headless-shell and
chromium-driver, and cut into parts that can be carried one by one:

    python build.py test        # so that there are a build and what steers browsers
    cd tests
    ../.build/venv/bin/python -m bench.elsewhere gather --mebibytes 40

writes the parts into ``.build/elsewhere``. There each of them is copied to one folder outside the working tree, which
has to be at hand as well, and then

    cd tests && python3 -m bench.elsewhere run --parts FOLDER --output FILE

prints what draws, what ``check.html`` says of each way to paint where the site has that page, and the seconds of every
network on WebGPU. It needs Python from 3.11 up and a Vulkan driver, and nothing else. Where the driver is not found,
``VK_DRIVER_FILES`` names its description. Tried out where WebGPU is drawn in software, ``--software`` lets that count.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = map(str, (ROOT, ROOT / "site"))  # for the builder

from bench import carried  # noqa: E402
from bench.catalogue import Network, networks  # noqa: E402
from builder import places  # noqa: E402
from builder.server import serving  # noqa: E402

# Which of them finds the hardware depends on the driver; the first that does is taken.
WAYS = (
    ("--ignore-gpu-blocklist", "--use-angle=vulkan", "--disable-vulkan-surface"),
    ("--ignore-gpu-blocklist",),
)
CHECK_SECONDS = 240
Flags = tuple[str, ...]
# What a lent machine has time for: the sizes that people look at.
SIDES = (256, 512, 1024)
PART = "part-{:02}.tar.xz"


def gather(arguments: argparse.Namespace) -> None:
    """Write the parts and print their sizes."""
    for part in carried.gather(arguments.browser, arguments.output, arguments.mebibytes):
        print(f"{part.stat().st_size / 2**20:6.1f} MiB  {part}")


def run(arguments: argparse.Namespace) -> None:
    """Unpack the parts, and print and write what was found."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        carried.unpack(arguments.parts, home)
        sys.path.insert(0, str(home / "python"))
        steer(home)
        found: dict[str, Any] = {"check": None}
        with serving(laid_out(home)) as address:
            found["adapters"], flags = choose(address)
            if flags is None and not arguments.software:
                raise SystemExit("no graphics hardware draws WebGPU here")
            if (home / "site" / "check.html").exists():
                found["check"] = check(home / "site", flags or ())
            found |= measure(address, arguments.rounds, flags)
    arguments.output.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(f"written: {arguments.output}")


def steer(home: Path) -> None:
    """Have ``browsers`` start the browser that was carried along, with its own libraries and fonts."""
    fonts = home / "fonts" / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{home / 'fonts'}</dir><cachedir>{home / 'fonts'}</cachedir></fontconfig>")
    for name, program in (("IMPASTO_CHROMIUM", carried.BROWSER_FILES[0]), ("IMPASTO_CHROMEDRIVER", "chromedriver")):
        file = home / "browser" / program
        file.chmod(0o755)
        # A script, so that its libraries are the browser's alone and not Python's.
        start = home / "browser" / f"start-{program}"
        start.write_text(
            f'#!/bin/sh\nLD_LIBRARY_PATH="{home / "libraries"}:$LD_LIBRARY_PATH" FONTCONFIG_FILE="{fonts}" '
            f'exec "{file}" "$@"\n'
        )
        start.chmod(0o755)
        os.environ[name] = str(start)


def laid_out(home: Path) -> Path:
    """Return a folder in which the laboratory's page finds all that it asks for."""
    served = home / "served"
    served.mkdir()
    folders = {"pages": HERE / "pages", "scripts": places.SITE / "scripts", "models": ROOT / "models"}
    for name, folder in {**folders, "ort": home / "ort"}.items():
        (served / name).symlink_to(folder)
    return served


def check(site: Path, flags: Flags) -> dict[str, Any]:
    """Open ``check.html`` and return its verdict and its words."""
    from selenium.webdriver.support.wait import WebDriverWait

    from bench.browsers import GRAPHICS, fresh_browser

    with serving(site) as address, fresh_browser(*GRAPHICS, *flags) as driver:
        driver.get(f"{address}check.html")
        WebDriverWait(driver, CHECK_SECONDS).until(lambda _: driver.execute_script(VERDICT))
        found = {"verdict": driver.execute_script(VERDICT), "words": driver.execute_script(WORDS)}
    print(f"check.html: {found['verdict']}\n{found['words']}")
    return found


VERDICT = "return document.documentElement.dataset.verdict"
WORDS = "return document.body.innerText"


def choose(address: str) -> tuple[list[dict[str, Any]], Flags | None]:
    """Return what draws in each of the ways, and the first of them in which hardware draws WebGPU."""
    from bench.browsers import GRAPHICS, adapters, fresh_browser

    found = []
    for flags in WAYS:
        with fresh_browser(*GRAPHICS, *flags) as driver:
            driver.get(f"{address}pages/lab.html")
            found.append(adapters(driver))
        print(f"{' '.join(flags)}: {json.dumps(found[-1])}", flush=True)
        if found[-1]["hardware"]["webgpu"]:
            return found, flags
    return found, None


def measure(address: str, rounds: int, flags: Flags | None) -> dict[str, Any]:
    """Return the seconds of every network on WebGPU by sides; without ``flags`` in software, at one side."""
    from bench.browsers import GRAPHICS, fresh_browser
    from bench.lab import Lab
    from bench.rounds import interleave, summary

    with fresh_browser(*GRAPHICS, *(flags or ())) as driver:
        lab = Lab(driver, int(address.rpartition(":")[2].rstrip("/")))
        lab.open_ours("webgpu", "webgpu", 1)
        cases = {
            f"{network.id}/{side}": lab.case("webgpu", graphs=network.graphs, side=side)
            for network in networks()
            for side in sides(network, in_software=not flags)
        }
        results = interleave(cases, rounds)
    for name, series in results.values.items():
        middle, least, most = (1000 * value for value in summary(series["network"]))
        print(f"{name:30} {middle:8.1f} ms ({least:.1f} to {most:.1f})")
    for name, words in results.failures.items():
        print(f"{name:30} {words}")
    return results.as_json()


def sides(network: Network, *, in_software: bool) -> tuple[int, ...]:
    """Return the sides at which a network is measured, in px."""
    if in_software:
        return (network.software_side,)
    return SIDES if len(network.sides) > 1 else network.sides


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.elsewhere", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("gather", help="write what has to be carried, in parts")
    command.add_argument("--mebibytes", type=float, default=40, help="size of a part")
    command.add_argument("--browser", type=Path, default=carried.BROWSER, help="folder of chromium-headless-shell")
    command.add_argument("--output", type=Path, default=places.BUILD / "elsewhere")
    command.set_defaults(run=gather)
    command = commands.add_parser("run", help="check and measure on the machine with graphics hardware")
    command.add_argument("--parts", type=Path, required=True, help="folder that all parts were copied to")
    command.add_argument("--rounds", type=int, default=3)
    command.add_argument("--software", action="store_true", help="measure at 64 px where only software draws")
    command.add_argument("--output", type=Path, default=Path("elsewhere.json"))
    command.set_defaults(run=run)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
