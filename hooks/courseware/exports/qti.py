"""QTI 2.1: a content package with one item file a question.

Feedback is shown: after an answer ``FEEDBACK`` holds the chosen options and ``explanation``,
and the modal feedback of those names appears. Gaps take every accepted answer, whatever its
case; matching and ordering questions have a list to pick from at each gap, as in the
course. A question is right as a whole or not at all: ``SCORE`` is 1 or 0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from courseware.exports.rules import EXPORT_2
from courseware.exports.xhtml import PICTURES, UnknownTagError, blocks, default_namespace, fill, qti
from courseware.exports.zipped import zipped
from courseware.questions.kinds import KINDS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from courseware.exports.packed import Packed
    from courseware.text.finding import Diagnostic

FORM = "QTI 2.1"
ITEM = "imsqti_item_xmlv2p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_SCHEMAS = {
    "http://www.imsglobal.org/xsd/imsqti_v2p1":
        "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    _PACKAGE: "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
}  # fmt: skip
"""The date of every file in the package: the same questions give the same bytes."""
_NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.-]")
_EXPLANATION = "explanation"


def write_qti(questions: Iterable[Packed]) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The package as one zip; what QTI has no room for comes back as findings."""
    found: list[Diagnostic] = []
    files: dict[str, bytes] = {}
    resources: list[_Element] = []
    for rendered in questions:
        try:
            item = _item(rendered)
        except UnknownTagError as fault:
            place = rendered.entry.question.location
            found.append(EXPORT_2.at(place, form=FORM, tag=fault))
            continue
        name = f"items/{identifier(rendered.id)}.xml"
        files[name] = _bytes(item)
        pictures = {f"items/{PICTURES}/{key}": data for key, data in rendered.pictures.items()}
        files |= pictures
        resources.append(_resource(rendered.id, name, pictures))
    files["imsmanifest.xml"] = _bytes(_manifest(resources))
    return zipped(files, "imsmanifest.xml"), tuple(found)


def identifier(question: str) -> str:
    """A question's id as QTI allows identifiers: ``2-07`` becomes ``q-2-07``."""
    return f"q-{_NOT_IN_IDENTIFIERS.sub('_', question)}"


def _item(rendered: Packed) -> _Element:
    item = qti(
        "assessmentItem",
        {
            f"{{{_XSI}}}schemaLocation": " ".join(next(iter(_SCHEMAS.items()))),
            "identifier": identifier(rendered.id),
            "title": rendered.name,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    question = rendered.entry.question
    body = qti("itemBody")
    if question.blanks:
        item.extend(_gap_declarations(rendered))
        body.extend(blocks(rendered.stem, lambda gap: _field(rendered, gap)))
        condition = _all_right(len(question.blanks))
        chosen = []
    else:
        item.append(_choice_declaration(rendered))
        body.extend(blocks(rendered.stem, _no_gap))
        body.append(_choices(rendered))
        condition = qti(
            "match", {}, _variable("RESPONSE"), qti("correct", {"identifier": "RESPONSE"})
        )
        chosen = [_variable("RESPONSE")]
    item.extend(_outcomes())
    item.append(body)
    item.append(_processing(condition, chosen))
    item.extend(_feedback(rendered))
    return item


def _choice_declaration(rendered: Packed) -> _Element:
    correct = qti("correctResponse")
    for number, option in enumerate(rendered.options, start=1):
        if option.correct:
            correct.append(_value(_choice(number)))
    multiple = KINDS[rendered.entry.question.kind].several
    return _declaration("RESPONSE", "multiple" if multiple else "single", "identifier", correct)


def _choices(rendered: Packed) -> _Element:
    question = rendered.entry.question
    kind = KINDS[question.kind]
    interaction = qti(
        "choiceInteraction",
        {
            "responseIdentifier": "RESPONSE",
            "shuffle": "false" if kind.fixed else "true",
            "maxChoices": "0" if kind.several else "1",
        },
    )
    for number, option in enumerate(rendered.options, start=1):
        choice = qti("simpleChoice", {"identifier": _choice(number)})
        if number in question.pinned:
            choice.set("fixed", "true")
        interaction.append(fill(choice, option.text, _no_gap))
    return interaction


def _gap_declarations(rendered: Packed) -> Iterator[_Element]:
    question = rendered.entry.question
    for number, blank in enumerate(question.blanks, start=1):
        if KINDS[question.kind].shape is Shape.GAPS:
            correct = qti("correctResponse", {}, *(_value(a) for a in blank.answers[:1]))
            mapping = qti("mapping", {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"})
            for answer in dict.fromkeys(blank.answers):
                entry = {"mapKey": answer, "mappedValue": "1", "caseSensitive": "false"}
                mapping.append(qti("mapEntry", entry))
            yield _declaration(_response(number), "single", "string", correct, mapping)
        else:
            picks = [_pick(rendered, answer) for answer in blank.answers[:1]]
            correct = qti("correctResponse", {}, *map(_value, picks))
            mapping = qti("mapping", {"defaultValue": "0"})
            mapping.extend(qti("mapEntry", {"mapKey": p, "mappedValue": "1"}) for p in picks)
            yield _declaration(_response(number), "single", "identifier", correct, mapping)


def _field(rendered: Packed, gap: HtmlElement) -> _Element:
    question = rendered.entry.question
    number = int(gap.get("n", "0"))
    name = {"responseIdentifier": _response(number + 1)}
    if KINDS[question.kind].shape is Shape.GAPS:
        answers = question.blanks[number].answers
        length = max((len(answer) for answer in answers), default=1)
        return qti("textEntryInteraction", name | {"expectedLength": str(length)})
    interaction = qti("inlineChoiceInteraction", name | {"shuffle": "false"})
    for text in rendered.pool:
        choice = qti("inlineChoice", {"identifier": _pick(rendered, text)})
        choice.text = f"第 {text} 步" if KINDS[question.kind].ordered else text
        interaction.append(choice)
    return interaction


def _no_gap(_: HtmlElement) -> _Element:
    raise UnknownTagError("gap")


def _all_right(count: int) -> _Element:
    each = [
        qti(
            "gte", {}, qti("mapResponse", {"identifier": _response(number)}),
            _base("float", "1"),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    return each[0] if count == 1 else qti("and", {}, *each)


def _outcomes() -> Iterator[_Element]:
    zero = qti("defaultValue", {}, _value("0"))
    facts = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    yield qti("outcomeDeclaration", facts | {"normalMaximum": "1"}, zero)
    facts = {"identifier": "FEEDBACK", "cardinality": "multiple", "baseType": "identifier"}
    yield qti("outcomeDeclaration", facts)


def _processing(condition: _Element, chosen: list[_Element]) -> _Element:
    right = qti("setOutcomeValue", {"identifier": "SCORE"}, _base("float", "1"))
    wrong = qti("setOutcomeValue", {"identifier": "SCORE"}, _base("float", "0"))
    shown = qti("multiple", {}, *chosen, _base("identifier", _EXPLANATION))
    return qti(
        "responseProcessing",
        {},
        qti(
            "responseCondition",
            {},
            qti("responseIf", {}, condition, right),
            qti("responseElse", {}, wrong),
        ),
        qti("setOutcomeValue", {"identifier": "FEEDBACK"}, shown),
    )


def _feedback(rendered: Packed) -> Iterator[_Element]:
    trees = [(_choice(n), option.feedback) for n, option in enumerate(rendered.options, start=1)]
    trees.append((_EXPLANATION, rendered.explanation))
    for name, tree in trees:
        facts = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
        content = blocks(tree, _no_gap)
        if content:
            yield qti("modalFeedback", facts, *content)


def _declaration(name: str, cardinality: str, base: str, *content: _Element) -> _Element:
    facts = {"identifier": name, "cardinality": cardinality, "baseType": base}
    return qti("responseDeclaration", facts, *content)


def _choice(number: int) -> str:
    return f"option-{number}"


def _response(number: int) -> str:
    return f"RESPONSE-{number}"


def _pick(rendered: Packed, answer: str) -> str:
    return f"pick-{rendered.pool.index(answer) + 1}"


def _value(text: str) -> _Element:
    value = qti("value")
    value.text = text
    return value


def _base(kind: str, text: str) -> _Element:
    base = qti("baseValue", {"baseType": kind})
    base.text = text
    return base


def _variable(name: str) -> _Element:
    return qti("variable", {"identifier": name})


def _manifest(resources: list[_Element]) -> _Element:
    manifest = _packaged(
        "manifest",
        {
            f"{{{_XSI}}}schemaLocation": " ".join(f"{a} {b}" for a, b in _SCHEMAS.items()),
            "identifier": "questions",
        },
    )
    metadata = _packaged("metadata")
    for tag, text in (("schema", "QTIv2.1 Package"), ("schemaversion", "1.0.0")):
        metadata.append(_packaged(tag))
        metadata[-1].text = text
    listed = _packaged("resources")
    listed.extend(resources)
    manifest.extend([metadata, _packaged("organizations"), listed])
    return manifest


def _resource(question: str, name: str, pictures: Mapping[str, bytes]) -> _Element:
    facts = {"identifier": f"res-{identifier(question)}", "type": ITEM, "href": name}
    resource = _packaged("resource", facts)
    resource.extend(_packaged("file", {"href": href}) for href in (name, *pictures))
    return resource


def _packaged(tag: str, attributes: dict[str, str] | None = None) -> _Element:
    name = f"{{{_PACKAGE}}}{tag}"
    return etree.Element(name, attributes or {}, nsmap=default_namespace(_PACKAGE))


def _bytes(root: _Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
