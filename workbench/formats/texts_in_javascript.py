"""The texts in JavaScript and TypeScript: strings, template literals, what `+` and `join` join.

A tolerant cut into tokens, no grammar: it goes through any text once, and what it takes wrongly
(a regular expression after a bracket, an apostrophe in JSX) is over at the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from workbench.diffing.copied_words import FILLED_IN

TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?)"
    r"|(?P<word>[\w$]+(?:\??\.[\w$]+)*+)"
    r"|(?P<blank>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
TEMPLATE = re.compile(r"[^`\\$]*(?:(?:\\.|\$(?!\{))[^`\\$]*)*", re.DOTALL)
"""Not possessive: early releases of Python 3.11 match that wrongly before a lookahead."""
EXPRESSION = re.compile(r"/(?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,50}+\]){1,500}+/[a-z]*")
"""A regular expression of a usual length: hostile text must not be read again and again."""
BEFORE_EXPRESSION = frozenset("(,=:[!&|?{};+-*%<>~^")
BEFORE_EXPRESSION_WORDS = frozenset(("", "return", "case", "typeof", "of", "in", "do", "else"))
ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
LAST_CHARACTER = 0x10FFFF

Kind = Literal["text", "aside", "word", "sign"]
"""An aside is a text in the expression of a template literal: nothing is joined to it."""
Token = tuple[int, Kind, str]


def javascript_texts(source: str) -> Iterator[tuple[int, str]]:
    joining = _Joining()
    for line, kind, text in _Reader(source).tokens():
        if kind == "aside":
            yield line, text
        elif kind == "text":
            yield from joining.text(line, text)
        elif kind == "word":
            yield from joining.word(text)
        else:
            yield from joining.sign(text)
    yield from joining.sign(";")


def tokens_of(source: str) -> Iterator[Token]:
    """What stands outside of comments and regular expressions, one after the other."""
    return _Reader(source).tokens()


@dataclass(slots=True)
class _Template:
    """A template literal that has begun: where, its texts, and the open braces in an expression."""

    line: int
    parts: list[str] = field(default_factory=list)
    braces: int = 0


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at, self._line = 0, 1
        self._before = ""
        self._open: list[_Template] = []

    def tokens(self) -> Iterator[Token]:
        while self._at < len(self._source):
            char = self._source[self._at]
            if char == "`":
                self._open.append(_Template(self._line))
                yield from self._template()
            elif char == "}" and self._open and not self._open[-1].braces:
                yield from self._template()
            elif token := self._next():
                yield token

    def _template(self) -> Iterator[Token]:
        """From a backtick or the end of an expression to the next expression, or to the end."""
        body = TEMPLATE.match(self._source, self._at + 1)
        end = body.end() if body else len(self._source)
        template = self._open[-1]
        template.parts.append(_unescaped(self._source[self._at + 1 : end]))
        ended = not self._source.startswith("${", end)
        self._move(end + (1 if ended else 2))
        self._before = "`" if ended else "{"
        if ended:
            self._open.pop()
            kind: Kind = "aside" if self._open else "text"
            yield template.line, kind, FILLED_IN.join(template.parts)

    def _next(self) -> Token | None:
        found = None
        if self._source[self._at] == "/" and (
            self._before in BEFORE_EXPRESSION or self._before in BEFORE_EXPRESSION_WORDS
        ):
            found = EXPRESSION.match(self._source, self._at)
        expression = bool(found)
        found = found or TOKEN.match(self._source, self._at)
        if found is None:
            self._move(len(self._source))
            return None
        line, text, kind = self._line, found[0], "word" if expression else found.lastgroup
        self._move(found.end())
        if kind in ("comment", "blank"):
            return None
        self._before = text
        if kind == "string":
            value = _unescaped(text[1:].removesuffix(text[0]))
            return line, "aside" if self._open else "text", value
        if self._open:
            self._open[-1].braces += {"{": 1, "}": -1}.get(text, 0)
            return None
        return line, "word" if kind == "word" else "sign", text

    def _move(self, to: int) -> None:
        self._line += self._source.count("\n", self._at, to)
        self._at = to


@dataclass(slots=True)
class _Joining:
    """Puts together what stands side by side."""

    line: int = 0
    pieces: list[str] = field(default_factory=list)
    after_plus: bool = False
    listed: list[tuple[int, str]] | None = None
    """The texts of a list that has only texts so far."""
    list_ended: bool = False

    def text(self, line: int, text: str) -> Iterator[tuple[int, str]]:
        if self.after_plus:
            self.pieces.append(text)
            self.after_plus = False
            return
        yield from self._ended(keep_list=not self.list_ended)
        self.line, self.pieces = line, [text]

    def word(self, word: str) -> Iterator[tuple[int, str]]:
        if self.after_plus:
            self.pieces.append(FILLED_IN)
            self.after_plus = False
        elif self.list_ended and word == "join" and self.listed:
            yield self.listed[0][0], "\n".join(text for _line, text in self.listed)
            self.listed, self.list_ended = None, False
        else:
            yield from self._ended()

    def sign(self, sign: str) -> Iterator[tuple[int, str]]:
        if sign == "+" and self.pieces:
            self.after_plus = True
        elif sign == ",":
            yield from self._ended(keep_list=not self.list_ended)
        elif sign == "]" and self.listed is not None:
            yield from self._ended(keep_list=True)
            self.list_ended = True
        elif sign != "." or not self.list_ended:
            yield from self._ended()
            self.listed = [] if sign == "[" else None

    def _ended(self, *, keep_list: bool = False) -> Iterator[tuple[int, str]]:
        if self.pieces:
            found = (self.line, "".join(self.pieces))
            self.pieces, self.after_plus = [], False
            if self.listed is not None:
                self.listed.append(found)
            else:
                yield found
        if not keep_list:
            yield from self.listed or ()
            self.listed, self.list_ended = None, False


def _unescaped(text: str) -> str:
    return ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2] or escape[3]
    if number is None:
        return NAMED.get(escape[4], escape[4])
    code = int(number, 16)
    return chr(code) if code <= LAST_CHARACTER else "\ufffd"
