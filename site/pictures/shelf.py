"""Writes styles and photographs as files, and the records that the page is built from."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image

from pictures.gallery import Style
from pictures.photographs import Photograph

LONGEST_EXAMPLE = 1024
"""Long side of an example in pixels; smaller ones are left as they are."""
EXAMPLE_THUMBNAIL, STYLE_THUMBNAIL = 320, 160
QUALITY, EXAMPLE_QUALITY = 82, 96
"""Of WebP. What is painted needs more: in a smooth sky the networks turn faint blocks into a texture of their own."""
THUMBNAIL_QUALITY, THUMBNAIL_SPEED = 60, 2
"""Of AVIF, which only browsers read: two thirds of the bytes of WebP."""

Record = Mapping[str, str | int]


def write_styles(styles: Iterable[Style], folder: Path) -> list[Record]:
    """Write picture and thumbnail of each style and ``styles.json``; return the records."""
    records: list[Record] = []
    for style in styles:
        picture = Image.fromarray(style.pixels)
        files = _write(picture, folder / f"style-{style.id}", quality=QUALITY, thumbnail=STYLE_THUMBNAIL)
        record: Record = {"id": style.id, "name": style.name, "painter": style.painter, "year": style.year}
        records.append({**record, **files})
    _write_records(records, folder / "styles.json")
    return records


def write_examples(photographs: Iterable[tuple[Photograph, bytes]], folder: Path) -> list[Record]:
    """Write picture and thumbnail of each photograph and ``examples.json``; return the records."""
    records: list[Record] = []
    for photograph, content in photographs:
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        picture.thumbnail((LONGEST_EXAMPLE, LONGEST_EXAMPLE), Image.Resampling.LANCZOS)
        record = {"id": photograph.id, "name": photograph.name, "credit": photograph.credit, "style": photograph.style}
        size = {"width": picture.width, "height": picture.height}
        files = _write(
            picture, folder / f"example-{photograph.id}", quality=EXAMPLE_QUALITY, thumbnail=EXAMPLE_THUMBNAIL
        )
        records.append({**record, **size, **files})
    _write_records(records, folder / "examples.json")
    return records


def _write(picture: Image.Image, path: Path, *, quality: int, thumbnail: int) -> dict[str, str]:
    small = picture.copy()
    small.thumbnail((thumbnail, thumbnail), Image.Resampling.LANCZOS)
    files = {"picture": path.with_name(f"{path.name}.webp"), "thumbnail": path.with_name(f"{path.name}-small.avif")}
    picture.save(files["picture"], "WEBP", quality=quality, method=6)
    small.save(files["thumbnail"], "AVIF", quality=THUMBNAIL_QUALITY, speed=THUMBNAIL_SPEED, max_threads=1)
    return {role: file.name for role, file in files.items()}


def _write_records(records: Sequence[Record], path: Path) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
