"""Approve, export and verify by keyboard, with a registry in real git."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from tests.gui.release.open_release import opened
from tests.registry.workshop import DANA, a_release_content, git
from workbench.domain.prompts import Input
from workbench.domain.releases import Finding, FindingSeverity
from workbench.gui.release.approve_dialog import ApproveDialog
from workbench.gui.release.export_dialog import ExportDialog
from workbench.gui.release.verify_dialog import VerifyDialog


def test_a_version_is_approved_with_a_note_by_keyboard(release, qtbot):
    said = []
    release.presenter.said.connect(said.append)
    dialog = opened(release, qtbot, ApproveDialog, "release.approve")

    qtbot.keyClicks(dialog.note, "Reads well")
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: bool(said))
    [approval] = release.workshop.releases.approvals(release.version.prompt_id)
    assert (approval.approver, approval.note, approval.environment) == (DANA, "Reads well", "dev")
    assert said == ["support/triage v1 is approved for dev."]


def test_a_version_that_was_never_run_says_so(release, qtbot):
    dialog = opened(release, qtbot, ApproveDialog, "release.approve")

    qtbot.waitUntil(lambda: "never run" in dialog.evidence.text())


def test_an_approval_without_a_name_is_refused_in_place(release, qtbot):
    release.workshop.author = ""
    dialog = opened(release, qtbot, ApproveDialog, "release.approve")

    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "An approval needs a name." in dialog.problem.text())
    assert dialog.isVisible()
    assert dialog.approve.isEnabled()


def test_without_an_author_in_settings_it_is_whom_git_names_in_the_registry(release, qtbot):
    release.with_registry()
    release.workshop.author = ""
    git(release.folder, "config", "user.name", "Erin")
    git(release.folder, "config", "user.email", "erin@acme.example")
    release.workshop.approve(release.version)

    approving = opened(release, qtbot, ApproveDialog, "release.approve")
    assert approving.approver.text() == "erin@acme.example"
    approving.reject()
    exporting = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(lambda: exporting.plan is not None)

    assert "erin@acme.example" in exporting.form.foot.words.text()
    told = [file.new for file in exporting.plan.files if "/log/" in file.path]
    assert any('"actor":"erin@acme.example"' in each.replace(" ", "") for each in told)


def test_an_export_shows_every_file_then_writes_one_commit(release, qtbot):
    release.with_registry()
    release.workshop.approve(release.version)
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(lambda: dialog.plan is not None)
    before = git(release.folder, "rev-parse", "HEAD")
    qtbot.waitUntil(lambda: dialog.form.preview.differences.inline.toPlainText() != "")

    assert dialog.form.preview.files.rowCount() == len(dialog.plan.files)
    assert "Release support/triage v1 to dev" in dialog.form.preview.message.toPlainText()
    qtbot.keyClick(dialog.form.version, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Exported in commit" in dialog.form.foot.words.text())
    assert git(release.folder, "rev-parse", "HEAD~1") == before
    assert git(release.folder, "status", "--porcelain") == ""
    assert git(release.folder, "rev-parse", "HEAD")[:12] in dialog.form.foot.words.text()


def test_an_export_lists_what_is_attached_with_its_size(release, qtbot):
    release.with_registry()
    workshop = release.workshop
    picture = workshop.attach("plan.png", b"\x89PNG\r\n\x1a\n" + bytes(2000))
    content = a_release_content()
    message = replace(content.messages[0], attachments=(picture,))
    workshop.approve(workshop.commit(replace(content, messages=(message,))))
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(lambda: dialog.plan is not None)
    files = dialog.form.preview.files
    last = files.index(files.rowCount() - 1, 0)

    assert last.data().startswith(f"+ attachments/{picture.digest[7:19]}…  plan.png, ")
    assert last.data(Qt.ItemDataRole.ToolTipRole) == f"attachments/{picture.digest[7:]}"
    dialog.form.preview.list.setCurrentIndex(last)

    shown = dialog.form.preview.differences.inline
    qtbot.waitUntil(lambda: "image/png, 2,008 bytes" in shown.toPlainText())
    qtbot.keyClick(dialog.form.version, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Exported in commit" in dialog.form.foot.words.text())
    assert workshop.verify() == []


def test_exporting_the_same_again_has_nothing_to_write(release, qtbot):
    release.with_registry()
    release.workshop.export(release.version)

    dialog = opened(release, qtbot, ExportDialog, "release.export")

    qtbot.waitUntil(lambda: "holds this release already" in dialog.form.foot.words.text())
    assert not dialog.form.export.isEnabled()


def test_a_version_that_is_not_approved_offers_the_approval(release, qtbot):
    release.with_registry()
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(lambda: "is not approved for dev" in dialog.form.problem.text())

    qtbot.mouseClick(dialog.form.approve, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: release.dialog(ApproveDialog) is not None)
    approval = release.dialog(ApproveDialog)
    qtbot.waitUntil(approval.isVisible)
    qtbot.mouseClick(approval.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert dialog.form.problem.isHidden()


def test_a_dirty_registry_is_named_file_by_file_and_left_alone(release, qtbot):
    release.with_registry()
    release.workshop.approve(release.version)
    (release.folder / "notes.txt").write_text("mine")
    git(release.folder, "add", "notes.txt")

    dialog = opened(release, qtbot, ExportDialog, "release.export")

    qtbot.waitUntil(lambda: "notes.txt" in dialog.form.problem.text())
    assert not dialog.form.export.isEnabled()
    assert git(release.folder, "status", "--porcelain") == "A  notes.txt"


def test_a_new_registry_is_made_on_request(release, qtbot):
    release.workshop.approve(release.version)
    release.ask.folders = [release.folder.parent]
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    assert "Choose the registry's folder" in dialog.form.foot.words.text()

    qtbot.mouseClick(dialog.form.make, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert (release.folder.parent / "acme" / ".git").is_dir()
    assert dialog.folder == release.folder.parent / "acme"


def test_a_folder_that_is_no_repository_is_said_in_place(release, qtbot, tmp_path):
    plain = tmp_path / "plain"
    plain.mkdir()
    release.workshop.approve(release.version)
    release.ask.folders = [plain]
    dialog = opened(release, qtbot, ExportDialog, "release.export")

    qtbot.mouseClick(dialog.form.choose, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: str(plain) in dialog.form.problem.text())


def test_a_registry_in_order_is_said_to_be(release, qtbot):
    release.with_registry()
    release.workshop.export(release.version)

    dialog = opened(release, qtbot, VerifyDialog, "registry.verify")

    qtbot.waitUntil(lambda: "is in order" in dialog.words.text(), timeout=10_000)


def test_every_broken_rule_is_listed_with_its_file(release, qtbot):
    release.with_registry()
    release.workshop.export(release.version)
    [record] = release.folder.rglob("versions/*.yaml")
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("Triage this", "Triage that"), encoding="utf-8")

    dialog = opened(release, qtbot, VerifyDialog, "registry.verify")

    qtbot.waitUntil(lambda: dialog.findings.rowCount() > 0, timeout=10_000)
    model = dialog.findings
    places = [model.data(model.index(row, 2)) for row in range(model.rowCount())]
    assert any(record.name in place for place in places)


def test_what_is_not_approved_is_approved_here_not_in_a_terminal(release, qtbot):
    release.with_registry()
    dialog = opened(release, qtbot, ExportDialog, "release.export")

    qtbot.waitUntil(lambda: "is not approved" in dialog.form.problem.text())

    assert dialog.form.approve.isVisible()
    assert "workbench registry" not in dialog.form.problem.text()


def test_tab_goes_through_the_export_as_it_is_read(release, qtbot):
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.form.choose)
    seen = []

    for _ in range(4):
        seen.append(dialog.focusWidget().objectName())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    assert seen == ["export.choose", "export.make", "export.version", "export.environment"]


def test_a_finding_is_read_without_scrolling_sideways(qtbot, theme):
    dialog = VerifyDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    place = "prompts/support/triage/versions/" + "0003-0123456789abcdef/" * 6
    found = Finding("R01", FindingSeverity.ERROR, place, "could not be read " * 12)

    dialog.show_findings("/registry", [found] * 9)

    qtbot.waitUntil(dialog.table.isVisible)
    assert dialog.table.horizontalScrollBar().maximum() == 0


def test_the_environments_offered_are_the_registrys_own(release, qtbot):
    release.with_registry()
    release.workshop.tamper("registry.yaml", "- staging\n", "- live-eu\n")

    export = opened(release, qtbot, ExportDialog, "release.export")
    offered = [export.form.environment.itemText(i) for i in range(export.form.environment.count())]
    export.reject()
    approve = opened(release, qtbot, ApproveDialog, "release.approve")
    approve.environment.setCurrentText("live-eu")
    qtbot.keyClick(approve.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert offered == ["dev", "live-eu", "prod"]
    qtbot.waitUntil(lambda: bool(release.workshop.releases.approvals(release.version.prompt_id)))
    [approval] = release.workshop.releases.approvals(release.version.prompt_id)
    assert approval.environment == "live-eu"


def test_an_export_that_would_break_callers_asks_by_a_box(release, qtbot):
    release.with_registry()
    release.workshop.export(release.version)
    inputs = (Input("ticket", required=True), Input("customer", required=True))
    text = "Triage this of {{ customer }}:\n{{ ticket }}"
    release.workshop.approve(release.workshop.commit(a_release_content(text, inputs=inputs)))
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(lambda: "callers there would break" in dialog.form.problem.text())
    assert dialog.form.callers.text() == "Callers in dev are ready for the other interface"
    assert not dialog.form.export.isEnabled()

    qtbot.keyClick(dialog.form.callers, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert "Callers of interface 1 in dev break" in dialog.form.foot.words.text()
    qtbot.mouseClick(dialog.form.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Exported in commit" in dialog.form.foot.words.text())
