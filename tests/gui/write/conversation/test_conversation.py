"""A conversation as a person has it: from a cell, turn by turn, with branches, and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from tests.gui.write.open_write import open_prompt
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, Message, Role, ToolCall
from workbench.domain.run_events import RunEnded, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, Usage
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

PROMPT = (Message(Role.USER, "Sort It broke!"),)
CTRL = Qt.KeyboardModifier.ControlModifier
CALLS = (ToolCall("1", "look_up", '{"parcel": 12}'), ToolCall("2", "weather", "{}"))


class Talk:
    """A board with one answered cell, and the conversation it becomes."""

    def __init__(self, qtbot, write):
        self.qtbot, self.write = qtbot, write
        self.panel = write.place.conversation
        self.edit = self.panel.reply.edit
        workspace = open_workspace(write.services.workspace)
        self.store, self.close = SqliteRuns(workspace), workspace.close
        open_prompt(qtbot, write, "support/triage")
        qtbot.waitUntil(lambda: bool(write.session.case.values))
        write.session.set_models(("demo/brief",))

    @property
    def asked(self):
        return self.write.engine.started[-1]

    @property
    def texts(self):
        return [card.exact_text for card in self.panel.cards]

    def begin(self):
        self.write.actions.run("run.start")
        self.qtbot.waitUntil(lambda: bool(self.write.engine.started))
        self.answer("High.")
        self.write.actions.run("conversation.open")
        self.qtbot.waitUntil(lambda: self.texts == ["High."])

    def answer(self, text, outcome=Outcome.FINISHED, **fields):
        """As the engine does: recorded, then told."""
        job = self.asked
        usage = {"usage": Usage(10, 2), "cost_usd": Decimal("0.001")}
        messages = (*PROMPT, *job.turns)
        known = {**usage, "messages": messages, "text": text, **fields}
        run = Run(job, outcome, datetime.now(UTC), **known)
        self.store.record(run)
        self.write.engine.say(RunStarted(run.id), TextArrived(run.id, text), RunEnded(run))
        return run

    def say(self, text):
        count = len(self.write.engine.started)
        self.qtbot.keyClicks(self.edit, text)
        self.qtbot.keyClick(self.edit, Qt.Key.Key_Return, CTRL)
        return len(self.write.engine.started) > count

    def click(self, button):
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def talk(qtbot, write):
    talk = Talk(qtbot, write)
    talk.begin()
    yield talk
    talk.close()


def test_a_cell_is_gone_on_with_where_the_board_was(talk):
    assert talk.panel.isVisible()
    assert not talk.write.place.board.isVisible()
    assert talk.panel.prompt.view.exact_text == "user:\nSort It broke!"
    assert talk.edit.hasFocus()


def test_the_next_turn_is_sent_word_for_word_behind_the_answer(talk):
    talk.say("Why {{ ticket }}? ")

    job = talk.asked
    assert job.turns == (
        Message(Role.ASSISTANT, "High."),
        Message(Role.USER, "Why {{ ticket }}? "),
    )
    assert job.continues == talk.write.engine.started[0].run_id
    assert talk.texts == ["High.", "Why {{ ticket }}? ", ""]
    assert talk.edit.exact_text() == ""


def test_ctrl_enter_in_the_reply_does_not_run_the_draft(talk):
    talk.write.place.window().activateWindow()
    assert talk.say("Why?")

    assert len(talk.write.engine.started) == 2
    assert talk.panel.isVisible()


def test_an_answer_streams_into_the_conversation(talk):
    talk.say("Why?")
    run_id = talk.asked.run_id

    talk.write.engine.say(
        RunStarted(run_id), TextArrived(run_id, "Be"), TextArrived(run_id, "cause")
    )

    assert talk.texts[-1] == "Because"
    talk.answer("Because.")
    assert talk.texts == ["High.", "Why?", "Because."]


def test_every_turn_goes_on_from_the_one_before(talk):
    talk.say("Why?")
    second = talk.answer("Because.")
    talk.say("Really?")
    third = talk.answer("Yes.")

    assert third.job.continues == second.id
    assert [turn.text for turn in third.job.turns] == ["High.", "Why?", "Because.", "Really?"]
    assert "3 answers · 30→6 tokens · $0.003" in talk.panel.figures.text()


def test_a_retry_that_is_waited_for_is_told(talk):
    talk.say("Why?")

    talk.write.engine.say(RunRetrying(talk.asked.run_id, 2, 3.0, "The provider is busy."))

    assert "attempt 2 follows in 3 s" in talk.panel.cards[-1]._caption.text()


def test_an_answer_can_be_stopped_and_gone_on_from(talk):
    talk.say("Why?")
    talk.click(talk.panel.reply.stop)
    assert talk.write.engine.stopped == [talk.asked.run_id]

    talk.answer("Beca", Outcome.CANCELLED)
    talk.say("Go on.")

    assert [turn.text for turn in talk.asked.turns][-2:] == ["Beca", "Go on."]


def test_where_nothing_was_answered_nothing_can_be_said_but_asked_again(talk):
    talk.say("Why?")
    failure = Failure(FailureKind.UNREACHABLE, "Nobody is there.", "Try again.")
    failed = talk.answer("", Outcome.FAILED, failure=failure)

    assert "Nobody is there." in talk.panel.cards[-1].problem.text()
    assert not talk.say("Hello?")
    assert "another answer" in talk.panel.reply.send.toolTip()

    talk.click(talk.panel.cards[-1].repeat)
    assert talk.asked.turns == failed.job.turns
    assert talk.asked.run_id != failed.id


def test_another_answer_is_a_branch_and_the_first_is_kept(talk):
    talk.say("Why?")
    first = talk.answer("Because.")
    talk.click(talk.panel.cards[-1].repeat)
    second = talk.answer("No idea.")

    assert talk.texts == ["High.", "Why?", "No idea."]
    assert second.job.continues == first.job.continues
    talk.qtbot.waitUntil(lambda: talk.panel.known.count() == 2)
    names = {talk.panel.known.itemText(row) for row in range(2)}
    assert all(name.count(":") == 2 and "Why?" in name for name in names)


def test_an_earlier_turn_is_changed_and_sent_again_as_a_branch(talk):
    talk.say("Why?")
    talk.answer("Because.")
    talk.say("Really?")
    talk.answer("Yes.")

    talk.click(talk.panel.cards[1].edit)
    assert talk.edit.exact_text() == "Why?"
    talk.edit.selectAll()
    talk.say("Since when?")

    assert [turn.text for turn in talk.asked.turns] == ["High.", "Since when?"]
    assert talk.texts[:2] == ["High.", "Since when?"]


def test_escape_leaves_an_earlier_turn_as_it_was(talk):
    talk.say("Why?")
    talk.answer("Because.")
    talk.click(talk.panel.cards[1].edit)

    talk.qtbot.keyClick(talk.edit, Qt.Key.Key_Escape)

    assert talk.edit.exact_text() == ""
    assert talk.panel.isVisible()
    assert talk.texts == ["High.", "Why?", "Because."]


def test_tool_calls_are_answered_one_after_the_other(talk):
    talk.say("Look it up.")
    talk.answer("", tool_calls=CALLS)
    assert 'look_up({"parcel": 12})' in talk.panel.reply.words.text()

    assert not talk.say("lost")
    assert "weather({})" in talk.panel.reply.words.text()
    assert talk.say("rain")

    assert talk.asked.turns[-3:] == (
        Message(Role.ASSISTANT, "", tool_calls=CALLS),
        Message(Role.TOOL, "lost", "look_up", tool_call_id="1"),
        Message(Role.TOOL, "rain", "weather", tool_call_id="2"),
    )


def test_conversations_of_a_prompt_are_opened_again_later(talk):
    talk.say("Why?")
    talk.answer("Because.")
    open_prompt(talk.qtbot, talk.write, "support/refund")
    assert not talk.panel.isVisible()
    open_prompt(talk.qtbot, talk.write, "support/triage")

    talk.write.actions.run("conversation.reopen")
    talk.qtbot.waitUntil(lambda: talk.texts == ["High.", "Why?", "Because."])

    talk.qtbot.waitUntil(lambda: "Why?" in talk.panel.known.currentText())


def test_a_cell_without_a_conversation_does_not_hide_the_newest_one(talk):
    talk.say("Why?")
    talk.answer("Because.")
    talk.qtbot.keyClick(talk.edit, Qt.Key.Key_Escape)
    talk.write.actions.run("conversation.open")
    talk.qtbot.waitUntil(lambda: talk.texts == ["High."])
    talk.qtbot.waitUntil(lambda: talk.panel.known.currentText() == "")
    assert talk.panel.known.count() == 1

    talk.write.actions.run("conversation.reopen")

    talk.qtbot.waitUntil(lambda: talk.texts == ["High.", "Why?", "Because."])


def test_a_conversation_has_half_of_the_height_and_gives_it_back(talk):
    rows = talk.write.place.frame.rows
    high = rows.sizes()[-1]
    assert high > sum(rows.sizes()) // 2

    talk.qtbot.keyClick(talk.edit, Qt.Key.Key_Escape)

    assert rows.sizes()[-1] < high
    assert talk.write.place.board.isAncestorOf(talk.write.place.focusWidget())


def test_a_conversation_from_the_list_is_shown_when_it_is_chosen(talk):
    talk.say("Why?")
    talk.answer("Because.")
    talk.click(talk.panel.cards[-1].repeat)
    talk.answer("No idea.")
    talk.qtbot.waitUntil(lambda: talk.panel.known.count() == 2)
    other = 1 - talk.panel.known.currentIndex()

    talk.panel.known.setFocus()
    talk.qtbot.keyClick(talk.panel.known, Qt.Key.Key_Down if other else Qt.Key.Key_Up)
    talk.panel.known.activated.emit(other)

    talk.qtbot.waitUntil(lambda: talk.texts[-1:] == ["Because."])


def test_a_prompt_without_conversations_says_how_to_begin_one(qtbot, write):
    open_prompt(qtbot, write, "support/refund")

    write.actions.run("conversation.reopen")

    panel = write.place.conversation
    qtbot.waitUntil(lambda: "No conversation yet" in panel.empty.text())
    assert not panel.reply.isVisible()


def test_escape_goes_back_to_the_board(talk):
    talk.qtbot.keyClick(talk.edit, Qt.Key.Key_Escape)

    assert talk.write.place.board.isVisible()


def test_a_run_without_an_answer_is_not_gone_on_with(qtbot, write):
    talk = Talk(qtbot, write)
    write.actions.run("run.start")
    qtbot.waitUntil(lambda: bool(write.engine.started))
    talk.answer("", Outcome.FAILED)

    write.actions.run("conversation.open")

    assert "no answer to go on from" in write.ask.errors[0].message
    talk.close()


def test_what_was_said_becomes_messages_in_one_step_and_stays_literal(talk):
    talk.say("What is {{ x }}?")
    talk.answer("{% raw %}")
    before = talk.write.session.content

    talk.write.actions.run("conversation.to_messages")

    added = talk.write.session.content.messages[len(before.messages) :]
    assert [message.role for message in added] == [Role.ASSISTANT, Role.USER, Role.ASSISTANT]
    assert added[1].text == "{% raw %}What is {{ x }}?{% endraw %}"
    talk.write.session.undo_stack.undo()
    assert talk.write.session.content == before


def test_what_was_said_last_is_kept_as_a_case(talk):
    talk.say("My parcel is lost.")
    talk.answer("Sorry.")
    talk.write.ask.texts = ["lost parcel"]

    talk.write.actions.run("conversation.keep_case")

    prompt_id = talk.write.session.open.prompt.id
    cases = talk.write.services.datasets.cases_for
    talk.qtbot.waitUntil(lambda: len(cases(prompt_id)) == 2)
    kept = cases(prompt_id)[1]
    assert (kept.name, kept.values) == ("lost parcel", (("ticket", "My parcel is lost."),))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_of_several_inputs_the_person_chooses_one(talk):
    talk.write.engine.analysis = Analysis(inputs=(Input("ticket"), Input("tone")))
    talk.write.session.apply(
        replace(talk.write.session.content, inputs=(Input("tone"),)), "declare"
    )
    talk.qtbot.waitUntil(lambda: "tone" in talk.write.place.inputs.form.names())
    talk.say("Be kind.")
    talk.answer("Yes.")
    talk.write.ask.texts = ["kind"]

    talk.write.actions.run("conversation.keep_case")
    menu = talk.panel.findChild(QMenu, "conversation.inputs")
    assert "said last" in menu.actions()[0].text()
    menu.actions()[-1].trigger()
    menu.close()

    prompt_id = talk.write.session.open.prompt.id
    cases = talk.write.services.datasets.cases_for
    talk.qtbot.waitUntil(lambda: len(cases(prompt_id)) == 2)
    assert dict(cases(prompt_id)[1].values)["tone"] == "Be kind."


def test_copying_a_turn_copies_it_exactly(talk):
    talk.say("Why?")
    talk.answer("a\u202eb\x00")

    talk.click(talk.panel.cards[-1].copy)

    assert QGuiApplication.clipboard().text().startswith("a\u202eb")


def test_nothing_is_sent_while_the_engine_is_gone(talk):
    talk.write.actions.report(engine_stopped=True)

    assert not talk.say("Why?")
    assert "engine" in talk.panel.reply.send.toolTip()
