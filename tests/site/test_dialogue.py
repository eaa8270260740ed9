"""Dialogues: speaker and act of each turn, wrong and right side by side."""

from __future__ import annotations

from courseware.site.passes.dialogues import stage_dialogues
from courseware.text import html


def stage(markup: str) -> str:
    article = html.parse(markup)
    stage_dialogues(article)
    return html.write(article)


def block(kind: str, *turns: str) -> str:
    items = "".join(f"<li>{turn}</li>" for turn in turns)
    return (
        f'<div class="admonition 对话{kind}"><p class="admonition-title">题</p>'
        f"<ul>{items}</ul></div>"
    )


def test_turns_name_speaker_and_act() -> None:
    assert stage(block("", "客户：“喂？”", "坐席（复述）：“您说<em>停机</em>，对吗？”")) == (
        '<div class="admonition 对话 mdx-dialogue"><p class="admonition-title">题</p><ul>'
        '<li class="mdx-turn mdx-turn--customer"><span class="mdx-turn__speaker">客户</span>'
        '<span class="mdx-turn__colon">：</span>“喂？”</li>'
        '<li class="mdx-turn mdx-turn--agent"><span class="mdx-turn__speaker">坐席'
        '<span class="mdx-turn__act">复述</span></span><span class="mdx-turn__colon">：</span>'
        "“您说<em>停机</em>，对吗？”</li></ul></div>"
    )


def test_a_line_that_is_no_turn_stays_as_it_is() -> None:
    assert "<li>（沉默三秒）</li>" in stage(block("", "（沉默三秒）"))


def test_wrong_then_right_stand_in_a_pair() -> None:
    markup = stage(f"{block(' 误', '客户：一')}\n{block(' 正', '客户：二')}后文")
    article = html.parse(markup)
    pair = html.with_class(article, "mdx-pair")
    assert [html.classes(child)[-1] for child in pair[0]] == [
        "mdx-dialogue--wrong",
        "mdx-dialogue--right",
    ]
    assert pair[0].tail == "后文"


def test_wrong_alone_stands_alone() -> None:
    wrong, right = block(" 误", "客户：一"), block(" 正", "客户：二")
    assert "mdx-pair" not in stage(f"{wrong}<p>说明</p>{right}")
