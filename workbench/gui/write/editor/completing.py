"""What may come next in a template, from the few characters before the cursor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.domain.prompts import Input
from workbench.gui.kit.fuzzy import fuzzy_match
from workbench.gui.write.editor.template_words import FILTERS, TAGS, TESTS

FARTHEST = 300
MOST_WORDS = 200
MOST_FUZZY = 2000
"""Names that are looked at for letters anywhere in them, after those that hold them in a row."""

INCLUDE = re.compile(r"\{%[-+]?\s*(?:include|import|extends|from)\s+[\"']([^\"'\n]*)$")
FILTER = re.compile(r"\|\s*(\w*)$")
TEST = re.compile(r"\bis\s+(?:not\s+)?([A-Za-z_]?\w*)$")
STATEMENT = re.compile(r"\{%[-+]?\s*(\w*)$")
NAMING = re.compile(
    r"\{%[-+]?\s*(?:for|set|macro|block|end\w+|else|raw)\s+(?:\w+\s*,\s*)*\w*$"
    r"|\bas\s+\w*$|\bimport\s+\w*$"
)
"""Where a new name is made up, and none that is known belongs."""
EXPRESSION = re.compile(r"(?:\{\{[-+]?\s*|[\s(,\[=~+*/<>-])([A-Za-z_]?\w*)$")
WORD = re.compile(r"([A-Za-z_]\w*)$")


class Kind(StrEnum):
    VARIABLE = "variable"
    COMPONENT = "component"
    FILTER = "filter"
    TEST = "test"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Component:
    """A component that can be included."""

    path: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a name stands for, in plain texts that may be hostile."""

    title: str
    kind: str = ""
    note: str = ""
    body: str = ""
    """A value, the beginning of a component, an example."""


Explain = Callable[[Kind, str, Callable[[Explanation], None]], None]
"""Explain a name of a kind: calls back at once, and again if there is more to say later."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a template can name, and who explains it."""

    inputs: tuple[Input, ...] = ()
    components: tuple[Component, ...] = ()
    explain: Explain | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A suggestion; `whole` is what is put in, if it is more than the name."""

    name: str
    kind: Kind
    whole: str = ""
    places: tuple[int, ...] = ()
    """Offsets of the letters of the name that were typed."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`typed` is what stands there of the word already."""

    typed: str
    words: tuple[Word, ...]


def suggestions(
    before: str, vocabulary: Vocabulary, opened: Sequence[str] = (), *, asked: bool = False
) -> Suggestions | None:
    """For the text up to the cursor; None where nothing can be suggested.

    `opened` are the tags to be closed, innermost first. `asked` suggests outside of tags too.
    """
    tag = max(before.rfind("{{"), before.rfind("{%"))
    inside = before[tag:] if tag >= 0 and len(before) - tag <= FARTHEST else ""
    if not inside or "}}" in inside or "%}" in inside:
        return _outside(before, vocabulary) if asked else None
    return _in_tag(inside, vocabulary, opened, asked)


def _in_tag(
    inside: str, vocabulary: Vocabulary, opened: Sequence[str], asked: bool
) -> Suggestions | None:
    if match := INCLUDE.search(inside):
        paths = [each.path for each in vocabulary.components]
        return _matching(match.group(1), paths, Kind.COMPONENT)
    if inside.count('"') % 2 or inside.count("'") % 2:
        return None
    if match := FILTER.search(inside):
        return _matching(match.group(1), FILTERS, Kind.FILTER)
    if match := TEST.search(inside):
        return _matching(match.group(1), TESTS, Kind.TEST)
    if match := STATEMENT.search(inside):
        return _matching(match.group(1), _tags(opened), Kind.TAG)
    if NAMING.search(inside):
        return None
    if match := EXPRESSION.search(inside):
        if not (match.group(1) or asked or _fresh(inside)):
            return None
        names = [each.name for each in vocabulary.inputs]
        return _matching(match.group(1), names, Kind.VARIABLE)
    return None


def _fresh(inside: str) -> bool:
    """Where a name is expected, so that all of them are shown before a letter is typed."""
    return bool(re.search(r"(\{\{[-+]?|[(,\[=~]|\b(if|elif|in|and|or|not)) ?$", inside))


def _tags(opened: Sequence[str]) -> list[str]:
    """What closes or continues the innermost open tag first; no other end makes sense."""
    closing = [f"end{opened[0]}"] if opened else []
    between = ["else", "elif"] if "if" in opened[:1] else ["else"] if "for" in opened[:1] else []
    known = [name for name in TAGS if not name.startswith(("end", "el"))]
    return [*closing, *between, *known]


def _outside(before: str, vocabulary: Vocabulary) -> Suggestions | None:
    """Whole tags, to be put in at once."""
    found = WORD.search(before)
    typed = found.group(1) if found else ""
    words = _ranked(typed, [each.name for each in vocabulary.inputs], Kind.VARIABLE)
    words += _ranked(typed, [each.path for each in vocabulary.components], Kind.COMPONENT)
    if not words and typed:
        return _outside("", vocabulary)
    wholes = {Kind.VARIABLE: "{{{{ {0} }}}}", Kind.COMPONENT: '{{% include "{0}" %}}'}
    found_words = (
        Word(word.name, word.kind, wholes[word.kind].format(word.name), word.places)
        for word in words
    )
    return Suggestions(typed, tuple(found_words)[:MOST_WORDS]) if words else None


def _matching(typed: str, names: Iterable[str], kind: Kind) -> Suggestions | None:
    found = _ranked(typed, names, kind)
    if not found or (len(found) == 1 and found[0].name == typed):
        return None
    return Suggestions(typed, tuple(found[:MOST_WORDS]))


def _ranked(typed: str, names: Iterable[str], kind: Kind) -> list[Word]:
    """Those that begin with it, then those that hold it, then those that hold its letters."""
    if not typed:
        return [Word(name, kind) for name in names]
    wanted = typed.lower()
    starting: list[Word] = []
    holding: list[Word] = []
    others: list[str] = []
    for name in names:
        at = name.lower().find(wanted)
        if at < 0:
            others.append(name)
        else:
            word = Word(name, kind, places=tuple(range(at, at + len(wanted))))
            (starting if at == 0 else holding).append(word)
    exact = [word for word in starting if word.name == typed]
    starting = [*exact, *(word for word in starting if word.name != typed)]
    found = starting + sorted(holding, key=_by_place)
    return found if len(found) >= MOST_WORDS else found + _scattered(wanted, others, kind)


def _by_place(word: Word) -> tuple[bool, int]:
    """At the start of a part of the name first, and short names first."""
    return word.name[word.places[0] - 1].isalnum(), len(word.name)


def _scattered(wanted: str, names: Sequence[str], kind: Kind) -> list[Word]:
    near = [name for name in names if _holds_letters(name.lower(), wanted)][:MOST_FUZZY]
    found = [(match, name) for name in near if (match := fuzzy_match(wanted, name))]
    found.sort(key=lambda pair: -pair[0].score)
    return [Word(name, kind, places=match.places) for match, name in found]


def _holds_letters(name: str, wanted: str) -> bool:
    at = -1
    for letter in wanted:
        at = name.find(letter, at + 1)
        if at < 0:
            return False
    return True
