"""A small site with a question of each kind, served on loopback, and trainees' browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.questions import samples
from tests.serve import serving
from tests.site.record.trainee import Trainee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's folder; its first lesson has every kind of question, its second has two."""
    folder = tmp_path_factory.mktemp("kinds")
    two = (
        samples.SINGLE.replace("id=2-01", "id=2-07"),
        samples.TRUE_FALSE.replace("id=2-03", "id=2-08").replace("着急", "生气"),
    )
    pages = samples.course(
        one=samples.lesson("one", *samples.KINDS, body=samples.SCENARIO),
        two=samples.lesson("two", *two),
    )
    return samples.build(pages, folder / "source", folder / "site")


@pytest.fixture(scope="session")
def address(kinds: Path) -> Iterator[str]:
    with serving(kinds) as found:
        yield found


@pytest.fixture
def trainee(browser: Browser, address: str) -> Iterator[Trainee]:
    made = Trainee(browser, address)
    yield made
    assert made.complaints == []
    made.context.close()


@pytest.fixture
def another(browser: Browser, address: str) -> Iterator[Callable[..., Trainee]]:
    """Makes further trainees, or the same one's other devices."""
    made: list[Trainee] = []

    def make(**options: object) -> Trainee:
        made.append(Trainee(browser, address, **options))
        return made[-1]

    yield make
    for person in made:
        person.context.close()
