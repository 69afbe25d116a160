from __future__ import annotations

import pytest

from tests.builders import a_prompt
from workbench.domain.errors import InvalidInput
from workbench.domain.labels import label_order, labels_of, read_label, relabelled
from workbench.domain.prompts import Label

WARM, URGENT = Label("tone", "warm"), Label("label", "urgent")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("tone: warm", WARM),
        (" Tone=warm ", WARM),
        ("urgent", URGENT),
        ("status: in  review", Label("status", "in review")),
        ("link: https://x", Label("link", "https://x")),
    ],
)
def test_a_label_is_read_as_people_write_it(text, label):
    assert read_label(text) == label


@pytest.mark.parametrize("text", ["", " ", "tone:", ":warm", "a" * 90, "tone: wa\u202erm"])
def test_what_cannot_be_a_label_is_refused(text):
    with pytest.raises(InvalidInput):
        read_label(text)


def test_labels_are_added_once_and_taken_away():
    prompt = relabelled(a_prompt(labels=(WARM,)), [WARM, URGENT], [])
    assert prompt.labels == (WARM, URGENT)

    assert relabelled(prompt, [], [WARM]).labels == (URGENT,)


def test_the_owner_is_a_label_of_which_there_is_one():
    owned = relabelled(a_prompt(), [Label("owner", "Anna"), Label("owner", "Ben")], [])

    assert owned.owner == "Ben"
    assert labels_of(owned) == (Label("owner", "Ben"),)
    assert relabelled(owned, [], [Label("owner", "Anna")]).owner == "Ben"
    assert relabelled(owned, [], [Label("owner", "Ben")]).owner == ""


def test_known_facets_come_first_and_free_labels_last():
    labels = [URGENT, Label("topic", "tax"), Label("status", "new"), WARM]

    assert [label.facet for label in sorted(labels, key=label_order)] == [
        "tone",
        "status",
        "topic",
        "label",
    ]
