"""`workbench review list` and `show`: which reviews there are, and how far they are."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json, write_table
from workbench.domain.reviews import PackRecord, ResultsRecord, Review, ReviewSummary
from workbench.domain.rubrics import Question, QuestionKind
from workbench.services.opened import Services


def list_reviews(services: Services, args: argparse.Namespace) -> int:
    summaries = services.reviews.summaries()
    if args.json:
        write_json([summary_document(summary) for summary in summaries])
        return DONE
    header = ("ID", "NAME", "KIND", "ITEMS", "REVIEWERS", "DONE", "STATE")
    write_table(header, (_row(summary) for summary in summaries))
    return DONE


def show_review(services: Services, args: argparse.Namespace) -> int:
    review = services.reviews.named(args.review)
    summary = services.reviews.summary(review.id)
    packs = services.review_packs.written(review.id)
    taken = services.review_results.taken(review.id)
    if args.json:
        document = summary_document(summary)
        document["packs"] = [_pack_document(pack) for pack in packs]
        document["results"] = [_results_document(record) for record in taken]
        write_json(document)
        return DONE
    for line in _lines(summary):
        write(line)
    write()
    written = {pack.reviewer: f"{pack.at:%Y-%m-%d %H:%M}" for pack in packs}
    rows = [
        (
            each.name,
            str(each.asked),
            str(each.judged),
            str(each.skipped),
            written.get(each.name, ""),
        )
        for each in summary.reviewers
    ]
    write_table(("REVIEWER", "ASKED", "JUDGED", "SKIPPED", "PACK WRITTEN"), rows)
    for line in _told_of_files(taken):
        write(line)
    return DONE


def review_document(review: Review) -> dict[str, Any]:
    plan = review.plan
    return {
        "review": review.id,
        "name": plan.name,
        "digest": review.digest,
        "created_at": review.created_at.isoformat(),
        "author": review.author,
        "kind": plan.kind.value,
        "source": plan.source,
        "blind": plan.blind,
        "closed": review.closed,
        "needed": plan.needed,
        "seed": plan.seed,
        "questions": [
            {"id": each.id, "text": each.text, "kind": each.kind.value} for each in plan.questions
        ],
    }


def summary_document(summary: ReviewSummary) -> dict[str, Any]:
    return review_document(summary.review) | {
        "items": summary.items,
        "asked": summary.asked,
        "done": summary.done,
        "reviewers": [
            {
                "name": each.name,
                "asked": each.asked,
                "judged": each.judged,
                "skipped": each.skipped,
            }
            for each in summary.reviewers
        ],
    }


def _row(summary: ReviewSummary) -> tuple[str, ...]:
    review = summary.review
    return (
        review.id,
        review.plan.name,
        review.plan.kind.value,
        str(summary.items),
        str(len(review.plan.reviewers)),
        f"{summary.done} of {summary.asked}",
        "closed" if review.closed else "open",
    )


def _lines(summary: ReviewSummary) -> Iterator[str]:
    review, plan = summary.review, summary.review.plan
    items = "1 item" if summary.items == 1 else f"{summary.items} items"
    shown = "blind" if plan.blind else "open"
    state = "closed" if review.closed else f"{summary.done} of {summary.asked} done"
    yield f"{plan.name}: {plan.kind.value}, {items}, {shown}, {state}"
    yield f"{review.id}  {review.digest}"
    if plan.source:
        yield f"Outputs: {plan.source}"
    for question in plan.questions:
        yield f"Asked: {question.text} ({_answers(question)})"


def _answers(question: Question) -> str:
    match question.kind:
        case QuestionKind.SCALE:
            return f"{question.least} to {question.most}"
        case QuestionKind.CHOICE:
            return ", ".join(question.choices)
        case _:
            return question.kind.value


def _told_of_files(taken: list[ResultsRecord]) -> Iterator[str]:
    if taken:
        yield ""
        yield "Taken in:"
    for record in taken:
        count = "1 judgment" if record.judgments == 1 else f"{record.judgments} judgments"
        yield f"  {record.at:%Y-%m-%d %H:%M}  {record.reviewer}: {count}"
        for note in record.notes:
            yield f"    {note}"


def _pack_document(pack: PackRecord) -> dict[str, Any]:
    return {"reviewer": pack.reviewer, "digest": pack.digest, "at": pack.at.isoformat()}


def _results_document(record: ResultsRecord) -> dict[str, Any]:
    return {
        "reviewer": record.reviewer,
        "digest": record.digest,
        "at": record.at.isoformat(),
        "judgments": record.judgments,
        "notes": list(record.notes),
    }
