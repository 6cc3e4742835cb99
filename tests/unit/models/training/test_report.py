"""The table, the section it is written to, and the sheet of pictures."""

from __future__ import annotations

from pathlib import Path

from tests.unit.models.training.examples import MODELS
from training import report
from training.evaluate import BASE_STYLE, UNPAINTED, Distances, Identity
from training.onnxnetworks import read_manifest


def test_table_is_relative_to_the_base_combination() -> None:
    found = {
        UNPAINTED: [Distances(8.0, 6.0, 0.0, 1.0), Distances(4.0, 6.0, 0.0, 1.0)],
        report.BASE: [Distances(2.0, 3.0, 1.0, 0.4), Distances(1.0, 1.0, 0.5, 0.6)],
    }
    lite = (BASE_STYLE, "transformer-lite")
    found[lite] = [Distances(1.0, 2.0, 1.0, 0.5), Distances(0.5, 1.0, 0.5, 0.5)]
    kept = {report.BASE: [Identity(0.7, 9.0), Identity(0.9, 12.0)]}
    text = report.table(MODELS, found, kept, [Distances(0.5, 6.0, 1.1, 0.2)], {lite: 0.25})
    rows = [line.split(" | ") for line in text.splitlines()]
    assert len({len(row) for row in rows}) == 1
    assert rows[2][1:9] == ["photograph", "4.00", "1.000", "3.00", "0.00", "1.00", "", ""]
    assert rows[3][1] == "transformer-lite as published"
    assert rows[3][2:10] == ["1.00", "0.250", "1.00", "1.00", "0.50", "0.80", "10.5", ""]
    assert rows[4][1:10] == ["transformer-lite", "0.50", "0.125", "0.75", "1.00", "0.50", "", "", "0.25"]
    assert rows[5][1:6] == ["optimisation (1 pairs)", "0.25", "0.062", "2.00", "1.10"]


def test_section_replaces_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Networks\n\nText.\n\n## Measured\n\nOld.\n\n## Weights\n\nMore.\n")
    report.write_section(readme, "New.")
    assert readme.read_text() == "# Networks\n\nText.\n\n## Measured\n\nNew.\n\n## Weights\n\nMore.\n"
    readme.write_text("# Networks\n")
    report.write_section(readme, "New.")
    assert readme.read_text() == "# Networks\n\n## Measured\n\nNew.\n"


def test_sheet_has_a_column_for_every_combination(folder: Path) -> None:
    styles, transformers = (read_manifest(MODELS, role) for role in ("style", "transformer"))
    files = sorted(folder.iterdir())[:1]
    page = report.sheet(MODELS, files, files)
    columns = 2 + len(styles) * len(transformers)
    assert page.width == columns * (report.CELL + report.MARGIN) + report.MARGIN
