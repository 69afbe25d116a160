"""Reviews over outputs of an evaluation, judged by people whose answers are given as letters."""

from __future__ import annotations

from types import SimpleNamespace

from tests.builders import a_case, a_column, a_job, a_plan, a_run, an_evaluation
from tests.fake_reviews import MemoryReviews
from tests.fakes import Clock, MemoryDatasets, MemoryEvaluations, MemoryRuns, counting
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Cell, CellPlace
from workbench.domain.review_choosing import Candidate
from workbench.domain.runs import Outcome
from workbench.services.datasets import DatasetService
from workbench.services.events import EventBus
from workbench.services.review_adopting import ReviewAdoptingService
from workbench.services.review_figures import ReviewFiguresService
from workbench.services.reviews import ReviewService

RUBRIC = Check("llm-rubric", value="Is it true?")
VERDICTS = {"p": Verdict.PASSED, "f": Verdict.FAILED, "e": Verdict.ERROR}


class JudgedBench:
    """The services that learn from a review, over stores in memory."""

    def __init__(self) -> None:
        self.runs = MemoryRuns()
        self.evaluations = MemoryEvaluations(self.runs)
        self.events = EventBus()
        self.reviews = ReviewService(
            MemoryReviews(), self.runs, self.events, Clock(), counting(), bytes
        )
        self.datasets = DatasetService(MemoryDatasets(), counting("case"), self.events)
        self.figures = ReviewFiguresService(
            self.reviews, self.runs, self.evaluations, lambda prompt_id: f"path/{prompt_id}"
        )
        self.adopting = ReviewAdoptingService(
            self.reviews, self.runs, self.evaluations, self.datasets
        )

    def evaluate(self, columns, *letters, checks=(RUBRIC,)):
        """For each column a word for each check, a letter for each case; separated by spaces."""
        words = [column.split() for column in letters]
        cases = tuple(a_case(f"case {n}") for n in range(len(words[0][0])))
        dataset = self.datasets.save(Dataset("dataset-1", "Names", cases=cases))
        evaluation = an_evaluation(dataset, columns=tuple(columns), checks=tuple(checks))
        self.evaluations.add(evaluation, dataset)
        for column, of in enumerate(columns):
            for index, case in enumerate(cases):
                number = evaluation.number(CellPlace(column, index, 0))
                scores = tuple(Score(VERDICTS[word[index]], 1.0) for word in words[column])
                self.answered(number, of, case, evaluation.id, scores)
        return evaluation

    def answered(self, number, column, case, evaluation_id, scores):
        run_id = f"run-{number}"
        job = a_job(run_id, model=column.model, version=column.version, case=case)
        self.runs.record(a_run(run_id, job=job, text=f"Output {number}."))
        score = CellScore(Verdict.PASSED, 1.0, scores)
        cell = Cell(number, run_id, Outcome.FINISHED, score=score)
        self.evaluations.record_cells(evaluation_id, [cell])

    def review(self, evaluation, *numbers, **plan):
        """Of those cells: a number, or two of them for a pair."""
        cells = [each if isinstance(each, tuple) else (each,) for each in numbers]
        candidates = [
            Candidate(tuple(f"run-{number}" for number in each), evaluation.id, each)
            for each in cells
        ]
        fields = {"evaluation_id": evaluation.id, **plan}
        return self.reviews.create(a_plan(**fields), candidates, author="lead")

    def say(self, review, question, **people):
        """By reviewer an answer for each item; None: nothing was said."""
        for who, answers in people.items():
            for item, answer in zip(self.reviews.items(review.id), answers, strict=True):
                if answer is not None:
                    known = dict(self._said(review, who, item).answers)
                    self.reviews.judge(
                        review.id, item, who, {**known, question: answer}, seconds=10.0
                    )

    def _said(self, review, who, item):
        for judgment in self.reviews.judgments(review.id):
            if (judgment.reviewer, judgment.item) == (who, item.key):
                return judgment
        return SimpleNamespace(answers=())


def two_columns():
    return a_column(version=2, model="openai/gpt"), a_column(version=3, model="openai/gpt")


def yes_no(letters):
    return [{"y": True, "n": False}.get(letter) for letter in letters]
