"""The report of a review in Markdown; nothing that was judged or said is taken for Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.review_reports import ReviewReport
from workbench.formats.html_page import seen
from workbench.formats.markdown_text import fenced, inline
from workbench.formats.reports.words import share
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
from workbench.formats.reviews.report_content import blocks


def markdown_report(report: ReviewReport, *, texts: bool = True) -> Iterator[str]:
    """`texts`: with the outputs that were judged, and with what people wrote of them."""
    yield f"# {_inline(report.figures.review.plan.name)}\n"
    for block in blocks(report, texts=texts):
        yield "\n"
        for line in _lines(block):
            yield line + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Section(title):
            yield f"## {_inline(title)}"
        case Words(text):
            yield _inline(text)
        case Passage(text):
            yield from fenced(seen(text))
        case Facts(rows):
            yield from (f"- **{_inline(name)}**: {_value(value)}" for name, value in rows)
        case Table(heads, rows):
            yield _row(heads)
            yield "|---" * len(heads) + "|"
            yield from (_row(row) for row in rows)
        case Listed(rows):
            yield from (f"- {_inline(row)}" for row in rows)
        case Verdict(about, _verdict, text):
            yield f"**{_inline(about)}** {_inline(text)}".rstrip()
        case Item():
            yield from _item(block)
        case Text():
            yield from _text(block)
        case Link(before, words, address):
            yield f"{_inline(before)} [{_inline(words)}]({address})"


def _item(item: Item) -> Iterator[str]:
    yield f"### {_inline(item.title)}"
    yield ""
    yield from (f"- **{_inline(who)}**: {_inline(said)}" for who, said in item.answers)
    for remark in item.remarks:
        yield f"- {_inline(remark.who)}: {_remark(remark)}"


def _remark(remark: Remark) -> str:
    about = f"on “{_inline(remark.quote)}”: " if remark.quote else ""
    return f"{about}*{_inline(remark.text)}*" if remark.text.strip() else about.rstrip(": ")


def _text(text: Text) -> Iterator[str]:
    yield f"### {_inline(text.title)}"
    yield ""
    yield f"`{text.digest}`"
    yield ""
    for name, value in text.inputs:
        yield f"- **{_inline(name)}**: {_inline(value)}"
    yield ""
    yield from fenced(seen(text.text))


def _row(values: tuple[Value, ...]) -> str:
    return "| " + " | ".join(_value(value) for value in values) + " |"


def _value(value: Value) -> str:
    match value:
        case Share(measure):
            return _inline(share(measure))
        case Digest(text):
            return f"`{text}`"
        case str():
            return _inline(value)


def _inline(text: str) -> str:
    return inline(seen(text))
