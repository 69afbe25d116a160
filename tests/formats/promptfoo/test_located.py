from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.formats.promptfoo.located import MOST_VALUES, read_json, read_yaml

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
)


def test_values_are_those_of_yaml_as_javascript_reads_it():
    text = "a: yes\nb: 1.0\nc: 1e3\nd: 0x10\ne: 2024-01-02\nf: ~\ng: 'true'\nh: true\ni: 012\n"

    assert read_yaml(text, "x") == {
        "a": "yes", "b": 1, "c": 1000, "d": 16, "e": "2024-01-02", "f": None, "g": "true",
        "h": True, "i": 12,
    }  # fmt: skip


def test_each_key_and_item_knows_its_line():
    document = read_yaml("a:\n  - x\n  - b: 1\n    c: 2\n", "x")

    assert document["a"].at(1).line == 3
    assert document["a"][1].at("c").line == 4


def test_what_is_merged_gives_way_to_what_stands_there():
    text = "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n"
    text += "one: {<<: *base, a: 9}\ntwo: {<<: [*base, *other]}\n"

    document = read_yaml(text, "x")

    assert document["one"] == {"a": 9, "b": 2}
    assert document["two"] == {"a": 1, "b": 2, "c": 4}
    assert document["two"].at("c").line == 2


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: 1\nb: !!js/function 'x'\n", 2, "tag"),
        ("a: &a\n  - *a\n", 2, "inside itself"),
        ("a: *nobody\n", 1, "stands for nothing"),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a, b]\n: 1\n", 1, "key that is not text"),
        ("a: [1, 2\n", 2, "expected"),
        ("a: {<<: 3}\n", 1, "merge"),
        ("[" * 100_000, 1, "levels"),
        ("a: \x01\n", None, "control"),
        (BOMB, 6, f"{MOST_VALUES:,}"),
    ],
)
def test_what_could_do_harm_is_refused_with_its_line(text, line, reason):
    with pytest.raises(FileProblem, match=reason) as caught:
        read_yaml(text, "x.yaml")

    assert caught.value.line == line


@pytest.mark.parametrize("text", ["{", "[1,]", "[" * 100_000, '{"a": ' * 100 + "1" + "}" * 100])
def test_json_is_refused_with_its_line_too(text):
    with pytest.raises(FileProblem, match=r"x\.json:"):
        read_json(text, "x.json")


@given(st.text())
def test_no_text_does_more_than_be_refused(text):
    try:
        read_yaml(text, "x")
    except FileProblem as problem:
        assert problem.message  # noqa: PT017 - being refused is one of two good outcomes
