from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.passing_time import as_time_passes


def test_it_is_told_again_while_it_is_seen(qtbot):
    owner, told = QWidget(), []
    qtbot.addWidget(owner)
    as_time_passes(owner, lambda: told.append(True))
    timer = owner.findChild(QTimer)

    timer.timeout.emit()
    assert told == []
    owner.show()
    timer.timeout.emit()

    assert told == [True]
    assert timer.isActive()
