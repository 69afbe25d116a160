"""A newer version turns up while the draft has changes of its own: told, merged, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.builders import a_content
from tests.fakes import Clock, MemoryPrompts, MemoryRuns, counting
from tests.gui.fake_journal import DirectJournal
from workbench.domain.prompts import ModelChoice
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.write.merging.banner import NewerBanner
from workbench.gui.write.merging.page import MergePage
from workbench.gui.write.merging.presenter import MergePresenter
from workbench.gui.write.session import WriteSession
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService

BASE = "Be kind.\nAnswer in one line.\nNever guess."
THEIRS = "Be kind.\nAnswer in two lines.\nNever guess. Stop."
MINE = "Be fair.\nAnswer in three lines.\nNever guess."


class Merging:
    """v1, v2 after it; the draft is v1 with changes of its own."""

    def __init__(self, theme, icons, actions, owner, file):
        clock = Clock()
        self.store = MemoryPrompts(MemoryRuns())
        self.prompts = PromptService(self.store, EventBus(), clock, counting())
        self.session = WriteSession(DirectJournal(), clock, owner)
        self.background, self.comparing = Background(owner), Background(owner)
        self.window, self.actions = QWidget(), actions
        self.page, self.banner = MergePage(theme, icons), NewerBanner(theme, icons)
        column = QVBoxLayout(self.window)
        column.addWidget(self.banner)
        column.addWidget(self.page)
        actions.report(workspace_open=True, prompt_open=True, versions=2)
        self.memory = Memory(file)
        self.presenter = MergePresenter(
            self.page,
            self.banner,
            self.session,
            self.prompts,
            self.background,
            self.comparing,
            actions,
            self.memory,
        )
        self.id = self.prompts.create("support/triage", content=a_content(BASE)).prompt.id
        self.commit(BASE, "First")
        self.commit(THEIRS, "Two lines")
        self.prompts.restore(self.id, self.prompts.versions(self.id)[-1].digest)

    def commit(self, text, note, **fields):
        draft = self.prompts.open(self.id).draft
        self.prompts.journal(replace(draft, content=a_content(text, **fields)))
        return self.prompts.commit(self.id, note=note, author="Ada")

    def show(self):
        opened = self.prompts.open(self.id)
        self.session.show_prompt(opened, self.prompts.content(opened.newest.digest))

    @property
    def text(self):
        return self.session.content.messages[0].text


@pytest.fixture
def merging(qtbot, theme, icons, actions, tmp_path):
    owner = QObject()
    merging = Merging(theme, icons, actions, owner, tmp_path / "window.ini")
    qtbot.addWidget(merging.window)
    merging.window.resize(1100, 600)
    merging.window.show()
    merging.show()
    yield merging
    merging.background.close()
    merging.comparing.close()


@pytest.fixture
def edited(merging, qtbot):
    merging.session.apply(a_content(MINE), "Typing")
    qtbot.waitUntil(lambda: merging.banner.isVisible())
    return merging


@pytest.fixture
def begun(edited, qtbot):
    edited.actions.run("history.merge")
    qtbot.waitUntil(lambda: edited.page.current is not None)
    return edited


def test_a_restored_version_is_told_of_only_once_it_is_edited(merging, qtbot):
    assert not merging.banner.isVisible()
    assert merging.actions.reason("history.merge")

    merging.session.apply(a_content(MINE), "Typing")

    qtbot.waitUntil(lambda: merging.banner.isVisible())
    assert merging.banner.words.text() == "v2 is newer than your v1"
    assert not merging.actions.reason("history.merge")


def test_the_banner_leads_to_what_changed(edited, qtbot):
    with qtbot.waitSignal(edited.presenter.compare_requested) as asked:
        qtbot.mouseClick(edited.banner.compare, Qt.MouseButton.LeftButton)

    newest, first = edited.prompts.versions(edited.id)
    assert asked.args == [first.digest, newest.digest]


def test_not_now_is_heard_until_there_is_something_newer(edited, qtbot):
    qtbot.mouseClick(edited.banner.close_, Qt.MouseButton.LeftButton)
    edited.presenter.look()
    assert not edited.banner.isVisible()
    assert not edited.actions.reason("history.merge")

    draft = edited.prompts.open(edited.id).draft
    edited.commit("Something else.", "Third")
    edited.prompts.journal(draft)
    edited.session.show_card(replace(edited.prompts.open(edited.id), draft=draft))

    qtbot.waitUntil(lambda: edited.banner.isVisible())
    assert edited.banner.words.text().startswith("v3 is newer")


def test_a_version_named_by_another_program_is_noticed(merging, qtbot):
    merging.commit("By the command line.", "Elsewhere")

    qtbot.waitSignal(merging.presenter.newer_found, timeout=8000).wait()


def test_conflicts_are_settled_by_key_and_applied_as_one_step(begun, qtbot):
    said = []
    begun.presenter.said.connect(said.append)
    assert begun.page.progress.text() == "1 of 1 · 0 settled"
    assert begun.page.conflict.mine.toPlainText() == "Answer in three lines."
    assert begun.page.conflict.theirs.toPlainText() == "Answer in two lines."
    assert not begun.page.apply.isEnabled()

    qtbot.keyClick(begun.page.conflict, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: begun.page.apply.hasFocus())
    qtbot.keyClick(begun.page.apply, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: said != [])
    assert begun.text == "Be fair.\nAnswer in two lines.\nNever guess. Stop."
    assert begun.session.open.draft.based_on == 2
    assert said == ["v2 is merged into the draft. Undo brings back what was there."]
    begun.session.undo_stack.undo()
    assert (begun.text, begun.session.open.draft.based_on) == (MINE, 1)


def test_a_text_can_be_written_by_hand(begun, qtbot):
    qtbot.keyClick(begun.page.conflict, Qt.Key.Key_4)
    assert begun.page.conflict.writing
    begun.page.conflict.hand.selectAll()
    qtbot.keyClicks(begun.page.conflict.hand, "Answer in 4 lines.")
    qtbot.keyClick(begun.page.conflict.hand, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "4 lines" in begun.page.result.inline.toPlainText())

    begun.page.apply.click()

    assert begun.text == "Be fair.\nAnswer in 4 lines.\nNever guess. Stop."


def test_a_merge_left_half_way_goes_on_where_it_was(begun, qtbot):
    qtbot.keyClick(begun.page.conflict, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: "two lines" in begun.page.result.inline.toPlainText())
    with qtbot.waitSignal(begun.page.closed):
        qtbot.keyClick(begun.page, Qt.Key.Key_Escape)
    assert begun.text == MINE

    begun.show()
    begun.session.apply(a_content(MINE), "Typing")
    begun.presenter.look()
    qtbot.waitUntil(lambda: not begun.actions.reason("history.merge"))
    begun.actions.run("history.merge")

    qtbot.waitUntil(lambda: begun.page.progress.text() == "1 of 1 · 1 settled")
    assert begun.page.apply.isEnabled()


def test_typing_goes_into_the_merge_and_a_choice_that_no_longer_fits_is_asked_again(begun, qtbot):
    qtbot.keyClick(begun.page.conflict, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: begun.page.apply.isEnabled())

    begun.session.apply(a_content(MINE.replace("three", "nine")), "Typing")

    qtbot.waitUntil(lambda: "nine" in begun.page.conflict.mine.toPlainText())
    assert not begun.page.apply.isEnabled()


def test_sides_that_fit_together_only_have_to_be_applied(merging, qtbot):
    merging.session.apply(a_content(BASE.replace("kind", "fair")), "Typing")
    qtbot.waitUntil(lambda: merging.banner.isVisible())

    qtbot.mouseClick(merging.banner.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: merging.page.apply.hasFocus())

    assert merging.page.nothing.isVisible()
    merging.page.apply.click()
    assert merging.text == THEIRS.replace("kind", "fair")


def test_the_newest_version_both_come_from_is_the_base(merging, qtbot):
    merging.commit("Be kind.\nAnswer in one line.\nNever guess.\nOn a branch.", "Third, from v1")
    merging.prompts.restore(merging.id, merging.prompts.versions(merging.id)[1].digest)
    merging.show()
    merging.session.apply(a_content(THEIRS + "\nMore."), "Typing")
    qtbot.waitUntil(lambda: merging.banner.isVisible())

    merging.actions.run("history.merge")

    qtbot.waitUntil(lambda: "both from v1" in merging.page.words.text())


def test_a_parameter_both_changed_is_shown_by_name(merging, qtbot):
    def at(temperature):
        return ModelChoice(params=(("temperature", temperature),))

    merging.commit(BASE, "Warm", model=at(0.7))
    merging.prompts.restore(merging.id, merging.prompts.versions(merging.id)[-1].digest)
    merging.show()
    merging.session.apply(a_content(BASE, model=at(0.2)), "Parameter")
    qtbot.waitUntil(lambda: merging.banner.isVisible())

    merging.actions.run("history.merge")

    qtbot.waitUntil(lambda: merging.page.current is not None)
    assert merging.page.conflict.title.text().startswith("parameter temperature")
    assert not merging.page.conflict.buttons["by hand"].isVisible()
    merging.page.base.click()
    assert merging.page.conflict.base.toPlainText() == "(not there)"
