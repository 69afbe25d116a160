"""What is learned from the judgments of a review, put together from what is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from statistics import median

from workbench.domain.agreements import Agreement, Calibration, Rank, ReviewFigures, StandIn
from workbench.domain.review_standing import HeardReview
from workbench.domain.reviews import Judgment, ReviewItem, ReviewKind, ReviewSummary
from workbench.services.calibration import calibrations
from workbench.services.ports import EvaluationStore, RunStore
from workbench.services.review_agreement import agreements, disagreements
from workbench.services.review_answers import ReviewAnswers, answer_counts
from workbench.services.review_contenders import contenders
from workbench.services.review_preferences import first_shown, leader, ranking, win_rates
from workbench.services.reviews import ReviewService, output_text


class ReviewFiguresService:
    def __init__(
        self,
        reviews: ReviewService,
        runs: RunStore,
        evaluations: EvaluationStore,
        path_of: Callable[[str], str],
    ) -> None:
        """`path_of` gives the path of a prompt by its id."""
        self._reviews, self._runs = reviews, runs
        self._evaluations, self._path_of = evaluations, path_of

    def figures(self, review_id: str) -> ReviewFigures:
        """Of the judgments that count by now. Takes a moment: for the background.

        The same judgments always give the same figures. Raises `NotFound`.
        """
        return self.of(self._reviews.heard(review_id))

    def of(self, heard: HeardReview) -> ReviewFigures:
        """As `figures`, of what was read of it."""
        summary, answers = heard.summary, self._answers(heard)
        agreed, ranks = tuple(agreements(answers)), ranking(answers)
        calibrated = calibrations(answers, self._evaluations)
        wins = win_rates(answers)
        told = (
            _progress(summary, answers.judged),
            _leading(ranks, leader(answers, ranks))
            if ranks
            else " ".join(each.sentence for each in wins[:1]),
            _agreement(agreed),
            _judges(calibrated),
        )
        return ReviewFigures(
            summary.review,
            summary.items,
            summary.reviewers,
            agreed,
            disagreements(answers),
            tuple(answer_counts(answers)),
            wins,
            ranks,
            first_shown(answers),
            calibrated,
            _seconds(answers.judged),
            " ".join(part for part in told if part),
        )

    def _answers(self, heard: HeardReview) -> ReviewAnswers:
        run_of = cache(self._runs.run)
        judged = tuple(each for each in heard.said if each.judged)
        whose = contenders(heard.items, run_of, self._evaluations.evaluation, self._path_of)

        def texts(item: ReviewItem) -> list[str]:
            return [output_text(run_of(run_id)) for run_id in item.run_ids]

        return ReviewAnswers(heard.review, heard.items, judged, whose, texts)


def _progress(summary: ReviewSummary, judged: Sequence[Judgment]) -> str:
    outputs = len({each.item for each in judged})
    people = len({each.reviewer for each in judged})
    if not judged:
        return "Nobody has judged anything yet."
    who = "1 person" if people == 1 else f"{people} people"
    open_ones = summary.asked - summary.done
    left = f" {open_ones:,} of {summary.asked:,} judgments are still to come." if open_ones else ""
    prefers = summary.review.plan.kind is ReviewKind.PREFER
    what = ("pair" if prefers else "output") + ("" if summary.items == 1 else "s")
    return f"{who} judged {outputs:,} of {summary.items:,} {what}.{left}"


def _leading(ranks: Sequence[Rank], first: str) -> str:
    if first:
        return f"Of {len(ranks)} contenders {first} is preferred."
    return f"Can't tell yet which of {len(ranks)} contenders is preferred."


def _agreement(agreed: Sequence[Agreement]) -> str:
    """Of the question on which people agree least: a review is as good as that."""
    known = [(each.alpha.value, each) for each in agreed if each.alpha]
    if not known:
        return ""
    _, least = min(known, key=lambda each: each[0])
    if len(known) == 1:
        return least.sentence
    return f"People agree least on “{least.question.text}”. {least.sentence}"


def _judges(calibrated: Sequence[Calibration]) -> str:
    """Of judges that ask a model: how many may stand in for people, and how many may not."""
    judges = [each.verdict for each in calibrated if each.model_graded]
    if not judges:
        return ""
    counts = [(judges.count(each), words) for each, words in VERDICTS.items()]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"Judges held against people: {told}."


VERDICTS = {
    StandIn.YES: "may stand in for them",
    StandIn.NO: "must not",
    StandIn.CANNOT_TELL: "can't be told yet",
}


def _seconds(judged: Sequence[Judgment]) -> float | None:
    taken = [each.seconds for each in judged if each.seconds > 0]
    return median(taken) if taken else None
