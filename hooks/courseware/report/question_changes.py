"""What a change does to the questions: above all, to what counts as right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.questions.identity import identify, plain_stem
from courseware.questions.kinds import KINDS, LETTERS
from courseware.questions.reading import parse_questions
from courseware.report.model import Change, Topic, short
from courseware.text.lines import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.questions.model import Blank, Question
    from courseware.text.lines import Source

_Key = tuple[str, int]


def placed_questions(
    sources: Mapping[str, Source], exams: Mapping[str, str]
) -> dict[_Key, Question]:
    """Every question by its id and how often that was used before.

    A question without an id goes by its page and stem.
    """
    banks = [parse_source(path, text)[0] for path, text in sorted(exams.items())]
    found: dict[_Key, Question] = {}
    seen: dict[str, int] = {}
    for source in (*sources.values(), *banks):
        for question in parse_questions(source)[0]:
            name = question.id or f"{question.location.path} {plain_stem(question)}"
            seen[name] = seen.get(name, -1) + 1
            found[name, seen[name]] = question
    return found


def question_changes(
    before: Mapping[_Key, Question],
    after: Mapping[_Key, Question],
    moved: Mapping[str, str],
    texts: Mapping[str, Sequence[str]],
) -> Iterator[Change]:
    """Changes of questions; ``moved`` are new paths by old, ``texts`` the pages' lines now."""
    gone = {key: question for key, question in before.items() if key not in after}
    new = {key: question for key, question in after.items() if key not in before}
    renamed = _renamed(gone, new)
    origins = {now: was for was, now in renamed.items()}
    for key, now in after.items():
        was = before.get(origins.get(key, key))
        if was is None:
            said = f"新增 {_called(now)}（{KINDS[now.kind].name}）“{_stem(now)}”，{_right(now)}"
            yield _change(Topic.QUESTION, now, said)
            continue
        if key in origins:
            yield _change(Topic.QUESTION, now, f"{_called(was)} 改了题号，现在是 {_called(now)}")
        yield from _differences(was, now, moved)
    for key, was in gone.items():
        if key not in renamed:
            yield _gone(was, moved, texts)


def _renamed(gone: Mapping[_Key, Question], new: Mapping[_Key, Question]) -> dict[_Key, _Key]:
    """Questions that are the same but for their id."""
    heirs = {identify(question).fingerprint: key for key, question in new.items()}
    found: dict[_Key, _Key] = {}
    for key, question in gone.items():
        heir = heirs.pop(identify(question).fingerprint, None)
        if heir is not None:
            found[key] = heir
    return found


def _change(topic: Topic, question: Question, said: str) -> Change:
    return Change(topic, question.location.path, question.location.line, said)


def _gone(was: Question, moved: Mapping[str, str], texts: Mapping[str, Sequence[str]]) -> Change:
    path = moved.get(was.location.path, was.location.path)
    stands = was.id and any(f"id={was.id} " in f"{line} " for line in texts.get(path, ()))
    said = f"删除 {_called(was)}“{_stem(was)}”"
    if stands:
        said = f"{_called(was)} 读不出来了（写法有误，见下面的问题）“{_stem(was)}”"
    elif path in texts and not texts[path]:
        said = f"{_called(was)} 读不出来了（整个文件读不出来）“{_stem(was)}”"
    return Change(Topic.QUESTION, path, 0, said)


def _differences(was: Question, now: Question, moved: Mapping[str, str]) -> Iterator[Change]:
    name = _called(now)
    for said in _answers(was, now):
        yield _change(Topic.ANSWER, now, f"{name} {said}")
    red = "现在是红线题" if now.red else "不再是红线题"
    parts = [
        *([red] if was.red != now.red else []),
        *([f"由 {was.location.path} 移到这里"] if _is_moved(was, now, moved) else []),
        *_options(was, now),
        *([f"题干由“{_stem(was)}”改为“{_stem(now)}”"] if _stem_changed(was, now) else []),
        *_goals(was, now),
        *(["反馈有修改"] if _feedback(was) != _feedback(now) else []),
        *(["标为小改，学员的作答保留"] if now.minor and was.minor != now.minor else []),
        *(["解析有修改"] if was.explanation != now.explanation else []),
    ]
    if parts:
        yield _change(Topic.QUESTION, now, f"{name} {'；'.join(parts)}")


def _is_moved(was: Question, now: Question, moved: Mapping[str, str]) -> bool:
    path = was.location.path
    return moved.get(path, path) != now.location.path


def _stem_changed(was: Question, now: Question) -> bool:
    """Whether the stem changed, other than in its gaps."""
    return plain_stem(was) != plain_stem(now)


def _answers(was: Question, now: Question) -> Iterator[str]:
    """What changed in what counts as right."""
    if bool(was.blanks) != bool(now.blanks):
        kinds = f"由{KINDS[was.kind].name}改为{KINDS[now.kind].name}"
        yield f"{kinds}，原来{_right(was)}，现在{_right(now)}"
    elif now.blanks:
        yield from _blanks(was, now)
    else:
        yield from _choices(was, now)


def _choices(was: Question, now: Question) -> Iterator[str]:
    old = {token for token, right in identify(was).options if right}
    new = {token for token, right in identify(now).options if right}
    letters = _letters(was), _letters(now)
    texts = f"原为{_right_texts(was)}，现为{_right_texts(now)}"
    if old == new:
        return
    if letters[0] == letters[1]:
        yield f"的正确答案仍是 {letters[0]}，但文字变了（{texts}）"
    else:
        yield f"的正确答案由 {letters[0]} 改为 {letters[1]}（{texts}）"


def _blanks(was: Question, now: Question) -> Iterator[str]:
    if len(was.blanks) != len(now.blanks):
        yield (
            f"的空由 {len(was.blanks)} 个改为 {len(now.blanks)} 个，"
            f"原来{_right(was)}，现在{_right(now)}"
        )
        return
    for number, (old, new) in enumerate(zip(was.blanks, now.blanks, strict=True), start=1):
        if old.answers[:1] != new.answers[:1]:
            yield f"第 {number} 空的正确答案由{_accepted(old)}改为{_accepted(new)}"
        elif old.answers != new.answers:
            yield f"第 {number} 空算对的写法由{_accepted(old)}改为{_accepted(new)}"


def _options(was: Question, now: Question) -> Iterator[str]:
    """Wrong and right options that came and went, or changed their words in place."""
    if was.blanks or now.blanks:
        return
    old, new = identify(was).tokens, identify(now).tokens
    if sorted(identify(was).options) == sorted(identify(now).options) and old != new:
        yield f"选项换了位置，正确答案的内容没变（{_letters(was)} 变为 {_letters(now)}）"
    gone = [c for c, token in zip(was.choices, old, strict=True) if token not in new]
    come = [c for c, token in zip(now.choices, new, strict=True) if token not in old]
    right = [c for c in gone if c.correct], [c for c in come if c.correct]
    wrong = [c for c in gone if not c.correct], [c for c in come if not c.correct]
    for before, after in (right, wrong):
        if len(before) == len(after):
            for a, b in zip(before, after, strict=True):
                if not a.correct:  # a right option's words are told as an answer
                    yield f"选项“{short(a.text)}”改为“{short(b.text)}”"
            continue
        yield from (f"删除选项“{short(c.text)}”" for c in before)
        yield from (f"增加选项“{short(c.text)}”" for c in after)


def _goals(was: Question, now: Question) -> Iterator[str]:
    if was.objectives != now.objectives:
        shown = ["、".join(q.objectives) or "（空）" for q in (was, now)]
        yield f"考查的目标由 {shown[0]} 改为 {shown[1]}"


def _feedback(question: Question) -> dict[str, str]:
    tokens = identify(question).tokens
    if question.blanks:
        return {}
    said = zip(tokens, question.choices, strict=True)
    return {token: choice.feedback for token, choice in said if choice.feedback}


def _called(question: Question) -> str:
    return question.id or f"没有题号的题“{plain_stem(question, 20)}”"


def _stem(question: Question) -> str:
    return plain_stem(question, 40)


def _letter(index: int) -> str:
    return LETTERS[index] if index < len(LETTERS) else str(index + 1)


def _letters(question: Question) -> str:
    right = [_letter(i) for i, choice in enumerate(question.choices) if choice.correct]
    return "、".join(right) or "（没有）"


def _right_texts(question: Question) -> str:
    texts = [f"“{short(choice.text)}”" for choice in question.choices if choice.correct]
    return "".join(texts) or "（没有）"


def _right(question: Question) -> str:
    if question.blanks:
        return "正确答案是" + "、".join(_accepted(blank) for blank in question.blanks)
    return f"正确答案是 {_letters(question)}"


def _accepted(blank: Blank) -> str:
    return "或".join(f"“{short(answer)}”" for answer in blank.answers) or "（空）"
