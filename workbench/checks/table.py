"""All kinds of check, in the order of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from workbench.checks.asked_kinds import CODE, JUDGES
from workbench.checks.asked_kinds import LIKENESS as MEANING
from workbench.checks.figure_kinds import FIGURES
from workbench.checks.json_kinds import JSON
from workbench.checks.kinds import Kind
from workbench.checks.likeness_kinds import LIKENESS
from workbench.checks.markup_kinds import MARKUP
from workbench.checks.sql_kinds import SQL
from workbench.checks.text_kinds import TEXT
from workbench.checks.tool_kinds import TOOLS
from workbench.domain.checks import SET, Check
from workbench.domain.errors import InvalidInput

GROUPS: Mapping[str, str] = {
    "text": "Text",
    "structure": "Structure",
    "likeness": "Likeness",
    "figures": "Figures",
    "tools": "Tools",
    "code": "Code",
    "judges": "Judges",
}
"""Headings of the editor's list and of the manual."""

STRUCTURE = (*JSON, *MARKUP, *SQL)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kinds in (TEXT, STRUCTURE, LIKENESS, MEANING, FIGURES, TOOLS, CODE, JUDGES)
    for kind in kinds
}


def kind_of(check: Check) -> Kind:
    """Raises `InvalidInput` for a kind that does not exist; a set is not in the table."""
    kind = KINDS.get(check.kind)
    if kind is None:
        raise unknown(check)
    return kind


def unknown(check: Check) -> InvalidInput:
    near = get_close_matches(check.kind, [*KINDS, SET], n=1)
    hint = f"Is {near[0]} meant?" if near else "The manual lists all kinds: docs/checks.md."
    return InvalidInput(f"There is no kind of check called {check.name}.", hint=hint)
