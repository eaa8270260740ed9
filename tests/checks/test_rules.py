"""Every rule: a fixture that breaks it, and the exact line and column of what is found."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from courseware.checks.catalogue import all_rules
from courseware.checks.settings import UNSAFE, is_fixed
from courseware.text.finding import Location
from tests.checks.course import (
    CALLS,
    CONFIG,
    GLOSSARY,
    OPENING,
    SIGNAL,
    STEPS,
    VERIFY,
    Edit,
    edited,
)

if TYPE_CHECKING:
    from pathlib import Path

LESSON_HEAD = (
    "---\nid: {id}\ntitle: 新课\nminutes: 10\nobjectives:\n  - {{id: a, level: 记忆, text: 说出}}\n"
    "owner: 课程组\nchecked: 2026-11-01\nreview_by: 2027-05-31\n---\n"
)
TASK = '!!! 轮到你 "说一遍"\n\n    对同伴说一遍。\n\n    - [ ] 说了在哪里\n    - [ ] 说了怎么试\n\n    ??? 参考\n\n        “在窗边。”\n\n'
BIG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 480 9'><title>图</title><desc>图</desc><path d='"


def top(path: str, code: str) -> tuple[Edit, ...]:
    """Expect a finding about the page as a whole, at its beginning."""
    return one(path, "---\nid:", f"⟦{code}⟧---\nid:")


def one(path: str, old: str, new: str) -> tuple[Edit, ...]:
    return (Edit(path, old, new),)


CASES: list[tuple[str, tuple[Edit, ...]]] = [
    # files and settings
    ("FILE-2", one(OPENING, "语速放慢到", "语速⟦FILE-2⟧\u200b放慢到")),
    ("FILE-6", one("docs/01-calls/Bad Name.txt", "", "⟦FILE-6⟧⟦FILE-8⟧x")),
    ("FILE-8", one("docs/01-calls/demo.html", "", "⟦FILE-8⟧<script>alert(1)</script>")),
    ("FILE-9", one("docs/assets/logo.svg", "", "⟦FILE-9⟧" + BIG + "'/></svg>")),
    ("FILE-10", one("docs/01-calls/steps.png", "", "⟦FILE-10⟧⟦FIG-7⟧GIF89a")),
    ("FILE-11", one("docs/01-calls/Opening-steps.svg", "", "⟦FILE-6⟧⟦FIG-7⟧" + BIG + "'/></svg>") + one(STEPS, "<svg ", "⟦FILE-11⟧<svg ")),
    ("FILE-12", one("docs/01-calls/.opening.md.swp", "", "⟦FILE-12⟧x")),
    ("FILE-7", one(OPENING, "第一句报工号", "⟦FILE-7⟧" + "字" * 5001 + "第一句报工号")),
    ("FILE-14", one(OPENING, "第一句报工号", "⟦FILE-14⟧" + "> " * 21 + "深\n\n第一句报工号")),
    ("FILE-15", one(OPENING, "第一句报工号", "⟦FILE-15⟧" + "[" * 21 + "\n\n第一句报工号")),
    ("FILE-16", one(OPENING, "第一句报工号", "⟦FILE-16⟧<<<<<<< HEAD\n第一句报工号\n=======\n第一句报姓名\n>>>>>>> theirs\n")),
    ("CONF-1", one(CONFIG, "PAGE-14: off", "PAGE-14: off\n      ⟦CONF-1⟧PAGE-99: off")),
    ("CONF-2", one(CONFIG, "PAGE-14: off", "PAGE-14: off\n      ZH-1: ⟦CONF-2⟧loud")),
    ("CONF-3", one(CONFIG, "  courseware:\n", "  courseware:\n    timezone: ⟦CONF-3⟧北京\n")),
    ("CONF-4", one(CONFIG, "PAGE-14: off", "PAGE-14: off\n      ⟦CONF-4⟧SAFE-1: off")),
    ("CONF-4", one(CONFIG, "    id: sample\n    hosts:", "    ⟦CONF-5⟧hosts:") + one(CONFIG, "PAGE-14: off", "PAGE-14: off\n      ⟦CONF-4⟧CONF-5: warning\n      ⟦CONF-4⟧CONF-4: off\n      MOVE-2: off\n      CONF-1: error")),
    ("CONF-5", one(CONFIG, "    id: sample\n    hosts:", "    ⟦CONF-5⟧hosts:")),
    # waivers
    ("WAIVE-1", one(OPENING, "第一句报工号", "⟦WAIVE-1⟧<!-- check: off ZH-1 -->\n第一句报工号")),
    ("WAIVE-2", one(OPENING, "第一句报工号", "⟦WAIVE-2⟧<!-- check: off ZH-1 引文 -->\n第一句报工号")),
    ("WAIVE-3", one(OPENING, "第一句报工号", "⟦WAIVE-3⟧<!-- check: off ZH-99 引文 -->\n第一句报工号")),
    ("WAIVE-4", one(OPENING, "第一句报工号", "⟦WAIVE-4⟧<!-- check: off SAFE-1 引文 -->\n第一句报工号")),
    # front matter and contents
    ("META-1", one(CALLS, "title: 接听电话", "title: 接听电话\nnote: a⟦META-1⟧: b")),
    ("META-2", one(OPENING, "owner: 课程组", "owner: ⟦META-2⟧&who 课程组")),
    ("META-3", one(OPENING, "owner: 课程组", "owner: 课程组\n⟦META-3⟧owner: 别人")),
    ("META-4", one(OPENING, "owner: 课程组", "⟦META-4⟧owner:")),
    ("META-5", one(OPENING, "minutes: 10", "minutes: ⟦META-5⟧十分钟")),
    ("META-6", one(VERIFY, "id: verify", "id: ⟦META-6⟧opening")),
    ("META-7", one(OPENING, "owner: 课程组", "owner: 课程组\n⟦META-7⟧ownar: 课程组")),
    ("META-8", one("docs/02-network/signal.md", "review_by: 2027-05-31\n---\n", "review_by: 2027-05-31\n") + top(SIGNAL, "META-8")),
    ("META-9", one("docs/01-calls/bare.md", "", "⟦META-9⟧⟦NAV-1⟧")),
    ("NAV-1", one(CALLS, "lessons: [opening, verify]", "lessons: [opening]") + top(VERIFY, "NAV-1")),
    ("NAV-2", one(CALLS, "[opening, verify]", "[opening, verify, ⟦NAV-2⟧ending]")),
    ("NAV-3", one("docs/notes.md", "", "⟦NAV-3⟧随手记。\n")),
    ("NAV-4", one("docs/03-lost/lesson.md", "", "⟦NAV-4⟧---\ntitle: 迷路\n---\n")),
    ("NAV-5", one(CALLS, "[opening, verify]", "[opening, verify, ⟦NAV-5⟧opening]")),
    ("NAV-6", one("docs/02-other/index.md", "", "⟦NAV-6⟧---\nid: other\ntitle: 另一章\nsummary: 无\noutcomes: [会]\n---\n")),
    # structure
    ("PAGE-2", one(VERIFY, "- 亲人也不是机主。\n", "- 亲人也不是机主。\n\n⟦PAGE-2⟧## 又一节\n\n多写的一节。\n")),
    ("PAGE-3", one(OPENING, "## 三句话", "⟦PAGE-3⟧# 三句话") + top(OPENING, "PAGE-10")),
    ("PAGE-4", one(SIGNAL, "### 两种原因", "⟦PAGE-4⟧#### 两种原因")),
    ("PAGE-5", one(SIGNAL, "### 两种原因\n", "### 两种原因\n\n换一种说法。\n\n⟦PAGE-5⟧###\n")),
    ("PAGE-6", one(SIGNAL, "### 两种原因", "### ⟦PAGE-6⟧一片小区")),
    ("PAGE-7", one(SIGNAL, "### 两种原因", "### ⟦PAGE-7⟧2.1 两种原因")),
    ("PAGE-8", one(SIGNAL, "### 两种原因", "### 两种原因⟦PAGE-8⟧。")),
    ("PAGE-9", one(SIGNAL, '!!! 来电 "赵先生', '⟦PAGE-9⟧先说一句。\n\n!!! 来电 "赵先生')),
    ("PAGE-11", one(SIGNAL, "走动试验 6 分钟；自测 4 分钟。", "走动试验 6 分钟；自测 4 分钟。\n\n⟦PAGE-11⟧参考答案：楼板。")),
    ("PAGE-12", one(VERIFY, "minutes: 12", "minutes: ⟦PAGE-12⟧90") + one(VERIFY, "**时间**：", "⟦PAGE-13⟧**时间**：")),
    ("PAGE-13", one(SIGNAL, "**时间**：来电 5 分钟", "⟦PAGE-13⟧**时间**：来电 9 分钟")),
    ("PAGE-15", one(SIGNAL, '!!! 查一查 "两问定位"', '!!! 话术 "两问定位"') + top(SIGNAL, "PAGE-15")),
    ("PAGE-16", one(OPENING, '!!! 查一查 "开场三句"', '⟦PAGE-16⟧!!! 红线\n\n    不骂人。\n\n!!! 查一查 "开场三句"')),
    ("PAGE-17", one(SIGNAL, "换个位置就好", "⟦PAGE-17⟧~~~\n\n换个位置就好")),
    ("PAGE-18", one(SIGNAL, "### 两种原因", "⟦PAGE-18⟧### 还没写\n\n### 两种原因")),
    ("OBJ-1", one(SIGNAL, "<!-- question id=2-04 objective=c -->", "⟦OBJ-1⟧<!-- question id=2-04 -->")),
    ("OBJ-2", one(SIGNAL, "id=2-02 objective=b", "id=2-02 objective=a") + one(SIGNAL, "  - id: b", "  - ⟦OBJ-2⟧id: b")),
    ("OBJ-3", one(SIGNAL, "  - id: b\n    level: 应用\n    text: 引导客户换位置再试\n", "") + one(SIGNAL, "id=2-02 objective=b", "id=2-02 objective=a") + one(SIGNAL, "objectives:", "⟦OBJ-3⟧objectives:")),
    ("OBJ-4", one(SIGNAL, "  - id: b\n", "  - id: ⟦OBJ-4⟧a\n") + one(SIGNAL, "id=2-02 objective=b", "id=2-02 objective=a")),
    ("OBJ-6", one(SIGNAL, "## 要点", "<!-- task objective=z -->\n⟦OBJ-6⟧" + TASK + "## 要点")),
    ("OBJ-7", one(SIGNAL, "  - id: b\n    level: 应用\n    text: 引导客户换位置再试", "  - ⟦OBJ-7⟧id: b\n    level: 应用\n    text: 写一句话，引导客户换位置再试")),
    ("BLOCK-13", one(SIGNAL, "## 要点", "<!-- task objective=b -->\n⟦BLOCK-13⟧" + TASK.split("    - [ ]", maxsplit=1)[0] + "## 要点")),
    ("OBJ-5", one(SIGNAL, "text: 用一句话说出小区是什么", "text: ⟦OBJ-5⟧了解小区")),
    # blocks
    ("BLOCK-1", one(OPENING, "!!! 话术", "!!! ⟦BLOCK-1⟧话数")),
    ("BLOCK-2", one(OPENING, "!!! 话术", "⟦BLOCK-2⟧！！！ 话术")),
    ("BLOCK-3", one(OPENING, "    “让您等久了，请问您要办什么？”", "“让您等久了，请问您要办什么？”") + one(OPENING, "!!! 话术", "⟦BLOCK-3⟧!!! 话术")),
    ("BLOCK-4", one(OPENING, "    不挂客户的电话。", "    不挂电话。\n\n  ⟦BLOCK-4⟧不挂客户的电话。")),
    ("BLOCK-5", one(OPENING, "    - 坐席：“这个绝对不归我管。”", "    ⟦BLOCK-5⟧- 坐席: 这个不归我管。")),
    ("BLOCK-6", one(OPENING, "坐席（提问）：“请问您要办什么？”", "⟦BLOCK-6⟧坐席：“请问您要办什么？”")),
    ("BLOCK-7", one(OPENING, "坐席（提问）：“请问您要办什么？”", "坐席（⟦BLOCK-7⟧发问）：“请问您要办什么？”")),
    ("BLOCK-8", one(SIGNAL, '!!! 对话 误 "怪手机"', '⟦BLOCK-8⟧!!! 对话 误 "怪手机"') + one(SIGNAL, "!!! 对话 正", "再看对的。\n\n!!! 对话 正")),
    ("BLOCK-9", one(SIGNAL, "!!! 查一查", "⟦BLOCK-9⟧!!! 查一查") + one(SIGNAL, "    | 换个手机呢 | 好了是手机 |", "\n".join(["    | 换个手机呢 | 好了是手机 |"] * 8))),
    ("BLOCK-10", one(OPENING, "“请问您要办什么？”\n\n!!!", "⟦BLOCK-10⟧“" + "请您把要办的事情从头到尾慢慢说一遍" * 3 + "，好吗？”\n\n!!!")),
    ("BLOCK-11", one(SIGNAL, '!!! 查一查 "两问定位"', "⟦BLOCK-11⟧!!! 查一查")),
    ("BLOCK-12", one(SIGNAL, "换个手机就好，是手机问题。", "换手机⟦BLOCK-12⟧【以公司规定为准】。")),
    # questions
    ("QUIZ-2", one(SIGNAL, "<!-- question id=2-04 objective=c -->\n<quiz>", "⟦QUIZ-2⟧<quiz>")),
    ("QUIZ-3", one(SIGNAL, "id=2-04 objective=c -->", "id=2-04 objective=c ⟦QUIZ-3⟧hard -->")),
    ("QUIZ-4", one(SIGNAL, "<quiz>\n小区指的是什么？", "⟦QUIZ-4⟧<quiz>")),
    ("QUIZ-6", one(SIGNAL, "- [x] 一副天线照着的地方", "- [ ] 一副天线照着的地方") + one(SIGNAL, "<quiz>\n小区指的是什么", "⟦QUIZ-6⟧<quiz>\n小区指的是什么")),
    ("QUIZ-7", one(SIGNAL, "- [x] 手机", "- [⟦QUIZ-7⟧√] 手机")),
    ("QUIZ-8", one(SIGNAL, "> 这是日常说法。", "\n⟦QUIZ-8⟧> 这是日常说法。") + one(SIGNAL, "- [ ] 一个住宅区", "⟦QUIZ-14⟧- [ ] 一个住宅区")),
    ("QUIZ-9", one(SIGNAL, "id=2-04", "id=⟦QUIZ-9⟧2-03")),
    ("QUIZ-10", one(SIGNAL, "id=2-04 objective=c", "id=2-04 objective=⟦QUIZ-10⟧d")),
    ("QUIZ-11", one(SIGNAL, "[[位置|地方]]", "⟦QUIZ-11⟧[[ ]]")),
    ("QUIZ-12", one(SIGNAL, "- [ ] 对\n> 多半是楼板挡住了。\n- [x] 错", "⟦QUIZ-12⟧- [x] 错")),
    ("QUIZ-13", one(SIGNAL, "- [ ] 一个城市的网络", "⟦QUIZ-13⟧- [ ] 一个 住宅区")),
    ("QUIZ-14", one(SIGNAL, "- [ ] 基站\n> 基站坏了，换手机也没用。", "⟦QUIZ-14⟧- [ ] 基站")),
    ("QUIZ-15", one(SIGNAL, "\n\n---\n见“两种原因”。\n</quiz>", "\n</quiz>") + one(SIGNAL, "<quiz>\n先请客户", "⟦QUIZ-15⟧<quiz>\n先请客户")),
    ("QUIZ-16", one(SIGNAL, "- [ ] 一个城市的网络", "⟦QUIZ-16⟧- [ ] 以上都不对")),
    ("QUIZ-18", one(SIGNAL, "- [x] 手机", "⟦QUIZ-18⟧- [x] 手机里的某个开关或者天线出了毛病")),
    ("QUIZ-20", one(SIGNAL, "小区指的是什么？", "小区⟦QUIZ-20⟧不是什么？")),
    ("QUIZ-21", one(OPENING, "（多选）“请问", "⟦QUIZ-21⟧“请问")),
    ("QUIZ-22", one(SIGNAL, "小区指的是什么？", "⟦QUIZ-22⟧（多选）小区指的是什么？")),
    ("QUIZ-23", one(SIGNAL, "id=2-04", "id=⟦QUIZ-23⟧q4")),
    ("QUIZ-24", one(SIGNAL, "- [ ] 对\n> 多半", "- [x] 对\n> 多半") + one(SIGNAL, "<quiz>\n车库没信号", "⟦QUIZ-24⟧<quiz>\n⟦QUIZ-21⟧车库没信号")),
    ("QUIZ-25", one(SIGNAL, "## 依据", "⟦QUIZ-25⟧</quiz>\n\n## 依据")),
    ("QUIZ-26", one(SIGNAL, "## 依据", "⟦QUIZ-26⟧<!-- question id=2-05 objective=a -->\n\n## 依据")),
    ("QUIZ-27", one(SIGNAL, "小区指的是什么？", "⟦QUIZ-27⟧上一题里的小区指的是什么？")),
    ("QUIZ-28", one(SIGNAL, "[[位置|地方]]", "⟦QUIZ-28⟧[[窗边|窗 边]]")),
    ("QUIZ-50", one(SIGNAL, "<!-- question id=2-04 objective=c -->\n<quiz>", "⟦QUIZ-50⟧    <!-- question id=2-04 objective=c -->\n⟦QUIZ-50⟧    <quiz>")),
    ("QUIZ-50", one(SIGNAL, "见“两种原因”。\n</quiz>\n\n<!-- question id=2-04", "见“两种原因”。\n</quiz> ⟦QUIZ-50⟧后文\n\n<!-- question id=2-04")),
    ("QUIZ-51", one(SIGNAL, "客户换个[[位置|地方]]再试。", "客户换个[[位置|地方]]再试⟦QUIZ-51⟧< quiz >。")),
    ("QUIZ-52", one(SIGNAL, "## 依据", "```\n⟦QUIZ-52⟧<!-- question id=2-05 objective=a -->\n⟦QUIZ-52⟧<quiz>\n```\n\n## 依据")),
    ("QUIZ-52", one(SIGNAL, "<!-- question id=2-04 objective=c -->", "⟦SAFE-6⟧<!--\n⟦QUIZ-52⟧<!-- question id=2-04 objective=c -->")),
    ("QUIZ-53", one(CALLS, "\n---\n\n", "\n---\n\n⟦QUIZ-53⟧<quiz>\n几个[[三]]？\n</quiz>\n\n")),
    ("QUIZ-54", one(SIGNAL, "> 基站坏了，换手机也没用。", "> 基站坏了，⟦QUIZ-54⟧[[换手机]]也没用。")),
    ("QUIZ-55", one(SIGNAL, "先请客户换个[[位置|地方]]再试。", "先请客户换个[[位置|地方]]再试。\n⟦QUIZ-55⟧- [x] 甲")),
    # what Markdown would drop or run together
    ("PAGE-22", one(SIGNAL, "- 先问位置，再问手机。", "两条：\n⟦PAGE-22⟧- 先问位置，再问手机。")),
    ("PAGE-23", one(SIGNAL, "- 楼板会挡住信号。", "  ⟦PAGE-23⟧- 楼板会挡住信号。")),
    ("PAGE-24", one(SIGNAL, "- 楼板会挡住信号。", "⟦PAGE-24⟧1. 楼板会挡住信号。")),
    ("PAGE-25", one(SIGNAL, "- 先问位置，再问手机。\n- 楼板", "1、先问位置，再问手机。\n⟦PAGE-25⟧2、楼板")),
    ("PAGE-26", one(SIGNAL, "| 换个手机呢 | 好了是手机 |", "⟦PAGE-26⟧| 换个手机呢 | 好了是手机 | 多一格 |")),
    ("PAGE-27", one(SIGNAL, "信号要穿过两层楼板才到车库。", "信号要穿过两层楼板才到车库。\n\n⟦PAGE-27⟧[注意]: 先核身")),
    ("PAGE-27", one(SIGNAL, "信号要穿过两层楼板才到车库。", "信号要穿过两层楼板才到车库，见⟦ZH-1⟧[注意]。\n\n⟦PAGE-27⟧[注意]: 先核身")),
    ("PAGE-28", one(SIGNAL, "信号要穿过两层楼板才到车库。", "信号要穿过两层楼板[^1]才到车库。\n\n⟦PAGE-28⟧[^1]: 一层\n\n[^2]: 两层\n\n[^1]: 三层")),
    ("PAGE-29", one(SIGNAL, "信号要穿过两层楼板才到车库。", "⟦PAGE-29⟧⟦SAFE-5⟧<section>\n\n信号要穿过两层楼板才到车库。")),
    ("PAGE-29", one("docs/index.md", "</div>", "⟦PAGE-29⟧<div>") + one("docs/index.md", '<div class="mdx', '⟦PAGE-29⟧<div class="mdx')),
    ("PAGE-29", one(SIGNAL, "换个位置就好，是覆盖问题", "⟦PAGE-29⟧⟦SAFE-5⟧<section>\n换个位置就好，是覆盖问题") + one(SIGNAL, "先请客户换个[[位置|地方]]再试。", "先请客户换个[[位置|地方]]再试。\n</section>")),
    ("LINK-1", one(SIGNAL, "信号要穿过两层楼板才到车库。", "信号要穿过⟦ZH-1⟧[两层楼板][floor]⟦ZH-1⟧才到车库。\n\n[floor]: ⟦LINK-1⟧floor.md")),
    ("SAFE-1", one("docs/index.md", "</div>", "⟦SAFE-1⟧</div\n>")),
    ("PAGE-30", one(SIGNAL, "    | 问 |", "    两问：\n    ⟦PAGE-30⟧| 问 |")),
    ("PAGE-30", one(SIGNAL, "    | 换个手机呢 | 好了是手机 |", "    | 换个手机呢 | 好了是手机 |\n    ⟦PAGE-30⟧问完再答。")),
    ("SAFE-1", one(SIGNAL, "信号越弱。", "信号越弱。⟦SAFE-1⟧<?php 藏字 ?>")),
    # terms
    ("TERM-18", one(GLOSSARY, "  - id: cell", "  - ⟦TERM-18⟧id: fax\n    zh: 传真\n    definition: 老办法。\n    category: 业务\n\n  - id: cell")),
    ("TERM-19", one(GLOSSARY, "definition: 一个基站的一副天线覆盖的一片地方。", "definition: 见 IVR。") + one(GLOSSARY, "definition: 电话里让客户按键选择的自动语音菜单。", "definition: 见小区。") + one(GLOSSARY, "- id: ivr", "- ⟦TERM-19⟧id: ivr") + one(GLOSSARY, "- id: cell", "- ⟦TERM-19⟧id: cell")),
    ("TERM-20", one(SIGNAL, "换个手机就好，是手机问题。", "换个手机就好，看⟦ZH-1⟧ ⟦TERM-20⟧PRB。".replace("⟦ZH-1⟧", ""))),
    ("TERM-21", one(OPENING, "在**交互式语音应答（Interactive Voice Response，IVR）**里", "在 ⟦TERM-21⟧IVR 里")),
    # links and safety
    ("LINK-1", one(OPENING, "(verify.md#三步)", "(⟦LINK-1⟧verifi.md)")),
    ("LINK-2", one(OPENING, "(verify.md#三步)", "(verify.md⟦LINK-2⟧#四步)")),
    ("LINK-3", one(OPENING, "(verify.md#三步)", "(⟦LINK-3⟧/verify.md)")),
    ("LINK-4", one(OPENING, "[核对身份](", "[⟦LINK-4⟧点击这里](")),
    ("LINK-5", one(OPENING, "(verify.md#三步)", "(⟦LINK-5⟧https://example.com/x)")),
    ("LINK-6", one(OPENING, "[核对身份](", "⟦LINK-6⟧[](")),
    ("LINK-7", one(OPENING, "怎样核对身份", "⟦LINK-7⟧https://www.miit.gov.cn 怎样核对身份")),
    ("LINK-8", one(OPENING, "[核对身份](verify.md#三步)", "⟦LINK-8⟧[核对身份]（verify.md#三步）")),
    ("LINK-8", one(OPENING, "见[核对身份](verify.md#三步)", "⟦LINK-8⟧[核对身份](verify .md)")),
    ("LINK-8", one(OPENING, "见[核对身份](verify.md#三步)", "⟦LINK-8⟧[核对身份](verify\n.md)")),
    ("LINK-8", one(OPENING, "见[核对身份](verify.md#三步)", "[核对\n⟦LINK-8⟧身份](verify.md)")),
    ("LINK-1", one(OPENING, "见[核对身份](verify.md#三步)", '[![三句话报完工号](opening-steps.svg "三句")](⟦LINK-1⟧no.md)')),
    ("SAFE-1", one(OPENING, "第一句报工号", "⟦SAFE-1⟧<script>alert(1)</script>\n\n第一句报工号")),
    ("SAFE-2", one("docs/index.md", "检查程序用的", '⟦SAFE-2⟧<div onclick="x()"></div>\n\n检查程序用的')),
    ("SAFE-3", one(OPENING, "(verify.md#三步)", "(⟦SAFE-3⟧javascript:alert(1))")),
    ("SAFE-4", one(OPENING, '(opening-steps.svg "三句话，十五秒")', '(⟦SAFE-4⟧https://example.com/opening.svg "三句话")') + one(STEPS, "<svg ", "⟦FIG-7⟧<svg ")),
    ("SAFE-5", one(OPENING, "第一句报工号", "⟦SAFE-5⟧<b>第一句</b>报工号")),
    ("SAFE-6", one(OPENING, "第一句报工号", "⟦SAFE-6⟧<!-- 答案在讲师手册 -->\n第一句报工号")),
    ("SAFE-7", one(OPENING, "第一句报工号", "⟦SAFE-5⟧⟦SAFE-7⟧<dialog open>第一句</dialog>\n\n第一句报工号")),
    ("SAFE-8", one(OPENING, "第一句报工号", "第一句。\n{: ⟦SAFE-8⟧style=color }\n\n第一句报工号")),
    ("SAFE-8", one(OPENING, "title: ", "title: <sub class=zz> ") + one(OPENING, "复述要用[[一|1]]", "复述<sub ⟦SAFE-8⟧class=zz>要用</sub>[[一|1]]")),  # where it is asked, not where it stands first
    ("SAFE-9", one(OPENING, "(verify.md#三步)", '(verify.md#三步){: ⟦SAFE-9⟧href="//e.example" }')),
    # pictures
    ("FIG-1", one(OPENING, "(opening-steps.svg", "(⟦FIG-1⟧opening.svg") + one(STEPS, "<svg ", "⟦FIG-7⟧<svg ")),
    ("FIG-2", one(OPENING, "(opening-steps.svg", "(⟦FIG-2⟧../../opening-steps.svg") + one(STEPS, "<svg ", "⟦FIG-7⟧<svg ")),
    ("FIG-3", one(STEPS, "</svg>", "</⟦FIG-3⟧g>")),
    ("FIG-4", one(OPENING, "![左边是菜单转圈，右边是三句话排成一列]", "⟦FIG-4⟧![]")),
    ("FIG-5", one(OPENING, "![左边是菜单转圈，右边是三句话排成一列]", "![⟦FIG-5⟧示意图]")),
    ("FIG-6", one(OPENING, "![左边", "⟦FIG-6⟧![左边") + one(OPENING, ' "三句话，十五秒"', "")),
    ("FIG-7", one("docs/01-calls/spare.svg", "", "⟦FIG-7⟧" + BIG + "'/></svg>")),
    ("FIG-8", one(STEPS, "<svg ", "⟦FIG-8⟧<svg ") + one(STEPS, "<rect ", "<path d='" + "M0 0 " * 9000 + "'/><rect ")),
    ("FIG-9", one(STEPS, "<svg ", "⟦FIG-9⟧<svg ") + one(STEPS, "<title>三步</title>", "<title></title>")),
    ("FIG-10", one(STEPS, "  <rect ", "  ⟦FIG-10⟧<style>a{}</style>\n  <rect ")),
    ("FIG-11", one(STEPS, "  <text x=", '  ⟦FIG-11⟧<text font-size="12" x=')),
    ("FIG-12", one(SIGNAL, "(cell-shadow.svg", "(verify-steps.svg") + one("docs/02-network/verify-steps.svg", "", "⟦FIG-12⟧" + BIG + "'/></svg>") + one("docs/02-network/cell-shadow.svg", "<svg ", "⟦FIG-7⟧<svg ")),
    ("FIG-13", one(OPENING, "(opening-steps.svg", "(⟦FIG-13⟧steps.gif") + one("docs/01-calls/steps.gif", "", "GIF89a") + one(STEPS, "<svg ", "⟦FIG-7⟧<svg ")),
    ("FIG-14", one(STEPS, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200"', '⟦FIG-14⟧<svg xmlns="http://www.w3.org/2000/svg"')),
    # prose
    ("ZH-1", one(SIGNAL, "走得越远", "走得⟦ZH-1⟧5⟦ZH-1⟧次越远")),
    ("ZH-2", one(SIGNAL, "（Cell）**。走得越远", "（Cell）**。（见上⟦ZH-2⟧）,走得越远")),
    ("ZH-3", one(SIGNAL, "信号越弱。", "信号越弱⟦ZH-3⟧。。")),
    ("ZH-4", one(SIGNAL, "信号越弱。", "信号越弱⟦ZH-4⟧(见上图)。")),
    ("ZH-5", one(SIGNAL, "20 dB", "⟦ZH-5⟧20dB")),
    ("ZH-6", one(SIGNAL, "信号越弱。", '信号越⟦ZH-6⟧"弱⟦ZH-6⟧"。')),
    ("ZH-7", one(SIGNAL, "信号越弱。", "信号越弱，见《甲法⟦ZH-7⟧》、《乙法》。")),
    ("ZH-8", one(SIGNAL, "信号越弱。", "信号越弱，⟦ZH-8⟧其它不变。")),
    ("ZH-9", one(SIGNAL, "信号越弱。", "信号⟦ZH-9⟧绝对越弱。")),
    ("ZH-10", one(SIGNAL, "信号越弱。", "⟦ZH-10⟧近年来信号越弱。")),
    ("ZH-11", one(SIGNAL, "信号越弱。", "⟦ZH-11⟧网络安全法》第四十二条。")),
    ("ZH-12", one(SIGNAL, "走得越远，隔的墙越多，信号越弱。", "⟦ZH-12⟧" + "走得越远信号越弱" * 8 + "。")),
    ("ZH-13", one(SIGNAL, "一个基站的一副", "⟦ZH-13⟧" + "楼板挡住了。" * 8 + "一个基站的一副")),
    ("ZH-14", one(SIGNAL, "信号越弱。", "信号越弱，数值⟦ZH-14⟧待定。")),
    ("ZH-15", one(SIGNAL, "信号越弱。", "信号弱 ⟦ZH-15⟧20～30%。")),
    ("ZH-16", one(SIGNAL, "走得越远，隔的墙越多，信号越弱。", "一——二——三——四——五⟦ZH-16⟧——六。")),
    # facts
    ("FACT-1", one(SIGNAL, "review_by: 2027-05-31", "review_by: ⟦FACT-1⟧2026-11-21")),
    ("FACT-2", one(SIGNAL, "review_by: 2027-05-31", "review_by: ⟦FACT-2⟧2026-12-22")),
    ("FACT-3", one(VERIFY, "<!-- fact until=2027-06-01 -->", "⟦FACT-3⟧<!-- fact until=2026-11-21 -->")),
    ("FACT-4", one(VERIFY, "<!-- fact until=2027-06-01 -->", "⟦FACT-4⟧<!-- fact 2027.6 -->")),
    ("FACT-5", one(VERIFY, "138****0000", "⟦FACT-5⟧13812345678")),
    ("FACT-6", one(VERIFY, "138****0000", "⟦FACT-6⟧11010519491231002X")),
    ("FACT-7", one(SIGNAL, "checked: 2026-11-01", "checked: ⟦FACT-7⟧2026-11-23")),
    ("FACT-8", one(VERIFY, "<!-- fact until=2027-06-01 -->", "⟦FACT-8⟧<!-- fact until=2026-12-01 -->")),
    ("FACT-9", one(OPENING, "服务质量（A 级，核对日期 2026-11-01）。", "服务质量⟦FACT-9⟧。")),
    ("FACT-10", one(OPENING, "服务质量（A 级", "服务质量（⟦FACT-10⟧C 级")),
    ("FACT-11", one(VERIFY, "138****0000", "⟦FACT-11⟧6222021234567890128")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits"), CASES, ids=[code for code, _ in CASES])
def test_finding_points_at_the_fault(code: str, edits: tuple[Edit, ...], tmp_path: Path) -> None:
    marked = edited(tmp_path, *edits)
    found = marked.found()
    assert marked.places == found, sorted(found)
    assert code in {code for code, _ in found}


MORE: list[tuple[str, tuple[Edit, ...]]] = [
    ("PAGE-4", one(SIGNAL, "## 一片小区", "⟦SAFE-6⟧<!--\n## 一片小区\n-->") + one(SIGNAL, "### 两种原因", "⟦PAGE-4⟧### 两种原因") + top(SIGNAL, "PAGE-10")),
    ("PAGE-1", one(SIGNAL, "## 要点", "## 小结") + top(SIGNAL, "PAGE-1")),
    ("PAGE-10", one(SIGNAL, "## 一片小区", "前言。") + one(SIGNAL, "### 两种原因", "**两种原因**") + top(SIGNAL, "PAGE-10")),
    ("PAGE-14", one(CONFIG, "      PAGE-14: off\n", "      ZH-16: off\n") + top(SIGNAL, "PAGE-14") + top(OPENING, "PAGE-14") + top(VERIFY, "PAGE-14")),
    ("PAGE-19", one(SIGNAL, "<!-- question id=2-04 objective=c -->\n<quiz>\n车库没信号，一定是基站坏了。\n- [ ] 对\n> 多半是楼板挡住了。\n- [x] 错\n> 对。\n\n见“一片小区”。\n</quiz>\n", "") + top(SIGNAL, "PAGE-19")),
    ("PAGE-20", one(SIGNAL, "## 要点", "<!-- question id=2-05 objective=a -->\n⟦PAGE-20⟧<quiz>\n走远了信号会变[[弱]]。\n\n---\n见上。\n</quiz>\n\n## 要点")),
    ("QUIZ-1", one(SIGNAL, "见“两种原因”。\n</quiz>\n\n<!-- question id=2-04", "见“两种原因”。\n\n<!-- question id=2-04") + one(SIGNAL, "<quiz>\n换个手机就好了", "⟦QUIZ-1⟧<quiz>\n换个手机就好了") + top(SIGNAL, "PAGE-19")),
    ("QUIZ-5", one(SIGNAL, "先请客户换个[[位置|地方]]再试。\n\n---\n见“两种原因”。\n", "先请客户换个位置再试。\n") + one(SIGNAL, "<quiz>\n先请", "⟦QUIZ-5⟧<quiz>\n先请") + one(SIGNAL, "- id: b", "- ⟦OBJ-2⟧id: b") + top(SIGNAL, "PAGE-19")),
    ("FIG-5", one(OPENING, "![左边是菜单转圈，右边是三句话排成一列]", "![⟦FIG-5⟧如图]")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits"), MORE, ids=[code for code, _ in MORE])
def test_finding_about_the_whole(code: str, edits: tuple[Edit, ...], tmp_path: Path) -> None:
    marked = edited(tmp_path, *edits)
    assert marked.places == marked.found()
    assert code in {code for code, _ in marked.places}


def test_a_task_reaches_an_objective_that_says_write(tmp_path: Path) -> None:
    task = "<!-- task objective=b -->\n" + TASK
    says = one(SIGNAL, "text: 引导客户换位置再试", "text: 写一句话，引导客户换位置再试")
    assert edited(tmp_path, *says, *one(SIGNAL, "## 要点", task + "## 要点")).diagnostics() == ()


def test_the_fixture_course_is_clean(tmp_path: Path) -> None:
    assert edited(tmp_path).diagnostics() == ()


BYTES = [
    ("FILE-1", "docs/notes.md", "前言\n你好".encode("gbk"), (1, 2)),
    ("FILE-1", "docs/notes.md", "前言\n你好".encode() + b"\xff", (2, 3)),
    ("FILE-2", "docs/notes.md", "前言\n你\0好".encode(), (2, 2)),
    ("FILE-4", "docs/notes.md", b"x\n" * 200_000, (1, 1)),
    ("FILE-7", "docs/notes.md", b"x\n" + b"y" * 6_000, (2, 1)),
    ("FILE-2", "docs/notes.md", "前言\r你好\r再\0见".encode(), (3, 2)),
    ("FILE-1", "docs/notes.md", "前言\r你好\r".encode() + b"\xff", (3, 1)),
    ("FILE-14", "docs/notes.md", b"x\n\n" + b"- " * 21 + b"x", (3, 1)),
    ("FILE-15", "docs/notes.md", b"x\n\n[\n" + b"[" * 20 + b"x", (4, 1)),
    ("FILE-7", "docs/notes.md", b"x\r" * 3_000 + b"y" * 6_000, (3001, 1)),
]


@pytest.mark.parametrize(("code", "path", "data", "place"), BYTES)
def test_bytes_of_a_file(
    code: str, path: str, data: bytes, place: tuple[int, int], tmp_path: Path
) -> None:
    marked = edited(tmp_path)
    (marked.root / path).write_bytes(data)
    found = {one for one in marked.found() if one[0] != "NAV-3"}
    assert found == {(code, Location(path, *place))}


def test_exam_bank_is_checked_with_the_course(tmp_path: Path) -> None:
    label = "<!-- question id=x1-01 lesson=opening objective=a level=应用 -->\n"
    item = (
        "⟦EXAM-1⟧<quiz>\n哪个不是开场的话？\n- [x] 再见\n> 对。\n- [ ] 您好\n> 是开场的话。\n\n"
        "见“三句话”。\n</quiz>\n"
    )
    stem = item.replace("哪个不是", "哪个⟦QUIZ-20⟧不是")
    marked = edited(tmp_path, *one("exam/01-calls.md", "", label + stem))
    assert marked.found() == marked.places
    reason = "<!-- check: off {} 题库写法另有约定 -->\n"
    waived = "".join(reason.format(code) for code in ("EXAM-1", "QUIZ-20")) + label
    clean = item.removeprefix("⟦EXAM-1⟧")
    assert (
        edited(tmp_path / "waived", *one("exam/01-calls.md", "", waived + clean)).found() == set()
    )
    quiet = one(CONFIG, "PAGE-14: off", "PAGE-14: off\n      QUIZ-20: off\n      EXAM-1: off")
    marked = edited(tmp_path / "off", *one("exam/01-calls.md", "", label + item), *quiet)
    assert marked.found() == set()


def test_link_out_of_the_course(tmp_path: Path) -> None:
    marked = edited(tmp_path)
    secret = tmp_path / "secret.md"
    secret.write_text("秘密", "utf-8")
    (marked.root / "docs" / "out.md").symlink_to(secret)
    (marked.root / "docs" / "gone.md").symlink_to(tmp_path / "nowhere")
    (marked.root / "docs" / "loop.md").symlink_to("loop.md")
    (marked.root / "docs" / "folder").symlink_to(tmp_path)
    assert marked.found() == {
        ("FILE-3", Location("docs/out.md")),
        ("FILE-3", Location("docs/folder")),
        ("FILE-5", Location("docs/gone.md")),
        ("FILE-5", Location("docs/loop.md")),
    }


def test_every_rule_of_the_check_has_a_case() -> None:
    shown = {code for code, _ in CASES + MORE} | {code for code, *_ in BYTES}
    shown |= {"FILE-3", "FILE-5", "FILE-13", "QUIZ-56", "PAGE-21"}
    families = {"PRINT", "EXPORT", "IMPORT", "MOVE", "SELF", "EXAM"}
    elsewhere = {code for code, rule in all_rules().items() if rule.family in families}
    elsewhere |= {f"QUIZ-{number}" for number in range(41, 50)}  # register and kinds
    elsewhere |= {"QUIZ-17", "QUIZ-19", "QUIZ-29", "QUIZ-30"}  # guessing
    elsewhere |= {f"TERM-{number}" for number in range(1, 17)}  # the glossary's own
    assert set(all_rules()) - shown - elsewhere == set()


def test_what_can_not_be_waived_can_not_be_switched(tmp_path: Path) -> None:
    """Each rule that allows no exception, by itself: the setting is refused and does nothing."""
    fixed = [code for code, rule in all_rules().items() if is_fixed(rule)]
    assert len(fixed) > 90
    assert set(fixed) >= {*UNSAFE, "CONF-5", "QUIZ-8", "QUIZ-43", "QUIZ-56", "PAGE-21", "WAIVE-1"}
    lines = "".join(f"\n      ⟦CONF-4⟧{code}: warning" for code in fixed)
    marked = edited(tmp_path, Edit(CONFIG, "PAGE-14: off", f"PAGE-14: off{lines}"))
    assert marked.places == marked.found()
