"""What stands in Evaluate before anything was evaluated, and the action that fills it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from workbench.gui.evaluate.around import Subject
from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface


class EmptyEvaluate(EmptyState):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, icons, "table-check", self.tr("Nothing evaluated yet"), parent)
        set_surface(self, "background")
        self._there = False
        self._action: QAction | None = None
        named(self.text, "evaluate.empty")
        self.now = self.add_button("evaluate.now", primary=True)
        self.choose = self.add_button("evaluate.choose")
        self.setFocusProxy(self.now)

    def use_actions(self, now: QAction, choose: QAction) -> None:
        """One evaluates what is open in Write at once, the other lets everything be chosen."""
        self.use_action(self.now, now, "flask")
        self.use_action(self.choose, choose, "sliders")
        self.choose.setText(self.tr("Choose what to evaluate…"))
        now.changed.connect(self._follow)
        self._action = now

    def show_subject(self, subject: Subject | None, dataset: str, cases: int) -> None:
        """What one click would do. `dataset` is the prompt's first; empty for none."""
        path = safe(subject.path) if subject else ""
        self.now.setText(self.tr("Evaluate {0}").format(path or self.tr("the open prompt")))
        if subject is None:
            words = self.tr(
                "An evaluation runs a prompt on every case of a dataset and says how sure its "
                "results are. Open a prompt in Write first."
            )
        elif not cases:
            words = self.tr(
                "An evaluation runs a prompt on every case of a dataset. {0} has no case yet: "
                "Ctrl+K in Write keeps the inputs as one."
            ).format(path)
        else:
            words = self.tr(
                "An evaluation runs a prompt on every case of a dataset, looks at each output, "
                "and says how sure the results are. One click runs the draft of {0}, and the "
                "version before it, on “{1}” ({2}) with the ticked models: {3}."
            ).format(
                path,
                safe(dataset),
                counted("case", cases),
                ", ".join(safe(model) for model in subject.models) or self.tr("none yet"),
            )
        self.text.setText(words)
        self._there = bool(subject and cases)
        self._follow()

    def _follow(self) -> None:
        if self._action:
            self.now.setEnabled(self._action.isEnabled() and self._there)
            self.now.setToolTip(self._action.toolTip())
