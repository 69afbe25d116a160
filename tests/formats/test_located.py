from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.formats.located import Dialect, read_yaml, scalar
from workbench.formats.usable_json import Refused

WHOLE = Dialect(most_values=300_000)
IN_PLACE = Dialect(most_values=300_000, whole=False)
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
)
LONG_BOMB = f"a: &a {'x' * 64_000}\nb: [{', '.join(['*a'] * 400)}]\n"


def test_values_are_those_of_yaml_as_javascript_tools_read_it():
    text = "a: yes\nb: 1.5\nc: 1e3\nd: 0x10\ne: 2024-01-02\nf: ~\ng: 'true'\nh: true\ni: 012\n"
    text += "j: 1_000\nk: -0b11\nl: +0o7\nm: 1_\nn: !!str 3\n"

    assert read_yaml(text, "x", WHOLE) == {
        "a": "yes", "b": 1.5, "c": 1000.0, "d": 16, "e": "2024-01-02", "f": None, "g": "true",
        "h": True, "i": 12, "j": 1000, "k": -3, "l": 7, "m": "1_", "n": "3",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_a_file_without_a_document_is_none(text):
    assert read_yaml(text, "x", WHOLE) is None


def test_each_key_and_item_knows_its_line():
    document = read_yaml("a:\n  - x\n  - b: 1\n    c: 2\n", "x", WHOLE)

    assert document["a"].at(1).line == 3
    assert document["a"][1].at("c").line == 4


def test_what_is_merged_gives_way_to_what_stands_there():
    text = "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n"
    text += "one: {<<: *base, a: 9}\ntwo: {<<: [*base, *other]}\nthree: {'<<': *base}\n"

    document = read_yaml(text, "x", WHOLE)

    assert document["one"] == {"a": 9, "b": 2}
    assert list(document["two"].items()) == [("a", 1), ("b", 2), ("c", 4)]
    assert document["two"].at("c").line == 2
    assert document["three"] == {"<<": {"a": 1, "b": 2}}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: 1\nb: !!js/function 'x'\n", 2, "tag"),
        ("a:\n- !!set {x}\n", 2, "tag"),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: {<<: 3}\n", 1, "merge"),
    ],
)
def test_what_cannot_be_taken_refuses_the_file_or_stands_in_its_place(text, line, reason):
    with pytest.raises(FileProblem, match=reason) as caught:
        read_yaml(text, "x.yaml", WHOLE)

    assert caught.value.line == line
    assert reason in " ".join(_refused(read_yaml(text, "x.yaml", IN_PLACE)))


def _refused(value):
    if isinstance(value, Refused):
        return [value.reason]
    inside = value.values() if isinstance(value, dict) else value
    return [each for item in inside for each in _refused(item)] if not _plain(value) else []


def _plain(value):
    return not isinstance(value, dict | list)


@pytest.mark.parametrize("dialect", [WHOLE, IN_PLACE])
@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: &a\n  - *a\n", 2, "inside itself"),
        ("a: *nobody\n", 1, "stands for nothing"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a, b]\n: 1\n", 1, "key that is not text"),
        ("a: [1, 2\n", 2, "expected"),
        ("[" * 100_000, 1, "levels"),
        ("a: \x01\n", None, "control"),
        (BOMB, 6, "300,000"),
        (LONG_BOMB, 2, "300,000"),
    ],
)
def test_what_could_do_harm_is_refused_with_its_line(text, line, reason, dialect):
    with pytest.raises(FileProblem, match=reason) as caught:
        read_yaml(text, "x.yaml", dialect)

    assert caught.value.line == line


@pytest.mark.parametrize("text", [".inf", "-.Inf", ".nan"])
def test_a_number_that_json_cannot_hold_is_refused(text):
    assert isinstance(scalar(text), Refused)


@given(st.text())
def test_no_text_does_more_than_be_refused(text):
    try:
        read_yaml(text, "x", IN_PLACE)
    except FileProblem as problem:
        assert problem.message  # noqa: PT017 - being refused is one of two good outcomes
