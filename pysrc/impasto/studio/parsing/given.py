"""What is given: files, examples, films, addresses and links."""

from collections.abc import Mapping
from typing import Any

from impasto.studio.events.films import FilmAction, FilmGiven, FilmWritten
from impasto.studio.events.masks import MaskAction, MaskFileChosen
from impasto.studio.events.projects import LinkOpened, ProjectAction, ProjectFileChosen
from impasto.studio.events.sources import (
    ExampleChosen,
    File,
    PhotoFileChosen,
    SourceAction,
    StyleFilesChosen,
    TextGiven,
)
from impasto.studio.parsing.buffers import buffer
from impasto.studio.parsing.numbers import number


def read(record: Mapping[str, Any]) -> SourceAction | FilmAction | MaskAction | ProjectAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "content-file", "name": name, "bytes": data}:
            return PhotoFileChosen(File(str(name), buffer(data)))
        case {"kind": "text-given", "text": text}:
            return TextGiven(str(text))
        case {"kind": "content-example", "id": id_}:
            return ExampleChosen(str(id_))
        case {"kind": "film", "name": name, "width": width, "height": height, "seconds": seconds}:
            return FilmGiven(str(name), int(width), int(height), number(seconds))
        case {"kind": "film-written", "job": job, "frames": frames, "seconds": seconds, "broken": broken}:
            return FilmWritten(int(job), int(frames), number(seconds), bool(broken))
        case {"kind": "style-files", "files": files}:
            return StyleFilesChosen(tuple(File(str(file["name"]), buffer(file["bytes"])) for file in files))
        case {"kind": "mask-file", "name": name, "bytes": data}:
            return MaskFileChosen(File(str(name), buffer(data)))
        case {"kind": "project-file", "name": name, "bytes": data}:
            return ProjectFileChosen(File(str(name), buffer(data)))
        case {"kind": "project-link", "link": link}:
            return LinkOpened(str(link))
    return None
