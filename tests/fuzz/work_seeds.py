"""Small texts of saved work, links, manifests, names, records of the page and of its storage, all made by this code."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from impasto.imaging.encoding import encode
from impasto.painting import links
from impasto.painting.making import MadeOf, told
from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.painting.maskfiles import to_png
from impasto.painting.masks import Mask
from impasto.painting.project_parts import ProjectArea, ProjectStyle, SavedPhoto
from impasto.painting.projects import Project, network_sums
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector
from impasto.session import visit_records
from impasto.studio import batch_record
from impasto.studio.queued import Batch, Manner, Queued, QueuedPhoto
from impasto.studio.settings import Saving, Settings
from impasto.studio.visit import Painted, Photo, Visit
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fixtures import photo

MANIFEST = Path(__file__).resolve().parents[2] / "models" / "manifest.json"
SETTINGS = PaintSettings(strength=0.85, output_size="photo", style_network="seer", transformer="brush")
Inputs = Mapping[str, bytes]


def vectors() -> Inputs:
    """Vectors with few digits, of a picture with colours and of a grey one."""
    return {"vector": _vector(1).to_json().encode(), "grey": _vector(2, 0.0).to_json().encode()}


def projects() -> Inputs:
    """Projects, with masks and without, and pictures that keep how they were made."""
    plain, masked = _project(), _masked()
    made = told(SETTINGS, [MadeOf(_vector(1), 1.0)], ["Waves"])
    return {
        "plain": plain.to_json().encode(),
        "photo": replace(plain, photo=SavedPhoto("a.jpg", b"\xff\xd8\xff")).to_json().encode(),
        "masked": masked.to_json().encode(),
        **{
            f"kept-in-{format}": encode(photo(32, 32), format, 10, made=made).data for format in ("png", "jpeg", "webp")
        },
    }


def link_ends() -> Inputs:
    """Ends of links as they are, and the JSON that is in one."""
    two = Project(SETTINGS, (*_styles(1), *_styles(2)))
    ends = {"plain": links.to_link(_project()), "two": links.to_link(two), "masked": links.to_link(_masked())}
    packed = {"name": "Waves", "weight": 1.0, "packed": [0.5, "AAEC" * 66 + "AAE="]}
    record = _project().without_pictures().to_record() | {"styles": [packed]}
    found = {name: end.removeprefix(links.PREFIX).encode() for name, end in ends.items()}
    return found | {"json": json.dumps(record, separators=(",", ":")).encode()}


def networks() -> Inputs:
    """A manifest with a network of each role."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    roles = {entry["role"]: entry for entry in reversed(manifest["networks"])}
    few = manifest | {"networks": list(roles.values())}
    few["default"] = {"style_network": roles["style"]["id"], "transformer": roles["transformer"]["id"]}
    return {"few": json.dumps(few, separators=(",", ":")).encode()}


def batches() -> Inputs:
    """Manifests of batches, whole and cut off, and a receipt."""
    line = b'{"output":"cat-waves.png","recipe":"0000000000000000","bytes":7,"sha256":"00"}'
    other = b'{"output":"b.png","recipe":"1","bytes":1}\n'
    return {"two": line + b"\n" + other, "cut-off": other + line[:40], "receipt": line, "list": b"[1]", "empty": b""}


def names() -> Inputs:
    """Templates with photos, folders and styles, some of which try to lead out."""
    told_ = {
        "plain": ("{photo}-{style}", "cat.jpg", "summer", "waves"),
        "extension": ("{style}/{photo}.{extension}", "a.b.tif", "", "Night Sky"),
        "out": ("../{photo}", "cat.jpg", "..", "../.."),
        "odd": ("{photo!r:>9}{0}{{}}", "nul.jpg", "a/../b", "…\u202e.. "),
    }
    return {name: "\0".join(parts).encode() for name, parts in told_.items()}


def events() -> Inputs:
    """Records of the page, of each shape that there is."""
    records = [
        {"kind": "content-file", "name": "a.jpg", "bytes": "123"},
        {"kind": "style-files", "files": [{"name": "a", "bytes": "1"}]},
        {"kind": "film", "name": "a.mp4", "width": 64, "height": 48, "seconds": 1.5},
        {"kind": "film-written", "job": 1, "frames": 12, "seconds": 0.5, "broken": False},
        {"kind": "style-weight", "id": "x", "weight": "0.5"},
        {"kind": "sliding", "move": {"kind": "strength", "value": 1}},
        {"kind": "pad", "x": 0.5, "y": 0.25},
        {"kind": "output-size", "value": "512"},
        {
            "kind": "mask-stroke",
            "points": [0.5, 0.25, 1, 0.5, 0.5, 7],
            "size": 0.1,
            "hardness": 0.5,
            "erases": True,
            "follows": False,
        },
        {"kind": "backend", "id": "webgl"},
        {"kind": "handed-on", "way": "share", "outcome": "late"},
        {"kind": "photos", "files": [{"id": "1", "name": "a.jpg", "in_folder": True}]},
        {"kind": "camera-frame", "width": 1, "height": 1, "bytes": "abcd"},
        {"kind": "history-take", "number": 3},
        {"kind": "styles-remembered", "text": '{"favourites":["a"],"recent":[]}'},
        {"kind": "undo"},
    ]
    return {f"{at:02}-{record['kind']}": json.dumps(record).encode() for at, record in enumerate(records)}


def memories() -> Inputs:
    """Records of a visit, a queue, and favourites."""
    return {
        "visit": visit_records.to_json(_visit()).encode(),
        "queue": batch_record.write(_queue()).encode(),
        "favourites": b'{"favourites":["a","b"],"recent":["c"]}',
    }


def _vector(seed: int, colour: float = 1.0) -> StyleVector:
    """Return a vector whose numbers are short, so that a text of it is."""
    return StyleVector.from_array(np.random.default_rng(seed).integers(-9, 9, 100) / 4, "seer", colour)


def _styles(seed: int) -> tuple[ProjectStyle, ...]:
    return (ProjectStyle(f"Näme {seed}", 0.5, _vector(seed)),)


def _project() -> Project:
    return Project(SETTINGS, _styles(1), network_sums(CATALOGUE, SETTINGS))


def _masked() -> Project:
    mask = to_png(Mask(np.tri(32, dtype=np.uint8) * 255))
    return replace(_project(), mask=mask, outside=_styles(2), areas=(ProjectArea(mask, _styles(3)),))


def _settings() -> Settings:
    mask = (Stroke(((0.25, 0.5, 1.0), (0.5, 0.5, 0.5)), 0.25, 0.5), Inverted(), FromPicture("m"))
    return Settings(**asdict(SETTINGS), photo="p", styles=(("waves", 1.0),), mask=mask, outside=(("sky", 0.5),))


def _visit() -> Visit:
    settings, seen = _settings(), Photo("p", "cat.jpg", 64, 48)
    painted = Painted(1, seen, settings, 64, 48, 1.5, "painting-1", 900)
    return Visit(settings, Saving(), (seen,), (replace(settings, mask=()),), (), (painted,))


def _queue() -> Batch:
    manner = Manner(replace(_settings(), photo=None, mask=()), ("Waves",))
    waiting = Queued("1", QueuedPhoto("a", "a.jpg"), manner, "a-waves")
    painted = Queued("2", QueuedPhoto("b", "b.jpg"), manner, "b-waves", "painted", None, 1.0, "b-waves.png")
    return Batch(1, (waiting, painted, replace(waiting, id="3", manner=None, stage="painting")), (1.5,))
