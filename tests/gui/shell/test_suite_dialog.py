from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.builders import a_case, a_content, a_dataset
from workbench.domain.suites import ImportedSuite, Remark, SuiteColumn, SuitePrompt
from workbench.gui.kit.theme import Theme
from workbench.gui.shell.suite_dialog import MOST_SHOWN, SuiteDialog

SUITE = ImportedSuite(
    "Greetings",
    "promptfooconfig.yaml",
    (SuitePrompt("greetings/hello", a_content("Hello")),),
    (SuiteColumn("greetings/hello", "openai/gpt-4o-mini"),),
    a_dataset(cases=(a_case(),)),
)
LOST = Remark("not-empty", "promptfoo has no such kind", 7, SUITE.file)
TOLD = Remark("outputPath", "reports are asked for elsewhere", 3, SUITE.file, lost=False)


@pytest.fixture
def show(qtbot, qapp):
    theme = Theme(qapp, "light")

    def show(*remarks):
        dialog = SuiteDialog(replace(SUITE, remarks=remarks), theme)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    yield show
    theme.deleteLater()


def rows(dialog):
    model = dialog.remarks.model()
    return [
        tuple(model.index(row, column).data() for column in range(3))
        for row in range(model.rowCount())
    ]


def test_what_is_lost_stands_first_with_its_line(show):
    dialog = show(TOLD, LOST)

    assert rows(dialog) == [
        ("7", "not-empty", "promptfoo has no such kind"),
        ("3", "outputPath", "reports are asked for elsewhere (nothing is lost)"),
    ]
    assert "1" in dialog.words.text()
    assert "openai/gpt-4o-mini" in dialog.facts.text()


def test_a_file_that_is_taken_whole_shows_no_list(show):
    dialog = show()

    assert dialog.remarks.isHidden()
    assert dialog.words.text() == "All of it can be taken."


def test_a_long_list_says_where_the_rest_is(show):
    dialog = show(*(LOST._replace(line=number) for number in range(1, MOST_SHOWN + 11)))

    assert len(rows(dialog)) == MOST_SHOWN + 1
    assert rows(dialog)[-1][1].startswith("10 more")


def test_importing_is_asked_for_by_its_button_and_by_enter(show, qtbot):
    dialog = show(LOST)

    with qtbot.waitSignal(dialog.import_requested) as asked:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert asked.args[0].name == "Greetings"


def test_cancelling_asks_for_nothing(show, qtbot):
    dialog = show(LOST)
    asked = []
    dialog.import_requested.connect(asked.append)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert asked == []
    assert dialog.findChild(QPushButton, "suite.import") is not None
