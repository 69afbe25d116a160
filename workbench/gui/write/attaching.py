"""Attaching files to messages: by command, drop and paste; their pictures; taking them away."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.prompts import Attachment
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import Theme
from workbench.gui.write.attachments.chips import picture_side
from workbench.gui.write.attachments.offered import Offered, attach_all
from workbench.gui.write.attachments.thumbnails import thumbnail
from workbench.gui.write.editor.card import MessageCard
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.session import WriteSession

FOLDER = "attached_from"
PICTURES_KEPT = 100


class Attaching(Protocol):
    """What of the `AttachmentService` is used."""

    def attach(self, name: str, data: bytes) -> Attachment: ...

    def attach_file(self, path: Path) -> Attachment: ...

    def bytes_of(self, attachment: Attachment) -> bytes: ...


class Asking(Protocol):
    def open_file(self, title: str, start: Path, kinds: str) -> Path | None: ...

    def show_error(self, error: WorkbenchError) -> None: ...


class AttachmentsPresenter(QObject):
    def __init__(
        self,
        cards: MessageCards,
        session: WriteSession,
        attachments: Attaching,
        background: Background,
        actions: Actions,
        ask: Asking,
        theme: Theme,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(cards)
        self._cards, self._session, self._theme = cards, session, theme
        self._attachments, self._background = attachments, background
        self._ask, self._memory = ask, memory
        self._pictures: OrderedDict[str, QImage | None] = OrderedDict()
        """By digest; None while it is being made, and where there is none."""
        cards.files_offered.connect(self.take)
        cards.attachment_removed.connect(self._remove)
        cards.attachments_shown.connect(self._show_pictures)
        cards.attach_requested.connect(self._choose)
        actions.on("message.attach", lambda: self._choose(cards.current))

    def take(self, index: int, things: Offered) -> None:
        """Keep what was offered to a message, then attach it, wherever the message is by then."""
        if not 0 <= index < len(self._cards.cards) or self._session.read_only:
            return
        work: Callable[[], list[Attachment]] = partial(
            attach_all, things, self._attachments.attach_file, self._attachments.attach
        )
        prompt = self._session.open.prompt.id if self._session.open else ""
        then = partial(self._attach, self._cards.cards[index], prompt)
        self._background.run(self, work, then, self._ask.show_error)

    def _choose(self, index: int) -> None:
        if not 0 <= index < len(self._cards.cards):
            return
        if not self._cards.cards[index].edit.taking_files:
            hint = self.tr("Attach it to a message of a prompt that includes the component.")
            self._ask.show_error(InvalidInput(self.tr("A component takes no files."), hint=hint))
            return
        start = Path(self._memory.text(FOLDER, str(Path.home()))) if self._memory else Path.home()
        kinds = self.tr("Images and text (*.png *.jpg *.jpeg *.gif *.webp *.txt *.md *.csv *.json)")
        title = self.tr("Attach to the message")
        if path := self._ask.open_file(title, start, f"{kinds};;{self.tr('All files (*)')}"):
            if self._memory:
                self._memory.keep(FOLDER, str(path.parent))
            self.take(index, Offered((path,)))

    def _attach(self, card: MessageCard, prompt: str, attached: list[Attachment]) -> None:
        content, opened = self._session.content, self._session.open
        if content is None or not opened or opened.prompt.id != prompt:
            return
        if card not in self._cards.cards:
            return
        index = self._cards.cards.index(card)
        message = content.messages[index]
        together = dict.fromkeys((*message.attachments, *attached))
        changed = replace(message, attachments=tuple(together))
        label = self.tr("Attach {0}").format(attached[0].name if attached else "")
        self._session.apply(content.with_message(index, changed), label)
        self._cards.show_attached(card)

    def _remove(self, index: int, place: int) -> None:
        if not (content := self._session.content):
            return
        message = content.messages[index]
        kept = (*message.attachments[:place], *message.attachments[place + 1 :])
        label = self.tr("Remove {0}").format(message.attachments[place].name)
        changed = content.with_message(index, replace(message, attachments=kept))
        self._session.apply(changed, label)
        self._cards.go_to(index)

    def _show_pictures(self, attachments: list[Attachment]) -> None:
        for each in attachments:
            if not each.is_image:
                continue
            if each.digest in self._pictures:
                self._show_picture(each.digest, self._pictures[each.digest])
            else:
                self._pictures[each.digest] = None
                # Twice as large as it is shown, for screens that have the pixels
                work = partial(self._picture, each, 2 * picture_side(self._theme))
                then = partial(self._show_picture, each.digest)
                self._background.run(self, work, then, lambda _error: None)

    def _picture(self, attachment: Attachment, side: int) -> QImage | None:
        return thumbnail(self._attachments.bytes_of(attachment), attachment.media_type, side)

    def _show_picture(self, digest: str, picture: QImage | None) -> None:
        self._pictures[digest] = picture
        self._pictures.move_to_end(digest)
        while len(self._pictures) > PICTURES_KEPT:
            self._pictures.popitem(last=False)
        if picture is not None:
            for card in self._cards.cards:
                card.attachments.show_picture(digest, picture)
