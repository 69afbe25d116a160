from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_prompt
from workbench.domain.history import PromptSummary
from workbench.domain.library_filter import (
    Facts,
    entry_of,
    found_in,
    label_term,
    labels_asked,
    matching,
    terms,
    toggled,
)
from workbench.domain.prompts import Label, PromptKind

WARM, FORMAL = Label("tone", "warm"), Label("tone", "formal")
REVIEW = Label("status", "in review")


def a_summary(path, version=1, unnamed=False, **card):
    return PromptSummary(a_prompt(path, **card), version, unnamed)


LIBRARY = [
    a_summary("support/triage", labels=(WARM, REVIEW), owner="Anna"),
    a_summary("support/refund", unnamed=True, labels=(FORMAL,), title="Money back"),
    a_summary("tone/house", kind=PromptKind.COMPONENT),
    a_summary("tone/stray", 0, kind=PromptKind.COMPONENT, labels=(Label("label", "urgent"),)),
    a_summary("old", archived=True),
]
FACTS = Facts(frozenset({"tone/house"}), frozenset({"prompt-old"}))


def found(text):
    entries = found_in(list(map(entry_of, LIBRARY)), matching(text, FACTS))
    return [entry.summary.prompt.path for entry in entries]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("money", ["support/refund"]),
        ("SUP tri", ["support/triage"]),
        ("support -triage", ["support/refund"]),
        ("label:tone=warm", ["support/triage"]),
        ("label:tone=wa", ["support/triage"]),
        ("label:tone=warm,tone=formal", ["support/triage", "support/refund"]),
        ("label:tone=warm label:tone=formal", ["support/triage", "support/refund"]),
        ("label:tone label:status", ["support/triage"]),
        ('label:"status=in review"', ["support/triage"]),
        ('label:status="in review"', ["support/triage"]),
        ("label:urgent", ["tone/stray"]),
        ("-label:tone kind:prompt archived:no", []),
        ("owner:ann", ["support/triage"]),
        ("label:owner=anna", ["support/triage"]),
        ("kind:component", ["tone/house", "tone/stray"]),
        ("kind:component used:no", ["tone/stray"]),
        ("used:", ["tone/house"]),
        ("changed:yes", ["support/refund"]),
        ("named:no", ["tone/stray"]),
        ("archived:", ["old"]),
        ("favourite:yes", ["old"]),
        ("path:tone/", ["tone/house", "tone/stray"]),
        ("title:back", ["support/refund"]),
        ("http://nowhere", []),
    ],
)
def test_a_filter_leaves_what_it_asks_for(text, paths):
    assert found(text) == paths


@pytest.mark.parametrize("text", ["", "  ", "label:", "kind:", "path:"])
def test_what_is_still_being_typed_hides_nothing(text):
    everything = [summary.prompt.path for summary in LIBRARY]
    labelled = ["support/triage", "support/refund", "tone/stray"]

    assert found(text) == (labelled if text == "label:" else everything)


def test_a_label_is_added_to_what_is_typed_and_taken_away_again():
    with_one = toggled("triage", REVIEW)
    assert with_one == 'triage label:"status=in review"'
    assert labels_asked(with_one) == {"status=in review"}

    assert toggled(f"{with_one} more", REVIEW) == "triage more"


@given(
    st.text(max_size=40),
    st.text(alphabet='abc =,"', min_size=1, max_size=10).filter(lambda v: '"' not in v),
)
def test_any_filter_can_be_typed_and_any_label_asked_for(text, value):
    label = Label("tone", value.strip() or "x")
    found(text)

    assert terms(label_term(label))[0].key == "label"
    if "," not in label.value:
        assert f"tone={label.value}".casefold() in labels_asked(label_term(label))
