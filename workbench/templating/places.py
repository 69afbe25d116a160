"""Where things stand in a template's text, in code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.templating.cutting import LINE, cut, with_line_feeds
from workbench.templating.parsing import reading_environment
from workbench.templating.recent import Recent

KEPT = 2_000_000
"""Characters of tags whose tokens are remembered."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the template language. `after` is the token before it, blanks aside."""

    kind: str
    text: str
    start: int
    end: int
    after: str = ""


def tokens(text: str) -> Iterator[Token]:
    """What stands in the template's tags. One that makes no sense has tokens up to there."""
    offsets = _offsets(text)
    for start, tag in cut(with_line_feeds(text)).tags:
        for token in _tokens_of(tag):
            begun, end = offsets(start + token.start), offsets(start + token.end)
            yield Token(token.kind, token.text, begun, end, token.after)


_known: Recent[str, tuple[Token, ...]] = Recent(KEPT)


def _tokens_of(tag: str) -> tuple[Token, ...]:
    found = _known.get(tag)
    if found is None:
        told = (each for each in all_tokens(tag) if each.kind not in ("data", "whitespace"))
        found = _known.put(tag, tuple(told), len(tag))
    return found


def all_tokens(text: str) -> Iterator[Token]:
    """Every token, the text between tags too, as Jinja2 reads them."""
    from jinja2 import TemplateSyntaxError

    offsets = _offsets(text)
    read = with_line_feeds(text)
    position, after = 0, ""
    try:
        for _line, kind, value in reading_environment().lex(read):
            # Blanks that a minus sign strips belong to no token, so the position may lag behind
            start = read.find(value, position)
            position = start + len(value)
            yield Token(kind, value, offsets(start), offsets(position), after)
            if kind not in ("data", "whitespace"):
                after = value
    except TemplateSyntaxError:
        return


def names(text: str) -> Iterator[Token]:
    """Tokens that can be variables: names, but not attributes."""
    return (token for token in tokens(text) if token.kind == "name" and token.after != ".")


def include_place(text: str, path: str) -> tuple[int, int]:
    """Where a template names the component at `path`, quotes included."""
    named = (t for t in tokens(text) if t.kind == "string" and t.text[1:-1] == path)
    return next(((token.start, token.end) for token in named), (0, 0))


def line_of(text: str, offset: int) -> int:
    """Counted from 1."""
    return len(LINE.findall(text, 0, offset)) + 1


def line_span(text: str, line: int) -> tuple[int, int]:
    """Start and end of a line counted from 1, without its indentation; (0, 0) beyond the end."""
    start = 0
    for number, piece in enumerate(LINE.split(text), 1):
        end = start + len(piece)
        if number == line:
            return start + len(piece) - len(piece.lstrip()), end
        break_after = LINE.match(text, end)
        start = break_after.end() if break_after else end
    return 0, 0


def _offsets(text: str) -> Callable[[int], int]:
    """From offsets in the text with plain line feeds back to the text as it stands."""
    if "\r\n" not in text:
        return lambda offset: offset
    pairs = [match.start() for match in LINE.finditer(text) if match.group() == "\r\n"]
    # Each pair before a place moves it one further
    shortened = [start - index for index, start in enumerate(pairs)]
    return lambda offset: offset + bisect_left(shortened, offset)
