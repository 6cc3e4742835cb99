"""What is given to strangers' hands, each as a function of bytes: whatever it is not documented to raise is a fault.

A target reads its bytes as such a file or text, lets the errors pass that the reader's docstring names, and holds what
comes out to what the docstring promises. It must not keep anything from one run to the next.
"""

from collections.abc import Callable, Mapping

from fuzz.targets import (
    batches,
    chunks,
    events,
    links,
    masks,
    memories,
    names,
    networks,
    pictures,
    profiles,
    projects,
    vectors,
)

Target = Callable[[bytes], None]

TARGETS: Mapping[str, Target] = {
    "pictures": pictures.run,
    "chunks": chunks.run,
    "profiles": profiles.run,
    "masks": masks.run,
    "vectors": vectors.run,
    "projects": projects.run,
    "links": links.run,
    "networks": networks.run,
    "batches": batches.run,
    "names": names.run,
    "events": events.run,
    "memories": memories.run,
}
"""By name, which is also that of the folder of the corpus."""
