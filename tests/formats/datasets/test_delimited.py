"""CSV and TSV: every row is read or told."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.formats.datasets.decoding import decoded
from workbench.formats.datasets.delimited import read_delimited

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)


def written(rows, delimiter=",", end="\r\n"):
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, lineterminator=end).writerows(rows)
    return made.getvalue()


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read_as_it_was(rows, delimiter, end):
    text = written([["first", "second", "third"], *rows], delimiter, end)

    table = read_delimited(text, "a.csv", delimiter)

    assert [list(row.cells) for row in table.rows] == rows
    assert table.bad_rows == ()


@given(st.text(st.sampled_from('ab,"\n\r;é'), max_size=60))
def test_no_text_makes_a_reader_fail_or_lose_a_row(text):
    table = read_delimited(f"a,b\n{text}", "a.csv", ",")

    lines = [each.line for each in (*table.rows, *table.bad_rows)]
    assert len(lines) == len(set(lines))
    assert all(len(row.cells) == 2 for row in table.rows)
    if text.strip():
        assert lines


def test_rows_know_the_line_they_begin_on():
    table = read_delimited('a,b\n1,"x\ny"\n\n2,z\n', "a.csv")

    assert [(row.line, row.cells) for row in table.rows] == [(2, ("1", "x\ny")), (5, ("2", "z"))]


def test_a_row_with_more_or_fewer_fields_is_told_with_its_line():
    table = read_delimited("a,b\n1\n1,2,3\n1,2,,\n", "a.csv")

    assert [(bad.line, bad.reason) for bad in table.bad_rows] == [
        (2, "has 1 field, the first row has 2"),
        (3, "has 3 fields, the first row has 2"),
    ]
    assert [row.cells for row in table.rows] == [("1", "2")]


def test_a_quotation_mark_that_is_never_closed_is_told_with_all_it_swallows():
    table = read_delimited('a,b\n1,2\n"open,3\n4,5\n', "a.csv")

    [bad] = table.bad_rows
    assert bad.line == 3
    assert "never closed, up to the end of the file in line 4" in bad.reason


def test_text_behind_a_closing_quotation_mark_is_told():
    table = read_delimited('a,b\n"x"y,2\n3,4\n', "a.csv")

    assert table.bad_rows[0].line == 2
    assert [row.cells for row in table.rows] == [("3", "4")]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_the_delimiter_is_found(delimiter):
    text = written([["name", "text"], ["a", "one, two; three"], ["b", "x|y"]], delimiter)

    assert read_delimited(text, "a.csv").columns == ("name", "text")


def test_columns_with_the_same_name_or_none_get_one_of_their_own():
    table = read_delimited("a,a,,b\n1,2,3,4\n", "a.csv")

    assert table.columns == ("a", "a (2)", "column 3", "b")
    assert len(table.notes) == 2


def test_a_field_may_be_very_long():
    assert read_delimited(f"a,b\n{'x' * 300_000},1\n", "a.csv").rows[0].cells[1] == "1"


def test_an_empty_file_is_told():
    with pytest.raises(FileProblem, match="is empty"):
        read_delimited("", "a.csv")


def test_the_encoding_is_found_and_said():
    text = "naïve – “é”"

    assert decoded(text.encode("utf-8"), "a") == (text, ())
    assert decoded(text.encode("utf-8-sig"), "a") == (text, ())
    assert decoded(text.encode("utf-16"), "a")[0] == text
    read, [note] = decoded(text.encode("cp1252"), "a")
    assert read == text
    assert "Windows-1252" in note
