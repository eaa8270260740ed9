"""What ``extra.courseware`` says to the checks: how much rules weigh, and where it is today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.text.finding import E, Rule, Scope, Severity, did_you_mean
from courseware.text.zones import read_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.text.finding import Diagnostic
    from courseware.text.yaml_nodes import YamlMap

# fmt: off
CONF_1 = Rule(
    "CONF-1", E, "规则编号不认识",
    "没有编号为“{code}”的规则{hint}；请对照规则表改正",
    "写错编号的设置不起作用。",
    scope=Scope.COURSE, waivable=False,
)
CONF_2 = Rule(
    "CONF-2", E, "规则的轻重写错",
    "“{value}”不对；只能写 error（错误）、warning（提醒）或 off（不查）",
    "写错的设置不起作用。",
    scope=Scope.COURSE, waivable=False,
)
CONF_3 = Rule(
    "CONF-3", E, "时区不认识",
    "不认识时区“{value}”；请写 Asia/Shanghai 这样的名字，或 UTC+08:00 这样的时差",
    "期限按课程所在时区的日期算；写错了，就不知道今天是哪一天。",
    bad="timezone: 北京", good="timezone: Asia/Shanghai",
    scope=Scope.COURSE, waivable=False,
)
CONF_4 = Rule(
    "CONF-4", E, "这条规则不能放宽",
    "{code} 不能改成提醒或不查；请删除这一行，改正问题本身",
    "不能豁免的错误也不能放宽：它关系到内容安全、学习记录，或者有没有丢内容，没有例外。",
    bad="rules: { QUIZ-8: off }", good="rules: { ZH-1: off }",
    scope=Scope.COURSE, waivable=False,
)
CONF_5 = Rule(
    "CONF-5", E, "课程没有代号",
    "extra.courseware 里没有写课程代号 id，学员的学习记录就不知道算哪门课；"
    "请加一行 id: 加英文代号，各门课不要重样，定了不要再改",
    "浏览器按代号存放学习记录；两门课都没有代号，同一台设备上就会混用一份记录。",
    bad="courseware: { pass_mark: 80 }", good="courseware: { id: mobile-service, pass_mark: 80 }",
    scope=Scope.COURSE, waivable=False,
)
# fmt: on


_SEVERITIES = {severity.value: severity for severity in Severity} | {"False": Severity.OFF}
"""``off`` without quotes is a truth value to some YAML readers."""
UNSAFE = frozenset({
    "SAFE-1", "SAFE-2", "SAFE-3", "SAFE-4", "SAFE-7", "SAFE-8", "SAFE-9", "FIG-3", "FIG-10",
    "FILE-1", "FILE-2", "FILE-3", "FILE-4", "FILE-5", "FILE-7", "FILE-8", "FILE-9", "FILE-10",
    "FILE-11", "FILE-14", "FILE-15", "FILE-16",
})  # fmt: skip
"""Faults with which nothing is published, whatever the settings say: content that can run, load
from or lead elsewhere, and files that could not be looked through."""


def severities(
    options: YamlMap, known: Mapping[str, Rule]
) -> tuple[dict[str, Severity], tuple[Diagnostic, ...]]:
    """The severities that the project sets; ``known`` are the rules that there are, by code.

    What no author can waive on a line, no setting can weaken for all of them.
    """
    rules = options.map("rules")
    found: list[Diagnostic] = []
    given: dict[str, Severity] = {}
    for code, key in rules.keys.items():
        value = rules.text(code)
        if code not in known:
            hint = did_you_mean(code, known)
            found.append(CONF_1.at(key.place, width=key.width, code=code, hint=hint))
        elif value not in _SEVERITIES:
            found.append(CONF_2.at(rules.at(code), value=value))
        elif is_fixed(known[code]) and _SEVERITIES[value] is not Severity.ERROR:
            found.append(CONF_4.at(key.place, width=key.width, code=code))
        else:
            given[code] = _SEVERITIES[value]
    return given, tuple(found)


def is_fixed(rule: Rule) -> bool:
    """Whether a rule is an error wherever it is broken, whatever pages and settings say."""
    return not rule.waivable and rule.severity is Severity.ERROR


def check_zone(options: YamlMap) -> Iterator[Diagnostic]:
    """A finding if the course's time zone is none."""
    zone = options.text("timezone")
    if zone and read_zone(zone) is None:
        yield CONF_3.at(options.at("timezone"), width=len(zone), value=zone)


def check_id(options: YamlMap) -> Iterator[Diagnostic]:
    """A finding if the course has no name for records to be kept under."""
    if not options.text("id").strip():
        yield CONF_5.at(options.at("id"))
