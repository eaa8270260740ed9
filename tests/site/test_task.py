"""Tasks: what is ticked after writing has boxes that need no script."""

from __future__ import annotations

from courseware.site.passes.tasks import set_tasks
from courseware.text.html import parse, write


def test_lines_to_tick_become_labels() -> None:
    article = parse(
        '<div class="admonition 轮到你"><p>写一句。</p><ul><li>[ ] 有<b>时间</b></li>'
        "<li><p>[ ] 有责任人</p></li><li>别的</li></ul></div><ul><li>[ ] 题外</li></ul>"
    )
    set_tasks(article)
    box = '<label class="mdx-tick"><input type="checkbox">'
    assert write(article) == (
        '<div class="admonition 轮到你"><p>写一句。</p><ul>'
        f"<li>{box}有<b>时间</b></label></li><li><p>{box}有责任人</label></p></li><li>别的</li>"
        "</ul></div><ul><li>[ ] 题外</li></ul>"
    )
