"""Writes the corpus anew, but for the faults in it: ``python -m fuzz.seeds`` in ``tests/``.

Pictures come out in other bytes with other versions of Pillow, which does no harm.
"""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from fuzz import corpus, picture_seeds, work_seeds  # noqa: E402
from fuzz.picture_seeds import Inputs  # noqa: E402

SEEDS: dict[str, Callable[[], Inputs]] = {
    "pictures": picture_seeds.pictures,
    "chunks": picture_seeds.chunk_lists,
    "profiles": picture_seeds.profiles,
    "masks": picture_seeds.masks,
    "vectors": work_seeds.vectors,
    "projects": work_seeds.projects,
    "links": work_seeds.link_ends,
    "networks": work_seeds.networks,
    "batches": work_seeds.batches,
    "names": work_seeds.names,
    "events": work_seeds.events,
    "memories": work_seeds.memories,
}


def main() -> None:
    for target, make in SEEDS.items():
        folder = corpus.folder(target)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in make().items():
            (folder / name).write_bytes(data)
        print(f"{target}: {len(corpus.inputs(target))} inputs")


if __name__ == "__main__":
    main()
