"""Finding and replacing a text: whole words, capitals, patterns that run with a limit of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workbench.domain.errors import InvalidInput

MOST_FOUND = 5000
SECONDS = 0.25
"""A pattern may take so long on one text."""


class PatternProblem(InvalidInput):
    """A pattern that is none, or that takes too long."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. `case` tells capitals from small letters."""

    text: str
    case: bool = False
    words: bool = False
    pattern: bool = False

    @property
    def plain(self) -> bool:
        return not (self.words or self.pattern)


@dataclass(frozen=True, slots=True)
class Place:
    """Code points from `start` to `end`, and what would stand there instead."""

    start: int
    end: int
    new: str = ""


def find(text: str, query: Query, new: str = "", *, most: int = MOST_FOUND) -> tuple[Place, ...]:
    """In reading order, without empty ones. Raises `PatternProblem`.

    With a pattern, `\\1` and `\\g<name>` in `new` stand for its groups.
    """
    if not query.text:
        return ()
    if query.plain and (query.case or text.isascii()):
        return tuple(_plain(text, query, new, most))
    found = _compiled(query)
    replacement = _replacement(query, found, new)
    places: list[Place] = []
    try:
        for match in found.finditer(text, timeout=SECONDS, concurrent=True):
            if match.end() > match.start():
                places.append(Place(match.start(), match.end(), replacement(match)))
            if len(places) >= most:
                break
    except TimeoutError as error:
        raise PatternProblem(
            "The pattern takes too long.", hint="Make it simpler, without nested repetitions."
        ) from error
    return tuple(places)


def _plain(text: str, query: Query, new: str, most: int) -> Iterator[Place]:
    searched = text if query.case else text.lower()
    wanted = query.text if query.case else query.text.lower()
    place = searched.find(wanted)
    while place >= 0 and most > 0:
        yield Place(place, place + len(wanted), new)
        most -= 1
        place = searched.find(wanted, place + len(wanted))


@lru_cache(maxsize=32)
def _compiled(query: Query) -> Any:
    import regex  # type: ignore[import-untyped,unused-ignore]

    source = query.text if query.pattern else regex.escape(query.text)
    if query.words:
        source = rf"(?<!\w)(?:{source})(?!\w)"
    flags = regex.MULTILINE if query.case else regex.MULTILINE | regex.IGNORECASE
    try:
        return regex.compile(source, flags)
    except (regex.error, RecursionError, OverflowError) as error:
        raise PatternProblem(f"The pattern cannot be read: {error}.") from error


def _replacement(query: Query, found: Any, new: str) -> Callable[[Any], str]:
    if not query.pattern or "\\" not in new:
        return lambda _match: new

    def expanded(match: Any) -> str:
        import regex

        try:
            return str(match.expand(new))
        except (regex.error, IndexError, KeyError) as error:
            raise PatternProblem(f"The replacement cannot be read: {error}.") from error

    return expanded
