"""Reasons as they are shown: with their rule and line, wrapped, and never taken for formatting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workbench.domain.environments import Mend, Reason
from workbench.gui.release.changing.reasons import ReasonsView

HOSTILE = "it <b>was</b>\u202e withdrawn: " + "x" * 400


def shown(qtbot, theme, reasons):
    view = ReasonsView(theme)
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show_reasons(reasons)
    view.show()
    return view


def test_a_reason_leads_to_what_would_mend_it(qtbot, theme):
    reason = Reason("it lacks an approval", "R08", "policy.yaml:3", Mend.APPROVE, "prod")
    view = shown(qtbot, theme, [reason])
    wanted = []
    view.mend_requested.connect(wanted.append)

    qtbot.keyClick(view.rows[0].mend, Qt.Key.Key_Space)

    assert wanted == [reason]
    assert view.rows[0].mend.text() == "Approve for prod…"
    assert view.accessibleDescription() == "it lacks an approval (policy.yaml:3)"


def test_what_a_box_mends_has_no_button(qtbot, theme):
    reasons = [
        Reason("callers would break", mend=Mend.ALLOW_INTERFACE),
        Reason("it is used", mend=Mend.WHILE_PINNED),
        Reason("it is what dev uses already"),
    ]

    view = shown(qtbot, theme, reasons)

    assert [row.mend for row in view.rows] == [None, None, None]


def test_many_and_hostile_reasons_stay_text_and_widen_nothing(qtbot, theme):
    view = shown(qtbot, theme, [Reason(HOSTILE, "R06")] * 30)

    labels = view.rows[0].findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert "\u202e" not in view.rows[0].words.text()
    assert view.horizontalScrollBar().maximum() == 0
