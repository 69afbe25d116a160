"""Release as a person meets it, and what can be read off it; what is done there is done by keys."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.journeys.keyboard import press, write
from tests.journeys.release_team import PROMPT
from tests.journeys.window import focused_name
from workbench.gui.release.seams import Part
from workbench.gui.release.sync.bar import SyncBar

ENVIRONMENTS = ("dev", "staging", "prod")


class Releasing:
    def __init__(self, window):
        self.window = window
        self.wait = window.wait

    @property
    def place(self):
        return self.window.window.stack.currentWidget()

    @property
    def bar(self):
        return self.place.findChild(SyncBar, "sync")

    @property
    def matrix(self):
        return self.place.page(Part.MATRIX)

    def come(self):
        press("Ctrl+4")
        self.wait(lambda: self.place.objectName() == "release")

    def turn_to(self, part, steps):
        """By the switch, from what runs where."""
        for _ in range(6):
            if focused_name() == "release.switch":
                break
            press("F6")
        assert focused_name() == "release.switch"
        press(*["Right"] * steps)
        self.wait(lambda: self.place.part is part)
        return self.place.page(part)

    def do(self, command_id, words):
        """By the palette, once it can be done."""
        self.wait(lambda: self.window.reason(command_id) == "")
        self.window.command(words)

    def stands(self, words):
        """Until the branch stands so to its remote, or it is told what went wrong."""
        self.wait(lambda: self.bar.told or self.bar.standing.text() == words)
        assert self.bar.told == ""

    def used(self):
        """What each environment uses, as it is read in the matrix."""
        model = self.matrix.model
        row = model.row_of(PROMPT)
        if row < 0:
            return {}
        cells = {name: model.cell(row, at) for at, name in enumerate(model.environments)}
        return {
            name: " ".join(filter(None, (cell.title, cell.canary)))
            for name, cell in cells.items()
            if cell
        }

    def uses(self, **expected):
        self.wait(lambda: self.used() == expected)

    def choose(self, environment):
        """In the table, which has the keyboard."""
        self.wait(lambda: focused_name() == "matrix.table")
        press("Home", *["Right"] * ENVIRONMENTS.index(environment))
        cell = self.matrix.current
        assert (cell.prompt, cell.environment) == (PROMPT, environment)
        detail = self.matrix.detail
        self.wait(lambda: detail.record and detail.cell.environment == environment)

    def told(self):
        """All words of the panel beside the matrix."""
        area = self.matrix.detail.area.widget()
        return "\n".join(label.text() for label in area.findChildren(QLabel)).replace("\u200b", "")

    def asked(self, name):
        """The dialog of that name, once what it would write is planned."""
        dialog = self.window.dialog(name)
        self.wait(lambda: dialog.plan is not None)
        return dialog

    def promote(self, environment):
        """To what is chosen; the dialog, once it has an answer."""
        self.wait(lambda: self.window.reason("release.promote") == "")
        press("Ctrl+Alt+Q")
        dialog = self.window.dialog("change")
        self.wait(lambda: dialog.plan is not None or dialog.reasons.rows)
        assert dialog.form.environment.currentText() == environment
        return dialog

    def approve(self, note):
        """For the environment that the dialog is opened for."""
        dialog = self.window.dialog("approve_there")
        self.wait(dialog.approve.isEnabled)
        assert focused_name() == "approve_there.note"
        write(note)
        press("Ctrl+Return")
