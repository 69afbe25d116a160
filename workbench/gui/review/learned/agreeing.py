"""How far people agree on each question."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.agreements import Agreement
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.learned.content import Bar, Bars, Section, Table, Topic
from workbench.gui.review.learned.numbers import number_words, share_words
from workbench.gui.review.wording import translate

SOURCES = QT_TRANSLATE_NOOP(
    "review",
    "Beyond chance means Krippendorff's alpha: 0 where people agree as often as chance would "
    "have it, 1 where they always do. From 0.8 it is called good enough to rely on, from 0.667 "
    "for careful conclusions (Krippendorff, Content Analysis, 4th edition 2019, 12.4). Kappa is "
    "Cohen's (1960) of two people and Fleiss' (1971) of more.",
)


def agreement_section(agreements: Sequence[Agreement]) -> Section | None:
    topics = tuple(_topic(each) for each in agreements if each.items)
    if not topics:
        return None
    lead = translate(
        "Whether different people say the same of the same output. Where they do not, the "
        "question may be unclear, or the matter open: talk about it before you trust the answers."
    )
    return Section("agreement", translate("Agreement between reviewers"), lead, topics)


def _topic(agreement: Agreement) -> Topic:
    words = share_words(agreement.same)
    line = Bar(translate("Same answer"), agreement.same, words)
    kappa = translate("Cohen's kappa") if agreement.people == 2 else translate("Fleiss' kappa")
    level = translate("ordered") if agreement.level == "ordinal" else translate("unordered")
    rows = (
        (translate("Same answer, by pairs of people"), words),
        (kappa, number_words(agreement.kappa)),
        (
            translate("Krippendorff's alpha ({0})").format(level),
            number_words(agreement.alpha),
        ),
        (translate("People"), f"{agreement.people:,}"),
        (translate("Outputs that two or more answered"), f"{agreement.items:,}"),
    )
    return Topic(
        f"agreement.{agreement.question.id}",
        agreement.question.text,
        safe(agreement.sentence),
        source=translate(SOURCES),
        charts=(Bars((line,), 0, 1),) if agreement.same else (),
        table=Table((translate("Figure"), translate("Value")), rows),
    )
