"""How two columns of evaluations are brought together: which cases and columns belong to each
other, what the two are called, and what they do not share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, SCORE
from workbench.domain.evaluations import Evaluation, EvaluationColumn
from workbench.services.evaluation_figures import Side
from workbench.statistics.paired import Paired
from workbench.statistics.summaries import CaseFigures

MOST_STEPS = 2520
"""Pass shares of which no smaller part is a common measure are rounded to this one."""

SharedCases = Sequence[tuple[int, int]]
"""The indices of each case on both sides, in the candidate's order."""


def shared_cases(baseline: Side, candidate: Side) -> list[tuple[int, int]]:
    """Cases with the same values, whatever dataset they stand in."""
    one, other = baseline.figures, candidate.figures
    if one.evaluation.dataset_digest == other.evaluation.dataset_digest:
        return [(index, index) for index in range(len(other.cases))]
    known = one.keys()
    return [(known[key], index) for key, index in other.keys().items() if key in known]


def paired(
    baseline: Side,
    candidate: Side,
    what: str,
    cases: SharedCases,
    names: tuple[str, str],
    *,
    label: str = "",
    notes: tuple[str, ...] = (),
) -> Paired:
    """The figures of the cases that are known on both sides."""
    both = [
        (before, after)
        for before, after in (
            (baseline.cases.get(one), candidate.cases.get(other)) for one, other in cases
        )
        if before and after
    ]
    silent = _silent(names, both)
    compared = () if silent else both
    figures = [(figure(before, what), figure(after, what)) for before, after in compared]
    known = [(one, other) for one, other in figures if one is not None and other is not None]
    counts = {len(case.samples) for pair in both for case in pair}
    return Paired(
        *names,
        what,
        tuple(one for one, _ in known),
        tuple(other for _, other in known),
        samples=max(counts, default=1),
        steps=min(math.lcm(*counts), MOST_STEPS),
        label=label,
        notes=notes,
        between=(baseline.place, candidate.place),
        silent=silent,
    )


Both = Sequence[tuple[CaseFigures, CaseFigures]]


def _silent(names: tuple[str, str], both: Both) -> tuple[str, ...]:
    """The sides that gave no answer at all: that the model was not there says nothing about how
    well it does."""
    return tuple(
        name
        for side, name in enumerate(names)
        if both and all(pair[side].unanswered == len(pair[side].samples) for pair in both)
    )


def figure(case: CaseFigures, what: str) -> float | None:
    """One number for a case, whatever the number of its samples."""
    if what == PASS_RATE:
        return case.pass_share
    if what == SCORE:
        return case.score
    if what == COST:
        return case.cost
    if what == LATENCY:
        return case.latency
    return case.metrics.get(what)


def partner(column: EvaluationColumn, evaluation: Evaluation) -> int | None:
    """The column of another evaluation that this one is held against: of the same model, best
    of the same prompt and with the same parameters, and then the newest."""
    of_model = [
        (each.prompt_id == column.prompt_id, each.params == column.params, _age(each), index)
        for index, each in enumerate(evaluation.columns)
        if each.model == column.model
    ]
    return max(of_model)[-1] if of_model else None


def newest_against_older(evaluation: Evaluation) -> list[tuple[int, int]]:
    """On each prompt and model the older columns with the newest, as (baseline, candidate)."""
    groups: dict[tuple[str, str], list[int]] = {}
    for index, column in enumerate(evaluation.columns):
        groups.setdefault((column.prompt_id, column.model), []).append(index)
    found = []
    for indices in groups.values():
        *older, newest = sorted(indices, key=lambda index: _age(evaluation.columns[index]))
        found += [(index, newest) for index in reversed(older)]
    return found


def _age(column: EvaluationColumn) -> float:
    """Greater is newer; a draft is newer than every version."""
    return math.inf if column.version is None else column.version


def names(baseline: Side, candidate: Side, path_of: Callable[[str], str]) -> tuple[str, str]:
    """The shortest that tell the two apart: `v7` and `v8`, or what else differs."""
    one, other = _own_name(baseline.of), _own_name(candidate.of)
    if baseline.of.prompt_id != candidate.of.prompt_id:
        one, other = (
            f"{path_of(baseline.of.prompt_id)} {one}",
            (f"{path_of(candidate.of.prompt_id)} {other}"),
        )
    if baseline.of.model != candidate.of.model:
        one, other = f"{one} on {baseline.of.model}", f"{other} on {candidate.of.model}"
    if one != other:
        return one, other
    before, after = baseline.figures.evaluation, candidate.figures.evaluation
    if before.name != after.name:
        return f"{one} of {before.name}", f"{other} of {after.name}"
    if before.id != after.id:
        return f"the first {one}", f"the second {other}"
    return f"{one} in column {baseline.column + 1}", f"{other} in column {candidate.column + 1}"


def full_name(column: EvaluationColumn) -> str:
    """As it is called where it stands alone."""
    return column.label or f"{_own_name(column)} on {column.model}"


def _own_name(column: EvaluationColumn) -> str:
    if column.label:
        return column.label
    return "the draft" if column.version is None else f"v{column.version}"


def unshared(
    baseline: Side, candidate: Side, cases: SharedCases, names: tuple[str, str]
) -> tuple[str, ...]:
    """In words, what stands in the way of a fair comparison."""
    missing = _missing(baseline, candidate, cases, names)
    return (*missing, *_differences(baseline, candidate, cases))


def _missing(
    baseline: Side, candidate: Side, cases: SharedCases, names: tuple[str, str]
) -> Iterator[str]:
    of_one = (baseline.cases[one] for one, _ in cases if one in baseline.cases)
    of_other = (candidate.cases[other] for _, other in cases if other in candidate.cases)
    left = [sum(case.unanswered for case in of) for of in (of_one, of_other)]
    if any(left):
        total = sum(left)
        yield (
            f"{total:,} {'answer is' if total == 1 else 'answers are'} missing and"
            f" {'counts' if total == 1 else 'count'} as failed:"
            f" {left[0]:,} of {names[0]}, {left[1]:,} of {names[1]}."
        )


def _differences(baseline: Side, candidate: Side, cases: SharedCases) -> Iterator[str]:
    one, other = baseline.figures, candidate.figures
    only = (len(one.cases) - len(cases), len(other.cases) - len(cases))
    if any(only):
        yield (
            f"{_cases(len(cases))} shared; {only[0]:,} only in {one.evaluation.name},"
            f" {only[1]:,} only in {other.evaluation.name}."
        )
    waiting = sum(
        1
        for before, after in cases
        if not (baseline.cases.get(before) and candidate.cases.get(after))
    )
    if waiting:
        yield f"{_cases(waiting)} not over yet on both sides."
    if _looked_at(baseline, cases, 0) != _looked_at(candidate, cases, 1):
        yield "They were scored by different checks."
    if baseline.of.model != candidate.of.model:
        yield f"The models differ: {baseline.of.model} and {candidate.of.model}."
    if baseline.of.params != candidate.of.params:
        yield "The models' parameters differ."
    if one.evaluation.samples != other.evaluation.samples:
        yield (
            f"The samples of each case differ: {one.evaluation.samples} and"
            f" {other.evaluation.samples}."
        )


def _looked_at(side: Side, cases: SharedCases, which: int) -> object:
    evaluation = side.figures.evaluation
    own = [side.figures.cases[pair[which]] for pair in cases]
    return (
        evaluation.checks,
        evaluation.threshold,
        evaluation.transform,
        [(case.checks, case.threshold, case.transform) for case in own],
        [case.expected for case in own],
    )


def _cases(number: int) -> str:
    return "1 case is" if number == 1 else f"{number:,} cases are"
