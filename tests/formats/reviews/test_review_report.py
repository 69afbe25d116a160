"""Reports of reviews, held to golden files; hostile text does no harm in any of them."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.builders import NOON, a_judgment, an_item
from tests.formats.reviews.told import TONE, a_told_report, a_told_review, some_figures
from workbench.domain.agreements import Agreement, AnswerCounts, Disagreement
from workbench.domain.comparisons import Measure
from workbench.domain.reviews import Comment, ReviewerProgress, ReviewKind
from workbench.domain.rubrics import FIRST, PREFERENCE_ID, TIE, Question, QuestionKind
from workbench.formats.reviews.report_content import MOST_LISTED, MOST_TEXT
from workbench.formats.reviews.report_json import json_report
from workbench.formats.reviews.report_markdown import markdown_report
from workbench.formats.reviews.report_page import html_report
from workbench.formats.reviews.report_words import MOST_FIGURES, answer_words, short_figures

GOLDEN = Path(__file__).parents[2] / "golden" / "reviews"
HOSTILE = (
    '</pre></main><script>alert(1)</script><img src=x onerror="x()">\n```\n# Approved\n'
    "[a](javascript:x) ![i](http://evil/x.png) | cell |\u202egnp\u200f\x00\x1b[31m 👩‍👩‍👧 \ud83d"
)
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "p",
    "dl", "dt", "dd", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "svg", "rect",
    "line", "ul", "li", "section", "blockquote", "q", "code", "pre", "strong",
}  # fmt: skip


def markdown(report, **options):
    return "".join(markdown_report(report, **options))


def page(report, **options):
    return "".join(html_report(report, **options))


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("report.md", markdown),
        ("report.html", page),
        ("report.json", json_report),
        ("report-without-texts.md", lambda report: markdown(report, texts=False)),
    ],
)
def test_a_report_is_written_as_the_golden_file_has_it(name, write):
    text = write(a_told_report())
    if os.environ.get("WRITE_GOLDEN"):
        (GOLDEN / name).write_text(text, encoding="utf-8")

    assert text == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("write", [markdown, page, json_report])
def test_the_same_judgments_make_the_same_report(write):
    assert write(a_told_report()) == write(a_told_report())


@pytest.mark.parametrize("write", [markdown, page])
def test_without_texts_nothing_that_was_judged_or_written_of_it_is_in_the_report(write):
    text = write(a_told_report(), texts=False)

    for secret in ("on its way", "do not care", "parcel", "Cold.", "Rude", "I know this"):
        assert secret not in text
    assert "sha256:" + "1" * 64 in text


def test_the_json_holds_no_output_unless_it_is_asked_for():
    assert "on its way" not in json_report(a_told_report())
    assert "on its way" in json_report(a_told_report(), texts=True)


def a_hostile_report():
    question = replace(TONE, text=HOSTILE, choices=(HOSTILE,), most_means=HOSTILE)
    review = a_told_review(name=HOSTILE, instructions=HOSTILE, source=HOSTILE)
    figures = some_figures(
        review,
        sentence=HOSTILE,
        reviewers=(ReviewerProgress(HOSTILE, 1, 1, 0),),
        agreements=(Agreement(question, 2, 1, sentence=HOSTILE),),
        disagreements=(Disagreement(an_item("key-1"), question, ((HOSTILE, HOSTILE),), 1.0),),
        answers=(AnswerCounts(question, HOSTILE, ((HOSTILE, 1),)),),
    )
    said = (
        a_judgment("key-1", HOSTILE, comments=(Comment(HOSTILE, quote=HOSTILE),)),
        a_judgment("key-2", HOSTILE, answers=(), skipped=HOSTILE),
    )
    return a_told_report((HOSTILE, HOSTILE), figures=figures, said=said)


@pytest.mark.parametrize("texts", [True, False])
def test_hostile_text_stays_text_on_the_page(texts):
    text = page(a_hostile_report(), texts=texts)
    text.encode()

    tags = Tags(text)
    assert tags.seen <= ALLOWED
    assert not {name for name in tags.attributes if name.startswith(("on", "href", "src"))}
    assert not set("\u202e\u200f\x00\x1b") & set(text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize("texts", [True, False])
def test_hostile_text_stays_text_in_markdown(texts):
    text = markdown(a_hostile_report(), texts=texts)
    text.encode()

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    links = [child.attrGet("href") for child in inner if child.type == "link_open"]
    assert not [t for t in (*tokens, *inner) if t.type in ("html_block", "html_inline", "image")]
    assert links == ["docs/agreement.md"]
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert "Approved" not in headings
    assert not set("\u202e\u200f\x00\x1b") & set(text)


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_survives_as_a_whole_report(text):
    report = a_told_report((text, text))

    page(report).encode()
    markdown(report).encode()
    assert json.loads(json_report(report, texts=True))["outputs"][0]["text"] == text


def test_the_policy_of_the_page_names_its_one_style():
    text = page(a_told_report())

    assert len(re.findall("<style>", text)) == 1
    assert re.search(r"style-src 'sha256-[^']+'", text)
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")


def test_a_giant_output_is_cut_and_says_so():
    text = page(a_told_report(("x" * (MOST_TEXT + 12_345), "short")))

    assert "… and 12,345 characters more" in text


def test_a_hundred_disagreements_are_listed_and_the_rest_counted():
    one = some_figures().disagreements[0]
    figures = some_figures(disagreements=(one,) * (MOST_LISTED + 7))

    assert "7 more are in the review" in markdown(a_told_report(figures=figures))


def test_what_was_said_of_an_item_is_told_once():
    one = some_figures().disagreements[0]
    figures = some_figures(disagreements=(one, one))

    assert markdown(a_told_report(figures=figures)).count("Cold") == 1


def test_figures_that_are_no_numbers_are_left_out():
    nan = Measure(float("nan"), float("nan"), float("nan"), 0)
    agreement = Agreement(TONE, 2, 0, None, nan, nan)
    report = a_told_report(figures=some_figures(agreements=(agreement,)))

    assert "nan" not in markdown(report).lower()
    assert json.loads(json_report(report))["figures"]["agreements"][0]["alpha"]["value"] is None


def test_an_empty_review_has_a_report_too():
    figures = replace(
        some_figures(),
        agreements=(), disagreements=(), answers=(), win_rates=(), ranking=(), first_shown=None,
        calibrations=(), seconds=None, sentence="",
    )  # fmt: skip
    report = a_told_report((), figures=figures, said=(), at=NOON)

    assert "40 items by 0 people, 0 judgments" in markdown(report)
    assert "<h2>What was judged</h2>" in page(report)


def test_a_preference_is_told_by_what_was_preferred():
    question = Question(PREFERENCE_ID, "Which one is better?", QuestionKind.PREFERENCE)
    outputs = a_told_report().outputs

    assert answer_words(question, FIRST, outputs) == "support/triage v2 · openai/gpt-4o-mini"
    assert answer_words(question, TIE, outputs) == "no difference"
    assert answer_words(question, FIRST) == "the first"


def test_preferences_are_not_counted_by_side():
    question = Question(PREFERENCE_ID, "Which one is better?", QuestionKind.PREFERENCE)
    counts = (AnswerCounts(question, "", ((FIRST, 8), (TIE, 1))),)

    text = markdown(a_told_report(figures=some_figures(answers=counts)))

    assert "## Answers" not in text
    assert "## Which is preferred" in text


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_every_kind_of_review_says_what_was_asked(kind):
    review = a_told_review(kind=kind, labels=("refund", "exchange"))

    assert "What was asked" in markdown(a_told_report(figures=some_figures(review)))


def test_short_figures_name_nobody_and_hold_no_output():
    figures = short_figures(a_told_report())

    words = json.dumps(figures)
    assert ("people", "1") in figures
    assert ("judge polite", "can't tell yet") in figures
    for told in ("Ada", "Bo", "Cy", "on its way", "Cold"):
        assert told not in words
    many = some_figures(answers=some_figures().answers * 100)
    assert len(short_figures(a_told_report(figures=many))) == MOST_FIGURES
