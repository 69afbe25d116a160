from __future__ import annotations

import pytest

from workbench.domain.errors import FileProblem
from workbench.formats.promptfoo.documents import read_json, read_yaml


def test_numbers_are_those_of_javascript():
    text = "a: 1.0\nb: 1e3\nc: 0.5\nd: .inf\ne: 1e999\nf: 1_000\n"

    assert read_yaml(text, "x") == {
        "a": 1, "b": 1000, "c": 0.5, "d": ".inf", "e": "1e999", "f": 1000,
    }  # fmt: skip
    assert [type(each) for each in read_json("[1.0, 2.5, 1e300]", "x")] == [int, float, float]


def test_values_of_json_all_stand_where_it_begins():
    document = read_json('{"a": [{"b": 1}]}', "x.jsonl", 7)

    assert document["a"][0].at("b") == ("x.jsonl", 7)


def test_whatever_cannot_be_taken_refuses_the_whole_configuration():
    with pytest.raises(FileProblem, match="twice") as caught:
        read_yaml("a: 1\na: 2\n", "x.yaml")

    assert caught.value.line == 2


@pytest.mark.parametrize("text", ["{", "[1,]", "[" * 100_000, '{"a": ' * 100 + "1" + "}" * 100])
def test_json_is_refused_with_its_line_too(text):
    with pytest.raises(FileProblem, match=r"x\.json:"):
        read_json(text, "x.json")
