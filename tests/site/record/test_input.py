"""Answering each kind: by keyboard alone, by mouse, with a Chinese input method."""

from __future__ import annotations

import pytest

from tests.site.record.trainee import ONE, RIGHT, WRONG, Trainee


def focused(trainee: Trainee) -> str:
    return trainee.page.evaluate("document.activeElement.id || document.activeElement.textContent")


def start_before(trainee: Trainee, name: str) -> None:
    """Put the reader right before the question, as one who has tabbed so far."""
    trainee.page.evaluate(
        """name => {
            const here = document.createElement('a');
            here.href = '#'; here.id = 'here';
            document.querySelector(`form[data-question='${name}']`).before(here);
            here.focus();
        }""",
        name,
    )


def submit_by_keyboard(trainee: Trainee) -> None:
    while focused(trainee) != "提交":
        trainee.page.keyboard.press("Tab")
    trainee.page.keyboard.press("Enter")


@pytest.mark.parametrize("name", ["2-01", "2-03"])
def test_one_of_several_by_keyboard(trainee: Trainee, name: str) -> None:
    trainee.open(ONE)
    start_before(trainee, name)
    keys = trainee.page.keyboard
    keys.press("Tab")
    keys.press("Space")
    for _ in trainee.form(name).locator(".mdx-option__text").all():
        if trainee.given(name) != RIGHT[name]:
            keys.press("ArrowDown")
    assert trainee.verdict(name) == "", "choosing must not submit"
    assert trainee.given(name) == RIGHT[name]
    keys.press("Enter")
    assert trainee.verdict(name) == "✓ 答对了"
    assert trainee.page.evaluate("document.activeElement.textContent") == "✓ 答对了"
    keys.press("Tab")
    assert focused(trainee) == "重做"


def test_several_of_several_by_keyboard(trainee: Trainee) -> None:
    trainee.open(ONE)
    start_before(trainee, "2-02")
    keys = trainee.page.keyboard
    for text in trainee.form("2-02").locator(".mdx-option__text").all_inner_texts():
        keys.press("Tab")
        if text in {"FDD", "TDD"}:
            keys.press("Space")
    assert trainee.verdict("2-02") == ""
    submit_by_keyboard(trainee)
    assert trainee.given("2-02") == RIGHT["2-02"]
    assert trainee.verdict("2-02") == "✓ 答对了"


def test_blanks_by_keyboard(trainee: Trainee) -> None:
    trainee.open(ONE)
    start_before(trainee, "2-04")
    keys = trainee.page.keyboard
    keys.press("Tab")
    keys.type("\uff14")
    keys.press("Enter")
    assert trainee.verdict("2-04") == "还有空没有填。"
    assert focused(trainee) == "q-2-04-gap-1", "the reader is taken to the empty blank"
    keys.type(" \uff35\uff35接口")
    keys.press("Enter")
    assert trainee.verdict("2-04") == "✓ 答对了"


@pytest.mark.parametrize("name", ["2-05", "2-06"])
def test_lists_by_keyboard(trainee: Trainee, name: str) -> None:
    trainee.open(ONE)
    start_before(trainee, name)
    keys = trainee.page.keyboard
    for wanted in RIGHT[name]:
        keys.press("Tab")
        for _ in range(4):
            if trainee.page.evaluate("document.activeElement.selectedOptions[0].text") == wanted:
                break
            keys.press("ArrowDown")
    assert trainee.given(name) == RIGHT[name]
    assert trainee.verdict(name) == "", "choosing must not submit"
    submit_by_keyboard(trainee)
    assert trainee.verdict(name) == "✓ 答对了"


def test_scenario_by_keyboard(trainee: Trainee) -> None:
    trainee.open(ONE)
    hint, words = trainee.page.locator("details.提示"), trainee.page.locator("details.参考话术")
    assert not words.get_by_text("十分钟内给您答复").is_visible()
    hint.locator("summary").focus()
    trainee.page.keyboard.press("Enter")
    assert hint.get_by_text("先复述").is_visible()
    trainee.page.keyboard.press("Tab")
    trainee.page.keyboard.press("Space")
    assert words.get_by_text("十分钟内给您答复").is_visible()


@pytest.mark.parametrize("name", RIGHT)
def test_right_wrong_and_again(trainee: Trainee, name: str) -> None:
    trainee.open(ONE)
    form = trainee.form(name)
    assert not form.locator("details").is_visible(), "no peeping before an answer"
    assert trainee.answer(name, WRONG[name]).startswith("✕ 还不对")
    assert form.locator("details").evaluate("box => box.open")
    trainee.page.reload()
    assert trainee.given(name) == WRONG[name], "the own choice stays to be looked at"
    form.get_by_role("button", name="重做").click()
    assert form.locator("input, select").first.evaluate("field => !field.disabled")
    assert trainee.answer(name, RIGHT[name]) == "✓ 答对了"
    trainee.page.reload()
    assert trainee.verdict(name) == "✓ 答对了"
    assert trainee.given(name) == sorted(RIGHT[name], key=trainee.given(name).index), (
        "the same answers, wherever shuffling put them"
    )


def test_every_feedback_can_be_read_afterwards(trainee: Trainee) -> None:
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    form = trainee.form("2-01")
    said = ".mdx-option__feedback:visible"
    assert set(form.locator(said).all_inner_texts()) == {"对。2 的 6 次方是 64。", "那是 256QAM。"}
    form.get_by_role("button", name="看全部反馈").click()
    assert set(form.locator(said).all_inner_texts()) == {
        "64 是手势的种数。", "对。2 的 6 次方是 64。", "那是 256QAM。",
    }  # fmt: skip


def test_nothing_chosen_is_no_answer(trainee: Trainee) -> None:
    trainee.open(ONE)
    assert trainee.answer("2-01", []) == "请先选一项。"
    assert trainee.record()["answers"] == {}


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Uu接口", True),
        ("\uff35\uff35\u3000接口", True), (" UU 接口 ", True), ("空中接口。", True),
        ("“空中接口”", True), ("空口", False), ("X2 接口", False),
    ],
)  # fmt: skip
def test_a_blank_takes_what_typists_mean(trainee: Trainee, typed: str, *, right: bool) -> None:
    trainee.open(ONE)
    verdict = trainee.answer("2-04", ["4", typed])
    assert verdict == ("✓ 答对了" if right else "✕ 还不对：2 处对了 1 处")


def test_enter_that_ends_a_composition_does_not_submit(trainee: Trainee) -> None:
    trainee.open(ONE)
    form = trainee.choose("2-04", ["4", "空"])
    field = form.locator(".mdx-gap").nth(1)
    field.focus()
    page = trainee.page
    session = trainee.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition",
        {"text": "zhongjiekou", "selectionStart": 11, "selectionEnd": 11},
    )
    page.keyboard.press("Enter")
    assert trainee.verdict("2-04") == ""
    session.send("Input.insertText", {"text": "中接口"})
    assert field.input_value() == "空中接口"
    page.wait_for_timeout(50)
    page.keyboard.press("Enter")
    assert trainee.verdict("2-04") == "✓ 答对了"


def test_another_order_at_every_try_but_pinned_options_stay(trainee: Trainee) -> None:
    def order() -> list[str]:
        return trainee.form("2-02").locator(".mdx-option__text").all_inner_texts()

    trainee.open(ONE)
    seen = [order()]
    assert sorted(seen[0]) == sorted(["FDD", "TDMA", "TDD", "其他"])
    trainee.page.reload()
    assert order() == seen[0], "the first try, too, keeps its order"
    for _ in range(6):
        assert trainee.answer("2-02", RIGHT["2-02"]) == "✓ 答对了"
        assert order() == seen[-1], "what was answered stays where it was"
        trainee.form("2-02").get_by_role("button", name="重做").click()
        seen.append(order())
        trainee.page.reload()
        assert order() == seen[-1], "the same try has the same order"
        letters = trainee.form("2-02").locator(".mdx-option__letter").all_inner_texts()
        assert letters == ["A", "B", "C", "D"]
        right = [letters[seen[-1].index(name)] for name in ("FDD", "TDD")]
        key = trainee.form("2-02").locator(".mdx-question__letters").text_content()
        assert key == "、".join(sorted(right))
    assert {tuple(texts)[3] for texts in seen} == {"其他"}
    assert len({tuple(texts) for texts in seen}) > 1
