"""The history of a prompt: found at a glance, previewed by a click, restored by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from tests.builders import NOON, a_content
from tests.fakes import Clock, MemoryPrompts, MemoryRuns, counting
from tests.gui.fake_journal import DirectJournal
from workbench.domain.history import TimelineEntry
from workbench.domain.prompts import Draft, Version
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.background import Background
from workbench.gui.kit.when import ago
from workbench.gui.write.history.models import DraftEntry, GraphRole, TimelineModel
from workbench.gui.write.history.panel import HistoryPanel
from workbench.gui.write.history.presenter import HistoryPresenter
from workbench.gui.write.session import WriteSession
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService


class OpenHistory:
    """Two versions; the first was run once."""

    def __init__(self, theme, icons, actions, owner):
        self.clock, new_id, self.store = Clock(), counting(), MemoryRuns()
        self.prompts = PromptService(MemoryPrompts(self.store), EventBus(), self.clock, new_id)
        self.runs = RunService(self.prompts, self.store, self.clock, new_id)
        self.session = WriteSession(DirectJournal(), self.clock, owner)
        self.background, self.actions = Background(owner), actions
        self.panel = HistoryPanel(theme, icons)
        actions.report(workspace_open=True, prompt_open=True)
        self.presenter = HistoryPresenter(
            self.panel, self.session, self.prompts, self.runs, self.background, actions
        )
        opened = self.prompts.create("support/triage", content=a_content("First text."))
        self.id = opened.prompt.id
        self._commit("First text.", "First try")
        plan = self.runs.plan(self.id, a_content("First text."), models=("demo/brief",))
        run = Run(plan.jobs[0], Outcome.FINISHED, self.clock(), text="The\noutput.")
        self.store.record(replace(run, cost_usd=Decimal("0.0005")))
        self._commit("Second text.", "Shorter")
        self.session.show_prompt(self.prompts.open(self.id))

    def _commit(self, text, note):
        self.clock.go_on(hours=1)
        self.prompts.journal(Draft(self.id, a_content(text)))
        self.prompts.commit(self.id, note=note, author="Ada")

    def titles(self):
        model = self.panel.timeline
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    def choose(self, row):
        self.panel.list.setCurrentIndex(self.panel.timeline.index(row, 0))


@pytest.fixture
def history(qtbot, theme, icons, actions):
    owner = QObject()
    history = OpenHistory(theme, icons, actions, owner)
    qtbot.addWidget(history.panel)
    history.panel.resize(320, 640)
    history.panel.show()
    qtbot.waitUntil(lambda: history.panel.timeline.rowCount() == 3)
    yield history
    history.background.close()


def test_the_draft_and_all_versions_are_listed_newest_first(history):
    draft, second, first = history.titles()

    assert draft.startswith("Draft")
    assert second.startswith("v2  Shorter")
    assert "1 of 1 runs finished · $0.0005" in first


def test_a_click_previews_the_exact_text_and_the_runs(history, qtbot):
    history.choose(2)

    qtbot.waitUntil(lambda: "First text." in history.panel.preview.toPlainText())
    assert history.panel.tabs.tabText(1) == "Runs (1)"
    assert history.actions.context.version_selected


def test_enter_restores_into_the_draft_and_undo_brings_it_back(history, qtbot):
    said = []
    history.presenter.said.connect(said.append)
    history.choose(2)
    history.panel.list.setFocus()

    qtbot.keyClick(history.panel.list, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: history.session.content == a_content("First text."))
    assert said == ["v1 is in the draft. Undo brings back what was there."]
    history.session.undo_stack.undo()
    assert history.session.content == a_content("Second text.")


def test_nothing_is_restored_while_the_workspace_is_read_only(history):
    history.actions.report(read_only=True)
    history.choose(2)

    history.panel.entry_activated.emit(history.panel.chosen)
    history.background.close()

    assert history.session.content == a_content("Second text.")


def test_choosing_a_run_shows_its_output_and_asks_for_its_batch(history, qtbot):
    asked = []
    history.presenter.batch_requested.connect(asked.append)
    history.choose(2)
    qtbot.waitUntil(lambda: history.panel.runs.rowCount() == 1)

    history.panel.run_list.setCurrentIndex(history.panel.runs.index(0, 0))

    assert history.panel.output.text.toPlainText() == "The\noutput."
    assert len(asked) == 1


def test_typing_changes_only_the_draft_and_keeps_what_is_chosen(history, qtbot):
    history.choose(1)
    resets = []
    history.panel.timeline.modelReset.connect(lambda: resets.append(True))

    history.session.apply(a_content("Third text."), "Typing")

    qtbot.waitUntil(lambda: history.panel.timeline.entry(0).edited_at is not None)
    assert history.panel.chosen.version.number == 2
    assert resets == []


def test_a_new_version_appears_and_the_chosen_one_stays_chosen(history, qtbot):
    history.choose(2)
    history._commit("Third text.", "Third")

    history.presenter.refresh()

    qtbot.waitUntil(lambda: history.panel.timeline.rowCount() == 4)
    assert history.panel.chosen.version.number == 1


def test_a_state_can_be_chosen_before_it_is_listed(history, qtbot):
    digest = history.prompts.timeline(history.id)[1].digest
    history.session.show_prompt(history.prompts.open(history.id))

    history.presenter.choose(digest)

    qtbot.waitUntil(lambda: history.panel.chosen is not None)
    assert history.panel.chosen.digest == digest


def entries(count):
    for number in range(count, 0, -1):
        version = Version("p", number, f"d{number}", f"note {number}", "Ada", NOON)
        yield TimelineEntry(f"d{number}", NOON, version, runs=4, finished=3)


def test_a_thousand_versions_are_there_at_once(qtbot, theme, icons):
    panel = HistoryPanel(theme, icons)
    qtbot.addWidget(panel)
    panel.resize(320, 640)
    panel.show()
    rows = (DraftEntry(NOON), *entries(1000))

    panel.show_entries(rows)
    panel.grab()

    assert panel.list.model().rowCount() == 1001


def test_a_version_restored_is_what_the_draft_is_based_on(history, qtbot):
    history.choose(2)

    history.actions.run("version.restore")

    qtbot.waitUntil(lambda: history.session.open.draft.based_on == 1)
    qtbot.waitUntil(lambda: history.panel.timeline.index(1).data(GraphRole).lane == 1)
    history.session.undo_stack.undo()
    assert history.session.open.draft.based_on == 2


def test_two_states_are_chosen_by_mark_and_cursor_with_the_older_first(history, qtbot):
    first, second = (e.digest for e in history.prompts.timeline(history.id)[::-1])
    history.panel.list.setFocus()
    history.choose(1)
    assert history.presenter.chosen_states == (second, "")

    qtbot.keyClick(history.panel.list, Qt.Key.Key_M)
    assert history.panel.mark_bar.words.text() == "v2 is marked: choose another"
    qtbot.keyClick(history.panel.list, Qt.Key.Key_Down)

    assert history.panel.mark_bar.words.text() == "v2 and v1"
    assert history.presenter.chosen_states == (first, second)
    assert ", marked" in history.titles()[1]
    qtbot.keyClick(history.panel.list, Qt.Key.Key_Home)
    assert history.presenter.chosen_states == (second, "")
    qtbot.mouseClick(history.panel.mark_bar.close_, Qt.MouseButton.LeftButton)
    assert not history.panel.mark_bar.isVisible()


def test_a_click_with_ctrl_marks_and_leaves_the_choice(history, qtbot):
    history.choose(2)
    place = history.panel.list.visualRect(history.panel.timeline.index(1)).center()

    qtbot.mouseClick(
        history.panel.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        place,
    )

    assert history.panel.mark_bar.words.text() == "v2 and v1"
    assert history.panel.chosen.version.number == 1


def test_the_filter_leaves_the_draft_and_what_was_asked_for(history, qtbot):
    history.choose(2)
    qtbot.keyClicks(history.panel.filter.field, "first")

    qtbot.waitUntil(lambda: history.panel.timeline.rowCount() == 2)
    assert history.panel.chosen.version.number == 1

    digest = history.prompts.timeline(history.id)[0].digest
    history.presenter.choose(digest)
    qtbot.waitUntil(lambda: history.panel.chosen and history.panel.chosen.digest == digest)
    assert history.panel.filter.field.text() == ""


def test_reference_and_digest_are_copied_as_the_command_line_takes_them(history):
    said = []
    history.presenter.said.connect(said.append)
    history.choose(2)

    history.actions.run("version.copy_reference")
    assert QGuiApplication.clipboard().text() == "support/triage@1"
    history.actions.run("version.copy_digest")

    assert QGuiApplication.clipboard().text() == history.panel.chosen.digest
    assert said[0] == "Copied: support/triage@1"


def test_an_approved_version_says_for_what_and_its_note_is_whole_in_the_tip(qtbot, theme, icons):
    panel = HistoryPanel(theme, icons)
    qtbot.addWidget(panel)
    note = "Shorter <b>and</b> kinder\n\nAsked for by the desk"
    version = Version("p", 3, "d3", note, "Ada", NOON)
    panel.show_entries(
        [TimelineEntry("d3", NOON, version, approved_by="Grace", approved_for=("dev", "prod"))]
    )
    index = panel.timeline.index(0)

    assert "approved by Grace for dev, prod" in index.data()
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Shorter &lt;b&gt;and&lt;/b&gt; kinder\n\nAsked for by the desk" in tip
    panel.grab()


def test_an_approved_version_names_what_the_approval_rests_on(qtbot, theme, icons):
    panel = HistoryPanel(theme, icons)
    qtbot.addWidget(panel)
    version = Version("p", 3, "d3", "", "Ada", NOON)
    named = ("Refund answers", "Regression <b>")
    panel.show_entries(
        [
            TimelineEntry(
                "d3",
                NOON,
                version,
                approved_by="Grace",
                approved_for=("dev",),
                approved_on=named,
            )
        ]
    )
    index = panel.timeline.index(0)

    assert "approved by Grace for dev on Refund answers, Regression <b>" in index.data()
    assert "Regression &lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    panel.grab()


def test_the_timeline_is_a_sound_model(qtbot):
    model = TimelineModel(lambda: NOON)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show_entries((DraftEntry(), *entries(3)))
    model.show_entries((DraftEntry(NOON), *entries(3)))
    model.show_entries(())

    assert model.rowCount() == 0


@pytest.mark.parametrize(
    ("past", "words"),
    [(5, "just now"), (-60, "just now"), (300, "5 min ago"), (7200, "2 h ago"), (86400, "1 d ago")],
)
def test_times_are_told_as_people_tell_them(past, words):
    assert ago(NOON - timedelta(seconds=past), NOON) == words
