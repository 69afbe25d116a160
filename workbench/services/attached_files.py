"""The files that go along with messages, brought in from a registry's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from workbench.domain.attachments import attachment_of
from workbench.domain.errors import FileProblem, NotFound
from workbench.domain.prompts import Attachment
from workbench.domain.releases import Release
from workbench.services.ports import AttachmentStore


class AttachmentSource(Protocol):
    def attached(self, folder: Path, digest: str) -> bytes:
        """The bytes, which are what the digest says. Raises `FileProblem`."""
        ...


class AttachedFiles:
    def __init__(self, source: AttachmentSource, store: AttachmentStore) -> None:
        self._source, self._store = source, store

    def holds(self, attachment: Attachment) -> bool:
        try:
            self._store.bytes_of(attachment.digest)
        except NotFound:
            return False
        return True

    def bytes_of(self, attachment: Attachment, folder: Path) -> bytes:
        """As attaching it would take it. Raises `FileProblem`, `InvalidInput`."""
        data = self._source.attached(folder, attachment.digest)
        found = attachment_of(attachment.name, data)
        if found.media_type != attachment.media_type:
            raise FileProblem(
                f"{attachment.name} is {found.media_type}, not {attachment.media_type}",
                file=str(folder),
            )
        return data

    def take_in(self, attachment: Attachment, folder: Path) -> None:
        self._store.keep(attachment, self.bytes_of(attachment, folder))


def attachments_of(releases: Iterable[Release]) -> list[Attachment]:
    messages = (message for release in releases for message in release.content.messages)
    return [each for message in messages for each in message.attachments]
