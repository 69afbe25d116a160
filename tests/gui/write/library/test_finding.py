"""The quick switcher's ranking, and what the filter offers to type next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_prompt
from workbench.domain.history import PromptSummary
from workbench.domain.prompts import Label
from workbench.gui.write.library.filter_field import FilterField
from workbench.gui.write.library.suggesting import suggestions
from workbench.gui.write.library.switching import Switchboard

LABELS = [Label("tone", "warm"), Label("status", "in review"), Label("owner", "Anna")]


def summaries(*paths, **card):
    return [PromptSummary(a_prompt(path, **card), 1) for path in paths]


def paths(places):
    return [place.summary.prompt.path for place in places]


def test_without_letters_what_was_open_last_comes_first():
    board = Switchboard(summaries("a", "b", "c"), ["prompt-c", "prompt-gone"])

    assert paths(board.found("")) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("triage", "support/triage"),
        ("sutr", "support/triage"),
        ("ref", "billing/refund"),
        ("bill ref", "billing/refund"),
        ("mail7", "campaigns/mail-7"),
    ],
)
def test_the_best_match_comes_first(query, first):
    known = "support/triage support/refused billing/refund campaigns/mail-17 campaigns/mail-7"

    assert paths(Switchboard(summaries(*known.split())).found(query))[0] == first


def test_a_title_is_found_too_and_letters_that_matched_are_told():
    (place,) = Switchboard(summaries("x/y", title="Money back")).found("money")
    assert place.matched == ()

    (place,) = Switchboard(summaries("support/triage")).found("tri")
    assert place.matched == (8, 9, 10)


def test_typing_on_and_taking_back_find_the_same_as_typing_at_once():
    known = summaries(*(f"folder-{n % 7}/prompt-{n}" for n in range(300)))
    board = Switchboard(known)

    stepwise = [paths(board.found(query)) for query in ("p", "pr", "pr1", "pr", "f3")]

    assert stepwise == [paths(Switchboard(known).found(q)) for q in ("p", "pr", "pr1", "pr", "f3")]


@pytest.mark.parametrize(
    ("before", "asked", "typed", "offered"),
    [
        ("", False, "", []),
        ("tri", False, "tri", []),
        ("tri", True, "tri", []),
        ("us", True, "us", ["used:"]),
        ("triage kind:", False, "kind:", ["kind:prompt", "kind:component"]),
        ("kind:c", False, "kind:c", ["kind:component"]),
        ("-used:", False, "-used:", ["-used:yes", "-used:no"]),
        ("label:tone=", False, "label:tone=", ["label:tone=warm"]),
        ("label:rev", False, "label:rev", ['label:"status=in review"']),
        ("owner:", False, "owner:", ["owner:Anna"]),
        ("http://x", False, "http://x", []),
    ],
)
def test_what_can_be_typed_next_is_offered(before, asked, typed, offered):
    assert suggestions(before, LABELS, asked=asked) == (typed, offered)


@pytest.fixture
def field(qtbot, icons):
    field = FilterField(icons)
    qtbot.addWidget(field)
    field.labels = LABELS
    field.resize(260, 200)
    field.show()
    return field


def press(field, key, modifiers=Qt.KeyboardModifier.NoModifier):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return field.completion.takes(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def test_a_term_is_completed_by_keys_alone(qtbot, field):
    qtbot.keyClicks(field, "triage label:t")
    assert field.completion.open

    press(field, Qt.Key.Key_Down)
    assert press(field, Qt.Key.Key_Return)
    assert field.text() == "triage label:tone="

    assert press(field, Qt.Key.Key_Tab)
    assert field.text() == "triage label:tone=warm "
    assert not field.completion.open


def test_enter_is_left_to_the_filter_while_nothing_is_chosen(qtbot, field):
    qtbot.keyClicks(field, "kind:")

    assert not press(field, Qt.Key.Key_Return)

    assert not field.completion.open


def test_escape_sends_the_list_away_first(qtbot, field):
    qtbot.keyClicks(field, "kind:")

    assert press(field, Qt.Key.Key_Escape)
    assert not press(field, Qt.Key.Key_Escape)


def test_ctrl_space_shows_all_that_can_be_asked_for(field):
    press(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)

    assert field.completion.list.model().rowCount() == 10
