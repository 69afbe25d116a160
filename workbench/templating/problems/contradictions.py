"""Pairs of English sentences of which a model cannot follow both.

Told are only plain pairs: the same words with and without a "not", two languages or formats to
answer in, bounds on the same thing that leave nothing between them. A sentence with a condition
("if", "unless", "except"), one about each part ("every bullet"), and one under a `{% if %}` are
left alone: both may well be meant. What is said in other words is not seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import PromptContent
from workbench.templating.problems.repeats import removal, shortened
from workbench.templating.problems.sentences import Sentence
from workbench.templating.recent import Recent

MOST = 50
LONGEST = 30
"""Words of a sentence that is understood."""
FEWEST_SHARED = 2


Meant = tuple[int, frozenset[str], tuple[tuple[str, str], ...], tuple[tuple[int, int, str], ...]]
"""Of a sentence: its negations, what it is about, what it chooses, and its bounds."""
KEPT = 10_000_000
_known: Recent[str, Meant] = Recent(KEPT)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CONDITIONS = frozenset(
    _words(
        """if unless except when whenever while until otherwise but or either only each every per
        where though although instead rather case sometimes"""
    )
)
NEGATIONS = frozenset(
    _words("not never don't doesn't mustn't shouldn't cannot can't avoid without")
)
FILLERS = frozenset(
    _words(
        """a an the this that these those is are be been it its you your must should shall will
        can always please do does to of in on at for with and as by from any all make sure ensure
        need have has"""
    )
)
LANGUAGES = (
    "english french german spanish italian portuguese dutch swedish danish norwegian finnish "
    "polish czech russian ukrainian turkish greek arabic hebrew hindi bengali chinese mandarin "
    "japanese korean vietnamese thai indonesian romanian hungarian latin"
)
FORMATS = "json xml yaml csv html markdown prose"
ANSWER = r"\b(?:answer|respond|reply|write|speak|output|return)\b[^.,;:]{0,40}?\b"
SLOTS = {
    "language": re.compile(rf"{ANSWER}in ({LANGUAGES.replace(' ', '|')})\b", re.IGNORECASE),
    "format": re.compile(
        rf"{ANSWER}(?:in|as|with) (?:valid |plain |a |an )*({FORMATS.replace(' ', '|')})\b",
        re.IGNORECASE,
    ),
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        _words("zero one two three four five six seven eight nine ten eleven twelve")
    )
}
BOUND = re.compile(
    r"\b(at most|no more than|not more than|a maximum of|maximum|up to|fewer than|less than|"
    r"under|at least|no fewer than|no less than|not less than|a minimum of|minimum|more than|"
    r"exactly) (\d{1,6}|" + "|".join(NUMBERS) + r") "
    r"(sentence|word|paragraph|bullet point|bullet|item|character|line|step|example|point)s?\b",
    re.IGNORECASE,
)
BELOW = frozenset(("fewer than", "less than", "under"))
FROM = frozenset(
    ("at least", "no fewer than", "no less than", "not less than", "a minimum of", "minimum")
)


@dataclass(slots=True)
class _Said:
    """What was said so far, by what it is about."""

    claims: dict[frozenset[str], list[tuple[bool, Sentence]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    slots: dict[str, list[tuple[str, Sentence]]] = field(default_factory=lambda: defaultdict(list))
    bounds: dict[str, list[tuple[int, int, Sentence]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def contradictions(content: PromptContent, sentences: Sequence[Sentence]) -> Iterator[Problem]:
    said = _Said()
    told = 0
    for sentence in sentences:
        if len(sentence.words) > LONGEST or CONDITIONS & set(sentence.words):
            continue
        other = _other_claim(said, sentence) or _other_slot(said, sentence)
        other = other or _other_bound(said, sentence)
        if other is not None and told < MOST:
            told += 1
            yield _problem(sentence, other, content)


def _other_claim(said: _Said, sentence: Sentence) -> Sentence | None:
    """One that says the same with the opposite sign."""
    negations, about, _slots, _bounds = _meant(sentence)
    if len(about) < FEWEST_SHARED or negations > 1:
        return None
    negative = bool(negations)
    earlier = said.claims[about]
    found = next((other for was, other in earlier if was is not negative), None)
    if len(earlier) < 2:
        earlier.append((negative, sentence))
    return found


def _other_slot(said: _Said, sentence: Sentence) -> Sentence | None:
    """One that asks for another language or another format."""
    negations, _about, slots, _bounds = _meant(sentence)
    if negations:
        return None
    for slot, value in slots:
        earlier = said.slots[slot]
        found = next((other for was, other in earlier if was != value), None)
        if len(earlier) < 2:
            earlier.append((value, sentence))
        if found is not None:
            return found
    return None


def _other_bound(said: _Said, sentence: Sentence) -> Sentence | None:
    """One whose bounds leave nothing between them and these."""
    found = None
    for low, high, unit in _meant(sentence)[-1]:
        earlier = said.bounds[unit]
        if found is None:
            found = next(
                (other for least, most, other in earlier if low > most or least > high), None
            )
        if len(earlier) < 8:
            earlier.append((low, high, sentence))
    return found


def _meant(sentence: Sentence) -> Meant:
    found = _known.get(sentence.text)
    return found or _known.put(sentence.text, _read(sentence), 10 * len(sentence.text))


def _read(sentence: Sentence) -> Meant:
    about = frozenset(
        _stem(word) for word in sentence.words if word not in NEGATIONS and word not in FILLERS
    )
    slots = []
    for slot, pattern in SLOTS.items():
        values = {value.lower() for value in pattern.findall(sentence.text)}
        if len(values) == 1:
            slots.append((slot, values.pop()))
    bounds = (
        (*_range(words.lower(), _number(number)), unit.lower().replace("bullet point", "bullet"))
        for words, number, unit in BOUND.findall(sentence.text)
    )
    return sum(word in NEGATIONS for word in sentence.words), about, tuple(slots), tuple(bounds)


def _range(words: str, number: int) -> tuple[int, int]:
    endless = 10**9
    if words == "exactly":
        return number, number
    if words == "more than":
        return number + 1, endless
    if words in FROM:
        return number, endless
    return 0, number - 1 if words in BELOW else number


def _number(text: str) -> int:
    return NUMBERS[text.lower()] if text.lower() in NUMBERS else int(text)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _problem(sentence: Sentence, other: Sentence, content: PromptContent) -> Problem:
    fixes = []
    if not sentence.component:
        fixes.append(removal(sentence, content))
    if not other.component:
        title = f"Remove the other one, in {other.place}"
        fixes.append(removal(other, content, title))
    same = sentence.message_index == other.message_index and not other.component
    where = "above" if same and not sentence.component else f"in {other.place}"
    return Problem(
        "contradiction",
        Severity.WARNING,
        f"This contradicts what is said {where}: {shortened(other.text)}",
        sentence.message_index,
        sentence.start,
        sentence.end,
        tuple(fixes),
    )
