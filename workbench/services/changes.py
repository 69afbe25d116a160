"""What became of each case from one column to another.

The outputs of two cells are the same where they are one run (a cached answer), and differ where
their beginnings do; only long ones that begin alike are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.domain.comparisons import CellChange, ChangeKind
from workbench.domain.datasets import CRITICAL
from workbench.domain.evaluations import OUTPUT_START
from workbench.services.evaluation_figures import Side
from workbench.services.evaluation_ports import EvaluationReader
from workbench.services.pairing import SharedCases
from workbench.statistics.summaries import CaseFigures

NOTHING = 1e-9
AT_ONCE = 500
"""Runs read at a time."""
ORDER = (
    ChangeKind.BROKEN,
    ChangeKind.FIXED,
    ChangeKind.FLAKY,
    ChangeKind.CHANGED,
    ChangeKind.SAME,
)
"""Of changes of one size."""

Cells = tuple[int, int]
"""Numbers of a cell in the baseline's evaluation and of one in the candidate's."""


def changes(
    evaluations: EvaluationReader, baseline: Side, candidate: Side, cases: SharedCases
) -> list[CellChange]:
    """The biggest changes first, critical cases first among equals."""
    found = [
        _change(before, after, candidate, index)
        for before, after, index in (
            (baseline.cases.get(one), candidate.cases.get(other), other) for one, other in cases
        )
        if before and after
    ]
    found = _with_other_outputs(evaluations, baseline, candidate, found)
    return sorted(found, key=lambda each: (-each.size, ORDER.index(each.kind), not each.critical))


def _change(before: CaseFigures, after: CaseFigures, candidate: Side, index: int) -> CellChange:
    moved = abs(after.score - before.score) > NOTHING
    return CellChange(
        _kind(before.pass_share, after.pass_share, moved=moved),
        candidate.figures.case_name(index),
        tuple(cell.number for cell in before.samples),
        tuple(cell.number for cell in after.samples),
        before.pass_share,
        after.pass_share,
        before.score,
        after.score,
        CRITICAL in candidate.figures.cases[index].labels,
    )


def _kind(before: float, after: float, *, moved: bool) -> ChangeKind:
    if 0 < before < 1 or 0 < after < 1:
        return ChangeKind.FLAKY
    if before != after:
        return ChangeKind.FIXED if after > before else ChangeKind.BROKEN
    return ChangeKind.CHANGED if moved else ChangeKind.SAME


def _with_other_outputs(
    evaluations: EvaluationReader, baseline: Side, candidate: Side, found: Sequence[CellChange]
) -> list[CellChange]:
    """Those whose verdicts and scores are the same are looked at again, for their outputs."""
    alike = [each for each in found if each.kind is ChangeKind.SAME]
    pairs = [pair for each in alike for pair in zip(each.baseline, each.candidate, strict=False)]
    other = _differing(evaluations, baseline, candidate, pairs)
    return [
        replace(each, kind=ChangeKind.CHANGED)
        if each.kind is ChangeKind.SAME and other.intersection(each.candidate)
        else each
        for each in found
    ]


def _differing(
    evaluations: EvaluationReader, baseline: Side, candidate: Side, pairs: Sequence[Cells]
) -> set[int]:
    """The candidate's cells whose output is not that of the baseline's."""
    ours, theirs = candidate.place.evaluation_id, baseline.place.evaluation_id
    starts = dict(evaluations.output_starts(ours)), dict(evaluations.output_starts(theirs))
    runs = _run_ids(candidate), _run_ids(baseline)
    differing, unsure = set(), []
    for before, after in pairs:
        one, other = starts[1][before], starts[0][after]
        if one != other:
            differing.add(after)
        elif runs[1][before] != runs[0][after] and not 0 < len(one) < OUTPUT_START:
            unsure.append((before, after))
    for some in _in_parts(unsure):
        differing |= _read_and_differing(evaluations, theirs, ours, some)
    return differing


def _read_and_differing(
    evaluations: EvaluationReader, theirs: str, ours: str, pairs: Sequence[Cells]
) -> set[int]:
    before = dict(evaluations.runs_of(theirs, [one for one, _ in pairs]))
    after = dict(evaluations.runs_of(ours, [other for _, other in pairs]))
    return {
        other
        for one, other in pairs
        if one in before
        and other in after
        and (before[one].text, before[one].tool_calls)
        != (after[other].text, after[other].tool_calls)
    }


def _run_ids(of: Side) -> dict[int, str]:
    return {cell.number: cell.run_id for case in of.cases.values() for cell in case.samples}


def _in_parts(pairs: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    for start in range(0, len(pairs), AT_ONCE):
        yield pairs[start : start + AT_ONCE]
