"""JSON, JSON Lines, YAML and workbooks: what cannot be taken is told, nothing is lost."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.datasets.workbooks import raw, row, workbook
from workbench.domain.errors import FileProblem
from workbench.domain.json_values import thaw
from workbench.formats.datasets import workbook as reading_workbooks
from workbench.formats.datasets.reading import read_cases_file
from workbench.formats.datasets.table import ABSENT, Imported, Table

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.text(min_size=1, max_size=6).filter(lambda name: name not in ("vars", "assert"))
OBJECTS = st.lists(st.dictionaries(NAMES, JSON, min_size=1, max_size=4), min_size=1, max_size=6)


def objects(table):
    assert isinstance(table, Table)
    return [
        {
            name: thaw(cell)
            for name, cell in zip(table.columns, each.cells, strict=True)
            if cell is not ABSENT
        }
        for each in table.rows
    ]


@given(OBJECTS, st.sampled_from([None, 2]))
def test_json_comes_back_as_it_was_written(rows, indent):
    read = read_cases_file(json.dumps(rows, indent=indent).encode(), "a.json")

    assert objects(read) == rows


@given(OBJECTS)
def test_json_lines_come_back_as_they_were_written(rows):
    text = "\n\n".join(json.dumps(each, ensure_ascii=True) for each in rows)

    read = read_cases_file(text.encode(), "a.jsonl")

    assert objects(read) == rows
    assert [each.line for each in read.rows] == list(range(1, 2 * len(rows), 2))


@given(
    st.lists(st.sampled_from(['{"a": 1}', "{", "3", '{"a": NaN}', '{"a": 1, "a": 2}']), min_size=1)
)
def test_every_line_is_a_row_or_a_problem(lines):
    read = read_cases_file("\n".join(lines).encode(), "a.jsonl")

    told = [*(each.line for each in read.rows), *(each.line for each in read.bad_rows)]
    assert sorted(told) == list(range(1, len(lines) + 1))


@given(st.binary(max_size=200), st.sampled_from(["csv", "tsv", "json", "jsonl", "yaml", "xlsx"]))
def test_any_bytes_are_read_or_refused_in_words(data, suffix):
    with suppress(FileProblem):
        assert isinstance(read_cases_file(data, f"a.{suffix}"), Table | Imported)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"[" * 100_000, "json"),
        (b'{"a":' * 100_000, "json"),
        (b'{"a":' * 100_000, "jsonl"),
        (b"[" * 100_000, "yaml"),
        (b"a: &a [*a]", "yaml"),
        (b"[1" + b"0" * 5000 + b"]", "json"),
        (b"[1e999]", "json"),
        (
            b"- &x [a,a,a,a]\n"
            + b"".join(
                b"- &y%d [%s]\n" % (i, b",".join([b"*x" if i == 0 else b"*y%d" % (i - 1)] * 9))
                for i in range(12)
            ),
            "yaml",
        ),
    ],
)
def test_hostile_documents_are_refused_or_told(data, suffix):
    try:
        read = read_cases_file(data, f"a.{suffix}")
    except FileProblem:
        return
    assert not read.rows
    assert read.bad_rows


def test_a_list_that_breaks_off_gives_what_stood_before():
    read = read_cases_file(b'[{"a": 1},\n {"a": 2},\n {"a": ', "a.json")

    assert [each.line for each in read.rows] == [1, 2]
    assert "nothing after this place is read" in read.bad_rows[0].reason
    assert read.bad_rows[0].line == 3


def test_yaml_is_read_with_lines_and_its_words_stay_words():
    read = read_cases_file(
        b"- {answer: no, when: 2020-01-02}\n- answer: |\n    two\n    lines\n", "a.yml"
    )

    assert objects(read) == [{"answer": "no", "when": "2020-01-02"}, {"answer": "two\nlines\n"}]
    assert [each.line for each in read.rows] == [1, 2]


@pytest.mark.parametrize("name", ["tests", "cases", "rows"])
def test_a_list_under_its_name_in_yaml_is_read_with_its_lines(name):
    read = read_cases_file(f"{name}:\n  - vars: {{a: 1}}\n  - vars: {{a: 2}}\n".encode(), "a.yaml")

    assert [(line, case.values) for line, case in read.cases] == [
        (2, (("a", 1),)),
        (3, (("a", 2),)),
    ]


def test_one_bad_element_of_yaml_does_not_take_the_others_along():
    read = read_cases_file(b"- {a: 1}\n- {a: .nan}\n- a: 1\n  a: 2\n- {a: 3}\n", "a.yaml")

    assert objects(read) == [{"a": 1}, {"a": 3}]
    assert [(bad.line, bad.reason) for bad in read.bad_rows] == [
        (2, "holds .nan, which is no JSON number"),
        (3, "has the key 'a' twice"),
    ]


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_yaml_file_is_refused(text):
    with pytest.raises(FileProblem, match="is empty"):
        read_cases_file(text.encode(), "a.yaml")


def test_a_sheet_gives_values_dates_as_text_and_the_numbers_of_its_rows():
    data = workbook(
        Empty="",
        Cases=row(3, B="clause", C="when", D="count")
        + raw(
            5,
            '<c r="B5" t="inlineStr"><is><t>x</t></is></c><c r="C5" s="1"><v>45000</v></c>'
            '<c r="D5"><f>1+2</f><v>3</v></c>',
        )
        + raw(6, '<c r="B6" t="e"><v>#N/A</v></c>')
        + raw(8, '<c r="B8" t="b"><v>1</v></c><c r="D8"><v>1.5</v></c>'),
    )

    read = read_cases_file(data, "a.xlsx")

    assert read.columns == ("clause", "when", "count")
    assert [(each.line, each.cells) for each in read.rows] == [
        (5, ("x", "2023-03-15", 3)),
        (8, (True, ABSENT, 1.5)),
    ]
    assert [(bad.line, bad.reason) for bad in read.bad_rows] == [
        (6, "a formula came to an error in B6")
    ]
    assert "Cases" in read.notes[0]


def test_a_sheet_is_named_or_refused_in_words():
    data = workbook(One=row(1, A="a") + row(2, A="1"), Two=row(1, A="b") + row(2, A="2"))

    assert read_cases_file(data, "a.xlsx", "Two").columns == ("b",)
    with pytest.raises(FileProblem, match="has no sheet 'Three'"):
        read_cases_file(data, "a.xlsx", "Three")


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    monkeypatch.setattr(reading_workbooks, "MOST_UNPACKED", 100_000)
    data = workbook(Bomb=row(1, A="x" * 200_000))

    with pytest.raises(FileProblem, match="unpacks to more than"):
        read_cases_file(data, "a.xlsx")


def test_a_cell_in_the_last_corner_is_refused_before_the_sheet_is_read():
    data = workbook(Sparse=raw(1, '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'))

    with pytest.raises(FileProblem, match="1,048,576 rows and 16,384 columns"):
        read_cases_file(data, "a.xlsx")


def test_a_zip_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(FileProblem, match="no workbook"):
        read_cases_file(path.read_bytes(), "a.xlsx")


def test_a_file_that_is_too_large_or_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setattr("workbench.formats.datasets.reading.LARGEST_FILE", 3)

    with pytest.raises(FileProblem, match="larger than"):
        read_cases_file(b"a,b\n", "a.csv")
    with pytest.raises(FileProblem, match="not known"):
        read_cases_file(b"", "a.docx")
