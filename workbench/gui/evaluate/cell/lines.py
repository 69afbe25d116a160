"""What was sent, and the case it was filled in with, as lines to read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from workbench.domain.datasets import Case
from workbench.domain.json_values import Json, thaw
from workbench.domain.runs import Run
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.differences.lines import Kind, Line, Mark, heading, inline_lines


def prompt_lines(run: Run | None) -> list[Line]:
    """The messages as they were sent, each under its role."""
    if run is None or not run.messages:
        return [heading(translate("Nothing was sent.")).right]
    lines: list[Line] = []
    for message in run.messages:
        lines += _part(f"{message.role.value} {message.name}".strip(), message.text)
    return lines


def case_lines(case: Case) -> list[Line]:
    """Its values, what is expected, its labels and notes."""
    lines: list[Line] = []
    for name, value in case.values:
        lines += _part(name, _text(value))
    for title, text in (
        (translate("expected"), case.expected),
        (translate("labels"), ", ".join(case.labels)),
        (translate("notes"), case.notes),
    ):
        if text:
            lines += _part(title, text)
    return lines


def _part(title: str, text: str) -> Iterator[Line]:
    yield heading(title).right
    yield from inline_lines([(Mark.SAME, text)])
    yield Line(Kind.SAME)


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(thaw(value), ensure_ascii=False, indent=2)
