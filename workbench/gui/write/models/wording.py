"""What is said of a model beside its name: its own parameters, what it will not be sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from workbench.domain.json_values import Json, thaw
from workbench.domain.models import Model
from workbench.domain.parameters import SCHEMA, TOOLS, not_taken
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Params = Sequence[tuple[str, Json]]
LONGEST_VALUE = 24
NAMED = {
    TOOLS: QT_TRANSLATE_NOOP("parameters", "tools"),
    SCHEMA: QT_TRANSLATE_NOOP("parameters", "response schema"),
}


def params_words(params: Params) -> str:
    """`temperature 0 · stop ["END"]`; what is taken away says so."""
    return " · ".join(f"{safe(name)} {_value_words(value)}" for name, value in params)


def left_out_of(model: Model, content: PromptContent, overrides: Params) -> tuple[str, ...]:
    """What the engine will leave out of a call of this model, by the engine's own rule."""
    together = dict(content.model.params) | dict(overrides)
    asked = [name for name, value in together.items() if value is not None]
    return not_taken(
        model.support, asked, tools=bool(content.tools), schema=content.output is not None
    )


def left_out_words(names: Iterable[str]) -> str:
    """`takes no seed, tools; not sent`; empty for nothing."""
    words = ", ".join(_translated(NAMED.get(name, name)) for name in names)
    return _translated(NOT_SENT).format(words) if words else ""


def support_words(left_out: Mapping[str, Sequence[str]]) -> str:
    """A line for each model that will not be sent everything."""
    return "\n".join(f"{safe(model)} {left_out_words(names)}" for model, names in left_out.items())


NOT_SENT = QT_TRANSLATE_NOOP("parameters", "takes no {0}; not sent")
NOT_SET = QT_TRANSLATE_NOOP("parameters", "not set")


def _value_words(value: Json) -> str:
    if value is None:
        return _translated(NOT_SET)
    text = value if isinstance(value, str) else json.dumps(thaw(value), ensure_ascii=False)
    return safe(text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…")


def _translated(text: str) -> str:
    return QCoreApplication.translate("parameters", text)
