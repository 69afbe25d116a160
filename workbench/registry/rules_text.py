"""R14: no secrets, no characters that hide or mislead; a warning for text that is not NFC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.domain.releases import Finding, FindingSeverity
from workbench.domain.sensitive_text import hidden_in, is_composed, secrets_in
from workbench.formats.strict_yaml import Place, StrictDocument
from workbench.registry.contents import Contents

ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING


def texts_are_clean(contents: Contents) -> Iterator[Finding]:
    for path, data in contents.tree.files.items():
        found = dict.fromkeys(_in_file(path, data.decode("utf-8", "replace")))
        document = contents.documents.get(path)
        if document and b"\\" in data:
            found |= dict.fromkeys(_in_fields(path, document))
        yield from found


def _in_file(path: str, text: str) -> Iterator[Finding]:
    for sighting in secrets_in(text):
        yield Finding("R14", ERROR, path, f"holds {sighting.kind}", sighting.line)
    for sighting in hidden_in(text):
        yield Finding("R14", ERROR, path, f"holds {sighting.kind}", sighting.line)
    if not is_composed(text):
        number = next(n for n, line in enumerate(text.split("\n"), 1) if not is_composed(line))
        yield Finding("R14", WARNING, path, "holds text that is not NFC", number)


def _in_fields(path: str, document: StrictDocument) -> Iterator[Finding]:
    """What stands in the file as an escape and is a character for who reads it."""
    for place, text in _texts(document.value, ()):
        start = document.line(place)
        for sighting in (*secrets_in(text), *hidden_in(text)):
            line = start + sighting.line if start and "\n" in text else start
            yield Finding("R14", ERROR, path, f"holds {sighting.kind}", line)


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield place, key
            yield from _texts(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
