from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.searches import FILTERS, SearchIn, SearchQuery, read_query

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=timezone(timedelta(hours=1)))


def read(text):
    return read_query(text, NOW)


def day(*date):
    return datetime(*date, tzinfo=NOW.tzinfo)


def test_words_and_filters_stand_in_any_order():
    assert read('refund model:gpt-4o twice author:"Ada L" in:notes') == SearchQuery(
        ("refund", "twice"), (SearchIn.NOTES,), models=("gpt-4o",), authors=("Ada L",)
    )


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("2026-01-31", day(2026, 1, 31)),
        ("2026-2", day(2026, 2, 1)),
        ("2025", day(2025, 1, 1)),
        ("today", day(2026, 11, 21)),
        ("yesterday", day(2026, 11, 20)),
        ("2w", day(2026, 11, 7)),
    ],
)
def test_dates_are_written_as_people_write_them(typed, begins):
    assert read(f"after:{typed}").after == begins
    assert read(f"before:{typed}").before == begins


def test_failed_needs_no_value():
    assert read("failed:").failed is True
    assert read("failed:no").failed is False
    assert read("failed: refund") == SearchQuery(("refund",), failed=True)


def test_a_label_may_have_a_facet():
    assert read("label:tone:friendly label:urgent").labels == ("tone:friendly", "urgent")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("modle:gpt", "model:gpt-4o"),
        ("in:boxes", "in:outputs"),
        ("before:someday", "before:today"),
        ("after:2026-13-01", "after:7d"),
        ("after:9999y", "after:7d"),
        ("failed:perhaps", "failed:no"),
    ],
)
def test_a_filter_that_cannot_be_followed_is_told_with_what_is_possible(typed, told):
    query = read(f"refund {typed}")

    [problem] = query.problems
    assert typed.partition(":")[0] in problem
    assert told in problem
    assert query.words == ("refund",)
    assert not query.filtered


@pytest.mark.parametrize("typed", ["https://example.com", "TODO:", "12:30", "a::b", "text:"])
def test_what_only_looks_like_a_filter_is_text(typed):
    assert read(typed) == SearchQuery((typed,))


@pytest.mark.parametrize("name", [name for name in FILTERS if name != "failed"])
def test_a_filter_that_is_still_being_typed_filters_nothing(name):
    assert not read(f"{name}:").asked
    assert read(f"{name}:").problems == ()


@given(st.text(max_size=40))
def test_nothing_typed_fails(text):
    read(text)
