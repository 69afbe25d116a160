"""A board as a file: read back by what reads such files, whatever the models said."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import NOON, a_job, a_run
from tests.formats.sharing.requests import ANY_TEXT, GOLDEN
from workbench.domain.datasets import Case
from workbench.domain.prompts import ToolCall
from workbench.domain.runs import Failure, FailureKind, Outcome, Timings, Usage
from workbench.formats.sharing.board_page import board_page
from workbench.formats.sharing.board_report import BoardReport, board_csv, board_markdown

HOSTILE = "<script>alert(1)</script>\n```\n# not a heading\n=1+1\u202e"


def a_report(*texts: str) -> BoardReport:
    runs = [
        a_run(
            f"run-{index}",
            job=a_job(f"run-{index}", model="openai/gpt-4o-mini", case=Case(name="late parcel")),
            text=text,
            usage=Usage(12, 34),
            timings=Timings(0, 0.214, 1.5),
            cost_usd=Decimal("0.00012"),
        )
        for index, text in enumerate(texts)
    ]
    failure = Failure(FailureKind.KEY_MISSING, "No key for anthropic.", "Add one.")
    failed = a_run(
        "run-x", job=a_job("run-x", model="anthropic/c"), outcome=Outcome.FAILED, failure=failure
    )
    return BoardReport("support/triage", NOON, (*runs, failed))


@pytest.mark.parametrize(
    ("write", "file"),
    [(board_csv, "board.csv"), (board_markdown, "board.md"), (board_page, "board.html")],
)
def test_the_file_reads_as_it_always_did(write, file):
    written = write(a_report("Category: delivery", HOSTILE))

    assert written.encode() == (GOLDEN / file).read_bytes()


@pytest.mark.parametrize("write", [board_csv, board_markdown, board_page])
def test_tools_that_were_called_are_told(write):
    call = ToolCall("1", "look_up", '{"parcel": 12}')

    written = write(BoardReport("a", NOON, (a_run("run-1", text="", tool_calls=(call,)),)))

    assert "look_up({" in written


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('=HYPERLINK("http://x","y")')
@example("  =1+1")
@example("\x1f@SUM(1)")
def test_no_cell_of_the_csv_is_a_formula(text):
    head, row, _failed = csv.reader(io.StringIO(board_csv(a_report(text)), newline=""))

    output = row[head.index("output")]
    assert not re.match(r"\s*[=+\-@]", output)
    assert output.removeprefix("'") == text.removeprefix("'") or output == text


@given(ANY_TEXT)
@example("```\nend\n`````\n")
def test_a_fence_is_longer_than_any_run_of_backticks_inside(text):
    lines = board_markdown(a_report(text)).split("\n")

    opened = next(i for i, line in enumerate(lines) if re.fullmatch("`{3,}text", line))
    fence = lines[opened].removesuffix("text")
    assert fence not in text
    assert "\n".join(lines[opened + 1 : lines.index(fence, opened + 1)]) == text


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


@given(ANY_TEXT)
@example(HOSTILE)
@example("</pre></article><img src=x onerror=alert(1)>")
def test_nothing_a_model_says_becomes_part_of_the_page(text):
    reader, plain = Reader(), Reader()
    reader.feed(board_page(a_report(text)))
    plain.feed(board_page(a_report("x")))

    same = plain.tags if text else [tag for tag in plain.tags if tag != "pre"]
    assert reader.tags == same


def test_the_page_fetches_nothing_and_runs_nothing():
    page = board_page(a_report(HOSTILE))
    reader = Reader()
    reader.feed(page)

    assert "default-src 'none'" in page
    assert "'unsafe-inline'" not in page
    assert not {"script", "img", "link", "iframe"} & set(reader.tags)
    assert not [name for name, _value in reader.attributes if name in ("src", "href")]
    assert not re.search(r"url\(|@import", page)


def test_marks_that_turn_text_around_are_shown_by_their_number():
    assert "⟨U+202E⟩" in board_page(a_report(HOSTILE))


def test_an_answer_from_the_cache_says_so():
    report = a_report("x")
    cached = replace(report, runs=(replace(report.runs[0], cached_from="run-0"),))

    assert "from the cache" in board_markdown(cached)
