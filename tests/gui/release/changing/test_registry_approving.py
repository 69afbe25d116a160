"""Approving what the registry holds, signed, with the policy's demands in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from tests.gui.release.changing.test_on_a_branch import remote
from tests.registry.keys import ALICE, KeyRing, ask_for_signatures
from tests.registry.workshop import TRIAGE, git
from workbench.gui.release.changing.registry_approve_dialog import RegistryApproveDialog

__all__ = ["remote"]
CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def keys(changing, tmp_path, monkeypatch):
    """The registry asks for signatures of Alice and Bob in prod."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(changing.team.workshop, keys)
    return keys


def as_alice(keys, changing):
    keys.config.write_text(keys.config.read_text().replace("dana@", "alice@"))
    keys._plain = keys.config.read_text()


def opened(changing, qtbot):
    changing.choose("dev")
    changing.changing._approving.approve(changing.changing._cell, "prod", 2)
    qtbot.waitUntil(lambda: bool(changing.dialogs(RegistryApproveDialog)))
    [dialog] = changing.dialogs(RegistryApproveDialog)
    qtbot.waitUntil(dialog.approve.isEnabled)
    return dialog


def test_an_approval_is_signed_with_the_key_that_is_named(changing, keys, qtbot):
    as_alice(keys, changing)
    keys.use(ALICE)
    dialog = opened(changing, qtbot)
    assert dialog.approver.text() == ALICE
    assert [dialog.role.itemText(row) for row in range(dialog.role.count())] == [
        "Any that I hold",
        "owner",
    ]
    assert dialog.key.text() == f"The policy counts signed approvals only. With SSH key {ALICE}."
    assert dialog.sign.isChecked()
    assert not dialog.sign.isEnabled()

    qtbot.keyClicks(dialog.note, "Read on 20 tickets")
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return, CONTROL)

    qtbot.waitUntil(lambda: bool(changing.said))
    assert "v2 is approved for prod, signed: commit " in changing.said[0]
    assert len(changing.team.workshop.files("prompts/**/*.prod.alice.json.sig")) == 1


def test_a_missing_key_is_said_before_and_the_refusal_after(changing, keys, qtbot):
    as_alice(keys, changing)
    keys.use_none()
    dialog = opened(changing, qtbot)
    assert "There is no key to sign with." in dialog.key.text()

    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "no key to sign" in dialog.problem.text())
    assert dialog.approve.isEnabled()
    assert dialog.isVisible()


def test_who_may_not_approve_is_told_which_line_says_so(changing, keys, qtbot):
    dialog = opened(changing, qtbot)

    assert "dana@acme.example may not approve for prod (policy.yaml:" in dialog.refused.text()
    told = dialog.demands.accessibleDescription()
    assert "missing, 1 approval by the role owner, signed" in told


def test_it_goes_onto_a_branch_that_is_pushed_when_asked_and_leads_to_the_page(
    changing, remote, qtbot, monkeypatch
):
    folder, page, visited = changing.team.folder, "https://github.com/acme/mine", []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    syncing = changing.changing._around.services.syncing
    monkeypatch.setattr(syncing, "pull_request_url", lambda *_given: page)
    before = git(folder, "rev-parse", "main")
    dialog = opened(changing, qtbot)
    branch = f"approve/{TRIAGE.replace('/', '-')}-v2-prod-bob"

    dialog.approver.setText("bob@acme.example")
    dialog.branch.wanted.click()
    assert dialog.branch.edit.text() == f"approve/{TRIAGE.replace('/', '-')}-v2-prod-dana"
    dialog.branch.edit.selectAll()
    qtbot.keyClick(dialog.branch.edit, Qt.Key.Key_Delete)
    assert not dialog.approve.isEnabled()
    qtbot.keyClicks(dialog.branch.edit, branch)
    assert dialog.foot.words.text() == f"It is one commit on {branch}. Nothing is written yet."
    qtbot.mouseClick(dialog.approve, LEFT)
    qtbot.waitUntil(dialog.steps.push.isVisible)

    assert git(folder, "rev-parse", f"{branch}~1") == before == git(folder, "rev-parse", "main")
    assert git(folder, "status", "--porcelain") == git(remote, "branch", "--list", branch) == ""
    assert dialog.foot.words.text().endswith(
        f" on the new branch {branch}. It counts once that is merged."
    )
    assert changing.said[0].endswith(f" on the new branch {branch}.")
    assert dialog.foot.leave.hasFocus()
    assert not dialog.approve.isVisible()
    assert not dialog.note.isEnabled()
    qtbot.mouseClick(dialog.steps.push, LEFT)
    qtbot.waitUntil(dialog.steps.page.isVisible)
    qtbot.mouseClick(dialog.steps.page, LEFT)
    assert git(remote, "rev-parse", branch) == git(folder, "rev-parse", branch)
    assert visited == [page]


def test_a_branch_that_is_there_is_told_and_another_may_be_given(changing, qtbot):
    git(changing.team.folder, "branch", "taken")
    dialog = opened(changing, qtbot)
    dialog.approver.setText("bob@acme.example")
    dialog.branch.wanted.click()
    dialog.branch.edit.clear()
    qtbot.keyClicks(dialog.branch.edit, "taken")

    qtbot.mouseClick(dialog.approve, LEFT)
    qtbot.waitUntil(lambda: "There is a branch taken already" in dialog.problem.text())
    qtbot.keyClicks(dialog.branch.edit, "-not")
    qtbot.mouseClick(dialog.approve, LEFT)

    qtbot.waitUntil(dialog.steps.push.isVisible)
    assert git(changing.team.folder, "rev-parse", "taken-not")


def test_another_version_is_asked_about_anew(changing, keys, qtbot):
    dialog = opened(changing, qtbot)

    dialog.choice.version.setCurrentIndex(dialog.choice.version.findData(1))

    qtbot.waitUntil(lambda: "v1 lacks" in dialog.demands.accessibleDescription())
