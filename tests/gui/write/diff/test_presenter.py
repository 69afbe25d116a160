"""Comparing states of a prompt: by key from the history, live with the draft."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject, Qt

from tests.builders import a_content, a_job, a_run
from tests.fakes import Clock, MemoryPrompts, MemoryRuns, counting
from tests.gui.fake_journal import DirectJournal
from workbench.domain.prompts import Draft, Input
from workbench.domain.runs import Outcome
from workbench.gui.kit.background import Background
from workbench.gui.write.diff.page import DiffPage
from workbench.gui.write.diff.presenter import DiffPresenter
from workbench.gui.write.session import WriteSession
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService


class OpenDiff:
    def __init__(self, theme, icons, actions, owner):
        clock = Clock()
        self.runs = MemoryRuns()
        self.prompts = PromptService(MemoryPrompts(self.runs), EventBus(), clock, counting())
        self.session = WriteSession(DirectJournal(), clock, owner)
        self.background, self.comparing = Background(owner), Background(owner)
        self.page, self.actions, self.entry = DiffPage(theme, icons), actions, None
        actions.report(workspace_open=True, prompt_open=True, versions=2)
        self.presenter = DiffPresenter(
            self.page,
            self.session,
            self.prompts,
            self.background,
            self.comparing,
            actions,
            lambda: (self.entry.digest if self.entry else "", ""),
        )
        opened = self.prompts.create("support/triage", content=a_content("Say hello."))
        self.id = opened.prompt.id
        for text in ("Say hello.", "Say hello twice."):
            self.prompts.journal(Draft(self.id, a_content(text)))
            self.prompts.commit(self.id, note=text, author="Ada")
        self.prompts.journal(Draft(self.id, a_content("Say goodbye twice.")))
        self.session.show_prompt(self.prompts.open(self.id))

    def text(self):
        return self.page.view.right.toPlainText()


@pytest.fixture
def diff(qtbot, theme, icons, actions):
    owner = QObject()
    diff = OpenDiff(theme, icons, actions, owner)
    qtbot.addWidget(diff.page)
    diff.page.resize(900, 400)
    diff.page.show()
    yield diff
    diff.background.close()
    diff.comparing.close()


def test_the_draft_is_compared_with_the_newest_version(diff, qtbot):
    diff.actions.run("view.diff")

    qtbot.waitUntil(lambda: "Say goodbye twice." in diff.text())
    assert "Say hello twice." in diff.page.view.left.toPlainText()
    assert diff.page.summary.text() == "1 message changed, +1 −1 words"


def test_a_draft_that_is_the_newest_version_is_compared_with_the_one_before(diff, qtbot):
    newest = diff.prompts.open(diff.id).newest.digest
    diff.prompts.restore(diff.id, newest)
    diff.session.show_prompt(diff.prompts.open(diff.id), diff.prompts.content(newest))

    diff.actions.run("view.diff")

    qtbot.waitUntil(lambda: "Say hello twice." in diff.text())
    assert diff.page.view.left.toPlainText().strip().endswith("Say hello.")


def test_the_state_chosen_in_the_history_is_compared(diff, qtbot):
    diff.entry = diff.prompts.timeline(diff.id)[-1]

    diff.actions.run("view.diff")

    qtbot.waitUntil(lambda: diff.text() != "")
    assert diff.page.old.currentText() == "v1  Say hello."


def test_the_comparison_follows_the_typing(diff, qtbot):
    diff.actions.run("view.diff")
    qtbot.waitUntil(lambda: diff.text() != "")

    diff.session.apply(a_content("Say nothing."), "Typing")

    qtbot.waitUntil(lambda: "Say nothing." in diff.text())


def test_two_versions_are_chosen_by_key(diff, qtbot):
    diff.actions.run("view.diff")
    qtbot.waitUntil(lambda: diff.text() != "")
    diff.page.new.setFocus()

    qtbot.keyClick(diff.page.new, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: diff.page.summary.text() == "Nothing differs")


def test_one_column_is_a_switch_away(diff, qtbot):
    diff.actions.run("view.diff")
    qtbot.waitUntil(lambda: diff.text() != "")

    qtbot.mouseClick(diff.page.side_by_side, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "Say hellogoodbye twice." in diff.page.view.inline.toPlainText())


def test_components_of_a_version_are_no_difference_to_a_draft(diff, qtbot):
    frozen = replace(a_content("Say goodbye twice."), components=(("tone/warm", "sha256:1"),))
    digest = "sha256:" + "f" * 64
    diff.prompts._prompts._snapshots[digest] = frozen
    diff.actions.run("view.diff")
    qtbot.waitUntil(lambda: diff.text() != "")
    diff.page.old.addItem("frozen", digest)

    diff.page.old.setCurrentIndex(diff.page.old.count() - 1)

    qtbot.waitUntil(lambda: diff.page.summary.text() == "Nothing differs")


def test_escape_goes_back_and_f7_to_the_next_change(diff, qtbot):
    diff.actions.run("view.diff")
    qtbot.waitUntil(lambda: diff.text() != "")

    qtbot.keyClick(diff.page.view.right, Qt.Key.Key_F7)
    here = diff.page.view.right.textCursor().block().text()

    assert here == "Say goodbye twice."
    with qtbot.waitSignal(diff.page.closed):
        qtbot.keyClick(diff.page.view.right, Qt.Key.Key_Escape)


def test_each_state_stands_with_how_its_runs_did(diff, qtbot):
    digest = diff.prompts.versions(diff.id)[0].digest
    for number, outcome in enumerate((Outcome.FINISHED, Outcome.FAILED)):
        job = a_job(f"run-{number}", prompt_id=diff.id, digest=digest)
        diff.runs.record(a_run(job=job, outcome=outcome, cost_usd=Decimal("0.0005")))

    diff.actions.run("view.diff")

    qtbot.waitUntil(lambda: diff.page.old_runs.text() != "")
    assert diff.page.old_runs.text() == "v2: Ada · 1 of 2 runs finished · $0.001"
    assert diff.page.new_runs.text() == "Draft: not run as it is now"


def test_a_draft_that_was_run_as_it_is_stands_with_those_runs(diff, qtbot):
    digest = diff.prompts.freeze(a_content("Say goodbye twice.")).digest
    diff.runs.record(a_run(job=a_job(prompt_id=diff.id, digest=digest)))

    diff.actions.run("view.diff")

    qtbot.waitUntil(lambda: "1 of 1 runs finished" in diff.page.new_runs.text())


def test_what_changed_stands_in_words_above_the_text(diff, qtbot):
    diff.prompts.journal(
        Draft(diff.id, a_content("Say goodbye twice. Then stop.", inputs=(Input("name"),)))
    )
    diff.session.show_prompt(diff.prompts.open(diff.id))

    diff.actions.run("view.diff")

    words = "1 sentence changed in user; 1 sentence added to user; variable name added"
    qtbot.waitUntil(lambda: diff.page.changes.text() == words)
    assert diff.page.changes.isVisible()


def test_two_states_are_compared_by_their_digests(diff, qtbot):
    second, first = diff.prompts.versions(diff.id)

    diff.presenter.compare(first.digest, second.digest)

    qtbot.waitUntil(lambda: diff.page.view.right.toPlainText().endswith("Say hello twice."))
    assert diff.page.digests == (first.digest, second.digest)
