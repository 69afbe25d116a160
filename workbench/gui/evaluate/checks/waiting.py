"""How many of an output's checks wait for somebody: a judge, or trust in the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.evaluations import Cell
from workbench.gui.evaluate.checks.wording import JUDGING, asks_of, runs_code

CENTS = Decimal("0.00000001")


class Waiting(NamedTuple):
    judgments: int = 0
    programs: int = 0


def waiting_in(checks: Sequence[Check], scores: Sequence[Score]) -> Waiting:
    """In the scores of one output, which are in the order of its checks."""
    judgments = programs = 0
    for check, score in leaves(checks, scores):
        if score.verdict is Verdict.PENDING:
            code = runs_code(check)
            programs += code
            judgments += not code and asks_of(check) in JUDGING
    return Waiting(judgments, programs)


def leaves(checks: Sequence[Check], scores: Sequence[Score]) -> Iterator[tuple[Check, Score]]:
    """Those of a set in its place, where each has said something."""
    for check, score in zip(checks, scores, strict=False):
        if check.checks and score.parts:
            yield from leaves(check.checks, score.parts)
        elif check.checks:
            yield from ((inner, score) for inner in check.checks)
        else:
            yield check, score


def mean_judgment(cells: Iterable[Cell]) -> Decimal | None:
    """What a judgment of these outputs cost; None where none did."""
    costs = [cost for cell in cells if cell.score for cost in _costs(cell.score)]
    return (sum(costs, Decimal(0)) / len(costs)).quantize(CENTS) if costs else None


def _costs(cell: CellScore) -> Iterator[Decimal]:
    waiting = list(cell.scores)
    while waiting:
        score = waiting.pop()
        waiting.extend(score.parts)
        if score.cost_usd and not score.parts:
            yield score.cost_usd
