"""A template cut into pieces that Jinja2 reads by themselves as it does within the whole.

A keystroke changes one piece; what the others say is known. A tag by itself is a piece, and
from `{% if %}` to its end. Text between tags is left out but for its line feeds, so that
typing prose changes no piece at all. Where a template sets names, one part means something to
another: then all of it is one piece, and still holds no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.templating.recent import Recent

LINE = re.compile(r"\r\n|\r|\n")
OPENING = re.compile(r"\{[{%#]")
STRING = r"""'[^'\\]*+(?:\\.[^'\\]*+)*+'|"[^"\\]*+(?:\\.[^"\\]*+)*+\""""
WITHIN = rf"(?:[\w\s.,:;|()\[\]=+*/<>~-]++|!=|%(?!\}})|{STRING})*+"
SIMPLE = {
    "{{": re.compile(rf"\{{\{{{WITHIN}\}}\}}", re.DOTALL),
    "{%": re.compile(rf"\{{%{WITHIN}%\}}", re.DOTALL),
}
"""Tags without braces inside, as nearly all are."""
STEP = re.compile(rf"[\w\s.,:;|=+*/<>~-]++|!=|{STRING}|(?P<bracket>[{{}}()\[\]])|%", re.DOTALL)
PAIRS = {"{": "}", "(": ")", "[": "]"}
CLOSING = {"{{": "}}", "{%": "%}"}
RAW = re.compile(r"\{%[-+]?\s*raw\s*-?%\}")
END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)")
ENCLOSING = frozenset(("if", "for", "with", "call", "filter", "autoescape"))
BINDING = frozenset(("set", "block", "macro", "import", "from", "extends"))
KEPT = 4_000_000
"""Characters of texts whose pieces are remembered."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    line: int
    """The whole's lines above it."""


@dataclass(frozen=True, slots=True)
class Cut:
    pieces: tuple[Piece, ...]
    tags: tuple[tuple[int, str], ...]
    """Each with its place in the text, whose lines end in line feeds; no comments."""


def with_line_feeds(text: str) -> str:
    """As Jinja2 reads it."""
    return LINE.sub("\n", text) if "\r" in text else text


def cut(text: str) -> Cut:
    """Of a text whose lines end in line feeds."""
    found = _cuts.get(text)
    if found is None:
        found = _cuts.put(text, _cut(text), len(text))
    return found


_cuts: Recent[str, Cut] = Recent(KEPT)


@dataclass(slots=True)
class _Saw:
    text: str
    tags: list[tuple[int, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """Of the whole."""
    begun: int = 0
    """Where among the parts the present piece begins, and the lines above it."""
    line: int = 0
    lines: int = 0
    depth: int = 0
    binding: bool = False

    def prose(self, start: int, end: int) -> None:
        if start == end:
            return
        feeds = self.text.count("\n", start, end)
        blank = self.text[start:end]
        if not blank.isspace():
            # Blanks that a minus sign strips stay as they are
            blank = blank[: len(blank) - len(blank.lstrip())]
            blank += "x" + "\n" * (feeds - blank.count("\n"))
        self.parts.append(blank)
        self.lines += feeds
        if not self.depth:
            self._begin()

    def comment(self, start: int, end: int) -> None:
        """It divides the text around it, by which Jinja2 tells the line of a mistake."""
        feeds = self.text.count("\n", start, end)
        self.parts.append("{#" + "\n" * feeds + "#}")
        self.lines += feeds
        if not self.depth:
            self._begin()

    def tag(self, start: int, end: int) -> None:
        tag = self.text[start:end]
        self.tags.append((start, tag))
        self.parts.append(tag)
        self.lines += tag.count("\n")
        if statement := STATEMENT.match(tag):
            word = statement[1]
            self.binding = self.binding or word in BINDING
            self.depth += word in ENCLOSING
            self.depth -= word.startswith("end") and self.depth > 0
        if not self.depth:
            self._end()

    def rest(self, start: int) -> None:
        self.parts.append(self.text[start:])
        self._end()

    def done(self) -> Cut:
        if self.depth:
            self._end()
        whole = (Piece("".join(self.parts), 0),)
        return Cut(whole if self.binding else tuple(self.pieces), tuple(self.tags))

    def _end(self) -> None:
        self.pieces.append(Piece("".join(self.parts[self.begun :]), self.line))
        self._begin()

    def _begin(self) -> None:
        self.begun, self.line = len(self.parts), self.lines


def _cut(text: str) -> Cut:
    saw = _Saw(text)
    at = 0
    while opening := OPENING.search(text, at):
        start = opening.start()
        saw.prose(at, start)
        hidden, end = _hidden(text, start, opening[0])
        if not hidden:
            end = _end_of_tag(text, start, opening[0])
        if end is None:
            saw.rest(start)
            cut = saw.done()
            return Cut(cut.pieces, (*cut.tags, *_tags_after(text, start)))
        if not hidden:
            saw.tag(start, end)
        elif opening[0] == "{#":
            saw.comment(start, end)
        else:
            saw.prose(start, end)
        at = end
    saw.prose(at, len(text))
    return saw.done()


def _hidden(text: str, start: int, opening: str) -> tuple[bool, int | None]:
    """Whether a comment or raw text begins here, and its end, if it has one."""
    if opening == "{#":
        end = text.find("#}", start + 2)
        return True, end + 2 if end >= 0 else None
    if opening == "{%" and (raw := RAW.match(text, start)):
        close = END_OF_RAW.search(text, raw.end())
        return True, close.end() if close else None
    return False, None


def _end_of_tag(text: str, start: int, opening: str) -> int | None:
    """None for a tag that is not closed where Jinja2 wants it to be."""
    if simple := SIMPLE[opening].match(text, start):
        return simple.end()
    expected: list[str] = []
    at = start + 2
    while at < len(text):
        if not expected and text.startswith(CLOSING[opening], at):
            return at + 2
        step = STEP.match(text, at)
        if step is None:
            return None
        if bracket := step["bracket"]:
            if bracket in PAIRS:
                expected.append(PAIRS[bracket])
            elif not expected or expected.pop() != bracket:
                return None
        at = step.end()
    return None


def _tags_after(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The tag that is not closed, as while it is being typed, and those behind it."""
    at = start
    while opening := OPENING.search(text, at):
        start = opening.start()
        hidden, end = _hidden(text, start, opening[0])
        if not hidden:
            end = _end_of_tag(text, start, opening[0])
        if end is None:
            if hidden:
                return
            following = OPENING.search(text, start + 2)
            end = following.start() if following else len(text)
        if not hidden:
            yield start, text[start:end]
        at = end
