"""What a report of a review says, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from workbench.domain.agreements import AnswerCounts, Calibration
from workbench.domain.amounts import seconds
from workbench.domain.review_reports import ReviewReport
from workbench.domain.reviews import Judgment
from workbench.domain.rubrics import Question, QuestionKind
from workbench.formats.reports.words import NOTHING, share
from workbench.formats.reviews.report_blocks import (
    Block,
    Digest,
    Facts,
    Item,
    Link,
    Listed,
    Passage,
    Remark,
    Section,
    Share,
    Table,
    Text,
    Value,
    Verdict,
    Words,
)
from workbench.formats.reviews.report_words import (
    ASKED,
    LEFT_OUT,
    STAND_IN,
    agreement_row,
    answer_words,
    blind_words,
    chosen_words,
    coefficient,
    counted,
    figure,
    outputs_of,
    people_of,
    points,
    question_words,
)

MOST_LISTED = 100
"""Disagreements, and items with comments."""
MOST_TEXT = 20_000
"""Characters of an output in the appendix; its digest is that of the whole."""
MOST_SAID = 600
"""Characters of an answer in a table or a list."""
METHODS = "docs/agreement.md"


@dataclass(frozen=True, slots=True)
class Telling:
    """A report on its way to be told, with or without the texts that were judged."""

    report: ReviewReport
    texts: bool
    names: dict[str, str]
    """Of the items, by key: keys say nothing to a reader."""
    said: dict[str, list[Judgment]]
    """By item."""


def blocks(report: ReviewReport, *, texts: bool) -> Iterator[Block]:
    """`texts`: with the outputs, and with what people wrote, which may quote them."""
    keys = dict.fromkeys(output.item for output in report.outputs)
    said: dict[str, list[Judgment]] = {}
    for judgment in report.said:
        said.setdefault(judgment.item, []).append(judgment)
    names = {key: f"Item {place}" for place, key in enumerate(keys, start=1)}
    telling = Telling(report, texts, names, said)
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


def _answers(telling: Telling) -> Iterator[Block]:
    answers = telling.report.figures.answers
    if not answers:
        return
    yield Section("Answers")
    for question, counts in groupby(answers, key=lambda each: each.question):
        yield Words(question.text)
        yield _counted(question, tuple(counts))


def _counted(question: Question, counts: tuple[AnswerCounts, ...]) -> Table:
    mean = "share of yes" if question.kind is QuestionKind.YES_NO else "mean"
    has_mean = any(each.mean is not None for each in counts)

    def row(each: AnswerCounts) -> tuple[Value, ...]:
        said = ", ".join(
            f"{_shortened(answer_words(question, answer))}: {count}"
            for answer, count in each.counts
        )
        middle: tuple[Value, ...] = ()
        if has_mean:
            bar = question.kind is QuestionKind.YES_NO and each.mean is not None
            middle = (Share(each.mean) if bar and each.mean else figure(question, each.mean),)
        return (each.contender or "all outputs", *middle, said or NOTHING)

    heads = ("outputs of", *((mean,) if has_mean else ()), "answers")
    return Table(heads, tuple(map(row, counts)))


def _preferences(telling: Telling) -> Iterator[Block]:
    figures = telling.report.figures
    if not figures.win_rates:
        return
    yield Section("Which is preferred")
    rows = tuple(
        (f"{rate.one} against {rate.other}", Share(rate.rate, middle=True),
         str(rate.wins), str(rate.losses), str(rate.ties))
        for rate in figures.win_rates
    )  # fmt: skip
    yield Table(("", "preferred", "won", "lost", "no difference"), rows)
    yield from (Words(rate.sentence) for rate in figures.win_rates if rate.sentence)
    if figures.ranking:
        yield Table(
            ("place", "", "chance to be preferred to an average one"),
            tuple((str(r.place), r.contender, Share(r.strength)) for r in figures.ranking),
        )
        yield Words("Places whose intervals overlap may be equal all the same.", quiet=True)
    if figures.first_shown is not None:
        yield Words(
            f"The output that was shown first was preferred in {share(figures.first_shown)}; "
            "where the side makes no difference that is half.",
            quiet=True,
        )


def _agreement(telling: Telling) -> Iterator[Block]:
    agreements = telling.report.figures.agreements
    if not agreements:
        return
    yield Section("How far people agree")
    heads = ("question", "people", "items", "same answer", "kappa", "alpha")
    yield Table(heads, tuple(agreement_row(each) for each in agreements))
    for each in agreements:
        if each.sentence:
            yield Words(_about(each.question.text, each.sentence, len(agreements)))


def _judges(telling: Telling) -> Iterator[Block]:
    calibrations = telling.report.figures.calibrations
    if not calibrations:
        return
    yield Section("Judges against people")
    for each in calibrations:
        yield from _judge(each)


def _judge(calibration: Calibration) -> Iterator[Block]:
    about = f"{calibration.check}: {STAND_IN[calibration.verdict]}."
    asked = f"Held against “{calibration.question.text}”."
    yield Verdict(about, calibration.verdict, f"{calibration.sentence} {asked}".strip())
    both, check_alone, people_alone, neither = calibration.confusion
    yield Table(
        ("", "people pass", "people fail"),
        (
            ("the judge passes", str(both), str(check_alone)),
            ("the judge fails", str(people_alone), str(neither)),
        ),
    )
    figures = (
        ("outputs judged by both", str(calibration.items)),
        ("left out, as people are divided", str(calibration.divided)),
        ("same answer", share(calibration.same) if calibration.same else NOTHING),
        ("kappa, judge with people", coefficient(calibration.kappa)),
        ("kappa, people with each other", coefficient(calibration.people_kappa)),
        ("passes more than people do, by", points(calibration.bias)),
        ("more outputs that would settle it", str(calibration.more_needed or NOTHING)),
    )
    yield Facts(figures)


def _differences(telling: Telling) -> Iterator[Block]:
    report, names = telling.report, telling.names
    found = report.figures.disagreements
    if not found:
        return
    yield Section("Where people differ")
    for each in found[:MOST_LISTED]:
        outputs = outputs_of(report, each.item)
        answers = tuple(
            (who, _shortened(answer_words(each.question, answer, outputs, texts=telling.texts)))
            for who, answer in each.answers
        )
        name = names.get(each.item.key, each.item.key)
        yield Item(f"{name}: {each.question.text}", answers, _remarks(telling, each.item.key))
    if len(found) > MOST_LISTED:
        yield Words(f"{len(found) - MOST_LISTED} more are in the review and in the JSON.")


def _comments(telling: Telling) -> Iterator[Block]:
    """Of items that stand in no disagreement."""
    report, names = telling.report, telling.names
    told = {each.item.key for each in report.figures.disagreements[:MOST_LISTED]}
    keys = [key for key in names if key not in told and _remarks(telling, key)]
    if not keys:
        return
    yield Section("Other comments")
    yield from (Item(names[key], (), _remarks(telling, key)) for key in keys[:MOST_LISTED])
    if len(keys) > MOST_LISTED:
        yield Words(f"{len(keys) - MOST_LISTED} more are in the review and in the JSON.")


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
        inputs = tuple((name, _shortened(value)) for name, value in each.inputs)
        yield Text(title, each.text_digest, inputs, text)


def _remarks(telling: Telling, key: str) -> tuple[Remark, ...]:
    return tuple(
        Remark(said.reviewer, comment.text, comment.quote)
        if telling.texts
        else Remark(said.reviewer, LEFT_OUT)
        for said in telling.said.get(key, ())
        for comment in said.comments
    )


def _reason(telling: Telling, said: Judgment) -> str:
    return _shortened(said.skipped) if telling.texts else LEFT_OUT


def _about(question: str, sentence: str, many: int) -> str:
    return f"{question} {sentence}" if many > 1 and question not in sentence else sentence


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]}…"


SECTIONS: tuple[Callable[[Telling], Iterator[Block]], ...] = (
    _people,
    _questions,
    _answers,
    _preferences,
    _agreement,
    _judges,
    _differences,
    _comments,
    _skipped,
    _outputs,
    _methods,
    _appendix,
)
"""In the order in which they are read."""
