"""Every sentence a trainer reads about a fault, in one table.

A sentence says the fact and, after “；”, the next step. The code is its anchor in the
rule catalogue and the word by which it is waived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.model import Diagnostic, Severity

if TYPE_CHECKING:
    from courseware.model import Location

E = Severity.ERROR
W = Severity.WARNING

SENTENCES: dict[str, tuple[Severity, str]] = {
    "META-1": (E, "页首或数据文件读不懂：{reason}；请对照 CONTRIBUTING.md 的示例改正这一行"),
    "META-2": (E, "这里用了 YAML 的锚点、别名或标签（& * !）；请改写成普通文字，需要时加引号"),
    "META-3": (E, "“{key}”写了两次；请只保留一处"),
    "META-4": (E, "缺少“{key}”；请在页首（两行 --- 之间）补上"),
    "META-5": (E, "“{key}”的值“{value}”不对，应为{expected}；请改正"),
    "META-6": (E, "编号“{id}”已经用在 {other}；请换一个全课程唯一的编号"),
    "NAV-1": (E, "本节没有列在本章 index.md 的 lessons 里，读者找不到它；请把“{id}”加进去"),
    "NAV-2": (E, "lessons 里的“{id}”没有对应的文件 {path}；请改正文件名或删去这一项"),
    "QUIZ-1": (E, "<quiz> 没有配对的 </quiz>；请在题目结束处另起一行写 </quiz>"),
    "QUIZ-2": (E, "题目上方缺少编号行；请在 <quiz> 上一行写 <!-- question id={suggestion} objective=a -->"),
    "QUIZ-3": (E, "编号行里有认不得的内容“{word}”；只能写 id=、objective= 和 red"),
    "QUIZ-4": (E, "题目没有题干；请在选项之前写出问题"),
    "QUIZ-5": (E, "题目没有选项，也没有 [[答案]] 空格；请补上"),
    "QUIZ-6": (E, "没有标出正确选项；请把正确的一项写成 - [x]"),
    "QUIZ-7": (E, "选项的方括号里只能是空格或 x；请改成 - [ ] 或 - [x]"),
    "QUIZ-8": (E, "反馈没有紧跟在选项下面；请删掉它上面的空行"),
    "QUIZ-9": (E, "题号“{id}”已经用在 {other}；请换一个没有用过的题号"),
    "QUIZ-10": (E, "本节没有编号为“{objective}”的目标；本节的目标是：{known}"),
    "QUIZ-11": (E, "空格 [[ ]] 里没有答案；请写上答案，几种写法用 | 隔开"),
    "FIG-1": (E, "找不到图片“{src}”；请检查文件名，图片要放在本节旁边"),
    "FIG-2": (E, "图片“{src}”不在 docs 目录里；请把图片放到本节旁边再引用"),
    "PDF-1": (E, "讲义排不出来：{reason}；请检查本章最近改动的表格、图片和少见的符号"),
    "FIG-3": (E, "图片“{src}”不是能读懂的 SVG（{reason}）；请重新导出"),
}


def finding(code: str, location: Location, *, width: int = 0, **facts: object) -> Diagnostic:
    """Make a finding from the table; ``facts`` fill the sentence's gaps."""
    severity, sentence = SENTENCES[code]
    return Diagnostic(location, code, sentence.format(**facts), severity, width)
