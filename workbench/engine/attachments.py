"""The bytes of what is attached to messages, read from the workspace when they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.errors import NotFound
from workbench.domain.prompts import Message
from workbench.formats.message_parts import fenced
from workbench.services.ports import AttachmentStore


def files_of(store: AttachmentStore, messages: Sequence[Message]) -> dict[str, bytes]:
    """By digest. Raises `NotFound` naming the message whose file is not in the workspace."""
    files: dict[str, bytes] = {}
    for number, message in enumerate(messages, start=1):
        for each in message.attachments:
            try:
                files[each.digest] = files.get(each.digest) or store.bytes_of(each.digest)
            except NotFound:
                raise NotFound(
                    f"{each.name}, attached to message {number}, is not in this workspace.",
                    hint="Remove it from the message and attach the file again.",
                ) from None
    return files


def with_texts_inside(store: AttachmentStore, messages: Sequence[Message]) -> tuple[Message, ...]:
    """As they are counted before a run: text files as the text they are sent as."""
    return tuple(_counted(store, message) for message in messages)


def _counted(store: AttachmentStore, message: Message) -> Message:
    texts = [message.text]
    for each in message.attachments:
        if not each.is_image:
            try:
                texts.append(fenced(each, store.bytes_of(each.digest)))
            except NotFound:
                continue  # The run will say so
    images = tuple(each for each in message.attachments if each.is_image)
    return replace(message, text="\n\n".join(texts), attachments=images)
