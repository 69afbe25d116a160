"""The commands of checks: given to the pane that is seen, of an evaluation or of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workbench.gui.evaluate.checks.editing import ChecksEditing
from workbench.gui.evaluate.checks.panel import BUTTONS, FIRST, ChecksPanel
from workbench.gui.kit.actions import Actions

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance


class Editable(Protocol):
    """Checks in a pane, with their steps of undo."""

    panel: ChecksPanel
    editing: ChecksEditing

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def can_undo(self) -> bool: ...

    @property
    def can_redo(self) -> bool: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...


class CheckCommands(QObject):
    def __init__(self, actions: Actions, panes: Sequence[Editable], parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._panes = actions, panes
        does: dict[str, Callable[[Editable], None]] = {
            "check.add": lambda pane: pane.editing.add(),
            "check.duplicate": lambda pane: pane.editing.duplicate(),
            "check.remove": lambda pane: pane.editing.remove(),
            "check.move_up": lambda pane: pane.editing.move_by(-1),
            "check.move_down": lambda pane: pane.editing.move_by(1),
            "check.into_set": lambda pane: pane.editing.into_set(),
            "check.out_of_set": lambda pane: pane.editing.out_of_set(),
            "check.undo": lambda pane: pane.undo(),
            "check.redo": lambda pane: pane.redo(),
        }
        for command_id, what in does.items():
            actions.on(command_id, lambda what=what: self._do(what))  # type: ignore[misc]
        for pane in panes:
            pane.panel.use_actions(actions[FIRST], [actions[each] for each in BUTTONS])
            pane.panel.list.command_wanted.connect(actions.run)
            pane.panel.shown.connect(self._report)
            pane.changed.connect(self._report)

    @property
    def _shown(self) -> Editable | None:
        return next((pane for pane in self._panes if pane.panel.isVisible()), None)

    def _do(self, what: Callable[[Editable], None]) -> None:
        pane = self._shown
        if pane is not None:
            what(pane)

    def _report(self, _shown: object = None) -> None:
        pane = self._shown
        self._actions.report(
            checks_shown=pane is not None,
            check_chosen=pane is not None and pane.editing.current is not None,
            checks_undo=pane is not None and pane.can_undo,
            checks_redo=pane is not None and pane.can_redo,
        )
