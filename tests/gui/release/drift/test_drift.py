"""Looking for drift, by keyboard and mouse: a real registry, real source, a real workspace."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication

from tests.gui.release.drift.open_drift import TICKETS
from workbench.domain.checks import Verdict
from workbench.domain.drift import DriftArea, DriftFinding, DriftKind, DriftReport
from workbench.domain.evaluations import EvaluationState
from workbench.domain.releases import FindingSeverity
from workbench.gui.commands import Menu


@pytest.fixture
def source(tmp_path, content):
    """The pinned prompt pasted into code, once as it is and once edited."""
    folder = tmp_path / "app"
    folder.mkdir()
    text = content.messages[0].text
    (folder / "same.py").write_text(f"PROMPT = {text!r}\n")
    (folder / "edited.py").write_text(f"x = 1\nPROMPT = {text.replace('.', ', really.', 1)!r}\n")
    return folder


def looked(drift, qtbot):
    qtbot.mouseClick(drift.page.where.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drift.page.stack.currentWidget() is drift.page.results)
    qtbot.waitUntil(lambda: not drift.page.where.progress.text())


def test_before_the_first_look_it_says_what_would_be_compared(drift):
    assert drift.page.empty.title.text() == "Not looked yet"
    assert drift.page.where.look.isEnabled()


def test_nothing_found_is_a_good_state_that_says_what_was_compared(drift, qtbot):
    looked(drift, qtbot)

    results = drift.page.results
    assert results.sentence.text() == "No drift"
    assert results.stack.currentWidget() is results.good
    assert "versions of the registry" in results.good.text.text()
    assert "1 approval of this workspace" in results.good.text.text()


def test_an_edited_copy_in_code_is_shown_with_place_advice_and_differences(drift, qtbot, source):
    drift.ask.files = [source]
    qtbot.mouseClick(drift.page.where.rows["source"].choose, Qt.MouseButton.LeftButton)
    looked(drift, qtbot)

    detail = drift.page.results.detail
    assert drift.page.results.sentence.text() == "1 drifted, 1 to know of"
    assert [(f.kind, f.file) for f in drift.findings] == [
        (DriftKind.EDITED, "edited.py"),
        (DriftKind.IDENTICAL, "same.py"),
    ]
    qtbot.waitUntil(lambda: detail.differences.isVisible())
    assert detail.title.text() == "An edited copy in code: support/triage"
    assert detail.place.text() == "Drift · edited.py, line 2"
    assert "Load it from the registry" in detail.advice.text()
    assert ", really" in detail.differences.inline.toPlainText()


def test_a_single_word_in_a_long_copy_is_seen_at_once(drift, qtbot, source, content):
    (source / "same.py").unlink()
    drift.ask.files = [source]
    qtbot.mouseClick(drift.page.where.rows["source"].choose, Qt.MouseButton.LeftButton)
    looked(drift, qtbot)

    detail = drift.page.results.detail
    qtbot.waitUntil(lambda: ", really" in detail.differences.inline.toPlainText())
    assert detail.differences._comparison.fold
    assert drift.page.results.sentence.text() == "1 drifted"


def test_only_what_was_added_is_marked_however_a_copy_writes_values(drift, qtbot, source, content):
    text = content.messages[0].text
    copy = text.replace("{{ ", "{").replace(" }}", "}").replace(".", ", really.", 1)
    (source / "edited.py").write_text(f"PROMPT = {copy!r}\n")
    (source / "same.py").write_text(f"PROMPT = {copy.replace(', really.', '.')!r}\n")
    drift.ask.files = [source]
    qtbot.mouseClick(drift.page.where.rows["source"].choose, Qt.MouseButton.LeftButton)
    looked(drift, qtbot)

    detail = drift.page.results.detail
    qtbot.waitUntil(lambda: ", really" in detail.differences.inline.toPlainText())
    assert [line.right.text for line in detail.differences._comparison.inline] == text.replace(
        ".", ", really.", 1
    ).split("\n")
    assert drift.findings[1].kind is DriftKind.IDENTICAL
    drift.page.results.model.narrow("same.py", None)
    drift.page.results.list.setCurrentIndex(drift.page.results.model.index(1, 0))
    qtbot.waitUntil(lambda: detail.place.text().endswith("same.py, line 1"))
    assert not detail.differences.isVisible()


def test_who_looks_by_keyboard_may_stop_by_keyboard_and_look_again(drift, qtbot):
    where = drift.page.where
    where.look.setFocus()
    qtbot.waitUntil(where.look.hasFocus)

    where.show_progress("Looking…")
    assert where.cancel.hasFocus()

    where.show_progress("")
    assert where.look.hasFocus()


def test_where_to_look_is_remembered_for_the_workspace(drift, source):
    drift.page.where.show_path("source", source)
    drift.page.where.changed.emit()

    assert drift.memory.text("drift.source") == str(source)


def test_the_folder_of_a_file_is_opened(drift, qtbot, source, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    drift.page.where.show_path("source", source)
    looked(drift, qtbot)

    qtbot.mouseClick(drift.page.results.detail.folder, Qt.MouseButton.LeftButton)

    assert opened[0].toLocalFile() == str(source)


def test_a_log_needs_its_environment_and_says_so(drift, qtbot, tmp_path):
    where = drift.page.where
    where.show_path("log", tmp_path / "calls.jsonl")

    assert not where.look.isEnabled()
    assert "choose the environment" in where.why.text()
    where.environment.setCurrentIndex(1)
    where.environment.activated.emit(1)
    assert where.look.isEnabled()


def test_what_could_not_be_looked_at_is_said_and_is_no_good_state(drift, qtbot, tmp_path):
    drift.page.where.show_path("bundle", tmp_path / "gone.json")
    looked(drift, qtbot)

    results = drift.page.results
    assert "not everything could be" in results.sentence.text()
    assert "gone.json" in results.failed.text()


def test_findings_are_narrowed_by_words_and_by_severity(drift, qtbot, source):
    drift.page.where.show_path("source", source)
    looked(drift, qtbot)
    results = drift.page.results

    results.filter.setText("edited.py")
    qtbot.waitUntil(lambda: results.model.count == 1)
    results.filter.clear()
    results.severity.setCurrentIndex(results.severity.findData(FindingSeverity.NOTE))
    results.severity.activated.emit(3)
    qtbot.waitUntil(lambda: [f.kind for f in drift.findings] == [DriftKind.IDENTICAL])


def test_the_report_is_copied_and_saved_as_markdown_and_json(drift, qtbot, source, tmp_path):
    drift.page.where.show_path("source", source)
    assert not drift.actions["drift.copy"].isEnabled()
    looked(drift, qtbot)
    qtbot.waitUntil(lambda: drift.actions["drift.copy"].isEnabled())
    drift.actions.run("drift.copy")
    qtbot.waitUntil(lambda: bool(drift.said))
    drift.ask.files = [tmp_path / "drift.json"]

    drift.actions.run("drift.save")
    qtbot.waitUntil(lambda: bool(drift.written))

    assert "# Drift of `acme-prompts`" in QGuiApplication.clipboard().text()
    assert json.loads((tmp_path / "drift.json").read_text())["drift"] is True


def test_hostile_names_are_shown_by_name_and_thousands_of_findings_are_listed(drift, qtbot):
    hostile = "app/\u202egpj.<b>\n" + "x" * 300 + ".py"
    findings = tuple(
        DriftFinding(DriftArea.CODE, DriftKind.IDENTICAL, f"a/{n}", "a copy", hostile, n + 1)
        for n in range(2_000)
    )
    drift.page.results.show_report(DriftReport("acme", "c", (), findings))
    drift.page.show_results()

    model = drift.page.results.model
    assert model.count == 2_000
    place = model.line_at(1).place
    assert "⟨U+202E⟩" in place
    assert "\n" not in place
    assert len(place) < 120
    assert drift.page.results.list.currentIndex().row() == 1


def a_finished_run(drift, verdict=Verdict.PASSED):
    """Of what was started last, as the engine would run it."""
    evaluation_id = drift.engine.started_evaluations[-1][0]
    evaluation = drift.services.evaluations.evaluation(evaluation_id)
    drift.engine.finish(evaluation, [verdict] * evaluation.total)


def estimated(drift, qtbot):
    panel = drift.page.sentinels
    qtbot.waitUntil(lambda: panel.dataset.count() > 0)
    panel.dataset.setCurrentText(TICKETS)
    qtbot.mouseClick(panel.estimate, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.run.isVisible())


def test_sentinels_say_what_they_cost_before_and_what_they_found_afterwards(drift, qtbot):
    estimated(drift, qtbot)
    panel = drift.page.sentinels
    assert "4 calls" in panel.words.text()
    assert drift.engine.started_evaluations == []
    qtbot.mouseClick(panel.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(drift.engine.started_evaluations))

    a_finished_run(drift)

    qtbot.waitUntil(lambda: DriftKind.NOTHING_BEFORE in [f.kind for f in drift.findings])
    assert "support/triage v3: nothing to compare with" in panel.words.text()
    assert drift.page.results.detail.answers.isVisible()


def test_a_second_run_is_held_against_the_first(drift, qtbot):
    for verdict in (Verdict.PASSED, Verdict.FAILED):
        estimated(drift, qtbot)
        qtbot.mouseClick(drift.page.sentinels.run, Qt.MouseButton.LeftButton)
        a_finished_run(drift, verdict)
        qtbot.waitUntil(lambda: drift.page.sentinels.estimate.isVisible())

    qtbot.waitUntil(lambda: DriftKind.MOVED in [f.kind for f in drift.findings])
    assert "1 drifted" in drift.page.results.sentence.text()


def test_an_estimate_that_is_not_agreed_to_leaves_nothing_behind(drift, qtbot):
    estimated(drift, qtbot)
    assert drift.services.evaluations.summaries()

    qtbot.mouseClick(drift.page.sentinels.cancel, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not drift.services.evaluations.summaries())
    assert drift.page.sentinels.estimate.isVisible()


def test_a_run_that_is_stopped_keeps_what_arrived(drift, qtbot):
    estimated(drift, qtbot)
    qtbot.mouseClick(drift.page.sentinels.run, Qt.MouseButton.LeftButton)

    qtbot.mouseClick(drift.page.sentinels.cancel, Qt.MouseButton.LeftButton)

    [summary] = drift.services.evaluations.summaries()
    assert drift.engine.stopped_evaluations == [summary.evaluation.id]
    assert summary.evaluation.state is EvaluationState.PLANNED
    assert drift.page.sentinels.words.text() == "Stopped."


def test_the_command_turns_to_the_page_and_looks(drift, qtbot):
    turned = []
    drift.page.part_wanted.connect(lambda part, _about: turned.append(part))
    qtbot.waitUntil(lambda: drift.actions["drift.look"].isEnabled())

    drift.actions.run("drift.look")

    qtbot.waitUntil(lambda: drift.page.stack.currentWidget() is drift.page.results)
    assert turned == ["drift"]


def test_the_letter_that_looks_now_opens_no_menu(drift):
    def letter(text):
        return text[text.index("&") + 1].casefold()

    assert letter(drift.page.where.look.text()) not in {letter(menu) for menu in Menu}
