"""Which cases are held out: looked at only when a prompt is finished.

Cases with the same values, and variations of a case, are never on both sides. Who has a side
keeps it when cases are added, so that what was held out was never trained on.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.domain.datasets import Case, Split
from workbench.domain.errors import InvalidInput
from workbench.formats.cases import case_key

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitCount:
    """How many cases of a label are on each side; an empty label stands for all."""

    label: str
    train: int
    held_out: int


def split_cases(
    cases: Sequence[Case], held_out: float, *, seed: int = 0, again: bool = False
) -> tuple[Case, ...]:
    """The cases, each with a side; `held_out` is the share, in [0, 1].

    Each set of labels is divided in that proportion, as far as whole cases allow. Which cases
    are taken depends on their values and the seed, not on their order. Those that have a side
    keep it, unless it is done `again`.
    """
    if not 0 <= held_out <= 1:
        raise InvalidInput("The share that is held out lies between 0 and 1.")
    families = _families(cases)
    sides: dict[str, Split] = {}
    if not again:
        for family, members in families.items():
            given = {case.split for case in members} - {Split.NONE}
            if given:
                # Whatever was held out on purpose stays so
                sides[family] = Split.HELD_OUT if Split.HELD_OUT in given else Split.TRAIN
    sides |= _divided(families, sides, held_out, seed)
    by_case = {id(case): sides[family] for family, members in families.items() for case in members}
    return tuple(replace(case, split=by_case[id(case)]) for case in cases)


def without_split(cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(replace(case, split=Split.NONE) for case in cases)


def split_counts(cases: Sequence[Case]) -> list[SplitCount]:
    """Of all, then of each label by name."""
    train: dict[str, int] = defaultdict(int)
    held_out: dict[str, int] = defaultdict(int)
    for case in cases:
        for label in ("", *dict.fromkeys(case.labels)):
            train[label] += case.split is Split.TRAIN
            held_out[label] += case.split is Split.HELD_OUT
    return [SplitCount(label, train[label], held_out[label]) for label in sorted(train)]


def _divided(
    families: dict[str, list[Case]], sides: dict[str, Split], share: float, seed: int
) -> dict[str, Split]:
    """Sides for the families without one.

    Shares of the groups are rounded together: what one group has too little, the next one gets.
    """
    groups: dict[Labels, list[str]] = defaultdict(list)
    for family, members in families.items():
        groups[tuple(sorted(set(members[0].labels)))].append(family)
    found: dict[str, Split] = {}
    wanted = taken = 0.0
    for _labels, group in sorted(groups.items()):
        wanted += share * len(group)
        taken += sum(sides.get(family) is Split.HELD_OUT for family in group)
        free = sorted(
            (family for family in group if family not in sides), key=lambda f: _place(f, seed)
        )
        missing = min(len(free), max(0, round(wanted - taken)))
        taken += missing
        found |= dict.fromkeys(free[:missing], Split.HELD_OUT)
        found |= dict.fromkeys(free[missing:], Split.TRAIN)
    return found


def _families(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """Cases that have to be on one side, by the key of the first of them."""
    keys = {case.id: case_key(case) for case in cases if case.id}
    sources = {case.id: case.variation_of for case in cases if case.id}
    families: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        source, seen = case.variation_of, set[str]()
        while source in keys and sources.get(source) in keys and source not in seen:
            seen.add(source)
            source = sources[source]
        families[keys.get(source) or case_key(case)].append(case)
    return families


def _place(family: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{family}".encode("ascii")).hexdigest()
