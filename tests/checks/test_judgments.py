"""A judge's answer is read strictly: what is in doubt is no judgment, and never a pass."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.judgments import (
    NotUnderstood,
    Rating,
    free_rating,
    rating,
    read_answer,
    statements,
)

GOOD = {"reason": "It greets.", "score": 8, "pass": True}
TEXT = json.dumps(GOOD)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def rated(text: str) -> Rating:
    return rating(read_answer(text), 0, 10)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"\n  {TEXT}  \n",
        f"```json\n{TEXT}\n```",
        f"```\n{TEXT}\n```",
        f"The answer greets politely.\n\n{TEXT}",
        f"I looked at it:\n```json\n{json.dumps(GOOD, indent=2)}\n```\n",
        f"<think>Maybe {{7}}? Or {TEXT}?</think>\n{TEXT}",
    ],
)
def test_one_object_is_found_bare_fenced_and_after_reasons(text):
    assert rated(text) == Rating("It greets.", 0.8, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Score: 10/10. Pass.",
        f"{TEXT} and that is all",
        f"{TEXT}\n{TEXT}",
        f"[{TEXT}]",
        f"Not {{this}}, but {TEXT}",
        f"Here}} is: {TEXT}",
        f"```json\n{TEXT}",
        f"{TEXT}\n```",
        f"```json\nno\n```\n```json\n{TEXT}\n```",
        f'{{"verdict": {TEXT}',
        f'{{"verdict": {TEXT}}}',
        TEXT[:-1],
        '{"reason": "r", "score": 2, "score": 10, "pass": true}',
        '{"reason": "r", "score": NaN, "pass": true}',
        '{"reason": "r", "score": Infinity, "pass": true}',
        f"<think>I think <think>{TEXT}</think>",
        f"<think>{TEXT}</think> no </think> {TEXT}",
        "{" * 100_000,
        "[" * 100_000 + "{",
        '{"a":' * 100_000,
        TEXT + " " * 1_000_000,
        f'"{TEXT}"',
    ],
)
def test_anything_in_doubt_is_no_judgment(text):
    with pytest.raises(NotUnderstood):
        rated(text)


@pytest.mark.parametrize(
    "change",
    [
        {"score": 11},
        {"score": -1},
        {"score": "8"},
        {"score": True},
        {"score": None},
        {"score": [8]},
        {"score": 10**400},
        {"pass": "true"},
        {"pass": 1},
        {"pass": None},
        {"reason": ""},
        {"reason": "  "},
        {"reason": ["It greets."]},
        {"more": 1},
        {"score": 0, "pass": True},
        {"score": 10, "pass": False},
    ],
)
def test_each_member_is_exactly_what_was_asked_for(change):
    with pytest.raises(NotUnderstood):
        rated(json.dumps({**GOOD, **change}))


@pytest.mark.parametrize("missing", GOOD)
def test_no_member_may_be_missing(missing):
    with pytest.raises(NotUnderstood, match=missing):
        rated(json.dumps({name: value for name, value in GOOD.items() if name != missing}))


@given(st.text())
def test_text_is_never_a_judgment(text):
    with pytest.raises(NotUnderstood):
        rated(text.replace('"pass"', ""))


@given(st.dictionaries(st.sampled_from(["reason", "score", "pass", "x"]), JSON_VALUES))
def test_an_object_is_a_judgment_only_if_every_member_is_right(document):
    right = (
        document.keys() == {"reason", "score", "pass"}
        and isinstance(document["reason"], str)
        and bool(document["reason"].strip())
        and type(document["score"]) in (int, float)
        and 0 <= document["score"] <= 10
        and type(document["pass"]) is bool
        and document["score"] != (0 if document["pass"] else 10)
    )
    text = json.dumps(document)

    if right:
        assert rated(text).passed == document["pass"]
    else:
        with pytest.raises(NotUnderstood):
            rated(text)


@given(st.integers(0, len(TEXT)), st.text(max_size=5))
def test_a_damaged_answer_is_another_judgment_at_most_where_it_is_still_whole(place, damage):
    text = TEXT[:place] + damage + TEXT[place:]

    try:
        found = rated(text)
    except NotUnderstood:
        return
    assert 0 <= found.value <= 1
    assert found.reason


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"score": 0.5}, Rating("", 0.5, None)),
        ({"pass": True}, Rating("", 1.0, True)),
        ({"pass": False, "reason": "r", "more": 1}, Rating("r", 0.0, False)),
        ({"pass": True, "score": 0.9, "reason": "r"}, Rating("r", 0.9, True)),
    ],
)
def test_a_judge_without_a_written_scale_gives_a_score_or_a_verdict(document, found):
    assert free_rating(read_answer(json.dumps(document))) == found


@pytest.mark.parametrize("document", [{}, {"score": 2}, {"pass": "yes"}, {"reason": "good"}])
def test_without_a_score_from_0_to_1_or_a_verdict_it_is_no_judgment(document):
    with pytest.raises(NotUnderstood):
        free_rating(read_answer(json.dumps(document)))


PART = {"statement": "s", "reason": "r"}


@pytest.mark.parametrize("found", ["none", [1], [PART], [{**PART, "supported": 1}]])
def test_every_statement_is_whole(found):
    with pytest.raises(NotUnderstood):
        statements(read_answer(json.dumps({"statements": found})))
