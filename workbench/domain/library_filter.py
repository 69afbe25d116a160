"""What is typed to filter the library: words, and terms such as `label:tone=friendly`.

Words must occur in the path, the title, the description or a label. Terms narrow further; a `-`
in front turns one round, and of several labels of one facet one is enough. Quotes keep blanks
together: `label:status="in review"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from workbench.domain.history import PromptSummary
from workbench.domain.labels import FREE, labels_of
from workbench.domain.prompts import Label

KEYS = (
    "label",
    "kind",
    "changed",
    "used",
    "archived",
    "favourite",
    "named",
    "owner",
    "path",
    "title",
)
YES_NO = frozenset({"changed", "used", "archived", "favourite", "named"})
NO = ("n", "no", "false", "0")
_NUMBERS = re.compile("[0-9]+")
QUOTE, NOT, OR, IS = '"', "-", ",", "="


@dataclass(frozen=True, slots=True)
class Term:
    """`key` is empty for a word. `start` and `end` are its place in what was typed."""

    key: str
    value: str
    turned: bool = False
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Entry:
    """A prompt as it is looked through: made once, asked for each keystroke."""

    summary: PromptSummary
    text: str
    labels: tuple[Label, ...]
    named: tuple[str, ...]
    """The labels as they are asked for: `facet=value` in small letters."""
    order: tuple[tuple[int, str, str], ...]
    """Sorts folders before prompts, at each level by name, `step-9` before `step-10`; the names
    stand at the ends."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a prompt's card does not say."""

    included: Collection[str] = frozenset()
    favourites: Collection[str] = frozenset()


Test = Callable[[Entry], bool]


def entry_of(summary: PromptSummary) -> Entry:
    prompt, labels = summary.prompt, labels_of(summary.prompt)
    words = (prompt.path, prompt.title, prompt.description, *map(str, labels))
    *folders, name = prompt.path.split("/")
    order = (*[(0, sortable(folder), folder) for folder in folders], (1, sortable(name), name))
    named = tuple([f"{label.facet}{IS}{label.value}".casefold() for label in labels])
    return Entry(summary, "\n".join(words).casefold(), labels, named, order)


def sortable(name: str) -> str:
    """Filled up to the same length, numbers sort as numbers do."""
    return _NUMBERS.sub(lambda found: found[0].zfill(12), name)


def terms(text: str) -> list[Term]:
    return [_term(piece, start) for start, piece in _pieces(text)]


def matching(text: str, facts: Facts) -> list[Test]:
    """Tests that must all be passed; none where nothing is asked for."""
    found: list[Test] = []
    facets: dict[str, list[str]] = {}
    for term in terms(text):
        if term.key == "label" and not term.turned:
            for wanted in term.value.casefold().split(OR):
                facets.setdefault(wanted.partition(IS)[0], []).append(wanted)
        elif test := _test(term, facts):
            found.append(_not(test) if term.turned else test)
    found += [_any_label(wanted) for wanted in facets.values()]
    return found


def found_in(entries: list[Entry], tests: list[Test]) -> list[Entry]:
    for test in tests:
        entries = [entry for entry in entries if test(entry)]
    return entries


def label_term(label: Label) -> str:
    """How a label is asked for."""
    wanted = f"{label.facet}{IS}{label.value}"
    return f"label:{QUOTE}{wanted}{QUOTE}" if any(c in wanted for c in " ,") else f"label:{wanted}"


def labels_asked(text: str) -> frozenset[str]:
    """The labels a filter asks for, as `facet=value` in small letters."""
    asked = (t.value.casefold() for t in terms(text) if t.key == "label" and not t.turned)
    return frozenset(one for value in asked for one in value.split(OR))


def asks_for(asked: Collection[str], label: Label) -> bool:
    return f"{label.facet}{IS}{label.value}".casefold() in asked


def toggled(text: str, label: Label) -> str:
    """What is typed with the label asked for, or no longer asked for."""
    wanted = f"{label.facet}{IS}{label.value}".casefold()
    for term in terms(text):
        if term.key == "label" and not term.turned and term.value.casefold() == wanted:
            return f"{text[: term.start].rstrip()} {text[term.end :].lstrip()}".strip()
    return f"{text.rstrip()} {label_term(label)}".strip()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blanks, and where; a quote keeps blanks in."""
    start, quoted = -1, False
    for place, letter in enumerate(text):
        if letter == QUOTE:
            quoted = not quoted
        if letter.isspace() and not quoted:
            if start >= 0:
                yield start, text[start:place]
            start = -1
        elif start < 0:
            start = place
    if start >= 0:
        yield start, text[start:]


def _term(piece: str, start: int) -> Term:
    end = start + len(piece)
    turned = len(piece) > 1 and piece.startswith(NOT)
    body = piece[1:] if turned else piece
    key, colon, value = body.partition(":")
    if colon and key.casefold() in KEYS:
        return Term(key.casefold(), value.replace(QUOTE, ""), turned, start, end)
    return Term("", body.replace(QUOTE, ""), turned, start, end)


def _test(term: Term, facts: Facts) -> Test | None:
    value = term.value.casefold()
    if term.key in YES_NO:
        wanted = value not in NO
        return lambda entry, ask=_FACTS[term.key]: ask(entry, facts) is wanted  # type: ignore[misc]
    if not value and not (term.key == "label" and term.turned):
        return None
    match term.key:
        case "kind":
            return lambda entry: entry.summary.prompt.kind.startswith(value)
        case "owner":
            return lambda entry: value in entry.summary.prompt.owner.casefold()
        case "path":
            return lambda entry: entry.summary.prompt.path.startswith(value)
        case "title":
            return lambda entry: value in entry.summary.prompt.title.casefold()
        case "label":
            return _any_label(value.split(OR))
    return lambda entry: value in entry.text


def _any_label(wanted: list[str]) -> Test:
    """`tone=friendly` by its beginning, `tone=` or `tone` any of that facet, else a free label."""
    known: dict[str, bool] = {}

    def has_one(entry: Entry) -> bool:
        for named in entry.named:
            fits = known.get(named)
            if fits is None:
                fits = known[named] = any(_fits(named, each) for each in wanted)
            if fits:
                return True
        return False

    return has_one


def _fits(named: str, wanted: str) -> bool:
    if IS in wanted:
        return named.startswith(wanted)
    facet, _, value = named.partition(IS)
    return facet.startswith(wanted) or (facet == FREE and value.startswith(wanted))


def _not(test: Test) -> Test:
    return lambda entry: not test(entry)


_FACTS: dict[str, Callable[[Entry, Facts], bool]] = {
    "changed": lambda entry, _facts: entry.summary.unnamed_changes,
    "named": lambda entry, _facts: entry.summary.version > 0,
    "archived": lambda entry, _facts: entry.summary.prompt.archived,
    "used": lambda entry, facts: entry.summary.prompt.path in facts.included,
    "favourite": lambda entry, facts: entry.summary.prompt.id in facts.favourites,
}
