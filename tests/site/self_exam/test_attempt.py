"""An attempt from start to certificate: pausing, the clock, red lines, past results."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.site.record.test_storage import OFF
from tests.site.self_exam.candidate import KEY, PAGE, Candidate

if TYPE_CHECKING:
    from collections.abc import Callable


def test_right_answers_pass_and_change_no_lesson(candidate: Candidate) -> None:
    candidate.take()
    assert candidate.text("verdict") == "✓ 通过"
    assert candidate.text("score").startswith("80 分，满分 80 分（100%），及格线 80%。")
    assert candidate.text("redline") == "红线题 19 道，全对。"
    assert not candidate.page.locator("[data-box=reread]").is_visible()
    record = candidate.page.evaluate("localStorage['courseware:mobile-service:1'] ?? null")
    assert record is None or json.loads(record)["answers"] == {}
    candidate.open("progress.html")
    assert candidate.page.locator("[data-fill=book]").inner_text() == "现在没有错题。"
    assert not candidate.page.locator("[data-done]:visible").count()


def test_a_wrong_red_line_fails_whatever_the_score(candidate: Candidate) -> None:
    candidate.take(wrong="red")
    assert candidate.text("verdict") == "✕ 未通过"
    assert candidate.text("score").startswith("80 分，满分 80 分（100%）")
    assert candidate.text("redline").startswith("红线题错了 19 道：不管总分多少都是未通过。")
    assert not candidate.page.locator("[data-box=certificate]").is_visible()
    lines = candidate.page.locator("[data-fill=reread] > li").all_inner_texts()
    assert len(lines) == 10, "lessons with red lines"
    assert all("红线" in line for line in lines)
    addresses = candidate.page.locator("[data-fill=reread] a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    for link in addresses[:6]:
        candidate.open(link)
        if "#" in link:
            assert candidate.page.locator(f"[id='{_anchor(link)}']").count() == 1, link


def _anchor(link: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415

    return unquote(link.partition("#")[2])


def test_wrong_answers_fail_though_red_lines_hold(candidate: Candidate) -> None:
    candidate.take(wrong="plain")
    assert candidate.text("verdict") == "✕ 未通过"
    assert candidate.text("score").startswith("0 分，满分 80 分（0%）")
    assert candidate.text("redline") == "红线题 19 道，全对。"


def test_half_a_multiple_choice_is_half_the_points(candidate: Candidate) -> None:
    candidate.press("开始")
    candidate.answer_all()
    multiple = candidate.page.locator("form[data-kind=multiple]:not([data-red])")
    multiple.nth(0).locator("input:checked + label").first.click()
    multiple.nth(1).locator("input:not(:checked) + label").first.click()
    candidate.press("交卷")
    assert candidate.text("score").startswith("77 分，满分 80 分（96%）")


def test_unanswered_ones_are_named_before_it_is_final(candidate: Candidate) -> None:
    candidate.press("开始")
    candidate.answer_all(without=(3, 70))
    assert candidate.text("answered") == "已答 82/84"
    candidate.press("交卷")
    assert candidate.text("unanswered") == "还有 2 题没有答或没有填完，交卷以后算错："
    assert candidate.page.locator("[data-fill=missing] a").all_inner_texts() == [
        "第 3 题", "第 70 题",
    ]  # fmt: skip
    candidate.page.get_by_role("link", name="第 70 题").click()
    focused = candidate.page.evaluate("document.activeElement.form.dataset.question")
    assert focused == candidate.ids()[69]
    candidate.press("回去做")
    assert candidate.page.get_by_role("button", name="交卷", exact=True).is_visible()
    candidate.press("交卷")
    candidate.press("就这样交卷")
    candidate.press("逐题看")
    verdict = candidate.form(candidate.ids()[69]).locator(".mdx-question__verdict")
    assert verdict.inner_text() == "✕ 没有答"


def test_the_same_paper_after_reload(candidate: Candidate) -> None:
    candidate.press("开始")
    candidate.answer_all(without=tuple(range(10, 85)))
    before = candidate.ids(), candidate.letters(), candidate.kept()["draft"]["a"]
    candidate.page.reload()
    assert "84 题答了 9 题" in candidate.text("draft")
    candidate.press("继续做")
    assert (candidate.ids(), candidate.letters(), candidate.kept()["draft"]["a"]) == before
    assert candidate.text("answered") == "已答 9/84"
    candidate.answer_all()
    candidate.press("交卷")
    assert candidate.text("verdict") == "✓ 通过"
    candidate.page.reload()
    assert candidate.text("verdict") == "✓ 通过"
    assert len(candidate.kept()["past"]) == 1


def seconds(candidate: Candidate) -> int:
    """What the clock shows; it ticks once a second, and the test's own time passes, too."""
    minutes, rest = re.findall(r"\d+", candidate.text("clock"))
    return int(minutes) * 60 + int(rest)


def test_the_clock(candidate: Candidate) -> None:
    page = candidate.page
    page.clock.install(time="2026-11-22T09:00:00")
    candidate.open(PAGE)
    page.get_by_label("计时 90 分钟").check()
    candidate.press("开始")
    assert candidate.text("clock") == "还剩 90:00"
    page.evaluate(
        """() => { window.heard = [];
            const said = document.querySelector('[data-fill=said]');
            new MutationObserver(() => heard.push(said.textContent))
                .observe(said, { childList: true }); }"""
    )
    page.clock.run_for("20:00")
    assert seconds(candidate) == pytest.approx(70 * 60, abs=2)
    candidate.press("暂停")
    assert not page.locator(".mdx-exam form").first.is_visible()
    page.clock.run_for("30:00")
    candidate.press("继续做")
    page.clock.run_for("01:00")
    assert seconds(candidate) == pytest.approx(69 * 60, abs=3)
    page.clock.run_for(70 * 60_000)
    assert candidate.text("clock") == "时间到"
    assert [said for said in page.evaluate("heard") if said] == [
        "还剩 10 分钟。", "还剩 1 分钟。", "时间到了。可以做完再交，会记为超时。",
    ]  # fmt: skip
    candidate.answer_all()
    candidate.press("交卷")
    assert candidate.text("score").endswith("用时 91 分钟（计时 90 分钟，超时）。")


def test_no_clock_unless_asked_for(candidate: Candidate) -> None:
    candidate.press("开始")
    assert not candidate.page.locator("[data-fill=clock]").is_visible()


def test_the_certificate_alone_is_printed(candidate: Candidate) -> None:
    candidate.take()
    candidate.page.locator("#exam-name").fill("<b>王小明")
    pdf = pypdfium2.PdfDocument(io.BytesIO(candidate.page.pdf(format="A4")))
    assert len(pdf) == 1
    text = re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
    seed, today = candidate.kept()["past"][0]["seed"], candidate.text("date").replace(" ", "")
    assert text == (
        f"结业自测证明自测，非考核<b>王小明于{today}完成《移动客服基础知识》结业自测。"
        "得分80分，满分80分（及格线80%）红线题19道，全对用时1分钟（没有计时）课程版本2026.11"
        f"卷号{seed}本证明由学员自己的浏览器生成。自测可以反复做，没有人监考，题目和答案都在网页里；"
        "它只说明学员做过并通过了这份自测，不能代替考核成绩。"
    )
    assert candidate.kept()["name"] == "<b>王小明"


def test_past_attempts_are_listed_and_deleted(candidate: Candidate) -> None:
    for wrong in ("plain", ""):
        candidate.take(wrong)
        candidate.press("再做一份")
    lines = candidate.page.locator(".mdx-exam__past > li")
    shown = [text.rpartition("：")[2] for text in lines.all_inner_texts()]
    assert [text.split()[:3] for text in shown] == [
        ["80/80", "分，红线题全对，✓", "通过"],
        ["0/80", "分，红线题全对，✕", "未通过"],
    ]
    lines.nth(0).get_by_role("button", name="证明").click()
    assert candidate.text("points") == "80 分，满分 80 分（及格线 80%）"
    lines.nth(1).get_by_role("button", name="删除").click()
    assert lines.count() == 1
    candidate.press("全部删除")
    assert not lines.count()
    assert not candidate.page.locator("[data-box=certificate]").is_visible()
    assert candidate.kept()["past"] == []


def test_a_hundred_attempts_and_the_best_are_kept(candidate: Candidate) -> None:
    past = {
        "seed": "00000000", "t": 1000, "ms": 1, "timed": False, "p": 1, "of": 80, "r": 1, "ro": 19,
        "ok": False, "ver": "", "pm": 80,
    }  # fmt: skip
    best = past | {"seed": "ffffffff", "p": 79, "ok": True}
    more = [past | {"seed": f"{n:08x}", "t": 2000 + n} for n in range(100)]
    record = {"v": 1, "name": "", "draft": None, "past": [best, *more]}
    candidate.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, json.dumps(record)])
    candidate.page.reload()
    candidate.take(wrong="red")
    kept = candidate.kept()["past"]
    assert kept[0] == best
    assert kept[1:100] == more[1:]
    assert [one["p"] for one in kept[100:]] == [80]


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", '{"v":2}', "x" * 100_000],
    ids=str.__len__,
)  # fmt: skip
def test_a_record_not_understood_is_put_aside(candidate: Candidate, text: str) -> None:
    candidate.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, text])
    candidate.page.reload()
    said = "保存在本机的结业自测记录读不懂了，已原样放在一边，没有删除；现在从头记录。"
    assert candidate.text("said") == said
    assert candidate.page.evaluate(f"localStorage['{KEY}']") == text, "reading writes nothing"
    candidate.take()
    assert candidate.text("verdict") == "✓ 通过"
    assert text in candidate.page.evaluate("Object.values({ ...localStorage })")


def test_parts_not_understood_stay_beside_the_others(candidate: Candidate) -> None:
    candidate.take()
    record = candidate.kept()
    past = record["past"][0]
    record |= {"draft": {"seed": "<b>"}, "past": [past, past | {"ok": "maybe"}], "plan": [1]}
    candidate.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, json.dumps(record)])
    candidate.page.reload()
    assert candidate.page.locator(".mdx-exam__past > li").count() == 1
    candidate.take()
    kept = candidate.kept()
    assert len(kept["past"]) == 2
    assert kept["aside"] == [["draft", {"seed": "<b>"}], ["past", past | {"ok": "maybe"}]]
    assert kept["plan"] == [1]


def test_blocked_storage_stops_nothing(another: Callable[..., Candidate]) -> None:
    candidate = another()
    candidate.context.add_init_script(OFF)
    candidate.page.reload()
    candidate.take()
    assert candidate.text("verdict") == "✓ 通过"
    assert candidate.notice().startswith("这个浏览器不让网页保存数据。")
    ours = re.compile(r"/(progress|marks|questions|exam[a-z-]*)\.")
    assert [said for said in candidate.complaints if ours.search(said)] == []
    candidate.complaints.clear()  # the theme's own scripts do mind


def test_the_next_trainee_finds_nothing(candidate: Candidate) -> None:
    candidate.take()
    candidate.open("progress.html")
    candidate.press("清除记录，换人")
    candidate.press("确定清除")
    assert candidate.page.evaluate(f"localStorage.getItem('{KEY}')") is None


def test_works_from_a_folder(another: Callable[..., Candidate], course: object) -> None:
    candidate = another()
    candidate.open((course / PAGE).as_uri())  # type: ignore[operator]
    candidate.take()
    assert candidate.text("verdict") == "✓ 通过"
