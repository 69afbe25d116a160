from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.kinds_of_answers import LONGEST, kinds, told

REFUND = "You can get a refund within thirty days of the purchase, and we pay for the way back."


def groups(*answers):
    return [kind.answers for kind in kinds(answers)]


def test_answers_are_grouped_and_the_commonest_kind_comes_first():
    found = kinds(["no", "yes", "Yes ", "perhaps", " YES\n"])

    assert [(kind.example, kind.answers) for kind in found] == [
        ("yes", (1, 2, 4)),
        ("no", (0,)),
        ("perhaps", (3,)),
    ]
    assert told(found) == "3 kinds: 3/1/1"


def test_one_kind_and_none_are_told():
    assert told(kinds(["a", "A"])) == "1 kind: 2"
    assert told(kinds([])) == "no answers"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1, "b": [true]}', '{ "b":[true],\n "a":1.0 }'),
        ('```json\n{"a": 1.5}\n```', '{"a": 1.50}'),
        ("Hello   World", "hello\nworld"),
        (REFUND, REFUND.replace("thirty days", "thirty days,")),
        (REFUND, REFUND.replace("the purchase", "a purchase")),
        ("", "  \n"),
    ],
)
def test_answers_that_mean_the_same_are_one_kind(one, other):
    assert groups(one, other) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yes", "no"),
        ('{"a": 1}', '{"a": 2}'),
        ('{"a": "a long text that is nearly alike"}', '{"a": "a long text that is nearly alik"}'),
        (REFUND, REFUND.replace("can", "cannot")),
        (REFUND, REFUND.replace("we pay", "we don't pay")),
        (REFUND.replace("thirty", "30"), REFUND.replace("thirty", "20")),
        ("{broken", "[broken"),
        ("1e5", "1e6"),
    ],
)
def test_answers_that_differ_are_two_kinds(one, other):
    assert len(groups(one, other)) == 2


def test_very_long_answers_are_compared_exactly_only():
    long = "word " * LONGEST

    assert groups(long, long + "x", long) == [(0, 2), (1,)]


def test_hostile_json_is_text():
    assert groups("[" * 100_000, '{"a":' * 50_000) == [(0,), (1,)]


@given(st.lists(st.text(max_size=30), max_size=12))
def test_every_answer_is_of_one_kind(answers):
    indices = [index for kind in kinds(answers) for index in kind.answers]

    assert sorted(indices) == list(range(len(answers)))
    assert [len(kind.answers) for kind in kinds(answers)] == sorted(
        (len(kind.answers) for kind in kinds(answers)), reverse=True
    )
