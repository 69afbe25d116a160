"""The open prompt: edits, undo, and what is asked for while something is being typed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.builders import NOON, a_content, a_prompt
from workbench.domain.datasets import Case
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Draft, Version
from workbench.gui.write.session import WriteSession


class ListJournal:
    def __init__(self):
        self.drafts, self.flushed = [], 0
        self.unsaved_prompts = ()

    def put(self, draft):
        self.drafts.append(draft)

    def flush(self, then=None):
        self.flushed += 1
        if then:
            then()


def opened(path="greetings/hello", text="Hello", based_on=None):
    prompt = a_prompt(path)
    return OpenPrompt(prompt, Draft(prompt.id, a_content(text), based_on))


@pytest.fixture
def journal():
    return ListJournal()


@pytest.fixture
def session(qtbot, journal):
    return WriteSession(journal, lambda: NOON)


def test_an_edit_is_shown_kept_and_can_be_taken_back(session, journal, qtbot):
    session.show_prompt(opened())

    with qtbot.waitSignal(session.draft_changed):
        session.apply(a_content("Hello you"), "Typing")
    session.undo_stack.undo()

    assert session.content == a_content("Hello")
    assert [draft.content.text for draft in journal.drafts] == ["Hello you", "Hello"]


def test_edits_with_one_merge_key_are_one_step(session):
    session.show_prompt(opened())

    for text in ("Hello y", "Hello yo", "Hello you"):
        session.apply(a_content(text), "Typing", "text:0:1")
    session.apply(a_content("Hello you!"), "Typing", "text:0:2")
    session.undo_stack.undo()
    session.undo_stack.undo()

    assert session.content == a_content("Hello")


def test_whoever_asks_gets_what_was_typed_this_instant(session):
    session.show_prompt(opened())

    session.typed(lambda: session.apply(a_content("Hello!"), "Typing"))

    assert session.content == a_content("Hello!")


def test_what_was_typed_is_read_by_itself_soon(session, qtbot):
    session.show_prompt(opened())

    with qtbot.waitSignal(session.draft_changed):
        session.typed(lambda: session.apply(a_content("Hello!"), "Typing"))

    assert session.collected == a_content("Hello!")


def test_typing_without_a_pause_is_read_all_the_same(session, qtbot):
    session.show_prompt(opened())
    read = []

    def collect():
        read.append(session.collected)

    def keep_typing():
        session.typed(collect)
        return len(read) > 2

    qtbot.waitUntil(keep_typing, timeout=1000)


def test_restoring_first_reads_what_was_typed_so_that_undo_brings_it_back(session):
    session.show_prompt(opened())
    session.typed(lambda: session.apply(a_content("Half a word"), "Typing"))

    session.replace_draft(a_content("Version 1"), "Restore v1")
    session.undo_stack.undo()

    assert session.content == a_content("Half a word")


def test_steps_survive_another_prompt_being_opened(session):
    session.show_prompt(opened())
    session.apply(a_content("Hello you"), "Typing")
    left = replace(session.open, draft=session.open.draft)

    session.show_prompt(opened("greetings/bye", "Bye"))
    assert not session.undo_stack.can_undo
    session.show_prompt(left)
    session.undo_stack.undo()

    assert session.content == a_content("Hello")


def test_steps_do_not_survive_a_draft_that_was_changed_elsewhere(session):
    session.show_prompt(opened())
    session.apply(a_content("Hello you"), "Typing")
    session.show_prompt(opened("greetings/bye", "Bye"))

    session.show_prompt(opened(text="Written by another program"))

    assert not session.undo_stack.can_undo


def test_another_prompt_is_shown_after_the_first_was_kept(session, journal):
    session.show_prompt(opened())
    session.typed(lambda: session.apply(a_content("Hello!"), "Typing"))
    before = journal.flushed

    session.show_prompt(opened("greetings/bye", "Bye"))

    assert journal.drafts[-1].content == a_content("Hello!")
    assert journal.flushed > before


def test_a_new_version_is_taken_over_without_touching_the_draft(session, journal):
    session.show_prompt(opened())
    session.apply(a_content("Typed meanwhile"), "Typing")
    version = Version("p", 4, "sha256:0", "", "me", NOON)
    fresh = opened(text="Hello", based_on=4)

    session.show_card(replace(fresh, newest=version), a_content("Hello"))

    assert session.content == a_content("Typed meanwhile")
    assert session.open.newest == version
    assert journal.drafts[-1].based_on == 4


@pytest.mark.parametrize(
    ("text", "changed"), [("Hello", False), ("Hello\n", False), ("Hello you", True)]
)
def test_a_draft_is_changed_when_it_would_hash_to_something_else(session, text, changed):
    session.show_prompt(opened(based_on=1), a_content("Hello"))

    session.apply(a_content(text), "Typing")

    assert session.changed is changed


def test_the_plan_says_when_it_changes_and_only_then(session, qtbot):
    session.show_prompt(opened())
    changes = []
    session.plan_changed.connect(lambda: changes.append(1))

    session.set_models(("demo/brief",))
    session.set_models(("demo/brief",))
    session.set_samples(3)
    session.set_case(Case(values=(("name", "Ada"),)))
    content = session.content
    session.apply(replace(content, model=content.model.with_param("temperature", 1)), "Change")

    assert len(changes) == 4


def test_restoring_another_version_bases_the_draft_on_it_and_undo_takes_that_back(session, journal):
    session.show_prompt(opened(text="one", based_on=3))

    session.replace_draft(a_content("two"), "Restore v1", based_on=1)
    assert (session.content, session.open.draft.based_on) == (a_content("two"), 1)
    assert journal.drafts[-1].based_on == 1

    session.undo_stack.undo()
    assert (session.content, session.open.draft.based_on) == (a_content("one"), 3)
    assert journal.drafts[-1].based_on == 3

    session.undo_stack.redo()
    assert session.open.draft.based_on == 1


def test_the_same_text_can_be_based_on_another_version(session):
    session.show_prompt(opened(text="one", based_on=3))

    session.replace_draft(a_content("one"), "Merge", based_on=4)

    assert session.open.draft.based_on == 4
    assert session.undo_stack.can_undo


def test_what_was_named_is_what_the_draft_is_based_on(session, journal):
    session.show_prompt(opened(text="one", based_on=3))

    session.rebase("another prompt", 9)
    session.rebase(session.open.prompt.id, 4)
    session.rebase(session.open.prompt.id, 4)

    assert session.open.draft.based_on == 4
    assert [draft.based_on for draft in journal.drafts] == [4]


def test_what_is_not_on_disk_yet_is_based_on_what_it_was(session, journal):
    session.show_prompt(opened(text="one", based_on=3))
    session.replace_draft(a_content("two"), "Restore v1", based_on=1)
    journal.unsaved_prompts = (session.open.prompt.id,)

    session.show_card(opened(text="one", based_on=3))
    assert session.open.draft.based_on == 1

    journal.unsaved_prompts = ()
    session.show_card(opened(text="one", based_on=4))
    assert session.open.draft.based_on == 4


DROPPED = """
import gc
from PySide6.QtCore import QCoreApplication
from tests.builders import NOON, a_content
from tests.gui.write.test_session import ListJournal, opened
from workbench.gui.write.session import WriteSession

application = QCoreApplication([])
for round in range(100):
    session = WriteSession(ListJournal(), lambda: NOON)
    session.show_prompt(opened())
    for number in range(5):
        session.apply(a_content(f"{round} {number}"), "Typing")
    session.circle = session
    del session
    gc.collect()
print("alive")
"""


def test_sessions_with_steps_of_undo_can_be_forgotten():
    done = subprocess.run(
        [sys.executable, "-c", DROPPED], capture_output=True, text=True, timeout=60
    )

    assert (done.stdout.strip(), done.returncode) == ("alive", 0)
