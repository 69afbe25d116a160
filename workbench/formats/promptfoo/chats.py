"""The text of a prompt as promptfoo reads it: one message, or a chat as JSON or YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from workbench.domain.errors import FileProblem
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.formats.located import Place
from workbench.formats.promptfoo.documents import read_yaml
from workbench.formats.promptfoo.ledger import Ledger
from workbench.formats.promptfoo.templates import to_jinja

ROLES = {
    "system": Role.SYSTEM,
    "developer": Role.DEVELOPER,
    "user": Role.USER,
    "human": Role.USER,
    "assistant": Role.ASSISTANT,
    "model": Role.ASSISTANT,
    "ai": Role.ASSISTANT,
    "tool": Role.TOOL,
}
BARE = re.compile(r"(?<=[:\[,])(\s*)\{\{-?\s*([^{}\"]*?)\s*\|\s*(?:dump|tojson|safe)\s*-?\}\}")
"""A value that a template writes as JSON, where JSON would have a text."""


WRITTEN_AS_JSON = re.compile(r"\{% filter dump %\}(.*?)\{% endfilter %\}", re.DOTALL)
"""How an export writes a content whose variables are guarded."""


def read_chat(raw: str, place: Place, ledger: Ledger) -> tuple[Message, ...]:
    """The messages that the text stands for; a text that is no chat is one of the user's."""
    document = _document(raw)
    turns = _turns(document)
    if turns is None:
        if raw.lstrip().startswith("[") and '"role"' in raw:
            ledger.leave(
                place, "a chat", "its JSON is put together by its template: taken as one message"
            )
        return (Message(Role.USER, _translated(raw, place, ledger)),)
    return tuple(_message(turn, place, ledger) for turn in turns)


def _document(raw: str) -> Any:
    start = raw.lstrip()[:7]
    if start[:1] in ("[", "{"):
        texts = WRITTEN_AS_JSON.sub(lambda found: json.dumps(found[1]), raw)
        for text in (raw, BARE.sub(r'\1"{{ \2 }}"', texts)):
            try:
                return json.loads(text)
            except (ValueError, RecursionError):
                continue
        return None
    if start.startswith("- role:"):
        try:
            return read_yaml(raw, "")
        except FileProblem:
            return None
    return None


def _turns(document: Any) -> list[Mapping[str, Any]] | None:
    """Messages in a list, or under OpenAI's, Google's or Anthropic's names for one."""
    if isinstance(document, Mapping):
        lists = (document.get(name) for name in ("messages", "contents", "input"))
        turns = next((found for found in lists if isinstance(found, list)), None)
        system = document.get("system", document.get("system_instruction"))
        if turns is not None and system is not None:
            turns = [{"role": "system", "content": _parts_of(system)}, *turns]
        document = turns
    if not isinstance(document, list) or not document:
        return None
    known = all(isinstance(turn, Mapping) and turn.get("role") in ROLES for turn in document)
    return document if known else None


def _parts_of(value: Any) -> Any:
    return value.get("parts", value) if isinstance(value, Mapping) else value


def _message(turn: Mapping[str, Any], place: Place, ledger: Ledger) -> Message:
    content = turn.get("content", turn.get("parts"))
    text = _translated(_text(content, place, ledger), place, ledger)
    calls = turn.get("tool_calls")
    return Message(
        ROLES[turn["role"]],
        text,
        name=str(turn.get("name") or ""),
        tool_calls=_calls(calls) if isinstance(calls, list) else (),
        tool_call_id=str(turn.get("tool_call_id") or ""),
    )


def _text(content: Any, place: Place, ledger: Ledger) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return json.dumps(content, ensure_ascii=False)
    texts: list[str] = []
    for part in content:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Mapping) and isinstance(part.get("text"), str):
            texts.append(part["text"])
        else:
            kind = part.get("type", "part") if isinstance(part, Mapping) else "part"
            ledger.leave(
                place, f"a message's {kind}", "images and files are attached in the window"
            )
    return "\n".join(texts)


def _calls(calls: list[Any]) -> tuple[ToolCall, ...]:
    found = []
    for call in calls:
        function = call.get("function") if isinstance(call, Mapping) else None
        if isinstance(function, Mapping):
            arguments = function.get("arguments", "")
            text = arguments if isinstance(arguments, str) else json.dumps(arguments)
            found.append(ToolCall(str(call.get("id", "")), str(function.get("name", "")), text))
    return tuple(found)


def _translated(text: str, place: Place, ledger: Ledger) -> str:
    translated = to_jinja(text)
    for why in translated.strange:
        ledger.leave(place, "a template", why)
    return translated.text
