"""Domain values for tests: every argument has a default."""

from __future__ import annotations

from datetime import UTC, datetime

from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import Evaluation, EvaluationColumn
from workbench.domain.prompts import Input, Message, Prompt, PromptContent, Role
from workbench.domain.review_reports import ReportRecord, SavedReport
from workbench.domain.reviews import Judgment, Review, ReviewItem, ReviewPlan
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.formats.cases import dataset_digest

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def a_content(*texts: str, inputs: tuple[Input, ...] = (), **fields) -> PromptContent:
    """A user message for each text."""
    messages = tuple(Message(Role.USER, text) for text in texts or ("Say hello to {{ name }}.",))
    return PromptContent(messages=messages, inputs=inputs, **fields)


def a_prompt(path: str = "greetings/hello", **fields) -> Prompt:
    return Prompt(**{"id": f"prompt-{path}", "path": path, "created_at": NOON, **fields})


def a_job(run_id: str = "run-1", **fields) -> RunJob:
    known = {
        "run_id": run_id,
        "batch_id": "batch-1",
        "prompt_id": "prompt-greetings/hello",
        "digest": "sha256:" + "0" * 64,
        "model": "demo/brief",
        "case": Case(values=(("name", "Ada"),)),
    }
    return RunJob(**{**known, **fields})


def a_run(run_id: str = "run-1", *, outcome: Outcome = Outcome.FINISHED, **fields) -> Run:
    job = fields.pop("job", None) or a_job(run_id)
    return Run(**{"job": job, "outcome": outcome, "created_at": NOON, **fields})


def a_case(name: str = "Ada", **fields) -> Case:
    known = {"id": f"case-{name}", "name": name, "values": (("name", name),)}
    return Case(**{**known, **fields})


def a_dataset(*names: str, **fields) -> Dataset:
    """A case for each name."""
    cases = tuple(a_case(name) for name in names or ("Ada", "Bo"))
    return Dataset(**{"id": "dataset-1", "name": "Names", "cases": cases, **fields})


def a_column(**fields) -> EvaluationColumn:
    known = {
        "prompt_id": "prompt-greetings/hello",
        "digest": "sha256:" + "0" * 64,
        "model": "demo/brief",
    }
    return EvaluationColumn(**{**known, **fields})


def an_evaluation(dataset: Dataset | None = None, **fields) -> Evaluation:
    """Of one column, on the cases of the dataset."""
    dataset = dataset or a_dataset()
    known = {
        "id": "evaluation-1",
        "name": "First",
        "created_at": NOON,
        "dataset_id": dataset.id,
        "dataset_digest": dataset_digest(dataset.cases),
        "columns": (a_column(),),
        "cases": len(dataset.cases),
        "dataset_name": dataset.name,
    }
    return Evaluation(**{**known, **fields})


def a_rubric(*questions, **fields):
    asked = questions or (
        Question("tone", "Is the tone right?"),
        Question("true", "Is it true?", QuestionKind.YES_NO),
    )
    return Rubric(**{"id": "rubric-1", "name": "Quality", "questions": asked, **fields})


def a_plan(**fields):
    return ReviewPlan(
        **{
            "name": "Refund answers",
            "rubric": a_rubric(),
            "reviewers": ("ada", "bo"),
            "seed": 7,
            **fields,
        }
    )


def a_review(review_id="review-1", plan=None, **fields):
    return Review(
        **{
            "id": review_id,
            "created_at": NOON,
            "author": "ada",
            "plan": plan or a_plan(),
            "digest": "sha256:" + "0" * 64,
            **fields,
        }
    )


def an_item(key="item-1", *run_ids, **fields):
    return ReviewItem(key, run_ids or (f"run of {key}",), **{"reviewers": ("ada", "bo"), **fields})


def a_judgment(item="item-1", reviewer="ada", **fields):
    return Judgment(
        **{
            "id": f"{reviewer} on {item}",
            "review_id": "review-1",
            "item": item,
            "reviewer": reviewer,
            "at": NOON,
            "answers": (("tone", 4), ("true", True)),
            **fields,
        }
    )


def a_report_record(digest="sha256:" + "a" * 64, **fields):
    return ReportRecord(
        **{
            "digest": digest,
            "review_id": "review-1",
            "name": "Refund answers",
            "at": NOON,
            "people": 2,
            "items": 3,
            "judgments": 6,
            "sentence": "Two people judged 3 outputs.",
            "figures": (("people", "2"), ("outputs", "3")),
            "versions": ("sha256:" + "1" * 64,),
            **fields,
        }
    )


def a_saved_report(digest="sha256:" + "a" * 64, **fields):
    return SavedReport(a_report_record(digest, **fields), "# Refund answers\n", "<p>", "{}")
