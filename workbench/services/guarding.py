"""No key leaves the workspace: what is handed out is looked through first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.domain.errors import InvalidInput
from workbench.domain.releases import PlannedFile, Release
from workbench.domain.sensitive_text import secrets_in
from workbench.formats.content import content_document


def refuse_secrets(given: Release | PlannedFile, known: frozenset[str]) -> None:
    """Raises `InvalidInput` naming the place of a key, without repeating it."""
    for place, text in _texts(given):
        for sighting in secrets_in(text, known):
            line = f", line {sighting.line}" if "\n" in text else ""
            raise InvalidInput(
                f"{place}{line}, holds {sighting.kind}. Nothing was written.",
                hint="Take it out of the prompt, commit, and revoke it if it is real.",
            )


def refuse_secret_text(name: str, data: bytes, known: frozenset[str]) -> None:
    """The same for a text that goes along with a message."""
    for sighting in secrets_in(data.decode("utf-8", "replace"), known):
        raise InvalidInput(
            f"{name}, line {sighting.line}, holds {sighting.kind}. Nothing was written.",
            hint="Attach it without the key, commit, and revoke the key if it is real.",
        )


def refuse_attachments(release: Release) -> None:
    """A version file by itself is one text: it carries no other files.

    Raises `InvalidInput` naming the message.
    """
    for number, message in enumerate(release.content.messages, start=1):
        if message.attachments:
            names = ", ".join(each.name for each in message.attachments)
            raise InvalidInput(
                f"{release.prompt.path} v{release.number}: message {number} ({message.role}) has "
                f"{names} attached, and a version file cannot carry it. Nothing was written.",
                hint="Export it to a registry, which holds what is attached beside its versions.",
            )


def _texts(given: Release | PlannedFile) -> Iterator[tuple[str, str]]:
    if isinstance(given, PlannedFile):
        yield given.path, given.new
        return
    name = f"{given.prompt.path} v{given.number}"
    for field, text in _strings(content_document(given.content), ""):
        yield f"{name}: {field}", text
    yield f"{name}: the note", given.note
    yield f"{name}: the author", given.author
    for field in ("title", "description", "owner"):
        yield f"{name}: the {field}", getattr(given.prompt, field)
    for label in given.prompt.labels:
        yield f"{name}: a label", str(label)


def _strings(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield place, key
            yield from _strings(item, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{place}[{index}]")
