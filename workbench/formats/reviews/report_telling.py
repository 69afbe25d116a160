"""A report on its way to be told: with or without the texts, and what its items are called."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.review_reports import ReviewReport
from workbench.domain.reviews import Judgment
from workbench.formats.reviews.report_blocks import Remark
from workbench.formats.reviews.report_words import LEFT_OUT

MOST_SAID = 600
"""Characters of an answer in a table or a list."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A report on its way to be told, with or without the texts that were judged."""

    report: ReviewReport
    texts: bool
    names: dict[str, str]
    """Of the items, by key: keys say nothing to a reader."""
    said: dict[str, list[Judgment]]
    """By item."""

    @classmethod
    def of(cls, report: ReviewReport, *, texts: bool) -> Telling:
        """`texts`: with the outputs, and with what people wrote, which may quote them."""
        keys = dict.fromkeys(output.item for output in report.outputs)
        said: dict[str, list[Judgment]] = {}
        for judgment in report.said:
            said.setdefault(judgment.item, []).append(judgment)
        names = {key: f"Item {place}" for place, key in enumerate(keys, start=1)}
        return cls(report, texts, names, said)

    def remarks(self, key: str) -> tuple[Remark, ...]:
        """Comments on an item."""
        return tuple(
            Remark(said.reviewer, comment.text, comment.quote)
            if self.texts
            else Remark(said.reviewer, LEFT_OUT)
            for said in self.said.get(key, ())
            for comment in said.comments
        )


def shortened(text: str) -> str:
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]}…"
