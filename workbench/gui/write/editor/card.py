"""One message of a prompt: its header and its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from workbench.domain.problems import Problem
from workbench.domain.prompts import Message, Role
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.write.attachments.chips import AttachmentChips
from workbench.gui.write.attachments.offered import has_files, offered
from workbench.gui.write.editor.card_edit import CardEdit
from workbench.gui.write.editor.card_header import CardHeader
from workbench.gui.write.editor.completing import Kind
from workbench.gui.write.editor.stand_in import StandIn


class MessageCard(QFrame):
    typed = Signal()
    role_chosen = Signal(object)
    focused = Signal()
    files_offered = Signal(object)
    """`Offered`, by drop or paste."""

    def __init__(
        self, message: Message, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.message = message
        """What was shown last."""
        self._text: str | None = None
        """What stands in the field, once that was read."""
        self.dirty = False
        """It was typed into, and that was not taken yet."""
        self._held: tuple[Problem, ...] | None = None
        """Problems of the message as it was before it was typed into."""
        self._problems = 0
        self._prefill = False
        self.setProperty("surface", "card")
        self.header = CardHeader(theme, icons, self)
        self.edit = CardEdit(theme, self)
        self.stand_in = StandIn(theme.unit, self)
        """Instead of the text, where the message is a placeholder."""
        self.attachments = AttachmentChips(theme, icons, self)
        self.warning = _warning(theme.unit, self)
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, theme.unit)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.edit)
        layout.addWidget(self.stand_in)
        layout.addWidget(self.attachments)
        layout.addWidget(self.warning)
        self.edit.typed.connect(self._on_typed)
        self.edit.focused.connect(self._on_focus)
        self.stand_in.focused.connect(self._on_focus)
        self.header.role_chosen.connect(self.role_chosen)
        self.header.fold_toggled.connect(self._on_fold)
        self.header.role.installEventFilter(self)
        self.edit.files_offered.connect(self.files_offered)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        header = self.header
        return [
            *(header.fold, header.role, header.attach, header.menu),
            *self.attachments.stops,
            self.edit,
            self.stand_in,
        ]

    @property
    def placeholder(self) -> bool:
        """It stands for a conversation and has no text of its own."""
        return self.message.role is Role.PLACEHOLDER

    @property
    def variable(self) -> str:
        """The one at the cursor, or the one it stands for; empty if there is none."""
        if self.placeholder:
            return self.message.name
        thing = self.edit.pointing.thing(self.edit.textCursor().position())
        return thing.name if thing and thing.kind is Kind.VARIABLE else ""

    @property
    def field(self) -> QWidget:
        """Where the keyboard goes."""
        return self.stand_in if self.placeholder else self.edit

    @property
    def text(self) -> str:
        """As it stands in the field; asking for it takes nothing."""
        if self._text is None:
            self._text = self.edit.exact_text()
        return self._text

    def take(self) -> str:
        """The text, to make it part of the draft."""
        self.dirty = False
        held, self._held = self._held, None
        if held is not None and self.text == self.message.text:
            self.edit.show_problems(self.text, held)
        return self.text

    def show_message(self, index: int, message: Message, alone: bool) -> None:
        self.message = message
        self.edit.setObjectName(f"editor.message.{index}")
        self.header.role.setObjectName(f"editor.role.{index}")
        self.header.menu.setObjectName(f"editor.menu.{index}")
        self.header.fold.setObjectName(f"editor.fold.{index}")
        name = self.tr("Text of the component") if alone else self.tr("Message {0}, {1}")
        self.edit.setAccessibleName(name.format(index + 1, message.role))
        self.header.show_role(message.role)
        self.header.show_position(index, alone)
        self._show_placeholder(message.role, alone)
        self.edit.taking_files = not alone and not self.placeholder
        self.header.attach.setVisible(self.edit.taking_files)
        self.stand_in.show_name(message.name, index)
        self._show_field()
        self.attachments.show_attachments(message.attachments, index)
        if self._text is None or self._text != message.text:
            self.edit.show_text(message.text)
            self._text = message.text
        self.dirty = False

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        if self.dirty:
            self._held = problems
        else:
            self._held = None
            self.edit.show_problems(self.text, problems)
        self._problems = len(problems)
        self._show_note()

    def show_prefill(self, prefilled: bool) -> None:
        """Whether it is the beginning of the answer."""
        if prefilled != self._prefill:
            self._prefill = prefilled
            self._show_note()

    def show_warning(self, words: str) -> None:
        """What will not be taken as it is; empty if all is well."""
        if words != self.warning.text():
            self.warning.setText(words)
            self.warning.setVisible(bool(words))

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)
        self.header.role.setEnabled(not read_only and not self.placeholder)
        self.header.attach.setEnabled(not read_only)
        self.attachments.set_read_only(read_only)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.edit.taking_files and not self.edit.isReadOnly() and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if things := offered(event.mimeData()):
            self.files_offered.emit(things)
            event.acceptProposedAction()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return False

    def _show_placeholder(self, role: Role, alone: bool) -> None:
        if alone:
            hint = self.tr("The fragment that prompts include by its path")
        elif role in (Role.SYSTEM, Role.DEVELOPER):
            hint = self.tr("What the model is and how it answers. {{ name }} makes an input.")
        else:
            hint = self.tr("What is said. {{ name }} makes an input.")
        self.edit.setPlaceholderText(hint)

    def _on_typed(self) -> None:
        self._text = None
        self.dirty = True
        self.typed.emit()

    def _on_focus(self, focused: bool) -> None:
        set_styled(self, "focused", focused)
        if focused:
            self.focused.emit()

    def _on_fold(self, folded: bool) -> None:
        self._show_field()
        self.attachments.show_folded(folded)
        self._show_note()

    def _show_field(self) -> None:
        shown = not self.header.fold.isChecked()
        self.edit.setVisible(shown and not self.placeholder)
        self.stand_in.setVisible(shown and self.placeholder)

    def _show_note(self) -> None:
        """What kind of message it is, how a folded one begins, and how many problems there are."""
        one = self._problems == 1
        count = self.tr("1 problem") if one else self.tr("{0} problems").format(self._problems)
        folded = self.header.fold.isChecked()
        notes = (
            self.tr("prefill: the answer continues this") if self._prefill else "",
            self._beginning() if folded else "",
            self._attached() if folded else "",
            count if self._problems else "",
        )
        self.header.show_note(
            " · ".join(note for note in notes if note), "accent" if self._prefill else "muted"
        )

    def _beginning(self) -> str:
        if self.placeholder:
            return self.stand_in.text()
        return safe(self.text[:200].strip().partition("\n")[0][:80])

    def _attached(self) -> str:
        files = len(self.message.attachments)
        if not files:
            return ""
        return self.tr("1 file") if files == 1 else self.tr("{0} files").format(files)


def _warning(unit: int, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("tone", "warning")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setContentsMargins(unit + 1, 0, unit + 1, unit)
    label.hide()
    return label
