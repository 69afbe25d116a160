"""Closing tags as they are opened, and putting brackets around what is selected.

`{{` brings its `}}`; typing the closing one by hand goes over the one that is there, so the
same keys always leave the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from workbench.gui.kit.exact_text import insert_exact

if TYPE_CHECKING:
    from workbench.gui.write.editor.message_edit import MessageEdit

CLOSERS = {"{": "}}", "%": "%}", "#": "#}"}
AROUND = {"{": "}", "(": ")", "[": "]", '"': '"', "'": "'", "`": "`"}
AIDED = frozenset("{%#} ([\"'`")
"""Characters that may need help when they are typed; all others never cost a look."""
COMMENT = ("{# ", " #}")
LONGEST_COMMENT = 100_000


class TypingAids:
    def __init__(self, edit: MessageEdit) -> None:
        self._edit = edit
        self._closer: QTextCursor | None = None
        """What was put in to close a tag, while it is not yet typed over."""

    def takes(self, character: str) -> bool:
        """Whether typing the character was done here."""
        edit = self._edit
        if edit.isReadOnly() or edit.overwriteMode():
            return False
        cursor = edit.textCursor()
        if cursor.hasSelection():
            return character in AROUND and self._wrap(cursor, character)
        rest = self._pending(cursor)
        if rest is not None and character != " " and rest.lstrip().startswith(character):
            return self._go_over(cursor, rest)
        if rest is not None and character == " " and rest in CLOSERS.values():
            return self._space_out(cursor, rest)
        return character in CLOSERS and self._open(cursor, character)

    def takes_backspace(self) -> bool:
        """An opening that is taken back takes its closing along."""
        cursor = self._edit.textCursor()
        rest = self._pending(cursor) if not cursor.hasSelection() else None
        if rest is None or self._before(cursor)[-2:] not in ("{{", "{%", "{#"):
            return False
        cursor.beginEditBlock()
        cursor.deletePreviousChar()
        for _ in rest:
            cursor.deleteChar()
        cursor.endEditBlock()
        self._closer = None
        return True

    def forget(self) -> None:
        self._closer = None

    def toggle_comment(self) -> None:
        """`{# … #}` around what is selected, or the line; off again if it is there."""
        edit, cursor = self._edit, self._edit.textCursor()
        if not cursor.hasSelection():
            cursor.movePosition(cursor.MoveOperation.StartOfBlock)
            cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        text = edit.text_between(start, end)
        if not text.strip() or len(text) > LONGEST_COMMENT:
            return
        lead = len(text) - len(text.lstrip())
        body = text.strip()
        if body.startswith("{#") and body.endswith("#}") and len(body) >= 4:
            inner = body[2:-2]
            new = inner[1:] if inner.startswith(" ") else inner
            new = new.removesuffix(" ")
        elif "#}" in body:
            return
        else:
            new = body.join(COMMENT)
        insert_exact(cursor, text[:lead] + new + text[lead + len(body) :])
        self._select(start, cursor.position())

    def _open(self, cursor: QTextCursor, character: str) -> bool:
        """The second character of an opening."""
        before = self._before(cursor)
        if not before.endswith("{") or before.endswith("{{"):
            return False
        after = self._after(cursor)
        if after[:1] in ("}", "%", "#") or after[:1].isalnum():
            return False
        closing = CLOSERS[character]
        cursor.insertText(character + closing)
        cursor.movePosition(cursor.MoveOperation.Left, n=len(closing))
        self._edit.setTextCursor(cursor)
        self._closer = QTextCursor(cursor)
        self._closer.movePosition(
            cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, len(closing)
        )
        return True

    def _pending(self, cursor: QTextCursor) -> str | None:
        """What is left of the closing that was put in, if the cursor stands before it."""
        closer = self._closer
        if closer is None:
            return None
        end, text = closer.selectionEnd(), closer.selectedText()
        rest = text[len(text) - (end - cursor.position()) :] if cursor.position() < end else ""
        whole = text.endswith(tuple(CLOSERS.values()))
        if not whole or not rest or cursor.block() != self._edit.document().findBlock(end):
            return None
        if cursor.position() < closer.selectionStart():
            return None
        return rest

    def _go_over(self, cursor: QTextCursor, rest: str) -> bool:
        """The blank that came along goes: what is typed before a closing is typed."""
        if rest.startswith(" "):
            cursor.deleteChar()
        cursor.movePosition(cursor.MoveOperation.Right)
        self._edit.setTextCursor(cursor)
        if len(rest) == 1:
            self._closer = None
        return True

    def _space_out(self, cursor: QTextCursor, rest: str) -> bool:
        """The first blank after an opening brings the one before its closing."""
        if self._before(cursor)[-2:] not in ("{{", "{%", "{#"):
            return False
        cursor.insertText("  ")
        cursor.movePosition(cursor.MoveOperation.Left)
        self._edit.setTextCursor(cursor)
        self._closer = QTextCursor(cursor)
        self._closer.movePosition(
            cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, len(rest) + 1
        )
        return True

    def _wrap(self, cursor: QTextCursor, character: str) -> bool:
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        cursor.insertText(AROUND[character])
        cursor.setPosition(start)
        cursor.insertText(character)
        cursor.endEditBlock()
        self._select(start + 1, end + 1)
        return True

    def _select(self, start: int, end: int) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)

    def _before(self, cursor: QTextCursor) -> str:
        """The last few characters of the line before the cursor."""
        at = cursor.positionInBlock()
        return self._edit.text_between(cursor.position() - min(at, 3), cursor.position())

    def _after(self, cursor: QTextCursor) -> str:
        return self._edit.text_between(cursor.position(), cursor.position() + 1)
