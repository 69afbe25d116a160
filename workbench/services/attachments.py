"""Files that go along with messages: kept once by their digest, read back by it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from workbench.domain.attachments import MOST_BYTES, attachment_of
from workbench.domain.errors import FileProblem, NotFound
from workbench.domain.prompts import Attachment, Message
from workbench.services.ports import AttachmentStore


class AttachmentService:
    def __init__(self, store: AttachmentStore) -> None:
        self._store = store

    def attach(self, name: str, data: bytes) -> Attachment:
        """Keep the bytes. Raises `InvalidInput` for what no model could be sent."""
        attachment = attachment_of(name, data)
        self._store.keep(attachment, data)
        return attachment

    def attach_file(self, path: Path) -> Attachment:
        """The same for a file, of which no more is read than may be attached."""
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileProblem(f"cannot be read: {reason}", file=str(path)) from error
        return self.attach(path.name, data)

    def files_of(self, messages: Sequence[Message]) -> dict[str, bytes]:
        """By digest, what is attached to the messages, as far as it is here."""
        files: dict[str, bytes] = {}
        for digest in {each.digest for message in messages for each in message.attachments}:
            with suppress(NotFound):
                files[digest] = self._store.bytes_of(digest)
        return files

    def bytes_of(self, attachment: Attachment) -> bytes:
        """Raises `NotFound`."""
        return self._store.bytes_of(attachment.digest)
