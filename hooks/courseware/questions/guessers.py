"""How far guessing goes: what somebody scores who never reads the stem.

Three guessers, none of them a reader, each measured on single-choice questions against chance
(one in as many as there are options):

longest    picks the longest option; of several equally long ones each is as likely
wording    knows how often each pair of characters stands in right and in wrong options of all
           *other* questions given (naive Bayes, leave one out) and stakes on each option in
           proportion to its odds
place      always picks the same place

Everything is counted in the order given, so the same questions give the same figures.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from courseware.questions.kinds import KINDS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from courseware.questions.model import Question

FEWEST_OPTIONS = 3
"""Two options are a statement that is true or false: nothing to compare."""
WORDS = 6
"""As many independent witnesses an option is. Its pairs overlap: twenty signs are some six words,
and who counted every pair would be sure of what is luck."""
SIGNS = 2
"""Pairs of characters that are shown of what gave a key away."""
TELLING = 1.0
"""Natural logarithm of how many times as often a pair that is shown stands in right options."""

_SPACE = re.compile(r"\s")
_PAIR = re.compile(r"\w\w")


@dataclass(frozen=True, slots=True)
class Guessed:
    """A single-choice question as the guessers see it.

    ``key`` is the place of the right option. ``longest`` and ``wording`` are the share of tries
    in which that guesser picks it. ``lead`` is by how many characters the key is longer than the
    longest wrong option; ``signs`` are pairs of characters of the key that stand much more often
    in right options than in wrong ones, the strongest first.
    """

    question: Question
    key: int
    longest: float
    lead: int
    wording: float
    signs: tuple[str, ...]

    @property
    def chance(self) -> float:
        """The share of tries in which somebody who draws lots picks the key."""
        return 1 / len(self.question.choices)


@dataclass(frozen=True, slots=True)
class Measured:
    """The questions of a chapter or of a file: singles, and multiples by their right options."""

    singles: tuple[Guessed, ...]
    multiples: Mapping[int, tuple[Question, ...]]

    @property
    def chance(self) -> float:
        """Singles that somebody who draws lots gets right."""
        return sum(one.chance for one in self.singles)

    @property
    def longest(self) -> float:
        """Singles got right by picking the longest option, divided by chance."""
        return sum(one.longest for one in self.singles) / (self.chance or 1)

    @property
    def wording(self) -> float:
        """Singles got right by wording alone, on average, divided by chance."""
        return sum(one.wording for one in self.singles) / (self.chance or 1)

    @property
    def places(self) -> tuple[int, ...]:
        """Keys at each place, for as many places as the longest question has."""
        counted = Counter(one.key for one in self.singles)
        widest = max((len(one.question.choices) for one in self.singles), default=0)
        return tuple(counted[place] for place in range(widest))

    @property
    def even(self) -> tuple[float, ...]:
        """What ``places`` would be if every place of a question were as likely."""
        return tuple(
            sum(one.chance for one in self.singles if place < len(one.question.choices))
            for place in range(len(self.places))
        )


def measure(groups: Mapping[str, Sequence[Question]]) -> dict[str, Measured]:
    """Each group measured; the wording is learnt from all groups together."""
    model = _Wording(question for questions in groups.values() for question in questions)
    return {
        name: Measured(
            tuple(_guessed(q, key, model) for q in questions if (key := single_key(q)) is not None),
            _by_right_options(questions),
        )
        for name, questions in groups.items()
    }


def single_key(question: Question) -> int | None:
    """Place of the key of a single-choice question with options enough to compare."""
    kind = KINDS[question.kind]
    one_right = kind.shape is Shape.CHOICES and not kind.several and not kind.fixed
    if not one_right or len(question.choices) < FEWEST_OPTIONS:
        return None
    return next((i for i, choice in enumerate(question.choices) if choice.correct), None)


def _by_right_options(questions: Iterable[Question]) -> dict[int, tuple[Question, ...]]:
    found: dict[int, tuple[Question, ...]] = {}
    for question in questions:
        if KINDS[question.kind].several:
            right = sum(choice.correct for choice in question.choices)
            found[right] = (*found.get(right, ()), question)
    return dict(sorted(found.items()))


def _guessed(question: Question, key: int, model: _Wording) -> Guessed:
    lengths = [len(choice.text.strip()) for choice in question.choices]
    scores, signs = model.scores(question, key)
    return Guessed(
        question,
        key,
        longest=_picked(lengths, key),
        lead=lengths[key] - max(lengths[:key] + lengths[key + 1 :]),
        wording=_staked(scores, key),
        signs=signs,
    )


def _picked(lengths: Sequence[int], key: int) -> float:
    """How often the key is picked by somebody who picks one of the longest."""
    return 1 / lengths.count(lengths[key]) if lengths[key] == max(lengths) else 0.0


def _staked(scores: Sequence[float], key: int) -> float:
    """The share that is staked on the key; scores are mean logarithms of odds.

    Rounded to what every machine's logarithms agree on.
    """
    return round(1 / sum(exp(WORDS * (score - scores[key])) for score in scores), 9)


class _Wording:
    """In how many right and wrong options each pair of characters stands."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
        for question in questions:
            for choice in question.choices:
                counts = self.counts[choice.correct]
                for pair in _pairs(choice.text):
                    counts[pair] = counts.get(pair, 0) + 1

    def scores(self, question: Question, key: int) -> tuple[list[float], tuple[str, ...]]:
        """How right each option sounds to one who has seen all other questions; the key's signs.

        The sum of all pairs is left out of the odds: it is the same for every option.
        """
        own: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        options = [_pairs(choice.text) for choice in question.choices]
        for choice, pairs in zip(question.choices, options, strict=True):
            own[choice.correct].update(pairs)
        wrong, right = (
            {pair: counts[pair] - mine[pair] for pair in mine}
            for counts, mine in zip(self.counts, own, strict=True)
        )

        def weight(pair: str) -> float:
            likely = right[pair] if pair in right else self.counts[True].get(pair, 0)
            unlikely = wrong[pair] if pair in wrong else self.counts[False].get(pair, 0)
            return log((likely + 1) / (unlikely + 1))

        scores = [sum(map(weight, pairs)) / (len(pairs) or 1) for pairs in options]
        said = sorted(filter(_PAIR.fullmatch, dict.fromkeys(options[key])), key=weight)
        return scores, tuple(pair for pair in reversed(said) if weight(pair) > TELLING)[:SIGNS]


def _pairs(text: str) -> list[str]:
    return [one + two for one, two in pairwise(_SPACE.sub("", text))]
