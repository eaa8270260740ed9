"""What makes readers of Markdown slow, each legal in size: lines below 5,000 characters.

Each is a function from a number of characters to a text of about as many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 4990
OPTIONS = "- [x] 甲\n> 对。\n- [ ] 乙\n> 不对。\n"


def lines(unit: str, n: int, head: str = "", tail: str = "") -> str:
    """Paragraphs of one long line each."""
    per = max((LONG - len(head) - len(tail)) // len(unit), 1)
    line = head + unit * per + tail
    return "\n\n".join([line] * max(n // len(line), 1)) + "\n"


def rows(row: str, n: int, sep: str = "\n") -> str:
    return sep.join([row] * max(n // (len(row) + len(sep)), 1)) + "\n"


def quiz(stem: str, opts: str = OPTIONS) -> str:
    return f"<!-- question id=1-01 objective=a -->\n<quiz>\n{stem}\n{opts}\n见“三句话”。\n</quiz>\n"


WORST: dict[str, Callable[[int], str]] = {
    "alternating": lambda n: lines("字a", n),
    "alternating digits": lambda n: lines("字1,", n),
    "blank lines": lambda n: "\n" * n + "x\n",
    "blanks lines": lambda n: rows(" " * 20, n),
    "long blanks": lambda n: lines(" ", n, tail="x"),
    "brackets": lambda n: lines("[", n),
    "brackets closed": lambda n: lines("[", n // 2) + lines("]", n // 2),
    "nested links": lambda n: lines("[a](", n),
    "nested links 2": lambda n: lines("[a](b(", n),
    "link paren": lambda n: lines("(a)", n, head="[x]("),
    "link spaces": lambda n: lines(" ", n, head="[x](a", tail="x"),
    "link open": lambda n: lines("a", n, head="[x]("),
    "images": lambda n: lines("![", n),
    "backslash": lambda n: lines("\\[", n),
    "attr": lambda n: lines("{.a ", n),
    "attr2": lambda n: lines("{a=b", n),
    "braces": lambda n: lines("{", n),
    "braces on": lambda n: lines("{on", n),
    "id": lambda n: lines("{#a", n),
    "id2": lambda n: lines("{#", n),
    "ticks": lambda n: "\n".join("`" * k + "x" for k in range(1, int((2 * n) ** 0.5))),
    "tick one line": lambda n: "\n\n".join(
        [" ".join("`" * k for k in range(1, 98))] * (n // 4800 or 1)
    ),
    "ticks odd": lambda n: lines("`a``b", n),
    "code spans regex": lambda n: lines("`", n, tail="x"),
    "lt": lambda n: lines("<", n),
    "lt a": lambda n: lines("<a", n),
    "lt a sp": lambda n: lines("<a ", n),
    "comments open": lambda n: lines("<!--", n),
    "comment rows": lambda n: rows("<!--", n, "\n\n"),
    "comment closed": lambda n: lines("<!---->", n),
    "comment check": lambda n: lines("<!-- check:", n),
    "comment check off": lambda n: lines("<!-- check: off ", n),
    "comment fact": lambda n: rows("<!-- fact -->", n, "\n\n"),
    "comment spaces": lambda n: lines(" ", n, head="<!--", tail="x"),
    "stars": lambda n: lines("*a", n),
    "stars2": lambda n: lines("**a ", n),
    "starsonly": lambda n: lines("*", n),
    "star bold mix": lambda n: lines("*a**b", n),
    "under": lambda n: lines("_a", n),
    "under2": lambda n: lines("__a _b", n),
    "quotes": lambda n: lines("“", n),
    "quotes row": lambda n: lines("「", n),
    "parens": lambda n: lines("(", n),
    "parens closed": lambda n: lines("(中", n),
    "han parens": lambda n: lines("(中)", n),
    "company": lambda n: lines("【以本企业现行规定为准：", n),
    "company2": lambda n: lines("【", n),
    "digits": lambda n: lines("1", n),
    "digits dots": lambda n: lines("1.", n),
    "digit ms": lambda n: lines("1ms", n),
    "phones": lambda n: lines("138-", n),
    "phone2": lambda n: lines("13", n),
    "card": lambda n: lines("62", n),
    "tuple": lambda n: lines("1,", n, head="(", tail=")"),
    "caps": lambda n: lines("AB-", n),
    "caps2": lambda n: lines("ABCDEFGH", n),
    "sentence": lambda n: lines("？", n),
    "sentence2": lambda n: lines("字", n),
    "ellipsis": lambda n: lines("…", n),
    "dots": lambda n: lines(".", n),
    "excl": lambda n: lines("！？", n),
    "url": lambda n: lines("http://", n),
    "url2": lambda n: lines("a://b", n),
    "autolink": lambda n: lines("<http:", n),
    "ref": lambda n: lines("[a][", n),
    "refs defs": lambda n: "".join(f"[a{i}]: b{i}.md\n" for i in range(n // 14)),
    "refs uses": lambda n: "".join(f"[a][b{i}]\n\n" for i in range(n // 10)),
    "footnotes": lambda n: (
        "".join(f"[^{i}]\n\n" for i in range(n // 20))
        + "".join(f"[^{i}]: x\n\n" for i in range(n // 20))
    ),
    "headings": lambda n: "".join("## 一样的\n\n" for _ in range(n // 8)),
    "headings diff": lambda n: "".join(f"## 节{i}\n\n" for i in range(n // 10)),
    "heading hash": lambda n: lines("#", n, head="## x ", tail="x"),
    "links anchors": lambda n: rows("[x](#none)", n, "\n\n"),
    "links many": lambda n: "".join(f"[x{i}](verify.md#a{i})\n\n" for i in range(n // 24)),
    "links line": lambda n: lines("[x](verify.md)", n),
    "pics": lambda n: "".join(f"![x{i}](p{i}.svg)\n\n" for i in range(n // 20)),
    "table": lambda n: "| a | b |\n| --- | --- |\n" + rows("| a | b |", n),
    "table wide": lambda n: (
        "|" + "a|" * 2400 + "\n|" + "-|" * 2400 + "\n" + rows("|" + "a|" * 2400, n)
    ),
    "rule": lambda n: lines("-", n, head="|"),
    "rule2": lambda n: lines("-|", n, head="|", tail="x"),
    "rule3": lambda n: lines(" ", n, head="|-", tail="x"),
    "list": lambda n: rows("- a", n),
    "list nested": lambda n: "".join("    " * k + "- a\n" for k in range(int((n / 2) ** 0.5)))[:n],
    "list deep lines": lambda n: rows("\n".join("    " * k + "- a" for k in range(100)), n),
    "quote deep": lambda n: lines(">", n),
    "quote deep2": lambda n: "\n".join(">" * k + " a" for k in range(1, int((2 * n) ** 0.5))),
    "quote rows": lambda n: rows("> a", n),
    "quote list": lambda n: lines("> - ", n),
    "admon": lambda n: rows("!!! 红线\n\n    不挂。挂断请转。\n", n),
    "admon nested": lambda n: "".join(
        "    " * k + "!!! 提示\n\n" for k in range(int((n / 2) ** 0.5))
    ),
    "admon headers only": lambda n: rows('!!! 对话 正 "x"', n, "\n"),
    "admon words": lambda n: lines(" a", n, head="!!! 对话"),
    "dialogue": lambda n: '!!! 对话 正 "x"\n\n' + rows("    - 客户：“好。”", n),
    "dialogues": lambda n: rows('!!! 对话 正 "x"\n\n    - 客户：“好。”\n', n),
    "dialogue quotes": lambda n: rows("    - 客户：" + "“a”" * 1600, n),
    "fences": lambda n: rows("```", n),
    "fences odd": lambda n: "\n".join("`" * k for k in range(3, int((2 * n) ** 0.5))),
    "fences tilde": lambda n: "\n".join("~" * (3 + k % 900) for k in range(n // 450)),
    "trainer": lambda n: rows('!!! 讲师 "x"', n),
    "html div": lambda n: rows("<div>", n),
    "html div line": lambda n: lines("<div>", n),
    "html div md": lambda n: rows("<div markdown>", n),
    "html p": lambda n: rows("<p>", n),
    "html entity": lambda n: lines("&#", n),
    "details": lambda n: rows("??? 提示", n),
    "deflist": lambda n: rows("词\n:   义\n", n),
    "abbr": lambda n: rows("*[A]: b", n),
    "terms": lambda n: lines("小区IVR", n),
    "term links": lambda n: lines("[小区](term:cell)", n),
    "term links bad": lambda n: "".join(f"[小区](term:x{i})\n\n" for i in range(n // 20)),
    "ivr one": lambda n: lines("交互式语音应", n),
    "steps": lambda n: "".join(f"{i}. 步\n" for i in range(n // 7)),
    "waivers": lambda n: rows("<!-- check: off ZH-1 因为 -->", n),
    "waivers2": lambda n: rows("字a <!-- check: off ZH-1 因为 -->", n),
    "gap open": lambda n: lines("[[", n),
    "question labels": lambda n: "".join(
        f"<!-- question id=1-{i} objective=a -->\n\n" for i in range(n // 40)
    ),
    "label words": lambda n: lines("a ", n, head="<!-- question ", tail="-->"),
    "quiz unclosed": lambda n: rows("<quiz>", n),
    "quiz close": lambda n: rows("</quiz>", n),
    "quiz stem blank": lambda n: quiz("题" + "\n" * n + "题"),
    "quiz stem gaps": lambda n: quiz("题" + lines("[[", n)),
    "quiz stem gaps2": lambda n: quiz("[[a]]" + lines("[[", n).replace("\n\n", "\n")),
    "quiz stem rows": lambda n: quiz("[[a]]\n" + rows("[[", n)),
    "quiz stem link": lambda n: quiz("题" + lines("[a](", n).replace("\n\n", "\n")),
    "quiz stem brk": lambda n: quiz("题" + lines("![", n).replace("\n\n", "\n")),
    "quiz stem bold": lambda n: quiz("题" + lines("**", n, tail="x").replace("\n\n", "\n")),
    "quiz stem quot": lambda n: quiz("题" + lines("“", n).replace("\n\n", "\n")),
    "quiz stem ticks": lambda n: quiz("题" + lines("`a``", n).replace("\n\n", "\n")),
    "quiz options": lambda n: quiz("题", rows("- [ ] 甲\n> 乙", n)),
    "quiz options diff": lambda n: quiz(
        "题", "".join(f"- [ ] 甲{i}\n> 乙{i}\n" for i in range(n // 20))
    ),
    "quiz gaps": lambda n: quiz("题" + "".join(f"[[甲{i}]]\n" for i in range(n // 9))),
    "quiz feedback": lambda n: quiz("题", "- [x] 甲\n" + rows("> 字", n)),
    "quiz fb orphan": lambda n: quiz("题", "- [x] 甲\n\n" + rows("> 字\n", n)),
    "quiz explanation": lambda n: quiz("题", "- [x] 甲\n> 对。\n\n" + rows("甲", n)),
    "quizzes": lambda n: "".join(
        quiz(f"题{i}").replace("1-01", f"1-{i:03}") for i in range(n // 110)
    ),
    "quizzes same": lambda n: "".join(quiz("题") for _ in range(n // 110)),
    "quizzes similar": lambda n: "".join(
        quiz(f"关于开场白的第一句话应当说什么才合适{i}").replace("1-01", f"1-{i:03}")
        for i in range(n // 130)
    ),
    "sentences same": lambda n: rows("一样的句子在这里。", n, "\n\n"),
    "words fold": lambda n: lines("ＡＢ", n),
    "unclosed tag": lambda n: rows("<a href", n),
    "unclosed comment odd": lambda n: rows("--> <!--", n),
    "spaces tail": lambda n: lines("a ", n, tail=" " * 1000),
    "def": lambda n: lines("[", n, head="[a]: "),
    "nbsp": lambda n: lines("\u00a0", n),
    "combining": lambda n: lines("a\u0301", n),
    "fullwidth": lambda n: lines("ａ，", n),
}

RENDERED: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "[" * min(n, LONG) + "\n",
    "soft brackets": lambda n: rows("[" * 80, n),
    "soft brackets closed": lambda n: rows("[" * 40, n // 2) + rows("]" * 40, n // 2),
    "brackets closed by code": lambda n: rows("[`]`" * 20, n),
    "soft images": lambda n: rows("![" * 40, n),
    "soft links": lambda n: rows("[a](" * 20, n),
    "soft references": lambda n: rows("[a][" * 20, n),
    "soft tags": lambda n: rows("<a " * 26, n),
    "tags": lambda n: rows("<a ", n, "\n\n"),
    "tags with values": lambda n: rows('<a b="' * 13, n),
    "character data": lambda n: rows("<![CDATA[", n, "\n\n"),
    "character data closed": lambda n: rows("<![CDATA[>", n, "\n\n"),
    "soft addresses": lambda n: rows("<http:" * 13, n),
    "items in a line": lambda n: "- " * (min(n, LONG) // 2) + "x\n",
    "items in lines": lambda n: rows("- " * 200 + "x", n, "\n\n"),
    "numbers in a line": lambda n: "1. " * (min(n, LONG) // 3) + "x\n",
    "quotes in a line": lambda n: "> " * (min(n, LONG) // 2) + "x\n",
    "definitions": lambda n: rows("词\n:   义", n),
    "definitions of one": lambda n: "词\n\n" + rows(":   义", n),
    "headings in a row": lambda n: rows("# a", n),
    "underlined in a row": lambda n: rows("a\n-", n),
    "rules in a row": lambda n: rows("***", n),
    "rules and text": lambda n: rows("a\n***", n),
    "stars in rows": lambda n: rows("*" * 80, n),
    "headers in a row": lambda n: rows("!!! 提示", n),
    "one footnote": lambda n: rows("[^1]", n, "\n\n") + "\n[^1]: x\n",
}
"""What takes Python-Markdown minutes, or ends it, when it gets to see it."""
