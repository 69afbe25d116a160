"""Human answers become expected values or labels of cases: offered first, then done at once.

Only datasets as they are now change. What evaluations froze stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from workbench.domain.adoptions import (
    Adopted,
    AdoptedAs,
    Adoption,
    AdoptionOffer,
    CaseChange,
)
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import NotFound
from workbench.domain.reviews import Review, ReviewKind
from workbench.domain.rubrics import CORRECTION_ID, LABEL_ID, PREFERENCE_ID, QuestionKind
from workbench.services.adopted_answers import SaidOfCase, agreed, said_of_cases
from workbench.services.datasets import DatasetService
from workbench.services.evaluation_ports import EvaluationReader
from workbench.services.ports import RunStore
from workbench.services.reviews import ReviewService

CHANGED = "This case was changed since the offer was made, and is left as it is."


class ReviewAdoptingService:
    def __init__(
        self,
        reviews: ReviewService,
        runs: RunStore,
        evaluations: EvaluationReader,
        datasets: DatasetService,
    ) -> None:
        self._reviews, self._runs = reviews, runs
        self._evaluations, self._datasets = evaluations, datasets

    def choices(self, review_id: str) -> tuple[Adoption, ...]:
        """What can be made of this review's answers; empty for free texts alone."""
        return adoptions_of(self._reviews.review(review_id))

    def offer(self, review_id: str, adoption: Adoption) -> AdoptionOffer:
        """What would change, case by case. Nothing is changed."""
        review = self._reviews.review(review_id)
        said, notes = said_of_cases(
            review,
            adoption,
            self._reviews.items(review_id),
            self._reviews.judgments(review_id),
            self._runs.run,
            self._places(),
        )
        cases = tuple(_change(adoption, each) for each in said)
        return AdoptionOffer(review_id, adoption, cases, notes, _sentence(adoption, cases))

    def adopt(self, offer: AdoptionOffer, case_ids: Iterable[str] | None = None) -> Adopted:
        """Do what was offered, for all of it or for some cases. A case that was changed since
        the offer is left alone, and told."""
        wanted = None if case_ids is None else frozenset(case_ids)
        chosen = [each for each in offer.changes if wanted is None or each.case_id in wanted]
        return self._set(offer.review_id, offer.adoption.into, chosen)

    def take_back(self, adopted: Adopted) -> Adopted:
        """The cases become what they were, but for those that were changed since."""
        back = [replace(each, before=each.after, after=each.before) for each in adopted.changes]
        return self._set(adopted.review_id, adopted.into, back)

    def _set(self, review_id: str, into: AdoptedAs, changes: Sequence[CaseChange]) -> Adopted:
        done: list[CaseChange] = []
        for dataset_id in dict.fromkeys(change.dataset_id for change in changes):
            dataset = self._datasets.dataset(dataset_id)
            own = {each.case_id: each for each in changes if each.dataset_id == dataset_id}
            fitting = {
                case.id: own[case.id]
                for case in dataset.cases
                if case.id in own and standing_value(case, into) == own[case.id].before
            }
            if fitting:
                self._datasets.save(_with(dataset, into, fitting))
                done.extend(fitting.values())
        left = [each for each in changes if each not in done]
        return Adopted(
            review_id, into, tuple(done), tuple(f"{each.case}: {CHANGED}" for each in left)
        )

    def _places(self) -> Callable[[str, str, str], tuple[Dataset, int] | None]:
        """Where a case is now: in the evaluation's dataset, or in one for the prompt."""
        known: dict[str, list[Dataset]] = {}

        def place(evaluation_id: str, prompt_id: str, case_id: str) -> tuple[Dataset, int] | None:
            key = f"{evaluation_id} {prompt_id}"
            if key not in known:
                known[key] = self._datasets_of(evaluation_id, prompt_id)
            for dataset in known[key]:
                for index, case in enumerate(dataset.cases):
                    if case.id == case_id:
                        return dataset, index
            return None

        return place

    def _datasets_of(self, evaluation_id: str, prompt_id: str) -> list[Dataset]:
        datasets = self._datasets.datasets_for(prompt_id)
        if not evaluation_id:
            return datasets
        try:
            wanted = self._evaluations.evaluation(evaluation_id).dataset_id
        except NotFound:
            return datasets
        return [each for each in self._datasets.all() if each.id == wanted] + datasets


def adoptions_of(review: Review) -> tuple[Adoption, ...]:
    found = []
    for question in review.plan.questions:
        match question.kind:
            case QuestionKind.CORRECTION:
                words = "Corrections become the expected values"
                found.append(Adoption(question, AdoptedAs.EXPECTED, words))
            case QuestionKind.PREFERENCE:
                words = "The preferred outputs become the expected values"
                found.append(Adoption(question, AdoptedAs.EXPECTED, words))
            case QuestionKind.CHOICE | QuestionKind.YES_NO | QuestionKind.SCALE:
                if review.plan.kind is ReviewKind.PREFER:
                    continue
                words = "Answers become labels: " + question.text
                found.append(Adoption(question, AdoptedAs.LABEL, words))
            case QuestionKind.TEXT:
                continue
    own = (PREFERENCE_ID, LABEL_ID, CORRECTION_ID)
    return tuple(sorted(found, key=lambda each: each.question.id not in own))


def standing_value(case: Case, into: AdoptedAs) -> str:
    return case.expected if into is AdoptedAs.EXPECTED else "\n".join(case.labels)


def _with(dataset: Dataset, into: AdoptedAs, changes: dict[str, CaseChange]) -> Dataset:
    def changed(case: Case) -> Case:
        if case.id not in changes:
            return case
        after = changes[case.id].after
        if into is AdoptedAs.EXPECTED:
            return replace(case, expected=after)
        return replace(case, labels=tuple(after.split("\n")) if after else ())

    return replace(dataset, cases=tuple(changed(case) for case in dataset.cases))


def _change(adoption: Adoption, said: SaidOfCase) -> CaseChange:
    before = standing_value(said.case, adoption.into)
    answer, note = agreed(said)
    after = before
    if answer is not None:
        after = answer
        if adoption.into is AdoptedAs.LABEL:
            kept = [label for label in said.case.labels if label not in said.rivals]
            after = "\n".join(dict.fromkeys((*kept, answer)))
        if after == before:
            note = "It stands so already."
    return CaseChange(
        said.dataset.id,
        said.dataset.name,
        said.case.id,
        said.name,
        before,
        after,
        said.votes,
        note,
        offered=after != before,
    )


def _sentence(adoption: Adoption, cases: Sequence[CaseChange]) -> str:
    offered = sum(case.offered for case in cases)
    left = len(cases) - offered
    what = "expected value" if adoption.into is AdoptedAs.EXPECTED else "labels"
    if not cases:
        return "No answer belongs to a case of a dataset: nothing would change."
    would = "No case" if not offered else f"{offered:,} case{'s' if offered > 1 else ''}"
    words = (
        f"{would} would get another {what}"
        if adoption.into is AdoptedAs.EXPECTED
        else (f"{would} would get other {what}")
    )
    if not left:
        return f"{words}."
    return f"{words}; {left:,} {'is' if left == 1 else 'are'} left as {_it(left)}."


def _it(count: int) -> str:
    return "it is" if count == 1 else "they are"
