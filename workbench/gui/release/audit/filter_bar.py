"""Above the audit log: what is looked for, and what can be done with the log as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.audit import AuditNames, AuditQuery, AuditSource
from workbench.domain.audit_words import kind_words
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface
from workbench.gui.release.audit.wording import SOURCES, TIMES, translate

TYPED_MS = 200


class AuditFilterBar(QFrame):
    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "background")
        self.words = self._line("audit.words", self.tr("Search in both logs"))
        self.prompt = self._line("audit.prompt", self.tr("Prompt"))
        self._prompts = QStringListModel(self)
        completer = QCompleter(self._prompts, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.prompt.setCompleter(completer)
        self.person = self._box("audit.person", self.tr("Person"))
        self.kind = self._box("audit.kind", self.tr("What was done"))
        self.environment = self._box("audit.environment", self.tr("Environment"))
        self.source = self._box("audit.source", self.tr("Which log"))
        self.time = self._box("audit.time", self.tr("When"))
        self.verify = named(QPushButton(self.tr("Verify"), self), "audit.verify")
        self.verify.setIcon(icons("shield-check"))
        self.verify.setToolTip(
            self.tr("Follow both logs from end to end, and say where they break")
        )
        self.export = named(QPushButton(self.tr("Export…"), self), "audit.export")
        self.export.setIcon(icons("upload"))
        self.export.setToolTip(
            self.tr("What is shown, as JSON Lines with every hash, CSV or Markdown")
        )
        for button in (self.verify, self.export):
            set_styled(button, "kind", "quiet")
            button.setAutoDefault(False)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._tell)
        self._fill(
            self.source, self.tr("Both logs"), [(s, translate(w)) for s, w in SOURCES.items()]
        )
        self._fill(self.time, translate(TIMES[0][1]), [(d, translate(w)) for d, w in TIMES[1:]])
        self.show_names(AuditNames())
        self._lay_out(theme.unit)

    @property
    def query(self) -> AuditQuery:
        past = self.time.currentData()
        source = self.source.currentData()
        return AuditQuery(
            tuple(self.words.text().split()),
            self.person.currentData() or "",
            self.prompt.text().strip(),
            self.kind.currentData() or "",
            self.environment.currentData() or "",
            AuditSource(source) if source else None,
            datetime.now(UTC) - past if past else None,
        )

    @property
    def filtered(self) -> bool:
        return bool(self.words.text().strip() or self.prompt.text().strip()) or any(
            box.currentIndex() > 0 for box in self._boxes
        )

    def show_names(self, names: AuditNames) -> None:
        """What is chosen stays chosen where it is still there."""
        self._fill(self.person, self.tr("Anybody"), [(n, safe(n)) for n in names.people])
        kinds = sorted((translate(kind_words(kind)), kind) for kind in names.kinds)
        self._fill(self.kind, self.tr("Anything"), [(kind, words) for words, kind in kinds])
        environments = [(name, safe(name)) for name in names.environments]
        self._fill(self.environment, self.tr("Any environment"), environments)
        self._prompts.setStringList(list(names.prompts))

    def clear(self) -> None:
        """Everything is shown."""
        for line in (self.words, self.prompt):
            line.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._tell()

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self.person, self.kind, self.environment, self.source, self.time)

    def _line(self, name: str, words: str) -> QLineEdit:
        line = named(QLineEdit(self), name, words)
        line.setPlaceholderText(self.tr("{0}…").format(words))
        line.setClearButtonEnabled(True)
        line.textChanged.connect(lambda _text: self._typed.start())
        line.returnPressed.connect(self._tell)
        return line

    def _box(self, name: str, words: str) -> QComboBox:
        box = named(ElidedBox(self), name, words)
        box.setToolTip(words)
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(11)
        box.activated.connect(lambda _index: self._tell())
        return box

    def _fill(self, box: QComboBox, every: str, items: Iterable[tuple[object, str]]) -> None:
        before = box.currentData()
        box.clear()
        box.addItem(every, None)
        for value, words in items:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(before), 0) if before is not None else 0)

    def _tell(self) -> None:
        self._typed.stop()
        self.changed.emit()

    def _lay_out(self, unit: int) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.words, 2)
        top.addWidget(self.prompt, 1)
        top.addWidget(self.export)
        top.addWidget(self.verify)
        for box in self._boxes:
            below.addWidget(box)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        column.setSpacing(unit)
        for row in (top, below):
            row.setSpacing(2 * unit)
            column.addLayout(row)
