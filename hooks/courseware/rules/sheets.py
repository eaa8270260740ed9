"""Rules about a spreadsheet of questions that comes back."""

from courseware.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
