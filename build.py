"""Builds, serves, tests and measures Impasto: `python build.py [build | serve | test | bench | …]`; `--help` lists all.

This is the command line; what it does stands in site/builder. Both use nothing but the standard library. What else is
needed is put into `.build/`: a virtual environment with the extras that pyproject.toml names, downloads, and stamps
that say which steps are done. The site comes out in `dist/`, made only of files that are pinned by sha256 or version,
so that the same inputs give the same bytes. Without network it works from `.build/`.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("build.py needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import argparse
import os
import runpy
import shutil
from collections.abc import Sequence
from pathlib import Path

if __name__ == "__main__" and __spec__ is not None:
    # `python -m build` means the packaging tool of that name, which this file hides from whoever stands beside it.
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != here]
    runpy.run_module("build", run_name="__main__", alter_sys=True)
    sys.exit()

sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

from builder import places
from builder.auditing import audit
from builder.building import build
from builder.compressing import compress
from builder.listing import table
from builder.locking import lock
from builder.processes import BuildError
from builder.reproducing import reproduce
from builder.server import serve
from builder.testing import bench, endure, test
from builder.testing_the_tests import fuzz, mutate

DESCRIPTION = """\
Builds, serves, tests and measures Impasto. Needs Python 3.11 or newer, and network the first time.

  python build.py          build dist/, the site that any static host serves
  python build.py serve    build what is out of date, serve it on 127.0.0.1 and open it
  python build.py test     linters, type checks, unit tests and browser tests
  python build.py bench    measure against TensorFlow.js, in half an hour; --help tells the parts
  python build.py compress build, and write the site with brotli and gzip beside its files, for a host of your own
  python build.py endure   300 paintings in one tab, a phone's means, every engine; --help tells the parts
  python build.py fuzz     look for inputs that break what reads strangers' files and texts; --help tells how
  python build.py mutate   break the code to see whether the tests notice; --help tells how
  python build.py lock     pin the newest Python packages that pyproject.toml allows
  python build.py reproduce [PYTHON ...]   build again elsewhere, by these Pythons, and compare every file
  python build.py audit    ask the registries for known vulnerabilities of the pinned packages
  python build.py clean    remove everything that was built or downloaded
"""
EPILOGUE = """\
folders:
  dist/                the site; build.json lists its files with sizes and sha256
  .build/              virtual environment, downloads, logs; a second build works from it without network
  .build/hosting/      configurations of nginx, Apache, lighttpd and Caddy for the site
  .build/compressed/   the site that `compress` writes
  .build/published/    the site that --published builds
  site/node_modules/   what site/package-lock.json pins

environment:
  IMPASTO_CHROMIUM, IMPASTO_CHROMEDRIVER   browser and driver of the tests, where not found on the PATH
  IMPASTO_FIREFOX, IMPASTO_WEBKIT          Firefox and WebKitGTK's MiniBrowser, for the main path; none does without
  PIP_CERT, SSL_CERT_FILE, HTTPS_PROXY     as for pip
"""


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the command line; what `test` does not know belongs to pytest, what others do not to their packages."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    published = "with Pyodide and onnxruntime-web as they are published, in .build/published/"
    parser.add_argument("--published", action="store_true", help=f"build a larger and slower site {published}")
    option = argparse.ArgumentParser(add_help=False)
    # Before the command and after it: there, not given means what was said before.
    option.add_argument("--published", action="store_true", default=argparse.SUPPRESS, help=f"the site {published}")
    names = "{build,serve,test,bench,endure,fuzz,mutate,compress,lock,reproduce,audit,clean}"
    commands = parser.add_subparsers(dest="command", title="commands", metavar=names)
    commands.add_parser("build", parents=[option], help="build dist/ and print what is in it (the default)")
    about = "build, then serve the site with the headers that allow threads"
    serving = commands.add_parser("serve", parents=[option], help=about)
    serving.add_argument("--port", type=int, help="port to listen on (default: the first free one from 8000)")
    serving.add_argument("--no-open", action="store_true", help="do not open the page in a browser")
    about = "build, then run all checks and tests; given pytest arguments, only pytest with them"
    usage = "build.py test [-h] [--published] [--coverage] [pytest arguments]"
    testing = commands.add_parser(
        "test", parents=[option], help=about, description=about, usage=usage, allow_abbrev=False
    )
    about = "say how much of pysrc/ and site/scripts/ the tests reach, and fail where it is too little"
    testing.add_argument("--coverage", action="store_true", help=about)
    about = "build, then measure (tests/bench); --help tells how"
    commands.add_parser("bench", parents=[option], help=about, add_help=False, allow_abbrev=False)
    about = "build, then write the site with brotli and gzip beside its files (.build/compressed/)"
    commands.add_parser("compress", parents=[option], help=about)
    about = "build, then show that it lasts (tests/endurance); --help tells how"
    commands.add_parser("endure", parents=[option], help=about, add_help=False, allow_abbrev=False)
    about = "look for inputs that break what reads files and texts (tests/fuzz); --help tells how"
    commands.add_parser("fuzz", help=about, add_help=False, allow_abbrev=False)
    about = "break the code to see whether the tests notice (tests/mutation); --help tells how"
    commands.add_parser("mutate", help=about, add_help=False, allow_abbrev=False)
    commands.add_parser("lock", help="pin the Python packages of the build and the tests (site/builder/locked)")
    about = "build again in an empty folder, and compare every file of the site"
    again = commands.add_parser("reproduce", help=about, description=about)
    again.add_argument(
        "pythons", nargs="*", metavar="PYTHON", default=[sys.executable], help="by these (default: this)"
    )
    commands.add_parser("audit", help="ask the registries what is known against the pinned packages")
    commands.add_parser("clean", help="remove dist/, .build/ and the node_modules/ folders")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in {"test", "bench", "endure", "fuzz", "mutate"}:
        parser.error(f"unknown: {' '.join(rest)}")
    return options, rest


def clean() -> None:
    """Remove everything that was built, installed or downloaded."""
    packages = (places.SITE, places.BENCH, places.BENCH / "lighthouse")
    made = (places.BUILD, places.DIST, *(folder / "node_modules" for folder in packages))
    folders = [folder for folder in made if folder.exists()]
    for folder in folders:
        shutil.rmtree(folder)
        print(f"removed {folder.relative_to(places.ROOT).as_posix()}/")
    if not folders:
        print("nothing to remove")


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; return the exit code."""
    options, rest = parse(arguments)
    try:
        if options.command == "clean":
            clean()
        elif options.command == "lock":
            lock()
        elif options.command == "reproduce":
            return reproduce(options.pythons)
        elif options.command == "audit":
            return audit()
        elif options.command == "test":
            return test(rest, published=options.published, coverage=options.coverage)
        elif options.command == "bench":
            return bench(rest, published=options.published)
        elif options.command == "compress":
            build(published=options.published)
            print(compress(places.site_folder(published=options.published)))
        elif options.command == "endure":
            return endure(rest, published=options.published)
        elif options.command == "fuzz":
            return fuzz(rest)
        elif options.command == "mutate":
            return mutate(rest)
        elif options.command == "serve":
            build(published=options.published)
            serve(places.site_folder(published=options.published), options.port, open_browser=not options.no_open)
        else:
            print(table(build(published=options.published)))
    except BuildError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
