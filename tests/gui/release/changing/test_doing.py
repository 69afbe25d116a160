"""Changes of what runs where, by keyboard, with a registry in real git."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.registry.workshop import TRIAGE, a_release_content, git
from workbench.domain.environments import CanaryStep, Change
from workbench.domain.prompts import Input
from workbench.gui.release.changing.dialog import ChangeDialog
from workbench.gui.release.changing.needed_dialog import NeededDialog
from workbench.gui.release.changing.registry_approve_dialog import RegistryApproveDialog
from workbench.services.events import RegistryChanged

CONTROL = Qt.KeyboardModifier.ControlModifier
CARD = f"prompts/{TRIAGE}/prompt.yaml"


def begun(changing, qtbot, change, environment="dev"):
    changing.choose(environment)
    changing.changing.begin(change)
    qtbot.waitUntil(lambda: bool(changing.dialogs(ChangeDialog)))
    return changing.dialogs(ChangeDialog)[-1]


def planned(changing, qtbot, change, environment="dev"):
    dialog = begun(changing, qtbot, change, environment)
    qtbot.waitUntil(lambda: dialog.plan is not None)
    return dialog


def refused(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.reasons)
    return [row.words.text() for row in dialog.reasons.rows]


def test_a_promotion_shows_each_file_and_the_commit_then_enter_does_it(changing, qtbot):
    dialog = planned(changing, qtbot, Change.PROMOTE)
    before = git(changing.team.folder, "rev-parse", "HEAD")
    qtbot.waitUntil(lambda: dialog.preview.differences.inline.toPlainText() != "")

    assert dialog.headline.text() == f"Promote {TRIAGE} v2 to staging"
    assert dialog.form.layout().labelForField(dialog.form.environment).text() == "&To"
    assert dialog.preview.files.rowCount() == len(dialog.plan.files) == 2
    assert "Digest: sha256:" in dialog.preview.message.toPlainText()
    assert dialog.who.text() == "The log and the commit will name dana@acme.example."
    assert git(changing.team.folder, "rev-parse", "HEAD") == before
    qtbot.keyClick(dialog.form.source, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(changing.said))
    assert changing.said[0].startswith(f"Promote {TRIAGE} v2 to staging: commit ")
    assert changing.team.pin("staging").version == 2
    assert git(changing.team.folder, "status", "--porcelain") == ""


def test_what_is_there_already_is_nothing_to_do(changing, qtbot):
    dialog = planned(changing, qtbot, Change.PIN)

    assert dialog.headline.text() == f"dev uses {TRIAGE} v2 already."
    assert dialog.foot.words.text() == "There is nothing to do."
    assert dialog.notes.isHidden()
    assert not dialog.deed.isEnabled()


def test_what_was_done_is_told_to_whoever_shows_the_registry(changing, qtbot):
    dialog = planned(changing, qtbot, Change.PROMOTE)

    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(changing.said))
    assert changing.team.workshop.published[-1] == RegistryChanged(str(changing.team.folder))


def test_a_rollback_is_one_action(changing, qtbot):
    dialog = planned(changing, qtbot, Change.ROLLBACK)
    assert dialog.headline.text() == f"Roll back dev to {TRIAGE} v1"

    qtbot.keyClicks(dialog.form.note, "Promises refunds")
    qtbot.keyClick(dialog.form.note, Qt.Key.Key_Return, CONTROL)

    qtbot.waitUntil(lambda: bool(changing.said))
    pin = changing.team.pin("dev")
    assert (pin.version, changing.team.event(pin).data["reason"]) == (1, "Promises refunds")


def test_a_rollback_offers_what_was_pinned_there_and_nothing_else(changing, qtbot):
    changing.team.workshop.release("Third:\n{{ ticket }}")
    dialog = planned(changing, qtbot, Change.ROLLBACK)

    words = [dialog.form.version.itemText(row) for row in range(dialog.form.version.count())]

    assert words[0] == "What was there before"
    assert [each.split("  ")[0] for each in words[1:]] == ["v2", "v1"]


def test_escape_leaves_and_nothing_is_written(changing, qtbot):
    dialog = planned(changing, qtbot, Change.ROLLBACK)
    before = git(changing.team.folder, "rev-parse", "HEAD")

    qtbot.keyClick(dialog.form.note, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: not changing.dialogs(ChangeDialog))
    assert git(changing.team.folder, "rev-parse", "HEAD") == before


def test_a_note_that_is_being_typed_is_in_the_commit_that_is_written(changing, qtbot):
    dialog = planned(changing, qtbot, Change.PIN)
    dialog.form.version.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.plan is not None and dialog.plan.version == 1)

    qtbot.keyClicks(dialog.form.note, "Shorter")
    assert not dialog.deed.isEnabled()
    qtbot.keyClick(dialog.form.note, Qt.Key.Key_Return, CONTROL)

    qtbot.waitUntil(lambda: bool(changing.said))
    assert "Shorter" in git(changing.team.folder, "log", "-1", "--format=%B")


def test_a_plan_that_comes_while_a_note_is_typed_cannot_be_done(changing, qtbot):
    dialog = planned(changing, qtbot, Change.ROLLBACK)
    late = dialog.plan

    qtbot.keyClicks(dialog.form.note, "Shorter")
    dialog.show_plan(late, "")
    assert not dialog.deed.isEnabled()

    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert "Shorter" in dialog.plan.message


def test_what_the_policy_lacks_is_told_with_rule_line_and_the_way_there(changing, qtbot):
    changing.team.policy(
        "prod", approvals=[{"count": 1}], promote_from="staging",
        evidence=[{"suite": "refunds", "min_cases": 20}],
    )  # fmt: skip
    dialog = begun(changing, qtbot, Change.PIN)
    dialog.form.environment.setCurrentText("prod")

    told = refused(dialog, qtbot)

    rows = dialog.reasons.rows
    assert dialog.headline.text().startswith(f"Refused: pin of {TRIAGE} v2 in prod")
    assert [row.rule.text() for row in rows] == ["R08", "R07", "R09"]
    assert "1 approval by anybody" in told[0]
    assert all(row.reason.place.startswith("policy.yaml:") for row in rows)
    assert [row.mend.text() for row in rows] == [
        "Approve for prod…",
        "Bring it to staging first…",
        "What prod asks for…",
    ]
    assert not dialog.deed.isEnabled()


def test_what_lacks_an_approval_is_approved_on_the_way_and_then_done(changing, qtbot):
    changing.team.policy("staging", approvals=[{"count": 1}])
    dialog = begun(changing, qtbot, Change.PROMOTE)
    refused(dialog, qtbot)

    qtbot.mouseClick(dialog.reasons.rows[0].mend, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(changing.dialogs(RegistryApproveDialog)))
    [approve] = changing.dialogs(RegistryApproveDialog)
    qtbot.waitUntil(approve.approve.isEnabled)
    assert approve.choice.place == "staging"
    assert approve.choice.number == 2
    qtbot.keyClicks(approve.note, "Reads well")
    qtbot.keyClick(approve.note, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: dialog.plan is not None)
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(changing.said) == 2)
    assert changing.team.pin("staging").version == 2
    assert changing.team.workshop.verify() == []


def test_what_comes_first_is_done_on_the_way(changing, qtbot):
    changing.team.policy("prod", promote_from="staging")
    dialog = begun(changing, qtbot, Change.PROMOTE)
    dialog.form.environment.setCurrentText("prod")
    dialog.form.source.setCurrentText("dev")
    refused(dialog, qtbot)

    qtbot.mouseClick(dialog.reasons.rows[0].mend, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(changing.dialogs(ChangeDialog)) == 2)
    first = next(each for each in changing.dialogs(ChangeDialog) if each is not dialog)
    qtbot.waitUntil(lambda: first.plan is not None)
    assert first.headline.text() == f"Promote {TRIAGE} v2 to staging"
    qtbot.mouseClick(first.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert dialog.headline.text() == f"Promote {TRIAGE} v2 to prod"


def test_callers_of_another_interface_are_asked_about_by_a_box(changing, qtbot):
    changing.team.do(Change.PROMOTE, "staging")
    inputs = (Input("ticket", required=True), Input("customer", required=True))
    text = "Triage this of {{ customer }}:\n{{ ticket }}"
    workshop = changing.team.workshop
    version = workshop.commit(a_release_content(text, inputs=inputs))
    workshop.export(version)
    dialog = begun(changing, qtbot, Change.PROMOTE)
    [told] = refused(dialog, qtbot)
    assert told == ("It has interface 2, and staging now 1: callers there would break.")
    assert dialog.form.callers.text() == "Callers in staging are ready for the other interface"

    qtbot.keyClick(dialog.form.callers, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert "Callers of interface 1 in staging break" in dialog.notes.text()
    dialog.form.environment.setCurrentText("prod")
    assert not dialog.form.callers.isChecked()


def test_a_canary_begins_with_a_share_and_ends_for_everybody(changing, qtbot):
    dialog = begun(changing, qtbot, Change.CANARY)
    dialog.form.share.setValue(25)
    qtbot.waitUntil(lambda: dialog.plan is not None and "25 %" in dialog.headline.text())
    assert dialog.headline.text() == f"Canary of {TRIAGE} v1 in dev for 25 %"
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(changing.said))

    dialog = planned(changing, qtbot, Change.CANARY)
    assert dialog.form.share.value() == 25
    dialog.form.choose_step(CanaryStep.FINISH)
    qtbot.waitUntil(lambda: dialog.plan is not None and "Promote" in dialog.headline.text())
    assert dialog.form.share.isHidden()
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(changing.said) == 2)
    assert (changing.team.pin("dev").version, changing.team.pin("dev").rollout) == (1, [])


def test_a_version_in_use_is_withdrawn_only_by_the_box(changing, qtbot):
    dialog = begun(changing, qtbot, Change.WITHDRAW)
    assert dialog.headline.text() == "Say why in the note: applications show it."
    qtbot.keyClicks(dialog.form.note, "Promises refunds")
    [told] = refused(dialog, qtbot)
    assert told.startswith("Dev uses it: roll back there first")
    assert "--while-pinned" not in told

    qtbot.keyClick(dialog.form.pinned, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: dialog.plan is not None)
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(changing.said))
    assert changing.team.overview().prompts[0].pins[0].withdrawn == "block"


def test_a_withdrawal_is_taken_back(changing, qtbot):
    changing.team.do(Change.WITHDRAW, version="1", note="Bad")
    dialog = begun(changing, qtbot, Change.REINSTATE)
    assert dialog.form.version.count() == 1

    qtbot.keyClicks(dialog.form.note, "It was another")
    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert dialog.notes.text() == "It was withdrawn: Bad"
    qtbot.keyClick(dialog.form.note, Qt.Key.Key_Return, CONTROL)

    qtbot.waitUntil(lambda: bool(changing.said))
    assert changing.team.workshop.verify() == []


def test_a_prompt_without_a_withdrawn_version_has_nothing_to_take_back(changing, qtbot):
    dialog = begun(changing, qtbot, Change.REINSTATE)

    qtbot.waitUntil(lambda: dialog.headline.text() == f"No version of {TRIAGE} is withdrawn.")
    assert not dialog.deed.isEnabled()
    assert dialog.problem.isHidden()


def test_a_deprecation_names_what_replaces_it(changing, qtbot):
    changing.team.workshop.release(path="support/better")
    dialog = planned(changing, qtbot, Change.DEPRECATE)

    dialog.form.replaced_by.setCurrentIndex(dialog.form.replaced_by.findData("support/better"))

    qtbot.waitUntil(lambda: dialog.plan is not None and "favour" in dialog.headline.text())
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(changing.said))
    assert "replaced_by: support/better" in (changing.team.folder / CARD).read_text()


def test_archiving_takes_the_pins_away_after_it_was_asked_and_shows_them(changing, qtbot):
    dialog = begun(changing, qtbot, Change.ARCHIVE)
    refused(dialog, qtbot)
    qtbot.keyClick(dialog.form.pinned, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.plan is not None)

    last = dialog.preview.files.index(dialog.preview.files.rowCount() - 1, 0)
    assert last.data() == f"− pins/dev/{TRIAGE}.yaml  (removed)"
    dialog.preview.list.setCurrentIndex(last)
    shown = dialog.preview.differences.inline
    qtbot.waitUntil(lambda: "spec: prompt-pin/1" in shown.toPlainText())
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(changing.said))

    dialog = planned(changing, qtbot, Change.ACTIVATE)
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(changing.said) == 2)
    assert "status: active" in (changing.team.folder / CARD).read_text()


def test_a_registry_that_moved_meanwhile_is_said_and_nothing_is_lost(changing, qtbot):
    dialog = planned(changing, qtbot, Change.PROMOTE)
    changing.team.do(Change.ROLLBACK, "dev")

    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "has moved since" in dialog.problem.text())
    assert not dialog.deed.isEnabled()


def test_every_change_has_its_dialog_and_command(changing, qtbot, actions):
    for change in Change:
        assert actions.has_handler(f"release.{change}")
        dialog = begun(changing, qtbot, change)

        assert TRIAGE in dialog.windowTitle()
        assert dialog.deed.text()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not changing.dialogs(ChangeDialog))


def test_a_prompt_that_is_gone_is_said(changing, qtbot):
    changing.choose()
    (changing.team.folder / "prompts").rename(changing.team.folder / "elsewhere")

    changing.changing.begin(Change.PIN)

    qtbot.waitUntil(lambda: bool(changing.errors))
    assert "holds no prompt" in changing.errors[0].message


def test_what_is_still_needed_is_shown_and_approved_from_there(changing, qtbot, actions):
    changing.team.policy("staging", approvals=[{"count": 1}])
    changing.choose("dev")
    changing.changing._show_needed()
    qtbot.waitUntil(lambda: bool(changing.dialogs(NeededDialog)))
    [dialog] = changing.dialogs(NeededDialog)
    qtbot.waitUntil(lambda: bool(dialog.demands.rows))
    assert dialog.choice.environment.currentText() == "staging"
    told = dialog.demands.accessibleDescription()
    assert "support/triage v2 lacks 1 of what staging asks for." in told

    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(changing.dialogs(RegistryApproveDialog)))
    [approve] = changing.dialogs(RegistryApproveDialog)
    qtbot.waitUntil(approve.approve.isEnabled)
    qtbot.mouseClick(approve.approve, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: "Everything that staging asks" in dialog.demands.accessibleDescription()
    )


def test_promoting_and_approving_mean_the_same_environment_and_their_titles_say_which(
    changing, qtbot
):
    promotion = planned(changing, qtbot, Change.PROMOTE, "staging")
    assert promotion.windowTitle() == f"Promote {TRIAGE} to staging"
    promotion.form.environment.setCurrentText("prod")
    assert promotion.windowTitle() == f"Promote {TRIAGE} to prod"
    promotion.reject()

    changing.changing._approve()

    qtbot.waitUntil(lambda: bool(changing.dialogs(RegistryApproveDialog)))
    [approval] = changing.dialogs(RegistryApproveDialog)
    assert approval.windowTitle() == f"Approve {TRIAGE} for staging in the registry"
    assert (approval.choice.number, approval.choice.place) == (2, "staging")
    qtbot.waitUntil(approval.approve.isEnabled)
