"""Automatic checks against what people said of the same outputs: may a check stand in for them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbench.checks.kinds import Asks
from workbench.checks.preferences import LOSS, WIN
from workbench.domain.agreements import Calibration
from workbench.domain.checks import SET, Check, Score, Verdict
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Cell, Evaluation
from workbench.domain.json_values import Json
from workbench.domain.reviews import ReviewItem, ReviewKind
from workbench.domain.rubrics import FIRST, PREFERENCE_ID, SECOND, Answer, Question, QuestionKind
from workbench.formats.reports.words import check_words
from workbench.services.ports import EvaluationStore
from workbench.services.preferring import PAIRWISE
from workbench.services.review_answers import ReviewAnswers
from workbench.services.standing_in_words import standing_in_words
from workbench.statistics.standing_in import held, more_outputs, verdict

MODELS = frozenset({Asks.JUDGE, Asks.EMBEDDING, Asks.GROUP})
TOLD = {Verdict.PASSED: True, Verdict.FAILED: False}


@dataclass(slots=True)
class _Against:
    """What one check and the people said of the outputs that both judged."""

    check: Check
    passed: list[bool] = field(default_factory=list)
    people: list[dict[str, bool]] = field(default_factory=list)


def calibrations(answers: ReviewAnswers, evaluations: EvaluationStore) -> tuple[Calibration, ...]:
    """Of each check of the evaluations that the outputs are from, on each question that says
    good or bad. Those that ask a model come first."""
    scored = _scored(answers.items, evaluations)
    prefer = answers.review.plan.kind is ReviewKind.PREFER
    found: list[Calibration] = []
    for question in answers.review.plan.questions:
        if prefer == (question.id == PREFERENCE_ID) and _says_good_or_bad(question):
            found.extend(_calibrated(question, _together(question, answers, scored)))
    return tuple(sorted(found, key=lambda each: not each.model_graded))


def people_pass(question: Question, answer: Answer) -> bool | None:
    """A scale passes from its middle on; of a pair the first one wins or loses, and a tie says
    nothing. None: the answer says neither."""
    match question.kind:
        case QuestionKind.YES_NO:
            return answer if isinstance(answer, bool) else None
        case QuestionKind.SCALE:
            if isinstance(answer, str):
                return None
            return 2 * answer >= question.least + question.most
        case QuestionKind.PREFERENCE:
            return {FIRST: True, SECOND: False}.get(str(answer))
    return None


def _says_good_or_bad(question: Question) -> bool:
    return question.kind in (QuestionKind.YES_NO, QuestionKind.SCALE, QuestionKind.PREFERENCE)


@dataclass(frozen=True, slots=True)
class _Scored:
    """An item's evaluation, and its cells as far as they are there."""

    evaluation: Evaluation
    cells: tuple[Cell, ...]


def _scored(items: Sequence[ReviewItem], evaluations: EvaluationStore) -> dict[str, _Scored]:
    """By the key of the item; evaluations that were removed are left out."""
    found: dict[str, _Scored] = {}
    for evaluation_id in dict.fromkeys(item.evaluation_id for item in items):
        try:
            evaluation = evaluations.evaluation(evaluation_id) if evaluation_id else None
        except NotFound:
            continue
        if evaluation is None:
            continue
        own = [item for item in items if item.evaluation_id == evaluation_id and item.cells]
        numbers = sorted({number for item in own for number in item.cells})
        cells = {cell.number: cell for cell in evaluations.cells_of(evaluation_id, numbers)}
        for item in own:
            known = tuple(cells[number] for number in item.cells if number in cells)
            if len(known) == len(item.cells):
                found[item.key] = _Scored(evaluation, known)
    return found


def _together(
    question: Question, answers: ReviewAnswers, scored: dict[str, _Scored]
) -> dict[tuple[str, Check], _Against]:
    """By the name of the check and the check: the same one in two evaluations is one."""
    found: dict[tuple[str, Check], _Against] = {}
    said_by = _preferred if question.kind is QuestionKind.PREFERENCE else _passed
    for item, given in zip(answers.items, answers.to(question), strict=True):
        people = {
            who: passed
            for who, answer in given.items()
            if (passed := people_pass(question, answer)) is not None
        }
        if item.key not in scored or not people:
            continue
        for name, check, passed in said_by(scored[item.key]):
            against = found.setdefault((name, check), _Against(check))
            against.passed.append(passed)
            against.people.append(people)
    return found


def _passed(scored: _Scored) -> Iterator[tuple[str, Check, bool]]:
    """What each check says of one output, those inside sets too. Errors say nothing."""
    score = scored.cells[0].score
    checks = scored.evaluation.checks
    for name, check, each in _flat(checks, score.scores if score else ()):
        if each.verdict in TOLD and check.kind not in (PAIRWISE, SET):
            yield name, check, TOLD[each.verdict]


def _preferred(scored: _Scored) -> Iterator[tuple[str, Check, bool]]:
    """Whether the pair's first output won, by each judge that compared the two. Ties say
    nothing, as people's do not."""
    if len(scored.cells) < 2:
        return
    one, other = scored.cells[:2]
    for cell, against, first in ((one, other, True), (other, one, False)):
        scores = cell.score.scores if cell.score else ()
        for name, check, each in _flat(scored.evaluation.checks, scores):
            decided = each.verdict in TOLD and len(each.parts) == 2 and each.value in (WIN, LOSS)
            if check.kind == PAIRWISE and decided and _compared(scored.evaluation, check, against):
                yield name, check, (each.value == WIN) == first


def _compared(evaluation: Evaluation, check: Check, against: Cell) -> bool:
    """Whether that cell is of the column the judge compared with: it can be told for two
    columns, and where it is named by its number."""
    if len(evaluation.columns) == 2:
        return True
    named: Json = dict(check.config.items).get("against", 0)
    return named is not True and named == evaluation.place(against.number).column


def _flat(checks: Sequence[Check], scores: Sequence[Score]) -> Iterator[tuple[str, Check, Score]]:
    """With names that differ. Checks that single cases have of their own are left out."""
    seen: Counter[str] = Counter()
    waiting = list(zip(checks, scores, strict=False))
    while waiting:
        check, score = waiting.pop(0)
        waiting[:0] = zip(check.checks, score.parts, strict=False)
        name = check_words(check)
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})", check, score


def _calibrated(
    question: Question, found: dict[tuple[str, Check], _Against]
) -> Iterator[Calibration]:
    for (name, check), against in found.items():
        names = tuple(dict.fromkeys(who for said in against.people for who in said))
        people = [tuple(said.get(who) for who in names) for said in against.people]
        known = held(against.passed, people)
        standing, reason = verdict(known)
        more = more_outputs(known)
        yield Calibration(
            name,
            question,
            known.items,
            known.same,
            known.kappa,
            known.people,
            known.bias,
            known.confusion,
            standing,
            more,
            standing_in_words(name, question, known, standing, reason, more),
            _asks_a_model(check),
            known.divided,
        )


def _asks_a_model(check: Check) -> bool:
    # Not before it is needed: the table brings every kind of check along
    from workbench.checks.table import KINDS

    known = KINDS.get(check.kind)
    return known is not None and known.asks in MODELS
