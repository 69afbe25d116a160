"""How several answers to the same request vary: which are the same, how alike, how spread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from workbench.diffing.likeness import likenesses

NEAR = 0.9
"""From here on two answers say nearly the same."""
MOST_COMPARED = 60
"""Distinct answers that are compared pair by pair; more are not."""


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """Answers that are the same but for blanks around them, or nearly the same.

    `members` are places among the answers; `text` is the one that occurs most; `distinct` says
    how many different texts are in it.
    """

    text: str
    members: tuple[int, ...]
    distinct: int = 1

    def share(self, answers: int) -> float:
        return len(self.members) / answers


@dataclass(frozen=True, slots=True)
class Spread:
    smallest: float
    median: float
    largest: float


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """`similarity` is the mean over all pairs of answers, None where there is no pair or too
    many distinct ones."""

    answers: int
    exact: tuple[SampleGroup, ...]
    near: tuple[SampleGroup, ...]
    similarity: float | None


def summarised(texts: Sequence[str]) -> SampleSummary:
    """Groups with the most answers first."""
    exact = _exact(texts)
    if len(exact) > MOST_COMPARED:
        return SampleSummary(len(texts), exact, exact, None)
    names = [group.text for group in exact]
    alike = likenesses(names, names)
    return SampleSummary(len(texts), exact, _near(exact, alike), _similarity(exact, alike))


def spread(values: Iterable[float | None]) -> Spread | None:
    """Of those that are known; None if none is."""
    known = sorted(value for value in values if value is not None)
    return Spread(known[0], median(known), known[-1]) if known else None


def _exact(texts: Sequence[str]) -> tuple[SampleGroup, ...]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text.strip(), []).append(place)
    groups = (SampleGroup(text, tuple(members)) for text, members in places.items())
    return tuple(sorted(groups, key=lambda group: -len(group.members)))


def _near(
    exact: Sequence[SampleGroup], alike: Sequence[Sequence[float]]
) -> tuple[SampleGroup, ...]:
    """Each joins the largest group whose text is nearly its own."""
    leaders: list[int] = []
    joined: dict[int, list[int]] = {}
    for place in range(len(exact)):
        leader = next((each for each in leaders if alike[each][place] >= NEAR), None)
        if leader is None:
            leaders.append(place)
            joined[place] = [place]
        else:
            joined[leader].append(place)
    groups = (
        SampleGroup(
            exact[leader].text,
            tuple(sorted(member for place in joined[leader] for member in exact[place].members)),
            len(joined[leader]),
        )
        for leader in leaders
    )
    return tuple(sorted(groups, key=lambda group: -len(group.members)))


def _similarity(exact: Sequence[SampleGroup], alike: Sequence[Sequence[float]]) -> float | None:
    """Each pair of answers counts once: those in one group are the same."""
    sizes = [len(group.members) for group in exact]
    answers = sum(sizes)
    if answers < 2:
        return None
    same = sum(size * (size - 1) // 2 for size in sizes)
    different = sum(sizes[i] * sizes[j] * alike[i][j] for i in range(len(sizes)) for j in range(i))
    return (same + different) / (answers * (answers - 1) / 2)
