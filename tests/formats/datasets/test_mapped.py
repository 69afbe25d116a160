"""Tables into cases, and cases into files and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Split
from workbench.domain.json_values import JsonObject
from workbench.domain.prompts import Input, InputType
from workbench.formats.datasets.column_types import ValueType
from workbench.formats.datasets.expected_words import check_of, words_of
from workbench.formats.datasets.mapped import mapped
from workbench.formats.datasets.mapping import Role, guessed
from workbench.formats.datasets.promptfoo_tests import read_promptfoo_tests
from workbench.formats.datasets.reading import read_cases_file
from workbench.formats.datasets.writing import write_cases

PLAIN = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="=+-@|%'＝＋－＠"
    ),
    max_size=8,
)
NAMES = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
CASES = st.builds(
    Case,
    name=PLAIN.map(str.strip),
    values=st.dictionaries(NAMES, PLAIN, max_size=3).map(lambda values: tuple(values.items())),
    expected=PLAIN,
    labels=st.lists(NAMES, max_size=2, unique=True).map(tuple),
    notes=PLAIN,
    enabled=st.booleans(),
    split=st.sampled_from(Split),
    threshold=st.none() | st.sampled_from([0.0, 0.25, 1.0]),
    checks=st.lists(
        st.sampled_from([Check("contains", value="x"), Check("is-json", negated=True)]), max_size=2
    ).map(tuple),
)


def csv_cases(text, inputs=()):
    table = read_cases_file(text.encode(), "a.csv")
    return mapped(table, guessed(table, inputs))


def test_columns_are_guessed_by_their_names_and_those_of_the_inputs():
    table = read_cases_file(
        b"Contract Text,Expected answer,Tags,answer,remark\na,b,c,d,e\n", "a.csv"
    )

    uses = guessed(table, (Input("contract_text"), Input("answer")))

    assert [(use.role, use.variable) for use in uses] == [
        (Role.VARIABLE, "contract_text"),
        (Role.EXPECTED, ""),
        (Role.LABELS, ""),
        (Role.VARIABLE, "answer"),
        (Role.NOTES, ""),
    ]


def test_types_are_inferred_and_follow_the_inputs():
    table = read_cases_file(
        b'n,zip,ok,list,age\n1,01234,true,"[1]",x\n2.5,5,false,"[]",3\n', "a.csv"
    )

    kinds = [use.type for use in guessed(table)]

    assert kinds == [
        ValueType.NUMBER, ValueType.TEXT, ValueType.BOOLEAN, ValueType.JSON, ValueType.TEXT,
    ]  # fmt: skip
    assert guessed(table, (Input("age", InputType.INTEGER),))[4].type is ValueType.NUMBER


def test_a_value_that_is_not_of_its_type_is_a_problem_with_line_and_column():
    table = read_cases_file(b"n\n1\nmany\n\n3\n", "a.csv")
    mapping = (replace(guessed(table)[0], type=ValueType.NUMBER),)

    imported = mapped(table, mapping)

    assert [case.values for _line, case in imported.cases] == [(("n", 1),), (("n", 3),)]
    [problem] = imported.problems
    assert (problem.line, problem.column, problem.reason) == (3, "n", "'many' is no number")
    assert imported.rows == 3


@given(
    st.lists(st.lists(PLAIN, min_size=3, max_size=3), max_size=8),
    st.lists(st.sampled_from(Role), min_size=3, max_size=3),
    st.lists(st.sampled_from(ValueType), min_size=3, max_size=3),
)
def test_rows_are_cases_and_problems_whatever_the_columns_are_said_to_be(rows, roles, types):
    import csv
    import io

    made = io.StringIO()
    csv.writer(made).writerows([["a", "b", "c"], *rows])
    table = read_cases_file(made.getvalue().encode(), "a.csv")
    mapping = tuple(
        replace(use, role=role, type=kind, variable=use.variable or "x")
        for use, role, kind in zip(guessed(table), roles, types, strict=True)
    )

    imported = mapped(table, mapping)

    told = len(imported.cases) + sum(not problem.row_taken for problem in imported.problems)
    assert told == len(table.rows) + len(table.bad_rows)


def test_promptfoo_columns_are_understood():
    imported = csv_cases(
        "question,__expected,__expected2,__metric,__threshold,__description,__metadata:topic,__prefix\n"
        'Capital?,"contains: Paris",similar(0.8): It is Paris,facts,0.5,France,"geo, easy",Hi\n'
    )

    [(line, case)] = imported.cases
    assert line == 2
    assert case.values == (("question", "Capital?"),)
    assert case.checks == (
        Check("contains", value="Paris", metric="facts"),
        Check("similar", value="It is Paris", threshold=0.8, metric="facts"),
    )
    assert (case.threshold, case.name) == (0.5, "France")
    assert case.labels == ("topic=geo", "topic=easy")
    [left] = imported.problems
    assert (left.column, left.row_taken) == ("__prefix", True)


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ("Paris", Check("equals", value="Paris")),
        ("note: this is text", Check("equals", value="note: this is text")),
        ('contains-any: a, "b, c"', Check("contains-any", value=("a", "b, c"))),
        ("not-icontains: x", Check("icontains", negated=True, value="x")),
        ("is-json", Check("is-json")),
        ("grade: is polite", Check("llm-rubric", value="is polite")),
        ("fn:output.length > 3", Check("javascript", value="output.length > 3")),
        ("latency(200)", Check("latency", threshold=200.0)),
    ],
)
def test_the_words_of_an_expected_cell(words, check):
    assert check_of(words) == check


@given(st.text(max_size=30))
def test_a_check_that_can_be_written_as_words_is_read_back(text):
    for check in (check_of(text), Check("contains", value=text), Check("equals", value=text)):
        words = words_of(check)
        assert words is None or check_of(words) == check


def test_lists_of_texts_among_the_variables_stand_for_every_combination():
    tests = [
        {"vars": {"a": ["1", "2"], "b": "x"}},
        {"vars": {"a": ["1"]}, "options": {"disableVarExpansion": True}},
        {"vars": {"a": [1, 2], "b": []}},
    ]

    imported = read_promptfoo_tests(tests)

    assert [dict(case.values) for _line, case in imported.cases] == [
        {"a": "1", "b": "x"}, {"a": "2", "b": "x"}, {"a": ("1",)}, {"a": (1, 2), "b": ()},
    ]  # fmt: skip


def test_what_a_test_has_that_a_case_has_not_is_told():
    tests = [
        {
            "vars": {"a": "x"},
            "assert": [{"type": "equals", "value": "y"}, {"value": 1}],
            "providers": ["z"],
        },
        "file://more.csv",
    ]

    imported = read_promptfoo_tests(tests, lambda index: index + 10)

    assert [(p.line, p.row_taken) for p in imported.problems] == [
        (10, True),
        (10, True),
        (11, False),
    ]
    assert imported.cases[0].case.checks == (Check("equals", value="y"),)


@given(st.lists(CASES, max_size=5), st.sampled_from([".jsonl", ".yaml"]))
def test_cases_come_back_from_the_file_they_were_written_to(cases, suffix):
    if not cases:
        return
    written = write_cases(cases, suffix)

    read = read_cases_file(written.text.encode(), f"a{suffix}")

    assert [case for _line, case in read.cases] == cases
    assert read.problems == ()


@given(CASES)
def test_a_case_comes_back_from_a_spreadsheet(case):
    written = write_cases([case], ".csv")

    table = read_cases_file(written.text.encode(), "a.csv")
    texts = tuple(replace(use, type=ValueType.TEXT) for use in guessed(table))
    [(_line, back)] = mapped(table, texts).cases

    assert (back.values, back.labels, back.split) == (case.values, case.labels, case.split)
    assert (back.enabled, back.threshold, back.checks) == (
        case.enabled,
        case.threshold,
        case.checks,
    )
    assert (back.expected, back.name) == (case.expected.strip() and case.expected, case.name)


def test_values_of_every_type_come_back_from_yaml():
    values = (("t", "a\nb: c\n"), ("n", 1), ("l", ("x", 2)), ("o", JsonObject((("k", None),))))

    read = read_cases_file(write_cases([Case(values=values)], ".yaml").text.encode(), "a.yaml")

    assert read.cases[0].case.values == values


@pytest.mark.parametrize(
    "text", ["1e3", "0o7", "0x1F", "1_000", "012", ".5", "1e999", ".inf", "~", "", "yes", "null"]
)
def test_text_that_looks_like_a_number_comes_back_from_yaml_as_text(text):
    written = write_cases([Case(values=(("x", text),))], ".yaml")

    read = read_cases_file(written.text.encode(), "a.yaml")

    assert read.cases[0].case.values == (("x", text),)


def test_text_that_a_spreadsheet_would_run_stands_behind_an_apostrophe():
    written = write_cases([Case(values=(("x", "=HYPERLINK(1)"),))], ".csv")

    assert "'=HYPERLINK(1)" in written.text
    assert "apostrophe" in written.notes[0]


def test_a_variable_named_as_something_else_is_read_as_a_variable_again():
    written = write_cases([Case(values=(("expected", "x"), ("name", "y")))], ".csv")

    [(_line, case)] = csv_cases(written.text).cases
    assert case.values == (("expected", "x"), ("name", "y"))
