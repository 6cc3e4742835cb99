"""Projects as tests make them."""

from dataclasses import replace

import numpy as np

from impasto.painting.maskfiles import to_png
from impasto.painting.masks import Mask
from impasto.painting.project_parts import ProjectArea, ProjectStyle, SavedPhoto
from impasto.painting.projects import Project, network_sums
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector
from tests.unit.fakes.catalogue import CATALOGUE

SETTINGS = PaintSettings(
    strength=0.85, output_size="photo", stroke_size=0.5, colours=0.35, style_network="seer", transformer="brush"
)
MASK = Mask(np.random.default_rng(7).integers(0, 256, (48, 64)).astype(np.uint8))


def vector(seed: int, colour: float = 1.0) -> StyleVector:
    return StyleVector.from_array(np.random.default_rng(seed).normal(0, 1, 100), "seer", colour)


def project(styles: int = 2, photo: SavedPhoto | None = None) -> Project:
    made = tuple(ProjectStyle(f"Näme {n} 🎨", n + 0.1, vector(n, float(n % 2))) for n in range(styles))
    return Project(SETTINGS, made, network_sums(CATALOGUE, SETTINGS), photo)


def masked(saved: Project) -> Project:
    """Return a project with all that masks can do."""
    area = ProjectArea(to_png(MASK), (ProjectStyle("Sky", 1.0, vector(5)),))
    return replace(saved, mask=to_png(MASK), outside=(ProjectStyle("Sea", 2.0, vector(6)),), areas=(area,))
