"""What a person does on a page, found by role, name and address as the person finds it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.engines.drivers import Driver, Element

ESCAPE = "\ue00c"
"""The key as WebDriver writes it."""
_NAMED = """
const [css, name] = arguments;
return [...document.querySelectorAll(css)].find((element) => {
  const said = element.getAttribute("aria-label") || element.textContent;
  return said.replace(/\\s+/g, " ").trim().includes(name) && element.getClientRects().length;
}) ?? null;
"""
_SEEN = """
const [css] = arguments;
const element = document.querySelector(css);
const box = element?.getBoundingClientRect();
return Boolean(box?.width) && getComputedStyle(element).visibility === "visible"
  && box.left >= 0 && box.right <= innerWidth && box.bottom > 0 && box.top < innerHeight;
"""


def until(driver: Driver, expression: str, *given: Any) -> Any:
    """Wait until an expression is true on the page; give its value."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = driver.run(f"return {expression}", *given)
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(expression)


def until_seen(driver: Driver, css: str, *, seen: bool = True) -> None:
    """Wait until an element lies inside of the window, between its sides; or until it does not."""
    end = time.monotonic() + 60
    while driver.run(_SEEN, css) is not seen:
        assert time.monotonic() < end, f"{css} is{'' if not seen else ' not'} seen"
        time.sleep(0.05)


def ready(driver: Driver, address: str) -> None:
    """Open a page and wait until its scripts ran."""
    driver.open(address)
    until(driver, "document.readyState === 'complete'")


def text(driver: Driver, css: str) -> str:
    """What an element says."""
    found = driver.run("return document.querySelector(arguments[0])?.textContent ?? ''", css)
    return " ".join(found.split())


def press(driver: Driver, css: str) -> None:
    """Click an element that may lie outside of the window."""
    _press(driver, driver.find(css))


def named(driver: Driver, css: str, name: str) -> Element:
    """The first displayed element of a kind whose name has these words."""
    found: Element | None = driver.run(_NAMED, css, name)
    assert found is not None, f"no {css} named {name}"
    return found


def button(driver: Driver, name: str) -> None:
    """Press a button by its name."""
    _press(driver, named(driver, "button", name))


def follow(driver: Driver, name: str, inside: str = "body") -> None:
    """Follow a link by its words; wait for the page it leads to."""
    link = named(driver, f"{inside} a[href]", name)
    target = driver.run("return arguments[0].href", link)
    _press(driver, link)
    until(driver, "location.href === arguments[0] && document.readyState === 'complete'", target)


def fits(driver: Driver) -> bool:
    """Whether nothing is wider than the window."""
    found: bool = driver.run("return document.documentElement.scrollWidth <= innerWidth")
    return found


def forget(driver: Driver, address: str) -> None:
    """Open a page as somebody new."""
    ready(driver, address)
    driver.run("localStorage.clear()")
    ready(driver, address)


def _press(driver: Driver, element: Element) -> None:
    driver.run("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()
