"""The syntax of questions as mkdocs-quiz reads it: its own patterns and functions.

What authors write is mkdocs-quiz's syntax, so that a course stays usable without us, and its
``parsing`` module is the authority for tags, option lines, feedback lines and gaps. It is loaded
by itself: the package around it is a MkDocs plug-in, which reads its own files in the locale's
encoding on import and so fails on a Chinese Windows (GBK).
"""

from __future__ import annotations

import re
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def _parsing() -> ModuleType:
    package = find_spec("mkdocs_quiz")
    assert package is not None  # noqa: S101 - a requirement of the project
    folder = (package.submodule_search_locations or [""])[0]
    spec = spec_from_file_location("courseware_quiz_parsing", f"{folder}/parsing.py")
    assert spec is not None  # noqa: S101
    assert spec.loader is not None  # noqa: S101
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SYNTAX = _parsing()
OPENS: str = _SYNTAX.QUIZ_START_TAG
CLOSES: str = _SYNTAX.QUIZ_END_TAG
OPTION: re.Pattern[str] = _SYNTAX.CHECKBOX_REGEX
"""A line with an option: what stands in its brackets, and its text."""
FEEDBACK: re.Pattern[str] = _SYNTAX.FEEDBACK_REGEX
"""A line of feedback, and what it says."""
GAP: re.Pattern[str] = re.compile(_SYNTAX.FILL_BLANK_REGEX)
"""A gap, and what stands in it."""
feedback_from: Callable[[list[str], int], tuple[str | None, int]] = _SYNTAX.collect_feedback
"""The feedback in the lines from one on, and the line after it."""
