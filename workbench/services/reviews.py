"""Reviews: set up, shown to each reviewer as far as that one may see, and judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from workbench.domain.amounts import money
from workbench.domain.audit import AuditKind
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.json_values import thaw
from workbench.domain.review_arranging import assigned, is_swapped, item_key, queue_of
from workbench.domain.review_choosing import Candidate
from workbench.domain.review_standing import HeardReview, standing
from workbench.domain.reviews import (
    LONGEST_NAME,
    Comment,
    Judgment,
    JudgmentSource,
    Review,
    ReviewItem,
    ReviewKind,
    ReviewPlan,
    ReviewSummary,
    ShownItem,
    ShownOutput,
)
from workbench.domain.rubrics import OWN_IDS, Answer, QuestionKind
from workbench.domain.runs import Run
from workbench.formats.reviews.documents import review_digest
from workbench.services.events import Acted, EventBus, ReviewsChanged
from workbench.services.ports import ReviewStore, RunStore


class ReviewService:
    def __init__(
        self,
        reviews: ReviewStore,
        runs: RunStore,
        events: EventBus,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        draw: Callable[[int], bytes],
    ) -> None:
        """`draw` gives so many random bytes."""
        self._reviews, self._runs, self._events = reviews, runs, events
        self._now, self._new_id, self._draw = now, new_id, draw

    def create(self, plan: ReviewPlan, candidates: Sequence[Candidate], *, author: str) -> Review:
        """Without a seed in the plan, one is drawn. Raises `InvalidInput` for a plan that does
        not hold together."""
        refuse_broken_plan(plan, candidates)
        seed = plan.seed or int.from_bytes(self._draw(4)) or 1
        plan = replace(plan, seed=seed)
        items = assigned(plan, [_item(seed, n, each) for n, each in enumerate(candidates)])
        texts = [(item, [self._text(run_id) for run_id in item.run_ids]) for item in items]
        digest = review_digest(plan, texts)
        review = Review(self._new_id(), self._now(), author, plan, digest)
        self._reviews.add(review, items, self._draw(32))
        self._events.publish(ReviewsChanged(review.id))
        return review

    def summaries(self) -> list[ReviewSummary]:
        """Newest first."""
        return [self._heard(review).summary for review in self._reviews.all()]

    def all(self) -> list[Review]:
        """Newest first, without how far they are."""
        return self._reviews.all()

    def summary(self, review_id: str) -> ReviewSummary:
        return self.heard(review_id).summary

    def heard(self, review_id: str) -> HeardReview:
        """Read once, for all that is told of it together. Raises `NotFound`."""
        return self._heard(self._reviews.review(review_id))

    def review(self, review_id: str) -> Review:
        """Raises `NotFound`."""
        return self._reviews.review(review_id)

    def named(self, text: str) -> Review:
        """By its id, the beginning of it, or its name; the newest of those with the name."""
        known = self._reviews.all()
        for review in known:
            if text in (review.id, review.plan.name):
                return review
        found = [each for each in known if each.id.startswith(text)] if len(text) > 3 else []
        if len(found) != 1:
            raise NotFound(f"There is no review {text!r}.")
        return found[0]

    def reviewers(self) -> list[str]:
        """Everybody who was ever asked, those of the newest reviews first."""
        reviews = self._reviews.all()
        return list(dict.fromkeys(name for each in reviews for name in each.plan.reviewers))

    def items(self, review_id: str) -> list[ReviewItem]:
        return self._reviews.items(review_id)

    def judgments(self, review_id: str) -> list[Judgment]:
        """Those that count, by time."""
        return standing(self._reviews.judgments(review_id))

    def everything_said(self, review_id: str) -> list[Judgment]:
        """Earlier answers too, in the order in which they were recorded."""
        return self._reviews.judgments(review_id)

    def queue(self, review_id: str, reviewer: str) -> list[ReviewItem]:
        """What that person is asked about, in that person's order."""
        review = self._reviews.review(review_id)
        _refuse_stranger(review, reviewer)
        return queue_of(review.plan, reviewer, self._reviews.items(review_id))

    def shown(self, review_id: str, reviewer: str, items: Sequence[ReviewItem]) -> list[ShownItem]:
        """All that the person may see of them, and nothing else."""
        plan = self._reviews.review(review_id).plan
        return [self._shown(plan, reviewer, item) for item in items]

    def judge(
        self,
        review_id: str,
        item: ReviewItem,
        reviewer: str,
        answers: Mapping[str, Answer],
        *,
        comments: Sequence[Comment] = (),
        skipped: str = "",
        seconds: float = 0.0,
    ) -> Judgment:
        """Said in the window. With nothing at all, what was said before is taken back.

        Answers and comments are by the order of the item, whichever side an output was shown on.
        """
        review = self._reviews.review(review_id)
        _refuse_stranger(review, reviewer)
        judgment = Judgment(
            self._new_id(),
            review_id,
            item.key,
            reviewer,
            self._now(),
            tuple(answers.items()),
            tuple(comments),
            skipped.strip(),
            round(seconds, 1),
            is_swapped(review.plan, reviewer, item),
            JudgmentSource.WINDOW,
        )
        self._reviews.record((judgment,))
        self._events.publish(ReviewsChanged(review_id))
        return judgment

    def rename(self, review_id: str, name: str) -> Review:
        review = self._reviews.review(review_id)
        return self._save(replace(review, plan=replace(review.plan, name=name.strip())))

    def close(self, review_id: str, *, closed: bool = True) -> Review:
        """Nothing more is to be judged; it can be opened again."""
        review = self._save(replace(self._reviews.review(review_id), closed=closed))
        kind = AuditKind.CLOSE_REVIEW if closed else AuditKind.REOPEN_REVIEW
        self._events.publish(self._told(kind, review))
        return review

    def remove(self, review_id: str) -> None:
        """With everything that was said in it."""
        told = self._told(AuditKind.REMOVE_REVIEW, self._reviews.review(review_id))
        self._reviews.remove(review_id)
        self._events.publish(told)
        self._events.publish(ReviewsChanged(review_id))

    def _told(self, kind: AuditKind, review: Review) -> Acted:
        return Acted(kind, evidence=(review.digest,), words=f"The review {review.plan.name}.")

    def _heard(self, review: Review) -> HeardReview:
        items = tuple(self._reviews.items(review.id))
        return HeardReview(review, items, tuple(self.judgments(review.id)))

    def _save(self, review: Review) -> Review:
        self._reviews.save(review)
        self._events.publish(ReviewsChanged(review.id))
        return review

    def _shown(self, plan: ReviewPlan, reviewer: str, item: ReviewItem) -> ShownItem:
        runs = [self._runs.run(run_id) for run_id in item.run_ids]
        swapped = is_swapped(plan, reviewer, item)
        outputs = [
            ShownOutput(output_text(run), "" if plan.blind else _heading(run)) for run in runs
        ]
        return ShownItem(
            item.key,
            shown_inputs(runs[0]),
            tuple(reversed(outputs) if swapped else outputs),
            swapped,
        )

    def _text(self, run_id: str) -> str:
        return output_text(self._runs.run(run_id))


def output_text(run: Run) -> str:
    """What a person judges: the answer, and the tools that it called."""
    calls = [f"{call.name}({call.arguments})" for call in run.tool_calls]
    return "\n\n".join(part for part in (run.text, *calls) if part)


def shown_inputs(run: Run) -> tuple[tuple[str, str], ...]:
    """The variables with their values, and what was said before in a conversation."""
    values = [(name, _as_text(thaw(value))) for name, value in run.job.case.values]
    turns = "\n\n".join(f"{turn.role.value}: {turn.text}" for turn in run.job.turns)
    return (*values, *((("conversation", turns),) if turns else ()))


def refuse_broken_plan(plan: ReviewPlan, candidates: Sequence[Candidate]) -> None:
    """Raises `InvalidInput` that says what is missing."""
    for wrong in _what_is_wrong(plan, candidates):
        raise InvalidInput(wrong)


def _what_is_wrong(plan: ReviewPlan, candidates: Sequence[Candidate]) -> list[str]:
    names = [name.strip() for name in plan.reviewers]
    ids = [question.id for question in plan.rubric.questions]
    outputs = 2 if plan.kind is ReviewKind.PREFER else 1
    choices = [
        question
        for question in plan.questions
        if question.kind is QuestionKind.CHOICE and len(set(question.choices)) < 2
    ]
    told = (
        (not plan.name.strip(), "The review needs a name."),
        (not candidates, "There is no output to review."),
        (any(len(each.run_ids) != outputs for each in candidates), _COUNT[outputs]),
        (not all(names) or not names, "Name at least one reviewer."),
        (len(set(names)) < len(names), "Two reviewers have the same name."),
        (not all(map(_comes_back, names)), "A reviewer's name is too long or no text."),
        (not plan.questions, "The review asks nothing: choose a rubric."),
        (len(set(ids)) < len(ids) or bool(OWN_IDS & set(ids)), "Two questions have the same id."),
        (bool(choices), "A choice needs at least two answers to choose from."),
        (not 1 <= plan.needed <= max(1, len(names)), "More judgments are needed than reviewers."),
    )
    return [words for wrong, words in told if wrong]


def _comes_back(name: str) -> bool:
    """Results are signed as UTF-8, which has no halves of characters."""
    whole = name.encode("utf-8", "replace").decode()
    return len(name) <= LONGEST_NAME and whole == name


_COUNT = {
    1: "Each item of this review is one output.",
    2: "Each item of this review is a pair of outputs.",
}


def _item(seed: int, number: int, candidate: Candidate) -> ReviewItem:
    key = item_key(seed, number)
    return ReviewItem(
        key,
        candidate.run_ids,
        evaluation_id=candidate.evaluation_id,
        cells=candidate.cells,
    )


def _refuse_stranger(review: Review, reviewer: str) -> None:
    if reviewer not in review.plan.reviewers:
        raise InvalidInput(
            f"{reviewer} is no reviewer of {review.plan.name}.",
            hint=f"Reviewers are {', '.join(review.plan.reviewers)}.",
        )


def _heading(run: Run) -> str:
    version = f"v{run.job.version}" if run.job.version is not None else "draft"
    cost = money(run.cost_usd) if run.cost_usd is not None else ""
    return " · ".join(part for part in (version, run.job.model, cost) if part)


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=2)
