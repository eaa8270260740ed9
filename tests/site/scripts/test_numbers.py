"""Numbers from texts: the same here and in a program of our own."""

from __future__ import annotations

from tests.site.scripts.world import evaluate

WORD = 1 << 32
TEXTS = ["", "a", "0001e240", "学员 2-01 3", "𠮷野家"]


def digest(text: str) -> int:
    """FNV-1a over characters."""
    found = 2166136261
    for char in text:
        found = (found ^ ord(char)) * 16777619 % WORD
    return found


def numbers(seed: str, count: int) -> list[float]:
    """Mulberry32."""
    state, out = digest(seed), []
    for _ in range(count):
        state = (state + 0x6D2B79F5) % WORD
        mixed = (state ^ state >> 15) * (1 | state) % WORD
        mixed = (mixed + (mixed ^ mixed >> 7) * (61 | mixed)) % WORD ^ mixed
        out.append((mixed ^ mixed >> 14) / WORD)
    return out


def test_a_text_has_the_digest_it_always_had() -> None:
    """Codes, places of texts set aside and seeds hang on it."""
    assert evaluate("(texts) => texts.map(courseNumbers.digest)", TEXTS) == list(map(digest, TEXTS))


def test_a_seed_gives_the_numbers_it_always_gave() -> None:
    run = """(seeds) => seeds.map((seed) => {
        const next = courseNumbers.numbers(seed);
        return Array.from({ length: 50 }, next);
    })"""
    assert evaluate(run, TEXTS) == [numbers(seed, 50) for seed in TEXTS]


def test_shuffling_keeps_all_and_leaves_the_list_alone() -> None:
    run = """(count) => Array.from({ length: count }, (_, n) => {
        const list = [0, 1, 2];
        const mixed = courseNumbers.shuffled(list, courseNumbers.numbers(String(n)));
        return [list, mixed];
    })"""
    found = evaluate(run, 600)
    assert {tuple(list_) for list_, _ in found} == {(0, 1, 2)}
    seen = [tuple(mixed) for _, mixed in found]
    assert len(set(seen)) == 6
    assert min(seen.count(order) for order in set(seen)) > 600 / 6 / 2
