"""What speaks for a version is listed, read and named in the approval, by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.builders import NOON, a_column
from tests.gui.release.open_release import opened
from tests.services.evaluated import evaluated
from workbench.domain.approvals import Evidence, EvidenceKind, EvidenceOffer
from workbench.domain.evaluations import EvaluationState
from workbench.gui.release.approve_dialog import ApproveDialog
from workbench.gui.release.evidence_list import EvidenceList, facts

HOSTILE = "<img src=x>&amp; \u202eevil\u202c " + "long " * 200


@pytest.fixture
def reviewed(release):
    release.report = release.workshop.reported(release.version, "One.", "Two.")
    return release


def with_offers(release, qtbot, count=1):
    dialog = opened(release, qtbot, ApproveDialog, "release.approve")
    qtbot.waitUntil(lambda: len(dialog.offers.rows) == count)
    return dialog


def words_of(row):
    return "\n".join(label.text() for label in row.findChildren(QLabel))


def approvals(release):
    return release.workshop.releases.approvals(release.version.prompt_id)


def test_a_fresh_report_is_ticked_and_named_in_the_approval(reviewed, qtbot):
    dialog = with_offers(reviewed, qtbot)
    [row] = dialog.offers.rows

    assert row.ticked.isChecked()
    assert "2 people" in words_of(row)
    assert "2 items" in words_of(row)
    assert "blind" in words_of(row)
    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(approvals(reviewed)))
    [named] = approvals(reviewed)[0].evidence
    assert (named.kind, named.digest) == (EvidenceKind.REVIEW, reviewed.report.digest)


def test_what_is_not_ticked_is_not_named(reviewed, qtbot):
    dialog = with_offers(reviewed, qtbot)

    dialog.offers.rows[0].ticked.setFocus()
    qtbot.keyClick(dialog.offers.rows[0].ticked, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(approvals(reviewed)))
    assert approvals(reviewed)[0].evidence == ()


def test_a_report_is_read_in_the_browser_as_it_was_written(reviewed, qtbot):
    dialog = with_offers(reviewed, qtbot)

    qtbot.mouseClick(dialog.offers.rows[0].read, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(reviewed.opened))
    [page] = reviewed.opened
    assert page.read_text(encoding="utf-8") == reviewed.report.html
    assert page.stat().st_mode & 0o077 == 0 or page.parent.stat().st_mode & 0o077 == 0


def test_a_report_is_not_ticked_once_more_was_said(reviewed, qtbot):
    review = reviewed.workshop.reviews.review(reviewed.report.record.review_id)
    reviewed.workshop.say(review, "ada", tone=1)

    dialog = with_offers(reviewed, qtbot)

    [row] = dialog.offers.rows
    assert not row.ticked.isChecked()
    assert "More was said since" in words_of(row)


def test_a_report_of_another_version_is_not_offered(reviewed, qtbot):
    workshop = reviewed.workshop
    content = workshop.prompts.content(reviewed.version.digest)
    message = replace(content.messages[0], text="Sort this:\n{{ ticket }}")
    workshop.commit(replace(content, messages=(message,)))
    dialog = opened(reviewed, qtbot, ApproveDialog, "release.approve")
    qtbot.waitUntil(lambda: "never run" in dialog.evidence.text())
    qtbot.waitUntil(lambda: reviewed.background.idle)
    assert not dialog.offers.rows

    dialog.version.setCurrentIndex(dialog.version.findData(1))

    qtbot.waitUntil(lambda: len(dialog.offers.rows) == 1)


def test_evaluations_of_the_version_are_offered_with_their_figures(release, qtbot):
    version = release.version
    column = a_column(prompt_id=version.prompt_id, digest=version.digest, version=1)
    made = evaluated(release.workshop.evaluations, [column], "ppff", state=EvaluationState.FINISHED)
    dialog = with_offers(release, qtbot)
    [row] = dialog.offers.rows

    assert "Evaluation" in words_of(row)
    assert "50 %" in words_of(row)
    qtbot.mouseClick(row.read, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(release.opened))
    assert made.name in release.opened[0].read_text(encoding="utf-8")
    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(approvals(release)))
    assert approvals(release)[0].evidence[0].id == made.id


def test_evidence_that_is_gone_is_said_in_the_dialog(reviewed, qtbot):
    dialog = with_offers(reviewed, qtbot)
    reviewed.workshop.reviews.remove(reviewed.report.record.review_id)

    qtbot.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "is not there" in dialog.problem.text())
    assert dialog.isVisible()
    assert approvals(reviewed) == []


def test_the_next_approver_sees_what_the_first_one_named(reviewed, qtbot):
    offer = reviewed.workshop.evidence.of_version(
        reviewed.version.prompt_id, reviewed.version.digest
    )[0]
    reviewed.workshop.approve(reviewed.version, evidence=(offer.evidence,))

    dialog = opened(reviewed, qtbot, ApproveDialog, "release.approve")

    qtbot.waitUntil(lambda: "already" in dialog.evidence.text())
    assert "already, on Refund answers." in dialog.evidence.text()


def test_hostile_names_stay_text_and_widen_nothing(qtbot):
    offers = EvidenceList()
    qtbot.addWidget(offers)
    offers.resize(500, 200)
    evidence = Evidence(EvidenceKind.REVIEW, HOSTILE, "sha256:1", HOSTILE, "r", NOON)

    offers.show_offers([EvidenceOffer(evidence, note=HOSTILE)] * 9)
    offers.show()

    [row, *_] = offers.rows
    assert row.width() <= offers.viewport().width()
    assert "\u202e" not in words_of(row) + row.ticked.text()
    assert "<img" in words_of(row)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in row.findChildren(QLabel))
    assert offers.horizontalScrollBar().maximum() == 0


def test_one_person_and_one_item_are_told_in_the_singular():
    evidence = Evidence(
        EvidenceKind.REVIEW,
        "R",
        "sha256:1",
        at=NOON,
        figures=(("people", "1"), ("items", "1"), ("blind", "no")),
    )

    assert facts(evidence) == "Review report · 2026-11-21 · 1 person · 1 item · not blind"
