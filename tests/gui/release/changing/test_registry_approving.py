"""Approving what the registry holds, signed, with the policy's demands in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.registry.keys import ALICE, KeyRing, ask_for_signatures
from workbench.gui.release.changing.registry_approve_dialog import RegistryApproveDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


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


def test_another_version_is_asked_about_anew(changing, keys, qtbot):
    dialog = opened(changing, qtbot)

    dialog.version.setCurrentIndex(dialog.version.findData(1))

    qtbot.waitUntil(lambda: "v1 lacks" in dialog.demands.accessibleDescription())
