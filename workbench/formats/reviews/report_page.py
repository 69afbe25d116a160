"""The report of a review as one HTML file: no script, nothing fetched, readable on paper."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.agreements import StandIn
from workbench.domain.amounts import percent
from workbench.domain.review_reports import ReviewReport
from workbench.formats.html_page import escaped, html_page
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
from workbench.formats.reviews.report_style import STYLE

TONES = {StandIn.YES: "yes", StandIn.NO: "no", StandIn.CANNOT_TELL: "open"}


def html_report(report: ReviewReport, *, texts: bool = True) -> Iterator[str]:
    """`texts`: with the outputs that were judged, and with what people wrote of them."""
    name = report.figures.review.plan.name
    for line in html_page(name, STYLE, _body(report, name, texts=texts)):
        yield line + "\n"


def _body(report: ReviewReport, name: str, *, texts: bool) -> Iterator[str]:
    yield "<main>"
    yield f"<header><p>Report of a review</p><h1>{escaped(name)}</h1></header>"
    for block in blocks(report, texts=texts):
        yield from _lines(block)
    yield "</main>"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Section(title, appendix):
            kind = ' class="appendix"' if appendix else ""
            yield f"<h2{kind}>{escaped(title)}</h2>"
        case Words(text, quiet):
            kind = ' class="quiet"' if quiet else ""
            yield f'<p{kind} dir="auto">{escaped(text)}</p>'
        case Passage(text):
            yield _passage(text, "told")
        case Facts(rows):
            pairs = (f"<dt>{escaped(n)}</dt><dd dir=auto>{_value(v)}</dd>" for n, v in rows)
            yield f"<dl>{''.join(pairs)}</dl>"
        case Table():
            yield from _table(block)
        case Listed(rows):
            yield f"<ul>{''.join(f'<li dir=auto>{escaped(row)}</li>' for row in rows)}</ul>"
        case Verdict(about, verdict, text):
            yield f'<div class="verdict {TONES[verdict]}"><strong>{escaped(about)}</strong>'
            yield f"<p>{escaped(text)}</p></div>" if text else "</div>"
        case Item():
            yield from _item(block)
        case Text():
            yield from _text(block)
        case Link(before, words, address):
            yield f"<p>{escaped(before)} <code>{escaped(words or address)}</code></p>"


def _table(table: Table) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escaped(head)}</th>' for head in table.heads)
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>'
    for first, *rest in table.rows:
        cells = "".join(f"<td>{_value(value)}</td>" for value in rest)
        yield f'<tr><th scope="row">{_value(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _item(item: Item) -> Iterator[str]:
    yield f'<section class="item"><h3>{escaped(item.title)}</h3>'
    if item.answers:
        said = "".join(
            f'<li dir="auto"><span class="who">{escaped(who)}</span>{escaped(answer)}</li>'
            for who, answer in item.answers
        )
        yield f"<ul>{said}</ul>"
    yield from map(_remark, item.remarks)
    yield "</section>"


def _remark(remark: Remark) -> str:
    quote = f'<q dir="auto">{escaped(remark.quote)}</q> ' if remark.quote else ""
    who = f'<span class="who">{escaped(remark.who)}</span>'
    return f'<blockquote dir="auto">{who}{quote}{escaped(remark.text)}</blockquote>'


def _text(text: Text) -> Iterator[str]:
    yield f"<section><h3>{escaped(text.title)}</h3><code>{escaped(text.digest)}</code>"
    if text.inputs:
        yield from _lines(Facts(text.inputs))
    yield _passage(text.text)
    yield "</section>"


def _passage(text: str, kind: str = "output") -> str:
    # A browser drops the first line break inside
    return f'<pre class="{kind}" dir="auto" tabindex="0">\n{escaped(text)}</pre>'


def _value(value: Value) -> str:
    match value:
        case Share():
            return _share(value)
        case Digest(text):
            return f"<code>{escaped(text)}</code>"
        case str():
            return escaped(value)


def _share(value: Share) -> str:
    measure = value.measure
    if not measure.n:
        return escaped(share(measure))
    centre, low, high = (
        round(each * 100, 2) for each in (measure.value, measure.low, measure.high)
    )
    half = '<line class="half" x1="50" x2="50" y1="0" y2="10"/>' if value.middle else ""
    return (
        f'<span class="share">{escaped(share(measure))}</span>'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{percent(measure.value)}"><rect class="track" width="100" height="10"/>'
        f'<rect class="bar" width="{centre}" height="10"/>'
        f'<line class="whisker" x1="{low}" x2="{high}" y1="5" y2="5"/>{half}</svg>'
    )
