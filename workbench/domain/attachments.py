"""Which files can go along with a message, and how they are told apart.

What a file is, its bytes say and not its name: an image by the first of them, text by being
UTF-8. What is neither is refused, for no model could be sent it.
"""

from __future__ import annotations

import re

from workbench.domain.digests import bytes_digest
from workbench.domain.errors import InvalidContent, InvalidInput
from workbench.domain.prompts import Attachment

MOST_BYTES = 20 * 1024 * 1024
MOST_TEXT_BYTES = 1024 * 1024
"""Of a text, which is sent as it stands and paid for by its length."""
TEXT = "text/plain"
MEDIA_TYPES = (TEXT, "image/png", "image/jpeg", "image/gif", "image/webp")
LONGEST_NAME = 120
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HINT = "Images (PNG, JPEG, GIF, WebP) and text files in UTF-8 can be attached."


def attachment_of(name: str, data: bytes) -> Attachment:
    """What the bytes are. Raises `InvalidInput` where they cannot be attached."""
    name = shown_name(name)
    if not data:
        raise InvalidInput(f"{name} is empty.", hint=HINT)
    if len(data) > MOST_BYTES:
        raise InvalidInput(
            f"{name} is larger than {MOST_BYTES // 2**20} MB, which is the most that is attached.",
            hint="Attach a smaller copy of it.",
        )
    return Attachment(name, _media_type(name, data), bytes_digest(data))


def image_type(data: bytes) -> str:
    """By its first bytes; empty for what is no image that models take."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def shown_name(name: str) -> str:
    """The last part of a path, in one line, short enough to be shown."""
    last = re.split(r"[/\\]", UNPRINTABLE.sub("", name).strip())[-1].strip(". ")
    if len(last) > LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        kept = f"{dot}{ending}" if stem and len(ending) < 10 else ""
        last = last[: LONGEST_NAME - len(kept) - 1] + "…" + kept
    return last or "attachment"


def checked_attachment(attachment: Attachment, place: str) -> Attachment:
    """As it is, if it can be one. Raises `InvalidContent` naming the field that is wrong."""
    if not DIGEST.fullmatch(attachment.digest):
        raise InvalidContent("this is not the digest of a file", place=f"{place}.digest")
    if attachment.media_type not in MEDIA_TYPES:
        raise InvalidContent(
            f"files of type {attachment.media_type!r} cannot be attached",
            place=f"{place}.media_type",
        )
    if shown_name(attachment.name) != attachment.name:
        raise InvalidContent("this cannot be the name of a file", place=f"{place}.name")
    return attachment


def _media_type(name: str, data: bytes) -> str:
    if found := image_type(data):
        return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInput(f"{name} is neither an image nor text in UTF-8.", hint=HINT) from None
    if "\0" in text:
        raise InvalidInput(f"{name} holds bytes that are not text.", hint=HINT)
    if len(data) > MOST_TEXT_BYTES:
        raise InvalidInput(
            f"{name} is a text of more than {MOST_TEXT_BYTES // 2**20} MB.",
            hint="Attach the part of it that matters.",
        )
    return TEXT
