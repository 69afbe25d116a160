"""A conflict in words and texts: where it is, what each side has, what is there to choose."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from workbench.diffing.merging import Conflict, ConflictKind, Side
from workbench.domain.json_values import JsonObject
from workbench.domain.prompts import Message
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

PARTS = {
    "message": QT_TRANSLATE_NOOP("merging", "{0} message"),
    "inputs": QT_TRANSLATE_NOOP("merging", "variable {0}"),
    "tools": QT_TRANSLATE_NOOP("merging", "tool {0}"),
    "params": QT_TRANSLATE_NOOP("merging", "parameter {0}"),
    "model": QT_TRANSLATE_NOOP("merging", "model {0}"),
    "output": QT_TRANSLATE_NOOP("merging", "output schema {0}"),
    "engine": QT_TRANSLATE_NOOP("merging", "template engine"),
    "tool_choice": QT_TRANSLATE_NOOP("merging", "tool choice"),
}
WHY = {
    ConflictKind.TEXT: QT_TRANSLATE_NOOP("merging", "both changed this passage"),
    ConflictKind.MESSAGE: QT_TRANSLATE_NOOP("merging", "one side removed what the other changed"),
    ConflictKind.MESSAGES: QT_TRANSLATE_NOOP("merging", "both added messages here"),
    ConflictKind.VALUE: QT_TRANSLATE_NOOP("merging", "both changed this"),
}
SIDE_WORDS = {
    Side.MINE: QT_TRANSLATE_NOOP("merging", "Take mine"),
    Side.THEIRS: QT_TRANSLATE_NOOP("merging", "Take {0}"),
    Side.BOTH: QT_TRANSLATE_NOOP("merging", "Take both"),
    Side.BY_HAND: QT_TRANSLATE_NOOP("merging", "Edit by hand"),
}


def translate(words: str) -> str:
    return QCoreApplication.translate("merging", words)


def place(conflict: Conflict) -> str:
    words = PARTS.get(conflict.part, conflict.part.replace("_", " ") + " {0}")
    return translate(words).format(conflict.name).strip()


def why(conflict: Conflict) -> str:
    return translate(WHY[conflict.kind])


def shown(value: Any) -> str:
    """One side of a conflict as text; empty where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Message):
        return "\n".join(filter(None, (f"[{value.role.value}]", value.text)))
    if isinstance(value, tuple) and value and all(isinstance(each, Message) for each in value):
        return "\n\n".join(shown(each) for each in value)
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return {key: _plain(item) for key, item in value}
    if is_dataclass(value) and not isinstance(value, type):
        named = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: _plain(item) for name, item in named if item not in (None, "", ())}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
