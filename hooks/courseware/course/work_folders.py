"""Where a build puts what is not the site."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from courseware.course.layout import PDF_CACHE, TRAINER

VARIABLE = "COURSEWARE_WORK"
"""A folder of a build's own: a release takes nothing from earlier builds, and meets no other."""


@dataclass(frozen=True, slots=True)
class WorkFolders:
    """``cache`` keeps PDFs; ``trainer`` gets those with answers, which are never published."""

    cache: Path
    trainer: Path


def work_folders(root: Path) -> WorkFolders:
    """The folders of the project in ``root``, or those that the environment asks for."""
    if given := os.environ.get(VARIABLE):
        return WorkFolders(Path(given) / "pdf", Path(given) / "trainer")
    return WorkFolders(root / PDF_CACHE, root / TRAINER)
