"""A small player of QTI 2.1 items: reads one, takes answers, says what the trainee sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

NS = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


@dataclass(frozen=True)
class Outcome:
    """The score, and the texts of the modal feedback that appears, in document order."""

    score: float
    shown: tuple[str, ...]


class Item:
    """An item; answers are identifiers or texts by response identifier."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)
        self.declared = {d.get("identifier"): d for d in self.root.iter(f"{NS}responseDeclaration")}

    def find(self, name: str) -> list[Any]:
        return list(self.root.iter(f"{NS}{name}"))

    def correct(self, name: str) -> list[str]:
        return [
            v.text or "" for v in self.declared[name].iterfind(f"{NS}correctResponse/{NS}value")
        ]

    def play(self, answers: dict[str, list[str]]) -> Outcome:
        outcomes: dict[str, Any] = {}
        for rule in self.root.find(f"{NS}responseProcessing"):
            self._run(rule, answers, outcomes)
        shown = [
            " ".join("".join(feedback.itertext()).split())
            for feedback in self.find("modalFeedback")
            if (feedback.get("identifier") in outcomes[feedback.get("outcomeIdentifier")])
            == (feedback.get("showHide") == "show")
        ]
        return Outcome(outcomes["SCORE"], tuple(shown))

    def _run(self, rule: Any, answers: dict[str, list[str]], outcomes: dict[str, Any]) -> None:
        name = etree.QName(rule).localname
        if name == "setOutcomeValue":
            outcomes[rule.get("identifier")] = self._value(rule[0], answers)
            return
        assert name == "responseCondition"
        for branch in rule:
            is_else = etree.QName(branch).localname == "responseElse"
            if is_else or self._value(branch[0], answers):
                for inner in branch if is_else else branch[1:]:
                    self._run(inner, answers, outcomes)
                return

    def _value(self, node: Any, answers: dict[str, list[str]]) -> Any:  # noqa: PLR0911 - one per kind of expression
        name = etree.QName(node).localname
        if name == "variable":
            return answers.get(node.get("identifier"), [])
        if name == "correct":
            return self.correct(node.get("identifier"))
        if name == "baseValue":
            return float(node.text) if node.get("baseType") == "float" else node.text
        if name == "mapResponse":
            return self._mapped(node.get("identifier"), answers)
        values = [self._value(child, answers) for child in node]
        if name == "match":
            return sorted(values[0]) == sorted(values[1])
        if name == "gte":
            return values[0] >= values[1]
        if name == "and":
            return all(values)
        assert name == "multiple"
        return [v for value in values for v in (value if isinstance(value, list) else [value])]

    def _mapped(self, name: str, answers: dict[str, list[str]]) -> float:
        mapping = self.declared[name].find(f"{NS}mapping")
        total = 0.0
        for answer in answers.get(name, []):
            for entry in mapping:
                key, given = entry.get("mapKey"), answer
                if entry.get("caseSensitive") == "false":
                    key, given = key.casefold(), given.casefold()
                if key == given:
                    total += float(entry.get("mappedValue"))
                    break
            else:
                total += float(mapping.get("defaultValue"))
        return total
