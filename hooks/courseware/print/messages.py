"""The sentences a trainer reads about what can't be printed."""

from __future__ import annotations

from courseware.model import Diagnostic, Location, Severity

SENTENCES: dict[str, tuple[Severity, str]] = {
    "PRINT-1": (
        Severity.ERROR,
        "印刷版不认识标签 <{tag}>，只印出了里面的文字；请改用普通 Markdown 写法",
    ),
    "PRINT-2": (Severity.ERROR, "标题“{title}”跳过了一级；请改成上一级标题的下一级"),
    "PRINT-3": (Severity.ERROR, "图片“{src}”没有替代文字；请在 ![ ] 里写一句读图得到什么"),
    "PRINT-4": (Severity.ERROR, "图片“{src}”是印刷版不支持的格式；请换成 SVG 或 PNG"),
    "PRINT-5": (Severity.ERROR, "图片“{src}”里有印刷版不支持的内容 <{tag}>；请改用普通图形重画"),
    "PRINT-6": (Severity.ERROR, "学员版里混进了讲师块“{title}”，没有印出来；请报告给维护者"),
    "PRINT-7": (
        Severity.ERROR,
        "印刷字体里没有“{character}”（{point}），见“{around}”；请换一个写法",
    ),
    "PRINT-8": (
        Severity.ERROR,
        "讲义排不出来（{reason}）；请检查这里最近改动的表格、图片和少见的符号",
    ),
}


def print_finding(code: str, path: str, **facts: object) -> Diagnostic:
    """Make a finding about the page at ``path`` (from the project's root)."""
    severity, sentence = SENTENCES[code]
    return Diagnostic(Location(path), code, sentence.format(**facts), severity)
