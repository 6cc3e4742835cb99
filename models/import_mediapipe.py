"""Writes the network that finds people, as MediaPipe published it for video calls, and its record in the manifest.

    python models/import_mediapipe.py

needs the extra ``models``. The network comes as TensorFlow Lite out of a pinned package; it is written here with the
same float16 weights. The same package always gives the same bytes.
"""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

from importing.manifest import write_network
from importing.packages import DownloadFailed, Package
from importing.segmenter import segmenter_graph
from importing.tflite import ImportFailed, TFLiteModel

MODELS = Path(__file__).resolve().parent
CACHE = MODELS.parent / ".build" / "cache"

PACKAGE = Package(
    "@mediapipe/selfie_segmentation@0.1.1675465747",
    "mediapipe-selfie_segmentation-0.1.1675465747.tgz",
    "7767b33eaa68990ee06c28bbb89f39a13a47ebb07ff0f1fd4947d9e817bb9bf9",
)
MEMBER = "package/selfie_segmentation.tflite"

PEOPLE = {
    "id": "people-mobilenet-v3",
    "role": "people",
    "title": "People",
    "summary": "Finds the people in a photo, for a mask of them.",
    "architecture": "MobileNet-v3 with squeeze and excitation, and a decoder of four steps with skips; 256 x 256 px",
    "source": "MediaPipe selfie segmentation, float16, from the npm package @mediapipe/selfie_segmentation "
    "0.1.1675465747",
    "licence": "Apache-2.0",
}
# Stands inside the graph: Apache-2.0, section 4 (b), asks changed files to say so.
NOTICE = (
    "Weights of MediaPipe's selfie segmentation, Copyright Google LLC, Apache License 2.0. "
    "Changed by the Impasto project: same float16 weights, written as ONNX with bytes as input."
)


def main() -> None:
    """Import the network into ``models/``."""
    try:
        import_people(PACKAGE.fetch(CACHE), MODELS)
    except (DownloadFailed, ImportFailed) as error:
        sys.exit(f"import_mediapipe: {error}")


def import_people(package: Path, folder: Path) -> None:
    """Write the graph into ``folder``, and its record into the ``manifest.json`` there."""
    graph = segmenter_graph(PEOPLE["id"], TFLiteModel(read_member(package)), NOTICE)
    write_network(folder, PEOPLE, {"people": graph})


def read_member(package: Path) -> bytes:
    """Return the TensorFlow Lite model out of the package."""
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise ImportFailed(f"{package} has no {MEMBER}")
        return member.read()


if __name__ == "__main__":
    main()
