"""What a person does to a list of checks, in whichever pane it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.domain.checks import Check
from workbench.gui.evaluate.checks.checklist import Checklist, Place
from workbench.gui.evaluate.checks.chooser import KindChooser
from workbench.gui.evaluate.checks.list_model import is_set
from workbench.gui.evaluate.checks.offered import new_check
from workbench.gui.evaluate.checks.panel import ChecksPanel
from workbench.gui.kit.theme import Theme


class ChecksEditing(QObject):
    edited = Signal(object, str)
    """The `Checklist` as it is now; edits in a row with the same words are one step of undo."""
    chosen = Signal()
    """Another check is current, or what is current says something else."""

    def __init__(self, panel: ChecksPanel, theme: Theme) -> None:
        super().__init__(panel)
        self._panel, self._theme = panel, theme
        self._list = panel.list
        self.checklist = Checklist()
        self._editable = True
        self._of_case = False
        self._before: Place | None = None
        """The check that the fields show."""
        self._connect()

    @property
    def place(self) -> Place | None:
        return self._list.place

    @property
    def current(self) -> Check | None:
        place = self.place
        return self.checklist.at(place) if place is not None else None

    def show(self, checklist: Checklist, *, editable: bool = True, of_case: bool = False) -> None:
        """Another list, or the same one changed elsewhere: by undo, for instance."""
        self.checklist, self._editable, self._of_case = checklist, editable, of_case
        self._panel.set_read_only(not editable)
        place = self.place
        self._panel.show_checklist(checklist, of_case=of_case)
        self._go_to(place)

    def begin(self) -> None:
        """The checks of another evaluation, dataset or case are shown next."""
        self._before = None
        self.show(Checklist())

    def add(self) -> None:
        """Behind the current check; of a set, inside it where the current one is inside."""
        self._choose_kind(self._add, sets=True)

    def add_inside(self) -> None:
        self._choose_kind(self._add_inside, sets=False)

    def change_kind(self) -> None:
        if self.current is not None:
            self._choose_kind(self._change_kind, sets=False, begin=self.current.kind)

    def duplicate(self) -> None:
        place, check = self.place, self.current
        if place is not None and check is not None:
            behind = (*place[:-1], place[-1] + 1)
            self._apply(self.checklist.with_inserted(behind, check), behind)

    def remove(self) -> None:
        place = self.place
        if place is None:
            return
        rest = self.checklist.without(place)
        row = self._list.checks.row_of(place)
        self._apply(rest, None)
        lines = rest.lines()
        self._go_to(lines[min(row, len(lines) - 1)][0] if lines else None)

    def move_by(self, by: int) -> None:
        if self.place is not None:
            self._apply(*self.checklist.moved_by(self.place, by))

    def into_set(self) -> None:
        if self.place is not None:
            self._apply(*self.checklist.into_set(self.place))

    def out_of_set(self) -> None:
        if self.place is not None:
            self._apply(*self.checklist.out_of_set(self.place))

    def _connect(self) -> None:
        panel, editor = self._panel, self._panel.editor
        self._list.chosen.connect(self._on_chosen)
        self._list.edit_wanted.connect(editor.focus_value)
        self._list.checks.dropped.connect(
            lambda place, to: self._apply(*self.checklist.moved(place, to))
        )
        panel.rule.threshold_edited.connect(self._on_threshold)
        editor.edited.connect(self._on_edited)
        editor.kind_wanted.connect(self.change_kind)
        editor.inner_wanted.connect(self.add_inside)

    def _on_chosen(self) -> None:
        self._show_current()
        self.chosen.emit()

    def _show_current(self) -> None:
        place, check, editor = self.place, self.current, self._panel.editor
        if place != self._before:
            self._before = place
            editor.begin()
        editor.setVisible(check is not None)
        if check is not None:
            editor.show_check(check)

    def _on_edited(self, check: Check, field: str) -> None:
        place = self.place
        if place is not None:
            self._apply(self.checklist.with_check(place, check), place, f"{place} {field}")

    def _on_threshold(self, threshold: float | None) -> None:
        kept = Checklist(self.checklist.checks, threshold, self.checklist.transform)
        self._apply(kept, self.place, "threshold")

    def _add(self, kind: str) -> None:
        place = self.place
        if place is None:
            place = (len(self.checklist.checks) - 1,)
        if len(place) > 1 and kind == "assert-set":
            place = place[:1]
        behind = (*place[:-1], place[-1] + 1)
        self._apply(self.checklist.with_inserted(behind, new_check(kind)), behind)
        self._panel.editor.focus_value()

    def _add_inside(self, kind: str) -> None:
        place, check = self.place, self.current
        if place is None or check is None or not is_set(check):
            return
        last = (*place, len(check.checks))
        self._apply(self.checklist.with_inserted(last, new_check(kind)), last)
        self._panel.editor.focus_value()

    def _change_kind(self, kind: str) -> None:
        """What the other kind has, too, stays."""
        place, check = self.place, self.current
        if place is None or check is None or kind == check.kind:
            return
        changed = Check(
            kind, check.negated, check.value, None, check.weight, check.metric, check.transform
        )
        self._apply(self.checklist.with_check(place, changed), place)
        self._panel.editor.focus_value()

    def _choose_kind(self, then: object, *, sets: bool, begin: str = "") -> None:
        if not self._editable:
            return
        chooser = KindChooser(self._theme, self._panel.window(), sets=sets)
        chooser.kind_chosen.connect(then)
        if begin:
            chooser.select(begin)
        chooser.open()

    def _apply(self, after: Checklist, place: Place | None, merge_key: str = "") -> None:
        if not self._editable:
            return
        changed = after != self.checklist
        self.checklist = after
        self._panel.show_checklist(after, of_case=self._of_case)
        self._go_to(place)
        if changed:
            self.edited.emit(after, merge_key)

    def _go_to(self, place: Place | None) -> None:
        """To this check, or to the first where it is gone."""
        lines = self.checklist.lines()
        if self._list.checks.row_of(place) < 0:
            place = lines[0][0] if lines else None
        self._list.make_current(place)
        self._show_current()
        self.chosen.emit()
