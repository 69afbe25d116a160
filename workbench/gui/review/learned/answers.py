"""What people answered to each question, for each contender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.domain.agreements import AnswerCounts
from workbench.domain.comparisons import Measure
from workbench.domain.rubrics import Answer, Question, QuestionKind
from workbench.gui.review.learned.content import Bar, Bars, Section, Table, Topic
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.numbers import answer_words, number_words, share_words
from workbench.gui.review.wording import translate

Shares = Mapping[tuple[str, Answer], Measure]
"""By question and answer: how often it was given, over all contenders."""
CHOSEN = (QuestionKind.CHOICE, QuestionKind.CORRECTION)
DRAWN = (QuestionKind.SCALE, QuestionKind.YES_NO, *CHOSEN)


def answers_section(counts: Sequence[AnswerCounts], shares: Shares, names: Names) -> Section | None:
    questions = {each.question.id: each.question for each in counts}
    topics = [
        _topic(question, [each for each in counts if each.question.id == key], shares, names)
        for key, question in questions.items()
        if question.kind in DRAWN
    ]
    if not topics:
        return None
    lead = translate(
        "What people said. The thin line holds the true figure in 95 of 100 such reviews: "
        "the fewer the answers, the longer it is."
    )
    return Section("answers", translate("Answers"), lead, tuple(topics))


def _topic(
    question: Question, counts: Sequence[AnswerCounts], shares: Shares, names: Names
) -> Topic:
    shown = _in_order(counts)
    if question.kind in CHOSEN:
        bars = _choices(question, shown, shares)
    else:
        bars = _means(question, shown, names)
    return Topic(
        f"answers.{question.id}",
        question.text,
        charts=(bars,),
        table=_table(question, shown, names),
    )


def _in_order(counts: Sequence[AnswerCounts]) -> list[AnswerCounts]:
    """All of them together first; of a single contender that says it all."""
    together = [each for each in counts if not each.contender]
    apart = sorted((each for each in counts if each.contender), key=lambda each: each.contender)
    return together if together and len(apart) < 2 else together + apart


def _means(question: Question, counts: Sequence[AnswerCounts], names: Names) -> Bars:
    scale = question.kind is QuestionKind.SCALE
    lines = []
    for each in counts:
        words = number_words(each.mean, 1) if scale else share_words(each.mean)
        lines.append(Bar(_contender(each, names, several=len(counts) > 1), each.mean, words))
    if not scale:
        return Bars(tuple(lines), 0, 1)
    low, high = (
        f"{value} · {means}" if means else str(value)
        for value, means in (
            (question.least, question.least_means),
            (question.most, question.most_means),
        )
    )
    return Bars(tuple(lines), question.least, question.most, low_means=low, high_means=high)


def _choices(question: Question, counts: Sequence[AnswerCounts], shares: Shares) -> Bars:
    given = dict(counts[0].counts)
    for each in counts[1:]:
        for answer, _count in each.counts:
            given.setdefault(answer, 0)
    lines = []
    for answer in dict.fromkeys((*question.choices, *given)):
        measure = shares.get((question.id, answer)) or _plain_share(given, answer)
        lines.append(Bar(answer_words(question, answer), measure, share_words(measure)))
    return Bars(tuple(lines), 0, 1)


def _plain_share(given: Mapping[Answer, int], answer: Answer) -> Measure | None:
    """Of all answers, where no interval is known."""
    total = sum(given.values())
    if not total:
        return None
    share = given.get(answer, 0) / total
    return Measure(share, share, share, total)


def _table(question: Question, counts: Sequence[AnswerCounts], names: Names) -> Table:
    offered: Sequence[Answer] = question.choices
    if question.kind is QuestionKind.SCALE:
        offered = range(question.least, question.most + 1)
    elif question.kind is QuestionKind.YES_NO:
        offered = (True, False)
    elif question.kind is QuestionKind.CORRECTION:
        offered = tuple(dict.fromkeys(answer for each in counts for answer, _ in each.counts))
    heads = [translate("Output by"), translate("Answers")]
    heads += [answer_words(question, answer) for answer in offered]
    if question.kind not in CHOSEN:
        scale = question.kind is QuestionKind.SCALE
        heads.append(translate("Mean") if scale else translate("Share of yes"))
    several = len(counts) > 1
    rows = tuple(
        (_contender(each, names, several=several), *_figures(question, each, offered))
        for each in counts
    )
    return Table(tuple(heads), rows)


def _figures(
    question: Question, counts: AnswerCounts, offered: Sequence[Answer]
) -> tuple[str, ...]:
    given = dict(counts.counts)
    row = [f"{sum(given.values()):,}", *(f"{given.get(answer, 0):,}" for answer in offered)]
    if question.kind is QuestionKind.SCALE:
        row.append(number_words(counts.mean, 2))
    elif question.kind is QuestionKind.YES_NO:
        row.append(share_words(counts.mean))
    return tuple(row)


def _contender(counts: AnswerCounts, names: Names, *, several: bool) -> str:
    if counts.contender:
        return names.of(counts.contender)
    return translate("All of them") if several else translate("All outputs")
