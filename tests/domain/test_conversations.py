"""A conversation is runs that go on from one another."""

from __future__ import annotations

from decimal import Decimal

from tests.builders import a_job, a_run
from workbench.domain.conversations import (
    Conversation,
    asked,
    ends_of,
    open_calls,
    spoken,
    title_of,
    tool_result,
)
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import Usage

ASKED = Message(Role.USER, "Why?")
CALL, OTHER = ToolCall("1", "look_up", "{}"), ToolCall("2", "add", "{}")


def gone_on(run, run_id, *said, **fields):
    turns = (*run.job.turns, *spoken(run), *said)
    job = a_job(run_id, continues=run.id, turns=turns)
    return a_run(run_id, job=job, text="Because.", **fields)


FIRST = a_run("run-1", text="High.", usage=Usage(10, 2), cost_usd=Decimal("0.1"))
SECOND = gone_on(FIRST, "run-2", ASKED, usage=Usage(14, 3), cost_usd=Decimal("0.2"))


def test_what_was_said_is_everything_after_the_prompt():
    said = Conversation((FIRST, SECOND)).said

    assert [message.text for message in said] == ["High.", "Why?", "Because."]


def test_what_a_person_said_in_a_turn_is_what_stands_after_the_answer_before():
    assert asked(SECOND.job, FIRST) == (ASKED,)
    assert asked(FIRST.job, None) == ()


def test_an_answer_without_words_was_not_spoken():
    assert spoken(a_run(text="")) == ()


def test_cost_and_tokens_are_those_of_all_runs():
    conversation = Conversation((FIRST, SECOND))

    assert conversation.cost_usd == Decimal("0.3")
    assert conversation.tokens == (24, 5)


def test_the_cost_is_not_known_where_one_is_not():
    assert Conversation((FIRST, gone_on(FIRST, "run-2", ASKED))).cost_usd is None


def test_branches_end_in_runs_that_nothing_goes_on_from():
    branch = gone_on(FIRST, "run-3", Message(Role.USER, "Why not?"))
    third = gone_on(SECOND, "run-4", ASKED)

    assert [run.id for run in ends_of([third, branch, SECOND])] == ["run-4", "run-3"]


def test_tool_calls_are_open_until_each_has_a_result():
    answer = Message(Role.ASSISTANT, "", tool_calls=(CALL, OTHER))
    found = tool_result(CALL, "found")

    assert open_calls((answer,)) == (CALL, OTHER)
    assert open_calls((answer, found)) == (OTHER,)
    assert (found.role, found.name, found.tool_call_id) == (Role.TOOL, "look_up", "1")


def test_calls_of_an_earlier_answer_are_not_open():
    answer = Message(Role.ASSISTANT, "", tool_calls=(CALL,))

    assert open_calls((answer, Message(Role.ASSISTANT, "Never mind."))) == ()


def test_the_same_ids_in_the_next_answer_are_open_again():
    answer = Message(Role.ASSISTANT, "", tool_calls=(CALL,))
    found = Message(Role.TOOL, "lost", tool_call_id=CALL.id)

    assert open_calls((answer, found, answer)) == (CALL,)


def test_a_conversation_is_called_by_what_was_said_last():
    assert title_of(gone_on(FIRST, "run-2", Message(Role.USER, "Why\n  high?"))) == "Why high?"
    assert title_of(FIRST) == ""
