"""``python hooks report``: two commits in, one Chinese summary out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.checks.course import CALLS, CONFIG, GLOSSARY, OPENING, SIGNAL, VERIFY
from tests.report.repository import Repository, started

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
NEW_QUESTION = """\
<!-- question id=2-05 objective=a -->
<quiz>
哪些东西会挡住信号？（多选）
- [x] 楼板
> 对。
- [ ] 窗帘
> 太薄了。
- [x] 承重墙
> 对。

见“一片小区”。
</quiz>

## 依据
"""

NEW_TERM = """
  - id: handover
    zh: 切换
    en: Handover
    definition: 通话中从一个小区换到另一个小区。
    category: 网络
"""


def one_of_each(repository: Repository) -> None:
    """A change of every kind that a report tells."""
    swap = "- [x] 手机\n> 对。\n- [ ] 基站\n> 基站坏了，换手机也没用。"
    swapped = "- [ ] 手机\n> 手机坏了，换手机也没用。\n- [x] 基站\n> 对。"
    repository.replace(SIGNAL, swap, swapped)
    repository.replace(SIGNAL, "[[位置|地方]]", "[[地点|地方]]")
    repository.replace(SIGNAL, "minutes: 15", "minutes: 20")
    repository.replace(SIGNAL, "text: 引导客户换位置再试", "text: 一步一步引导客户换位置再试")
    repository.replace(SIGNAL, "信号越弱。", "信号越弱，其它不变。")
    repository.replace(SIGNAL, "## 依据\n", NEW_QUESTION)
    repository.replace(OPENING, "[[一|1]]", "[[一|1|壹]]")
    repository.replace(OPENING, "id=1-04 objective=c red", "id=1-04 objective=c")
    repository.replace(OPENING, "- [ ] 问来意\n> 这是第二句。\n", "- [ ] 问候\n> 不够。\n")
    repository.replace(OPENING, "- [ ] 广告\n> 客户在等人，不是在等广告。\n", "")
    first = "- [x] 报工号\n> 对。先让客户知道你是谁。\n"
    last = "- [ ] 做复述\n> 这是第三句。\n"
    repository.replace(OPENING, first, "")
    repository.replace(OPENING, last, last + first)
    text = (repository.root / VERIFY).read_text("utf-8")
    start = text.index("<!-- question")
    end = text.index("</quiz>\n", start) + len("</quiz>\n")
    repository.write(VERIFY, text[:start] + text[end:])
    shutil.move(repository.root / VERIFY, repository.root / "docs/01-calls/identity.md")
    repository.replace(CALLS, "opening, verify", "opening, identity")
    repository.replace(OPENING, "verify.md", "identity.md")
    repository.replace(
        GLOSSARY, "电话里让客户按键选择的自动语音菜单。", "让客户按键选择的语音菜单。"
    )
    repository.replace(GLOSSARY, "  - id: cell\n    zh: 小区", "  - id: cell-area\n    zh: 小区")
    repository.write(GLOSSARY, (repository.root / GLOSSARY).read_text("utf-8") + NEW_TERM)
    waiver = "<!-- check: off ZH-8 客户原话，照录 -->\n第一句报工号"
    repository.replace(OPENING, "第一句报工号", waiver)
    repository.replace(OPENING, "id=1-02 objective=b", "id=1-02 objective=b minor=0a1b2c3d")
    repository.replace(CONFIG, "PAGE-14: off", "PAGE-14: warning")
    repository.write("hooks/course.py", "print(1)\n")


def test_report_of_a_change(tmp_path: Path) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    one_of_each(repository)
    head = repository.commit()
    assert repository.markdown(base, head) == (GOLDEN / "change.md").read_text("utf-8")
    told = json.loads(repository.report(base, head, "--format", "json").stdout)
    assert told == json.loads((GOLDEN / "change.json").read_text("utf-8"))


def test_answer_moved_from_one_letter_to_another(tmp_path: Path) -> None:
    repository = started(tmp_path)
    repository.replace(SIGNAL, "id=2-03", "id=2-07")
    base = repository.commit()
    repository.replace(SIGNAL, "- [x] 手机\n", "- [ ] 手机\n")
    repository.replace(SIGNAL, "- [ ] 楼板\n", "- [x] 楼板\n")
    said = "- 2-07 的正确答案由 A 改为 C（原为“手机”，现为“楼板”） `docs/02-network/signal.md:83`\n"
    assert said in repository.markdown(base, repository.commit())


def test_nothing_changed(tmp_path: Path) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    assert repository.markdown(base, base) == (
        "<!-- courseware-report -->\n\n## 这次改动\n\n课程内容没有变化。没有新的问题。\n"
    )


def test_compares_with_where_the_branch_left(tmp_path: Path) -> None:
    """What others merged in the meantime is not this change's."""
    repository = started(tmp_path)
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "mine")
    repository.replace(SIGNAL, "minutes: 15", "minutes: 16")
    repository.replace(SIGNAL, "自测 4 分钟", "自测 5 分钟")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.replace(OPENING, "id=1-04 objective=c red", "id=1-04 objective=c")
    repository.commit()
    assert repository.markdown("main", "mine") == (
        "<!-- courseware-report -->\n\n## 这次改动\n\n"
        "文件 1 处，用时 +1 分钟。没有新的问题。\n\n"
        "### 文件（1）\n\n- 修改“2.1 信号从哪里来” `docs/02-network/signal.md`\n\n"
        "### 用时（1）\n\n"
        "| 课 | 原来（分钟） | 现在（分钟） | 差 |\n| --- | ---: | ---: | ---: |\n"
        "| 2.1 信号从哪里来 | 15 | 16 | +1 |\n| **全课程** | 37 | 38 | +1 |\n"
    )


def test_question_with_another_id_or_broken_or_on_another_page(tmp_path: Path) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    repository.replace(SIGNAL, "id=2-01", "id=2-09")
    repository.replace(SIGNAL, "见“一片小区”。\n</quiz>\n\n## 依据", "见“一片小区”。\n\n## 依据")
    text = (repository.root / SIGNAL).read_text("utf-8")
    start = text.index("<!-- question id=2-03")
    end = text.index("</quiz>\n", start) + len("</quiz>\n")
    repository.write(SIGNAL, text[:start] + text[end:])
    opening = (repository.root / OPENING).read_text("utf-8")
    repository.write(OPENING, opening.replace("## 依据", text[start:end] + "\n## 依据"))
    assert _section(repository.markdown(base, repository.commit()), "题目") == [
        "2-03 由 docs/02-network/signal.md 移到这里 `docs/01-calls/opening.md:113`",
        "2-01 改了题号，现在是 2-09 `docs/02-network/signal.md:62`",
        f"2-04 读不出来了（写法有误，见下面的问题）“车库没信号，一定是基站坏了。” `{SIGNAL}`",
    ]


def test_exam_answers_are_told_too(tmp_path: Path) -> None:
    repository = started(tmp_path)
    label = "<!-- question id=x2-01 lesson=signal -->\n"
    question = label + "<quiz>\n选哪个？\n- [{}] 甲\n- [{}] 乙\n</quiz>\n"
    repository.write("exam/02-network.md", question.format("x", " "))
    base = repository.commit()
    repository.write("exam/02-network.md", question.format(" ", "x"))
    assert _section(repository.markdown(base, repository.commit()), "正确答案变了") == [
        "x2-01 的正确答案由 A 改为 B（原为“甲”，现为“乙”） `exam/02-network.md:2`"
    ]


def test_words_of_authors_stay_words(tmp_path: Path) -> None:
    """No markup, mention, link or second marker comes out of a page into the comment."""
    repository = started(tmp_path)
    base = repository.commit()
    picture = "![x](https://evil.example/p.png)"
    evil = f"<!-- courseware-report --> @all {picture} | **b** `c`\u202e www.e.cn"
    repository.replace(SIGNAL, "小区指的是什么？", f"{evil}？")
    repository.write("docs/02-network/`a` <b> @you.svg", "<svg/>")
    text = repository.markdown(base, repository.commit())
    assert text.count("<!--") == 1
    shown = r"&lt;\!-- courseware-report --&gt; @all x \| b c …".replace("@", "@\u200b")
    said = f"2-01 题干由“小区指的是什么？”改为“{shown}” `{SIGNAL}:62`"
    assert _section(text, "题目") == [said]
    assert "`` docs/02-network/`a` <b> @you.svg ``" in text
    assert "://" not in text


def test_huge_change_fits_into_a_comment(tmp_path: Path) -> None:
    repository = started(tmp_path)
    one = "<!-- question id=9-{0} -->\n<quiz>\n{0}{1}？\n- [{2}] 甲{1}\n- [{3}] 乙{1}\n</quiz>\n\n"
    filler = "字" * 80
    made = ["".join(one.format(n, filler, *key) for n in range(250)) for key in ("x ", " x")]
    repository.write("docs/some.md", made[0])
    repository.write("docs/more.md", made[0].replace("id=9", "id=8"))
    base = repository.commit()
    repository.write("docs/some.md", made[1])
    repository.write("docs/more.md", made[1].replace("id=9", "id=8"))
    for number in range(40):
        repository.write(f"hooks/{number}.py", "")
    repository.write("requirements.txt", "")
    text = repository.markdown(base, repository.commit())
    assert len(text) < 60_001
    assert "- 新增：安装哪些软件 `requirements.txt`\n" in text
    assert text.endswith("没有显示。完整内容：`python hooks report BASE HEAD --format json`\n")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("docs/sw.js", "新增：docs 里的数据、设置或其他文件"),
        ("docs/01-calls/x.html", "新增：docs 里的数据、设置或其他文件"),
        ("docs/01-calls/x.SVG", "新增：docs 里的数据、设置或其他文件"),
        ("docs/.htaccess", "新增：docs 里的数据、设置或其他文件"),
        ("docs/.x/y.md", "新增：docs 里的数据、设置或其他文件"),
        ("docs/redirects.yml", "新增：docs 里的数据、设置或其他文件"),
        ("exam/blueprint.yml", "新增：exam 里的数据、设置或其他文件"),
        ("exam/run.sh", "新增：exam 里的数据、设置或其他文件"),
        ("Docs/x.md", "新增：课文和图片以外的文件"),
        ("sitecustomize.py", "新增：课文和图片以外的文件"),
        ("conftest.py", "新增：课文和图片以外的文件"),
        ("README.md", "新增：课文和图片以外的文件"),
        (".cache/pdf/0a.pdf", "新增：缓存：构建时会当成自己做的文件"),
        (".venv/lib/x.pth", "新增：安装好的软件"),
        ("question-register.txt", "新增：题目编号的登记：学习记录靠它对应题目"),
        ("page-register.txt", "新增：网址的登记：已发布的网址靠它不失效"),
        ("fonts/x.ttf", "新增：字体"),
        ("requirements-dev.txt", "新增：安装哪些软件"),
        (".github/workflows/x.yml", "新增：自动流程和评审规则"),
        (".gitattributes", "新增：git 的设置"),
        (".vscode/tasks.json", "新增：课文和图片以外的文件"),
    ],
)
def test_what_is_no_ordinary_content_goes_before_a_maintainer(
    path: str, said: str, tmp_path: Path
) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    repository.write(path, "x\n")
    repository.git("add", "--force", path)
    seen = _section(repository.markdown(base, repository.commit()), "需要维护者复核")
    assert seen == [f"{said} `{path}`"]


def test_a_page_that_became_a_program_goes_before_a_maintainer(tmp_path: Path) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    (repository.root / SIGNAL).chmod(0o755)
    (repository.root / "docs/01-calls/link.svg").symlink_to("opening-steps.svg")
    seen = _section(repository.markdown(base, repository.commit()), "需要维护者复核")
    assert seen == [
        "新增：链接文件 `docs/01-calls/link.svg`",
        f"修改：可以执行的文件 `{SIGNAL}`",
    ]


def test_ordinary_content_goes_before_nobody(tmp_path: Path) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    repository.write("docs/01-calls/new.md", "# 新\n")
    repository.write("docs/01-calls/new.png", b"\x89PNG\r\n\x1a\n")
    repository.write("exam/03-new.md", "# 新\n")
    repository.write(GLOSSARY, (repository.root / GLOSSARY).read_text("utf-8") + NEW_TERM)
    assert "需要维护者复核" not in repository.markdown(base, repository.commit())


def test_commits_that_are_none(tmp_path: Path) -> None:
    repository = started(tmp_path)
    repository.commit()
    done = repository.report("nowhere", "HEAD")
    said = "git 找不到提交“nowhere”；请检查提交名，或先取回完整历史（git fetch）\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)
    assert repository.report("HEAD", "HEAD:docs").returncode == 2
    done = repository.report("--", "-x", "HEAD")
    assert done.returncode == 2


def test_histories_without_a_common_start(tmp_path: Path) -> None:
    repository = started(tmp_path)
    repository.commit()
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.replace(SIGNAL, "minutes: 15", "minutes: 20")
    repository.commit()
    assert "用时 +5 分钟" in repository.markdown("main", "other")


def outside_link(repository: Repository) -> None:
    (repository.root / "docs/out.md").symlink_to("/etc/passwd")


def broken_link(repository: Repository) -> None:
    (repository.root / "docs/loop.md").symlink_to("loop.md")


def good_link(repository: Repository) -> None:
    (repository.root / "docs/same.md").symlink_to("index.md")


def folder_link(repository: Repository) -> None:
    (repository.root / "docs/folder").symlink_to("01-calls")


def submodule(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},docs/module")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (outside_link, "`docs/out.md:1:1` FILE-3 "),
        (broken_link, "`docs/loop.md:1:1` FILE-5 "),
        (good_link, "- 新增“首页” `docs/same.md`"),
        (folder_link, "`docs/folder:1:1` FILE-3 "),
        (submodule, "`docs/module:1:1` FILE-5 "),
    ],
)
def test_what_is_no_plain_file(
    tmp_path: Path, make: Callable[[Repository], None], said: str
) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    make(repository)
    if make is not submodule:
        repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "link")
    text = repository.markdown(base, "HEAD")
    assert said in text
    kind = "子模块" if make is submodule else "链接文件"
    assert f"- 新增：{kind} `docs/" in text


DAMAGE = {
    "gbk": "信号".encode("gbk"),
    "nul": b"\0" * 100,
    "utf16": "---\nid: a\n".encode("utf-16"),
    "bom": b"\xef\xbb\xbf---\r\nid: [\r\n",
    "long": b"<quiz>" + b"x" * 1_000_000,
    "huge": b"- [x] a\n" * 400_000,
    "deep": b"[" * 50_000,
    "aliases": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "empty": b"",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_any_bytes_on_either_side(tmp_path: Path, name: str) -> None:
    repository = started(tmp_path)
    repository.write("exam/x.md", "x\n")
    whole = repository.commit()
    for path in (SIGNAL, CALLS, GLOSSARY, CONFIG, "docs/01-calls/opening-steps.svg", "exam/x.md"):
        repository.write(path, DAMAGE[name])
    damaged = repository.commit()
    for ends in ((whole, damaged), (damaged, whole)):
        assert repository.markdown(*ends).startswith("<!-- courseware-report -->\n\n## 这次改动\n")


def test_names_of_any_bytes_and_a_commit_without_a_course(tmp_path: Path) -> None:
    repository = started(tmp_path)
    full = repository.commit()
    blob = repository.git("hash-object", "-w", "--stdin", given=b"\xff\xfe")
    names = (b"docs/\xff\n\x1b[31m.md", b"docs/01-calls/\xe4\xb8.md", b"hooks/`\xff`")
    for name in names:
        line = f"100644 {blob}\t".encode() + name + b"\0"
        repository.git("update-index", "-z", "--index-info", given=line)
    repository.git("commit", "--quiet", "--message", "names")
    text = repository.markdown(full, "HEAD")
    assert "- 新增：构建时运行的程序 `` hooks/`\ufffd` ``" in text
    assert "\x1b" not in text
    repository.git("rm", "--quiet", "-r", "--cached", ".")
    repository.git("commit", "--quiet", "--message", "nothing left")
    assert "- 1-01 " not in repository.markdown(full, "HEAD")
    assert "文件 " in repository.markdown(full, "HEAD")


def _section(text: str, title: str) -> list[str]:
    body = text.partition(f"### {title}（")[2].partition("###")[0]
    return [line[2:] for line in body.splitlines() if line.startswith("- ")]
