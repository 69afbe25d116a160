"""The sentences that a prompt says to a model, for rules that compare them.

Read are the plain sentences of instructions: not what stands in a fence of code, in an answer
of the assistant, or between `{% if %}` and `{% endif %}`, where another may stand instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbench.domain.prompts import Engine, PromptContent, Role
from workbench.templating.components import Fragment
from workbench.templating.places import include_place
from workbench.templating.recent import Recent

MOST_CHARACTERS = 200_000
"""Of all texts together; what follows is not compared."""
MOST_SENTENCES = 4_000
LONGEST_LINE = 5_000
SPOKEN = (Role.SYSTEM, Role.DEVELOPER, Role.USER)
OPENING = frozenset(("if", "for", "block", "macro", "call", "filter", "raw", "set"))

MARK = re.compile(r"\{#|\{%|\{\{|```|\n")
CLOSING = {"{#": "#}", "{%": "%}", "{{": "}}"}
STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)([^%]*)")
MARKER = re.compile(r"\s*(?:[-*+•>]|#{1,6}|\d{1,3}[.)]|\(?[a-z][.)])\s+|\s+")
ENDED = re.compile(r"[.!?](?=[\"')\]*_]*(?:\s|$))[\"')\]*_]*")
Line = tuple[str, int, str]
"""Text, place, and the path of what is included."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` are lower case. One of a component stands where the component is included."""

    text: str
    words: tuple[str, ...]
    message_index: int
    start: int
    end: int
    component: str = ""

    @property
    def place(self) -> str:
        """Where it was said, for people."""
        return self.component or f"message {self.message_index + 1}"


def sentences_of(content: PromptContent, known: Mapping[str, Fragment]) -> list[Sentence]:
    """In the order in which they are read; each component once, where it is first included."""
    template = content.engine is not Engine.NONE
    found: list[Sentence] = []
    room = MOST_CHARACTERS
    included: set[str] = set()
    for index, message in enumerate(content.messages):
        if message.role not in SPOKEN:
            continue
        text = message.text[:room]
        room -= len(text)
        lines = list(_lines(text, template))
        found += _sentences(lines, index)
        for path in _included_in(lines):
            for part in _reached(path, known, included):
                inner = known[part].text[:room]
                room -= len(inner)
                place = include_place(message.text, path)
                inner_lines = _lines(inner, not known[part].literal)
                found += _placed(_sentences(inner_lines, index), part, place)
        if room <= 0 or len(found) >= MOST_SENTENCES:
            break
    return found[:MOST_SENTENCES]


def _reached(path: str, known: Mapping[str, Fragment], included: set[str]) -> Iterator[str]:
    """The component and those below it that are new and include each other in any case."""
    waiting = [path]
    while waiting:
        part = waiting.pop()
        if part in included or part not in known:
            continue
        included.add(part)
        yield part
        if not known[part].literal:
            waiting += _included_in(_lines(known[part].text[:MOST_CHARACTERS], template=True))


def _placed(
    sentences: Iterator[Sentence], component: str, place: tuple[int, int]
) -> Iterator[Sentence]:
    for each in sentences:
        yield Sentence(each.text, each.words, each.message_index, *place, component)


def _included_in(lines: Iterable[Line]) -> list[str]:
    return list(dict.fromkeys(path for _line, _start, path in lines if path))


def _sentences(lines: Iterable[Line], index: int) -> Iterator[Sentence]:
    for line, start, path in lines:
        if path or len(line) > LONGEST_LINE:
            continue
        said = _known.get(line)
        if said is None:
            said = _known.put(line, tuple(_said(line)), len(line) * 10)
        for text, words, begun, end in said:
            yield Sentence(text, words, index, start + begun, start + end)


def _said(line: str) -> Iterator[Said]:
    marker = MARKER.match(line)
    begun = marker.end() if marker else 0
    while begun < len(line):
        ended = ENDED.search(line, begun)
        end = ended.end() if ended else len(line.rstrip())
        said = line[begun:end]
        if words := tuple(word.lower().replace("’", "'") for word in WORD.findall(said)):
            yield said.strip(), words, begun, end
        begun = max(end, begun + 1)
        while begun < len(line) and line[begun].isspace():
            begun += 1


KEPT = 10_000_000
"""Bytes, about, of sentences that are remembered by their lines."""
Said = tuple[str, tuple[str, ...], int, int]
_known: Recent[str, tuple[Said, ...]] = Recent(KEPT)


def _lines(text: str, template: bool) -> Iterator[Line]:
    """Each line with its place, tags as they are; then, for an include, an empty one and its path.

    A line that is said only under a condition, or stands in a fence of code, is left out.
    """
    depth, fenced, start, kept, spoiled = 0, False, 0, "", False
    for at, piece in _pieces(text):
        if piece == "\n":
            if not spoiled and kept.strip():
                yield kept, start, ""
            start, kept, spoiled = at + 1, "", bool(depth or fenced)
            continue
        if piece == "```":
            fenced, spoiled = not fenced, True
        elif template and piece.startswith("{%") and (statement := STATEMENT.match(piece)):
            word, rest = statement.groups()
            depth = _depth(depth, word, rest)
            spoiled = spoiled or depth > 0 or word.startswith("end")
            if word == "include" and not depth and not fenced and (path := _quoted(rest)):
                yield "", at, path
        kept += piece if piece[:2] not in ("{%", "{#") or not template else " " * len(piece)
    if not spoiled and kept.strip():
        yield kept, start, ""


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Text, line feeds, fences, and tags as a whole, each with its place."""
    at = 0
    unclosed: set[str] = set()
    while mark := MARK.search(text, at):
        if mark.start() > at:
            yield at, text[at : mark.start()]
        at, end = mark.start(), mark.end()
        close = CLOSING.get(mark.group(), "")
        if close and close not in unclosed:
            found = text.find(close, end)
            if found < 0:
                unclosed.add(close)
            else:
                end = found + len(close)
        yield at, text[at:end]
        at = end
    if at < len(text):
        yield at, text[at:]


def _depth(depth: int, word: str, rest: str) -> int:
    if word.startswith("end"):
        return max(0, depth - 1)
    if word == "set" and "=" in rest:
        return depth
    return depth + (word in OPENING)


def _quoted(rest: str) -> str:
    match = re.match(r"\s*([\"'])([^\"']+)\1\s*[-+]?$", rest)
    return match.group(2) if match else ""
