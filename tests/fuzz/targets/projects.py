"""Saved work: files of projects, and pictures that keep how they were made (``painting.projects``)."""

from fuzz.targets import limits
from impasto.errors import BadProject, UnknownNetwork
from impasto.painting.links import to_link
from impasto.painting.maskfiles import from_png
from impasto.painting.projects import Project, from_json, keeps_making, opened
from tests.unit.fakes.catalogue import CATALOGUE


def run(data: bytes) -> None:
    """Open a project, which comes back as it was, or ``BadProject``."""
    keeps_making(data)
    try:
        project = opened(data)
    except BadProject as error:
        assert str(error)
        return
    check(project)


def check(project: Project) -> None:
    """Do with a project what is done with one that was opened."""
    assert from_json(project.to_json()) == project
    project.settings.check()
    assert to_link(project).startswith("#p=")
    try:
        project.other_networks(CATALOGUE)
    except UnknownNetwork as error:
        assert str(error)
    with limits.small():
        for mask in (project.mask, *(area.mask for area in project.areas)):
            try:
                mask is None or from_png(mask, longest=limits.LONGEST)
            except BadProject as error:
                assert str(error)
