"""Writes what ``evaluate`` measured: the table in ``README.md``, and the sheet of results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import torch
from PIL import Image, ImageDraw, ImageFont

from training.data import open_picture, tensor
from training.evaluate import (
    BASE_STYLE,
    OPTIMISED,
    PUBLISHED,
    UNPAINTED,
    Combination,
    Distances,
    Identity,
    as_style,
)
from training.onnxnetworks import paint, read_manifest, style_network, transformer

HEADING = "## Measured"
BASE: Combination = (BASE_STYLE, PUBLISHED)
EXPLANATION = """\
Written by `python -m training evaluate`. Pictures were kept out of training by a hash of their names. Style distance:
squared difference of Gram matrices as part of the style's, summed over VGG-16 relu1_2, 2_2, 3_3 and 4_3. Moment
distance, which nothing was trained by: squared difference of means and standard deviations as part of the style's,
summed over five depths of the published Inception-v3. Content distance: squared difference of relu3_3 as part of the
content's. The three are means over all pairs, 1 being style-mobilenet-v2 with the quarter width that Magenta published,
which all transformers began with and transformer-lite was until it was trained on. Transformers get the content with
edge and grain, as in the application (`impasto.imaging.padding`, `impasto.imaging.grain`); distances are from the
content without them. SSIM is of luma and to the content. At strength 0 the style is the content itself: SSIM then, and
the mean difference from the content in levels of 255. Seconds are processor time for 512 x 512 pixels on one thread of
native onnxruntime, longer where the machine has other work. Optimisation is that of Gatys et al. 2016, 300 steps of
Adam from the content."""
CELL = 256
MARGIN = 8
LINE = 24
WEBP_QUALITY = 82


def table(
    models: Path,
    found: dict[Combination, list[Distances]],
    kept: dict[Combination, list[Identity]],
    optimised: list[Distances],
    seconds: dict[Combination, float],
) -> str:
    """Return a Markdown table; distances are means over the pairs, relative to the base combination.

    ``optimised`` belongs to the first pairs only and is compared with what the others did with those.
    """
    records = read_manifest(models, "style") | read_manifest(models, "transformer")
    lines = [
        "| Style network | Transformer | Style distance | of the photograph's | Moment distance | Content distance "
        "| SSIM | At strength 0: SSIM | Levels | Seconds | Parameters | MB |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows = {combination: (distances, len(distances)) for combination, distances in found.items()}
    if optimised:
        rows[OPTIMISED] = (optimised, len(optimised))
    for (style, painter), (distances, count) in rows.items():
        base, photograph = found[BASE][:count], found[UNPAINTED][:count]
        styles = fmean(row.style for row in distances)
        cells = [
            style or "none",
            painter if count == len(found[BASE]) else f"{painter} ({count} pairs)",
            f"{styles / fmean(row.style for row in base):.2f}",
            f"{styles / fmean(row.style for row in photograph):.3f}",
            f"{fmean(row.moments for row in distances) / fmean(row.moments for row in base):.2f}",
            f"{fmean(row.content for row in distances) / fmean(row.content for row in base):.2f}",
            f"{fmean(row.ssim for row in distances):.2f}",
        ]
        if (style, painter) in kept:
            cells.append(f"{fmean(row.ssim for row in kept[style, painter]):.2f}")
            cells.append(f"{fmean(row.levels for row in kept[style, painter]):.1f}")
        else:
            cells += ["", ""]
        if (style, painter) in seconds:
            pair = [records[style], records[painter]]
            size = sum(graph["bytes"] for record in pair for graph in record["graphs"].values())
            cells.append(f"{seconds[style, painter]:.2f}")
            cells.append(f"{sum(record['parameters'] for record in pair):,}")
            cells.append(f"{size / 1e6:.1f}")
        else:
            cells += ["", "", ""]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_section(readme: Path, text: str) -> None:
    """Put ``text`` under the heading "Measured" of a README in place of what stands there, or at its end."""
    content = readme.read_text("utf-8")
    section = f"{HEADING}\n\n{text}\n"
    if HEADING in content:
        content = re.sub(rf"{HEADING}\n.*?(?=\n## |\Z)", lambda _: section, content, flags=re.DOTALL)
    else:
        content = f"{content.rstrip()}\n\n{section}"
    readme.write_text(content, "utf-8")


@torch.no_grad()
def sheet(models: Path, contents: Sequence[Path], styles: Sequence[Path]) -> Image.Image:
    """Return a sheet with a row for each content and its style, and a column for each combination."""
    encoders = {name: style_network(models, record) for name, record in read_manifest(models, "style").items()}
    painters = {name: transformer(models, record) for name, record in read_manifest(models, "transformer").items()}
    combinations = [(encoder, painter) for encoder in encoders for painter in painters]
    pitch = CELL + MARGIN
    size = ((2 + len(combinations)) * pitch + MARGIN, len(contents) * pitch + 2 * LINE + MARGIN)
    page = Image.new("RGB", size, "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(15)
    for column, lines in enumerate([("content", ""), ("style", ""), *combinations]):
        for number, line in enumerate(lines):
            draw.text((column * pitch + MARGIN, MARGIN // 2 + number * LINE), line, "black", font)
    for row, (content_file, style_file) in enumerate(zip(contents, styles, strict=True)):
        content, style = _square(content_file), open_picture(style_file)
        shown = [content.resize((CELL, CELL), Image.Resampling.LANCZOS), _square(style_file).resize((CELL, CELL))]
        given = tensor(as_style(style))
        vectors = {name: encode(given) for name, encode in encoders.items()}
        for encoder, painter in combinations:
            painted = paint(painters[painter], tensor(content), vectors[encoder])
            pixels = (painted[0].permute(1, 2, 0).clamp(0, 1) * 255).round().byte().numpy()
            shown.append(Image.fromarray(pixels).resize((CELL, CELL), Image.Resampling.LANCZOS))
        for column, picture in enumerate(shown):
            page.paste(picture, (column * pitch + MARGIN, row * pitch + 2 * LINE + MARGIN))
    return page


def save_sheet(page: Image.Image, path: Path) -> None:
    """Write the sheet as WebP."""
    page.save(path, quality=WEBP_QUALITY, method=6)


def _square(file: Path) -> Image.Image:
    """Return the middle square of a picture at twice the size at which it is shown."""
    picture = open_picture(file)
    side = min(picture.size)
    left, top = ((length - side) // 2 for length in picture.size)
    return picture.resize((2 * CELL, 2 * CELL), Image.Resampling.LANCZOS, (left, top, left + side, top + side))
