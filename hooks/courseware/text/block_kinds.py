"""The blocks of a course (``!!! 来电 "王女士"``, ``??? 提示``), one row a name.

To add one: a row here, its look in a style sheet below ``overrides/assets/stylesheets``, its box in
``print/template.typ`` unless the plain one does, a sentence for authors in CONTRIBUTING.md.
"""

from __future__ import annotations

from dataclasses import dataclass

CALL = "来电"
DIALOGUE = "对话"
DESK = "查一查"
TASK = "轮到你"
"""Something to write or say."""
TRAINER = "讲师"
PLAIN = "box-plain"
"""The box whose title is the block's name where its author gave none."""


@dataclass(frozen=True, slots=True)
class BlockKind:
    """What holds for every block of a name.

    ``box`` is the function of the printed book's template that sets it. ``look`` is the class by
    which style sheets know it, where that is not its name. ``titled``: it must have a title.
    """

    name: str
    box: str = PLAIN
    look: str = ""
    titled: bool = False


BLOCKS = {
    row.name: row
    for row in (
        BlockKind(CALL, "box-call", titled=True),
        BlockKind(DIALOGUE, "dialogue", look="mdx-dialogue"),
        BlockKind("话术", "box-script"),
        BlockKind("红线", "box-red"),
        BlockKind(DESK, "box-desk", titled=True),
        BlockKind(TASK, "box-task", titled=True),
        BlockKind("参考"),
        BlockKind("场景"),
        BlockKind("提示"),
        BlockKind("参考话术"),
        BlockKind(TRAINER, "box-trainer"),
    )
}
"""Every block, in the order in which they are listed to people."""
