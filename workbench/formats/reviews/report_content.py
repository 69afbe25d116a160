"""What a report of a review says, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.domain.amounts import seconds
from workbench.domain.review_reports import ReviewReport
from workbench.domain.reviews import Judgment
from workbench.formats.reports.words import NOTHING
from workbench.formats.reviews.report_blocks import (
    Block,
    Digest,
    Facts,
    Item,
    Link,
    Listed,
    Passage,
    Section,
    Table,
    Text,
    Words,
)
from workbench.formats.reviews.report_learned import agreement, answers, judges, preferences
from workbench.formats.reviews.report_telling import Telling, shortened
from workbench.formats.reviews.report_words import (
    ASKED,
    LEFT_OUT,
    answer_words,
    blind_words,
    chosen_words,
    counted,
    outputs_of,
    people_of,
    question_words,
)

MOST_LISTED = 100
"""Disagreements, and items with comments."""
MOST_TEXT = 20_000
"""Characters of an output in the appendix; its digest is that of the whole."""
METHODS = "docs/agreement.md"


def blocks(report: ReviewReport, *, texts: bool) -> Iterator[Block]:
    """`texts`: with the outputs, and with what people wrote, which may quote them."""
    telling = Telling.of(report, texts=texts)
    yield from _opening(report)
    for section in SECTIONS:
        yield from section(telling)


def _opening(report: ReviewReport) -> Iterator[Block]:
    figures = report.figures
    review, plan = figures.review, figures.review.plan
    if figures.sentence:
        yield Words(figures.sentence)
    state = "closed" if review.closed else "open: more may be judged"
    yield Facts(
        (
            ("Judged", _judged_words(report)),
            ("Asked", ASKED[plan.kind]),
            ("Outputs", plan.source or NOTHING),
            ("Who judges what", chosen_words(plan, figures.items)),
            ("Conditions", blind_words(plan)),
            ("Set up", f"{review.created_at:%Y-%m-%d %H:%M} UTC by {review.author or NOTHING}"),
            ("Newest judgment", f"{report.at:%Y-%m-%d %H:%M} UTC"),
            ("State", state),
            ("Review", Digest(review.digest)),
        )
    )


def _judged_words(report: ReviewReport) -> str:
    judged = sum(each.judged for each in report.said)
    items = counted(report.figures.items, "item", "items")
    people = counted(people_of(report.said), "person", "people")
    return f"{items} by {people}, {counted(judged, 'judgment', 'judgments')}"


def _people(telling: Telling) -> Iterator[Block]:
    figures = telling.report.figures
    yield Section("Who judged")
    yield Table(
        ("person", "asked", "judged", "skipped"),
        tuple(
            (each.name, str(each.asked), str(each.judged), str(each.skipped))
            for each in figures.reviewers
        ),
    )
    if figures.seconds is not None:
        yield Words(f"Half of the judgments took less than {seconds(figures.seconds)}.", quiet=True)


def _questions(telling: Telling) -> Iterator[Block]:
    plan = telling.report.figures.review.plan
    yield Section("What was asked")
    if plan.rubric.questions and plan.rubric.name:
        yield Words(f"Rubric: {plan.rubric.name}, version {plan.rubric.version}.", quiet=True)
    yield Listed(tuple(question_words(question) for question in plan.questions))
    if plan.instructions:
        yield Words("Reviewers were told:")
        yield Passage(plan.instructions)


def _differences(telling: Telling) -> Iterator[Block]:
    report, names = telling.report, telling.names
    found = report.figures.disagreements
    if not found:
        return
    yield Section("Where people differ")
    told: set[str] = set()
    for each in found[:MOST_LISTED]:
        outputs = outputs_of(report, each.item)
        answers = tuple(
            (who, shortened(answer_words(each.question, answer, outputs, texts=telling.texts)))
            for who, answer in each.answers
        )
        key = each.item.key
        remarks = () if key in told else telling.remarks(key)
        told.add(key)
        yield Item(f"{names.get(key, key)}: {each.question.text}", answers, remarks)
    if len(found) > MOST_LISTED:
        yield Words(f"{len(found) - MOST_LISTED} more are in the review and in the JSON.")


def _comments(telling: Telling) -> Iterator[Block]:
    """Of items that stand in no disagreement."""
    report, names = telling.report, telling.names
    told = {each.item.key for each in report.figures.disagreements[:MOST_LISTED]}
    keys = [key for key in names if key not in told and telling.remarks(key)]
    if not keys:
        return
    yield Section("Other comments")
    yield from (Item(names[key], (), telling.remarks(key)) for key in keys[:MOST_LISTED])
    if len(keys) > MOST_LISTED:
        yield Words(f"{len(keys) - MOST_LISTED} more are in the review.")


def _skipped(telling: Telling) -> Iterator[Block]:
    skipped = [each for each in telling.report.said if each.skipped]
    if not skipped:
        return
    yield Section("Skipped")
    yield Table(
        ("item", "person", "why"),
        tuple(
            (telling.names.get(each.item, each.item), each.reviewer, _reason(telling, each))
            for each in skipped
        ),
    )


def _outputs(telling: Telling) -> Iterator[Block]:
    report = telling.report
    yield Section("What was judged")
    contents = {each.version_digest: each for each in report.outputs}
    versions = sorted({(each.prompt, each.version or 0, d) for d, each in contents.items()})
    yield Table(
        ("version", "digest"),
        tuple((f"{path} {f'v{v}' if v else 'draft'}", Digest(d)) for path, v, d in versions),
    )
    yield Table(
        ("item", "from", "output"),
        tuple(
            (telling.names[each.item], each.contender, Digest(each.text_digest))
            for each in report.outputs
        ),
    )
    yield Words("A digest is the SHA-256 of the text in UTF-8.", quiet=True)


def _methods(telling: Telling) -> Iterator[Block]:
    yield Section("How to read the figures")
    yield Listed(
        (
            "Behind a figure stands the interval that holds the true one in 95 of 100 such "
            "reviews. It counts items, not answers: two answers to one item are not two items.",
            "Of each person and item the newest answer counts; earlier ones are kept.",
            "Kappa and alpha are 1 where people always say the same, and 0 where they agree no "
            "more than by chance. Kappa is Cohen's of two people and Fleiss' of more; alpha is "
            "Krippendorff's, which takes missing answers and the order of a scale.",
            "A judge may stand in for people where it agrees with them as well as they do with "
            "each other.",
        )
    )
    yield Link("How each is computed, with its source, stands in the manual:", METHODS, METHODS)


def _appendix(telling: Telling) -> Iterator[Block]:
    if not telling.texts:
        return
    yield Section("Appendix: the outputs", appendix=True)
    for each in telling.report.outputs:
        title = f"{telling.names[each.item]}: {each.contender}"
        cut = len(each.text) - MOST_TEXT
        text = f"{each.text[:MOST_TEXT]}\n… and {cut:,} characters more" if cut > 0 else each.text
        inputs = tuple((name, shortened(value)) for name, value in each.inputs)
        yield Text(title, each.text_digest, inputs, text)


def _reason(telling: Telling, said: Judgment) -> str:
    return shortened(said.skipped) if telling.texts else LEFT_OUT


SECTIONS: tuple[Callable[[Telling], Iterator[Block]], ...] = (
    _people,
    _questions,
    answers,
    preferences,
    agreement,
    judges,
    _differences,
    _comments,
    _skipped,
    _outputs,
    _methods,
    _appendix,
)
"""In the order in which they are read."""
