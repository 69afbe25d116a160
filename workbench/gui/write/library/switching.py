"""Finding one of ten thousand prompts by some letters, while they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

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
    words: str
    """Path and title, with blanks for the signs between the words of the path."""
    recent: int


_Reached = tuple[_Candidate, int]
"""A candidate, and where in its words the last letter was found."""


class Switchboard:
    """Made once for each opening; each letter narrows what the letters before left."""

    def __init__(self, summaries: Iterable[PromptSummary], recent: Sequence[str] = ()) -> None:
        self._all = list(summaries)
        self._places = {prompt_id: place for place, prompt_id in enumerate(recent)}
        self._narrowed: tuple[str, list[_Reached]] = ("", [])

    def found(self, query: str) -> list[Place]:
        """The best first; without letters what was open last, then by path."""
        letters = "".join(query.casefold().split())
        if not letters:
            return [Place(summary) for summary in self._first()]
        before, reached = self._narrowed
        if not before or not letters.startswith(before):
            before, reached = "", [(self._candidate(each), -1) for each in self._all]
        for letter in letters[len(before) :]:
            reached = _going_on(reached, letter)
        self._narrowed = letters, reached
        guessed = _best_guesses([candidate for candidate, _place in reached], letters)
        weighed = [(-_score(each, query), n, each) for n, each in enumerate(guessed)]
        weighed.sort(key=lambda entry: entry[:2])
        return [Place(each.summary, _matched(each, query)) for _s, _n, each in weighed[:MOST]]

    def _first(self) -> list[PromptSummary]:
        recent = [each for each in self._all if each.prompt.id in self._places]
        recent.sort(key=lambda each: self._places[each.prompt.id])
        others = (each for each in self._all if each.prompt.id not in self._places)
        return [*recent, *islice(others, MOST)][:MOST]

    def _candidate(self, summary: PromptSummary) -> _Candidate:
        path, title = summary.prompt.path, summary.prompt.title
        # Letters are looked for at the starts of words, which a path has behind signs
        words = f"{path} {title.casefold()}".replace("/", " ").replace("-", " ")
        rank = self._places.get(summary.prompt.id, len(self._places))
        return _Candidate(summary, path, path.rpartition("/")[2], words, rank)


def _going_on(reached: list[_Reached], letter: str) -> list[_Reached]:
    found = ((each, each.words.find(letter, place + 1)) for each, place in reached)
    return [(each, place) for each, place in found if place >= 0]


def _best_guesses(candidates: list[_Candidate], letters: str) -> list[_Candidate]:
    """As many as are weighed: by where the letters stand in a row, then by what was open last."""
    ranked: tuple[list[_Candidate], ...] = ([], [], [], [])
    for each in candidates:
        if each.name.startswith(letters):
            ranked[0].append(each)
        elif letters in each.path:
            ranked[1].append(each)
        elif letters in each.words:
            ranked[2].append(each)
        else:
            ranked[3].append(each)
    best: list[_Candidate] = []
    for rank in ranked:
        if len(best) < WEIGHED:
            best += sorted(rank, key=lambda each: (each.recent, len(each.path)))
    return best[:WEIGHED]


def _score(each: _Candidate, query: str) -> int:
    best = fuzzy_match(query, each.words)
    own = fuzzy_match(query, each.name)
    return max(best.score if best else -1000, own.score + 4 if own else -1000)


def _matched(each: _Candidate, query: str) -> tuple[int, ...]:
    start = len(each.path) - len(each.name)
    if own := fuzzy_match(query, each.name):
        return tuple(place + start for place in own.places)
    whole = fuzzy_match(query, each.words)
    return tuple(place for place in whole.places if place < len(each.path)) if whole else ()
