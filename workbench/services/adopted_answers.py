"""What people said of each case of a dataset, and whether they agree on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.adoptions import Adoption
from workbench.domain.datasets import Case, Dataset
from workbench.domain.reports import name_of_case
from workbench.domain.reviews import Judgment, Review, ReviewItem
from workbench.domain.rubrics import FIRST, SECOND, Answer, Question, QuestionKind
from workbench.domain.runs import Run
from workbench.services.reviews import output_text

Places = Callable[[str, str, str], tuple[Dataset, int] | None]
"""Of an evaluation, a prompt and a case, by their ids: the dataset that has the case now."""
CONFLICT = "People differ, and none of the answers has more than half of the votes."
OTHER_VALUES = "The case has other values now than when its output was judged."


@dataclass(frozen=True, slots=True)
class SaidOfCase:
    """All votes on one case, by whichever of its outputs they were given."""

    dataset: Dataset
    case: Case
    name: str
    votes: tuple[tuple[str, str], ...]
    """Reviewer and what the case would get by that vote; empty for a tie."""
    same_values: bool = True
    rivals: frozenset[str] = frozenset()
    """Labels that the same question could have given instead."""


def said_of_cases(
    review: Review,
    adoption: Adoption,
    items: Sequence[ReviewItem],
    judgments: Iterable[Judgment],
    run_of: Callable[[str], Run],
    places: Places,
) -> tuple[list[SaidOfCase], tuple[str, ...]]:
    """By case, in the order of the items; and notes on answers that belong to no case."""
    question, by_item = adoption.question, _answers(judgments, adoption.question)
    votes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    found: dict[tuple[str, str], tuple[Dataset, int, bool]] = {}
    homeless = 0
    for item in items:
        if item.key not in by_item:
            continue
        runs = [run_of(run_id) for run_id in item.run_ids]
        given = runs[0].job.case
        prompt_id = review.plan.prompt_id or runs[0].job.prompt_id
        place = places(item.evaluation_id, prompt_id, given.id) if given.id else None
        if place is None:
            homeless += 1
            continue
        dataset, index = place
        key = dataset.id, given.id
        same = dataset.cases[index].values == given.values
        found[key] = (dataset, index, same and found.get(key, (dataset, index, True))[2])
        votes.setdefault(key, []).extend(
            (who, _meant(question, answer, runs)) for who, answer in by_item[item.key]
        )
    rivals = frozenset(_labels(question))
    said = [
        SaidOfCase(
            dataset,
            dataset.cases[index],
            name_of_case(dataset.cases[index], index),
            tuple(votes[key]),
            same,
            rivals,
        )
        for key, (dataset, index, same) in found.items()
    ]
    return said, _notes(homeless)


def agreed(said: SaidOfCase) -> tuple[str | None, str]:
    """What more than half of the votes are for, and what to know about it."""
    if not said.same_values:
        return None, OTHER_VALUES
    [(answer, count), *_] = Counter(vote for _, vote in said.votes).most_common()
    if 2 * count <= len(said.votes):
        return None, CONFLICT
    if not answer:
        return None, "Neither output was preferred."
    differing = [who for who, vote in said.votes if vote != answer]
    note = f"Not all agree: {', '.join(dict.fromkeys(differing))} said otherwise."
    return answer, note if differing else ""


def label_of(question: Question, answer: Answer) -> str:
    """A choice is a label as it is; other answers need the question with them."""
    if question.kind is QuestionKind.CHOICE:
        return " ".join(str(answer).split())
    word = {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)
    return f"{question.id}: {word}"


def _labels(question: Question) -> Iterable[str]:
    match question.kind:
        case QuestionKind.CHOICE:
            return (label_of(question, answer) for answer in question.choices)
        case QuestionKind.YES_NO:
            return (label_of(question, answer) for answer in (True, False))
        case QuestionKind.SCALE:
            scale = range(question.least, question.most + 1)
            return (label_of(question, answer) for answer in scale)
    return ()


def _meant(question: Question, answer: Answer, runs: Sequence[Run]) -> str:
    """What the case would get."""
    match question.kind:
        case QuestionKind.CORRECTION:
            return str(answer).strip()
        case QuestionKind.PREFERENCE:
            chosen = {FIRST: 0, SECOND: 1}.get(str(answer))
            return "" if chosen is None else output_text(runs[chosen])
    return label_of(question, answer)


def _answers(
    judgments: Iterable[Judgment], question: Question
) -> dict[str, list[tuple[str, Answer]]]:
    found: dict[str, list[tuple[str, Answer]]] = {}
    for judgment in judgments:
        answer = judgment.answer(question.id)
        if judgment.judged and answer is not None and answer != "":
            found.setdefault(judgment.item, []).append((judgment.reviewer, answer))
    return found


def _notes(homeless: int) -> tuple[str, ...]:
    if not homeless:
        return ()
    outputs = "1 judged output belongs" if homeless == 1 else f"{homeless:,} judged outputs belong"
    return (f"{outputs} to no case that a dataset has now.",)
