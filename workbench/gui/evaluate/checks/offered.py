"""The kinds of check that can be chosen, in the groups of the manual, found by typing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.checks.table import GROUPS, KINDS
from workbench.domain.checks import SET, Check
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.fuzzy import fuzzy_match
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

SETS = QT_TRANSLATE_NOOP("evaluate", "Sets")
ABOUT_SET = QT_TRANSLATE_NOOP(
    "evaluate", "Holds other checks and counts as one: all of them, or as many as you say."
)
OUTSIDE = ("output", "latency", "cost", "logprobs", "tools", "tool_calls", "finish_reason")
"""Of an example: what belongs to the output and not to the check."""


@dataclass(frozen=True, slots=True)
class Offered:
    name: str
    title: str
    about: str
    group: str
    example: str = ""
    """A whole check, as JSON."""
    passes: str = ""
    """An output that passes it."""


def offered_kinds(*, sets: bool = True) -> list[Offered]:
    found = [
        Offered(
            kind.name,
            kind.title,
            kind.about.replace("`", ""),
            GROUPS[kind.group],
            _written(kind.example),
            str(kind.example.get("output", "")),
        )
        for group in GROUPS
        for kind in KINDS.values()
        if kind.group == group
    ]
    if sets:
        title = translate("a set of checks")
        found.append(Offered(SET, title, translate(ABOUT_SET), translate(SETS)))
    return found


def found_kinds(query: str, offered: Sequence[Offered]) -> list[Offered]:
    """In their order without a query, else the best first."""
    words = query.strip().casefold()
    if not words:
        return list(offered)
    ranked = []
    for place, kind in enumerate(offered):
        match = fuzzy_match(words, f"{kind.name} {kind.title}")
        told = words in kind.about.casefold()
        if words in kind.name.casefold():
            ranked.append((0, -len(words), place, kind))
        elif words in kind.title.casefold():
            ranked.append((1, 0, place, kind))
        elif told:
            ranked.append((2, 0, place, kind))
        elif match and match.score > 0:
            ranked.append((3, -match.score, place, kind))
    return [kind for *_rank, kind in sorted(ranked, key=lambda each: each[:3])]


def new_check(name: str) -> Check:
    """As it is when it was just chosen."""
    return Check(name, value="{{ expected }}" if name == "equals" else None)


def _written(example: Mapping[str, object]) -> str:
    shown = {name: value for name, value in example.items() if name not in OUTSIDE}
    return json.dumps(shown, ensure_ascii=False, indent=2)
