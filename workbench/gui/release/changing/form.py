"""What somebody fills in for a change: only what that change asks for is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from workbench.domain.environments import CanaryStep, Change, ChangeRequest, Severity
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.branch_field import BranchField
from workbench.gui.release.changing.lacking import lacking
from workbench.gui.release.changing.subject import Subject, VersionChoice
from workbench.gui.release.changing.wording import WORDS, Field, said

NOTE_LINES = 2
TYPING_MS = 250
"""A plan is not made for every letter."""
FIRST_SHARE = 10


class ChangeForm(QWidget):
    edited = Signal()
    """It asks for something else than before."""
    typed = Signal()
    """A letter was typed; `edited` follows after a pause."""
    submitted = Signal()
    """`Ctrl+Enter` in the note."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        # Made in the order of the rows, in which Tab goes through them
        self.environment = named(QComboBox(self), "change.environment", self.tr("Environment"))
        self.source = named(QComboBox(self), "change.source", self.tr("From"))
        self.step = named(QComboBox(self), "change.step", self.tr("What"))
        self.version = named(ElidedBox(self), "change.version", self.tr("Version"))
        self.share = named(QSpinBox(self), "change.share", self.tr("Share of callers"))
        number_box(self.share, theme.unit)
        self.share.setRange(1, 99)
        self.share.setValue(FIRST_SHARE)
        self.share.setSuffix(self.tr(" % of callers"))
        self.severity = named(QComboBox(self), "change.severity", self.tr("Severity"))
        self.replaced_by = named(ElidedBox(self), "change.replaced_by", self.tr("Replaced by"))
        self.note = named(NoteEdit(self), "change.note", self.tr("Note"))
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * NOTE_LINES + 14)
        self.callers = named(QCheckBox(self), "change.callers")
        self.pinned = named(QCheckBox(self), "change.pinned")
        self.branch = BranchField("change", self)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._fill_choices()
        self._layout = self._laid_out()
        self._connect()

    def show_subject(self, subject: Subject) -> None:
        """What there is to choose from, and what is most likely meant."""
        self._subject = subject
        words = WORDS[subject.change]
        for field, widget in self._widgets().items():
            self._layout.setRowVisible(widget, field in words.fields)
        place = self._layout.labelForField(self.environment)
        if isinstance(place, QLabel):
            to = subject.change is Change.PROMOTE
            place.setText(self.tr("&To") if to else self.tr("&In"))
        self.note.setPlaceholderText(said(words.note))
        self._quietly(self._fill_from, subject)
        self._show_step()

    @property
    def request(self) -> ChangeRequest | None:
        """As it stands, without who and when; None before there is a subject."""
        if self._subject is None:
            return None
        change = self._subject.change
        asked = WORDS[change].fields
        step = self._step if Field.STEP in asked else CanaryStep.SHARE
        severity: Severity = self.severity.currentData()
        sharing = step is CanaryStep.SHARE
        return ChangeRequest(
            change,
            self._subject.cell.prompt,
            "",
            datetime.now(UTC),
            environment=self.environment.currentText() if Field.ENVIRONMENT in asked else "",
            version=(self.version.currentData() or "")
            if Field.VERSION in asked and sharing
            else "",
            note=self.note.exact_text().strip(),
            source=self.source.currentText() if Field.SOURCE in asked else "",
            step=step,
            weight=self.share.value() if Field.SHARE in asked and sharing else 0,
            severity=severity,
            replaced_by=self.replaced_by.currentData() or "",
            allow_interface_change=self.callers.isChecked(),
            while_pinned=self.pinned.isChecked(),
        )

    @property
    def lacking(self) -> str:
        """What is missing before it can be planned, in words."""
        request = self.request
        return lacking(request, self._subject) if request and self._subject else ""

    @property
    def _step(self) -> CanaryStep:
        """Qt keeps the word, not the member."""
        return CanaryStep(self.step.currentData())

    @property
    def unsettled(self) -> bool:
        """Something was typed that was not asked for yet."""
        return self._pause.isActive()

    def settle(self) -> None:
        """What was typed is asked for now, not after the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self.edited.emit()

    def offer_callers(self, environment: str) -> None:
        words = self.tr("Callers in {0} are ready for the other interface")
        self._offer(self.callers, words.format(safe(environment)))

    def offer_pinned(self, change: Change) -> None:
        words = self.tr("Also while environments use it: applications there will refuse it")
        if change is Change.ARCHIVE:
            words = self.tr("Also while environments use it: their pins go with it")
        self._offer(self.pinned, words)

    def choose_step(self, step: CanaryStep) -> None:
        self.step.setCurrentIndex(self.step.findData(step))

    def _offer(self, box: QCheckBox, words: str) -> None:
        box.setText(words)
        self._layout.setRowVisible(box, True)

    def _fill_choices(self) -> None:
        for step, words in (
            (CanaryStep.SHARE, self.tr("Some callers get another version")),
            (CanaryStep.FINISH, self.tr("All callers get the canary")),
            (CanaryStep.STOP, self.tr("Nobody gets the canary any more")),
        ):
            self.step.addItem(words, step)
        self.severity.addItem(self.tr("Block: readers refuse it"), "block")
        self.severity.addItem(self.tr("Advisory: readers warn of it"), "advisory")

    def _fill_from(self, subject: Subject) -> None:
        places = [safe(name) for name in subject.cell.environments]
        self.environment.clear()
        self.environment.addItems(places)
        self.environment.setCurrentIndex(max(0, self.environment.findText(subject.place)))
        self.replaced_by.clear()
        self.replaced_by.addItem(self.tr("Nothing yet"), "")
        for path in subject.others:
            self.replaced_by.addItem(safe(path), path)
        self._fill_places()

    def _fill_places(self) -> None:
        """What depends on the environment: where from, and which versions."""
        subject = self._subject
        if subject is None:
            return
        order, here = subject.cell.environments, self.environment.currentText()
        before = order[: order.index(here)] if here in order else ()
        self.source.clear()
        self.source.addItems([safe(name) for name in (before or order)])
        self.source.setCurrentIndex(self.source.count() - 1 if before else 0)
        self.version.clear()
        for choice in subject.versions(here):
            self.version.addItem(self._named(choice), choice.name)
        pin = subject.cell.row.pin(here)
        if pin and pin.canary:
            self.share.setValue(pin.canary[0].weight or FIRST_SHARE)

    def _named(self, choice: VersionChoice) -> str:
        if not choice.number:
            return self.tr("What was there before")
        told = " ".join(choice.note.split())
        return safe("  ".join(each for each in (f"v{choice.number}", told, choice.author) if each))

    def _widgets(self) -> dict[Field, QWidget]:
        return {
            Field.VERSION: self.version,
            Field.SOURCE: self.source,
            Field.ENVIRONMENT: self.environment,
            Field.STEP: self.step,
            Field.SHARE: self.share,
            Field.SEVERITY: self.severity,
            Field.REPLACED_BY: self.replaced_by,
        }

    def _laid_out(self) -> QFormLayout:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&In"), self.environment)
        form.addRow(self.tr("&From"), self.source)
        form.addRow(self.tr("W&hat"), self.step)
        form.addRow(self.tr("&Version"), self.version)
        form.addRow(self.tr("&Share"), self.share)
        form.addRow(self.tr("S&everity"), self.severity)
        form.addRow(self.tr("Replaced b&y"), self.replaced_by)
        form.addRow(self.tr("&Note"), self.note)
        for box in (self.callers, self.pinned):
            form.addRow("", box)
            form.setRowVisible(box, False)
        form.addRow("", self.branch)
        for field in (self.version, self.replaced_by):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        return form

    def _connect(self) -> None:
        self.environment.currentIndexChanged.connect(self._on_environment)
        self.step.currentIndexChanged.connect(self._on_step)
        for box in (self.source, self.version, self.severity, self.replaced_by):
            box.currentIndexChanged.connect(self._on_field)
        self.share.valueChanged.connect(self._on_typed)
        self.note.textChanged.connect(self._on_typed)
        self.note.submitted.connect(self.submitted)
        self.callers.toggled.connect(self._on_field)
        self.pinned.toggled.connect(self._on_field)
        self._pause.timeout.connect(self.edited)

    def _on_field(self, *_value: object) -> None:
        self._pause.stop()
        self.edited.emit()

    def _on_environment(self, _index: int) -> None:
        """Callers that are ready somewhere are not ready elsewhere."""
        self._quietly(self._fill_places)
        self._quietly(self.callers.setChecked, False)
        self._layout.setRowVisible(self.callers, False)
        self._on_field()

    def _on_step(self, _index: int) -> None:
        self._show_step()
        self._on_field()

    def _show_step(self) -> None:
        if self._subject and Field.STEP in WORDS[self._subject.change].fields:
            sharing = self._step is CanaryStep.SHARE
            for widget in (self.version, self.share):
                self._layout.setRowVisible(widget, sharing)

    def _on_typed(self, *_value: object) -> None:
        self.typed.emit()
        self._pause.start()

    def _quietly(self, change: Callable[..., object], *values: object) -> None:
        """Without a plan for each field that is filled in."""
        widgets: Sequence[QWidget] = (*self._widgets().values(), self.callers)
        for widget in widgets:
            widget.blockSignals(True)
        change(*values)
        for widget in widgets:
            widget.blockSignals(False)
