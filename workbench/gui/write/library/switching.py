"""Finding one of ten thousand prompts by some letters, while they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.history import PromptSummary
from workbench.gui.kit.fuzzy import fuzzy_match

MOST = 50
WEIGHED = 120
"""Candidates that are weighed letter by letter; the best guesses of all come first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A prompt to go to, and where in its path letters matched."""

    summary: PromptSummary
    matched: tuple[int, ...] = ()


@dataclass(slots=True)
class _Candidate:
    summary: PromptSummary
    path: str
    name: str
    whole: str
    recent: int


class Switchboard:
    """Made once for each opening; each letter narrows what the letters before left."""

    def __init__(self, summaries: Iterable[PromptSummary], recent: Sequence[str] = ()) -> None:
        places = {prompt_id: place for place, prompt_id in enumerate(recent)}
        last = len(places)
        listed = [
            (places.get(each.prompt.id, last), number, each)
            for number, each in enumerate(summaries)
        ]
        listed.sort()
        self._all = [summary for _recent, _number, summary in listed]
        self._ranks = [rank for rank, _number, _summary in listed]
        self._narrowed: tuple[str, list[_Candidate]] | None = None

    def found(self, query: str) -> list[Place]:
        """The best first; without letters what was open last, then by path."""
        letters = "".join(query.casefold().split())
        if not letters:
            return [Place(summary) for summary in self._all[:MOST]]
        candidates = [each for each in self._candidates(letters) if _holds(each.whole, letters)]
        self._narrowed = letters, candidates
        guessed = sorted(candidates, key=lambda each: _guess(each, letters))[:WEIGHED]
        weighed = [(-_score(each, query), n, each) for n, each in enumerate(guessed)]
        weighed.sort(key=lambda entry: entry[:2])
        return [Place(each.summary, _matched(each, query)) for _s, _n, each in weighed[:MOST]]

    def _candidates(self, letters: str) -> list[_Candidate]:
        if self._narrowed and letters.startswith(self._narrowed[0]):
            return self._narrowed[1]
        return [_candidate(s, rank) for s, rank in zip(self._all, self._ranks, strict=True)]


def _candidate(summary: PromptSummary, recent: int) -> _Candidate:
    path, title = summary.prompt.path, summary.prompt.title.casefold()
    # Letters are looked for at the starts of words, which a path has behind signs
    words = f"{path} {title}".replace("/", " ").replace("-", " ")
    return _Candidate(summary, path, summary.prompt.name, words, recent)


def _holds(text: str, letters: str) -> bool:
    place = -1
    for letter in letters:
        place = text.find(letter, place + 1)
        if place < 0:
            return False
    return True


def _guess(each: _Candidate, letters: str) -> tuple[int, int, int]:
    if each.name.startswith(letters):
        rank = 0
    elif letters in each.name:
        rank = 1
    elif letters in each.path:
        rank = 2
    else:
        rank = 3 if letters in each.whole else 4
    return rank, each.recent, len(each.path)


def _score(each: _Candidate, query: str) -> int:
    best = fuzzy_match(query, each.whole)
    own = fuzzy_match(query, each.name)
    return max(best.score if best else -1000, own.score + 4 if own else -1000)


def _matched(each: _Candidate, query: str) -> tuple[int, ...]:
    start = len(each.path) - len(each.name)
    if own := fuzzy_match(query, each.name):
        return tuple(place + start for place in own.places)
    whole = fuzzy_match(query, each.whole)
    return tuple(place for place in whole.places if place < len(each.path)) if whole else ()
