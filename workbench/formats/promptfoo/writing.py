"""A prompt with its dataset and checks as a configuration that promptfoo runs.

promptfoo fills in prompts, variables and values of checks as Nunjucks templates. Prompts and
checks are templates here, too, and are translated; a variable is passed on as it is here, so its
braces are guarded there. It fills variables in only where a prompt is text and not JSON: with
such a variable, a chat is written as a text that becomes JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Engine, Message, PromptContent, Role
from workbench.formats import canonical_yaml
from workbench.formats.checks import check_document
from workbench.formats.datasets.promptfoo_tests import promptfoo_test
from workbench.formats.message_parts import tool_call_documents
from workbench.formats.promptfoo.kinds import CODE_KINDS
from workbench.formats.promptfoo.model_names import PREFIXES
from workbench.formats.promptfoo.templates import to_nunjucks
from workbench.formats.sharing.promptfoo_test import guarded, without_halves
from workbench.formats.tool_documents import tool_document

NAMES = {
    **{litellm: theirs for theirs, litellm in PREFIXES.items() if theirs != "palm"},
    "azure": "azure:chat",
    "openai": "openai:chat",
    "anthropic": "anthropic:messages",
    "ollama": "ollama:chat",
    "ollama_chat": "ollama:chat",
    "cohere": "cohere",
    "together_ai": "togetherai",
}
"""litellm's provider, promptfoo's words before the model."""
NO_MODEL = "echo"
MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class ExportedPrompt:
    path: str
    content: PromptContent


@dataclass(frozen=True, slots=True)
class Exported:
    text: str
    notes: tuple[str, ...] = ()
    """What promptfoo will not do as it is done here."""


@dataclass(slots=True)
class _Writing:
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def template(self, text: str, place: str) -> str:
        translated = to_nunjucks(text)
        for why in translated.strange:
            self.note(f"{place}: {why}")
        return translated.text


def write_config(
    prompt: ExportedPrompt,
    components: Mapping[str, PromptContent],
    dataset: Dataset | None = None,
    models: Sequence[str] = (),
) -> Exported:
    """`components` by path: what the prompt includes is put into its text.

    Raises `InvalidContent` for what no YAML can hold.
    """
    writing = _Writing()
    content = prompt.content
    names = models or ((content.model.name,) if content.model.name else ())
    raw = _raw(prompt, components, writing, guarding=_has_braces(dataset))
    document: dict[str, Any] = {
        "description": dataset.name if dataset else prompt.path,
        "prompts": [{"label": prompt.path, "raw": raw}],
        "providers": [_provider(name, content, writing) for name in names] or [NO_MODEL],
    }
    if not names:
        writing.note(f"no model is named: the provider is {NO_MODEL}, which gives the prompt back")
    if dataset:
        document |= _tests(dataset, content, writing)
    return Exported(canonical_yaml.layout(without_halves(document)), tuple(writing.notes))


def _raw(
    prompt: ExportedPrompt,
    components: Mapping[str, PromptContent],
    writing: _Writing,
    *,
    guarding: bool,
) -> str:
    """One message of the user's as it is; anything else as a chat in JSON, or, where variables
    are `guarding` their braces, as a text that becomes one."""
    messages = [_message(each, prompt, components, writing) for each in prompt.content.messages]
    first = messages[0] if len(messages) == 1 else {}
    if first.keys() == {"role", "content"} and first["role"] == Role.USER:
        return str(first["content"])
    if not guarding:
        return json.dumps(messages, indent=2, ensure_ascii=False)
    return "[\n" + ",\n".join(map(_becoming_json, messages)) + "\n]"


def _becoming_json(message: dict[str, Any]) -> str:
    """The content stands outside of JSON's quotes until it is filled in."""
    text = message["content"]
    rest = json.dumps({**message, "content": MARK}, ensure_ascii=False)
    return rest.replace(f'"{MARK}"', "{% filter dump %}" + text + "{% endfilter %}")


def _has_braces(dataset: Dataset | None) -> bool:
    cases = dataset.cases if dataset else ()
    values = (value for case in cases if case.counts for _name, value in case.values)
    return any(isinstance(value, str) and guarded(value) != value for value in values)


def _message(
    message: Message,
    prompt: ExportedPrompt,
    components: Mapping[str, PromptContent],
    writing: _Writing,
) -> dict[str, Any]:
    if message.role is Role.PLACEHOLDER:
        writing.note(f"{prompt.path}: the messages {message.name} have no place in promptfoo")
        return {"role": "user", "content": "{{ " + message.name + " | dump }}"}
    if message.attachments:
        writing.note(f"{prompt.path}: attached files do not go along")
    if prompt.content.engine is Engine.NONE:
        text = guarded(message.text)
    else:
        whole = _with_included(message.text, components)
        text = writing.template(whole, prompt.path)
    document: dict[str, Any] = {"role": message.role.value, "content": text}
    if message.name:
        document["name"] = message.name
    if message.tool_call_id:
        document["tool_call_id"] = message.tool_call_id
    if message.tool_calls:
        document["tool_calls"] = tool_call_documents(message.tool_calls)
    return document


def _with_included(text: str, components: Mapping[str, PromptContent]) -> str:
    """With the text of each component in the place of the tag that names it."""
    for path, component in components.items():
        inner = "\n\n".join(message.text for message in component.messages)
        for quote in ('"', "'"):
            for left, right in (("{% ", " %}"), ("{%- ", " -%}"), ("{%", "%}")):
                text = text.replace(f"{left}include {quote}{path}{quote}{right}", inner)
    return text


def _provider(name: str, content: PromptContent, writing: _Writing) -> dict[str, Any]:
    provider, _, model = name.partition("/")
    if not model:
        provider, model = "openai", name
    words = NAMES.get(provider)
    if words is None:
        writing.note(f"promptfoo is told nothing of {provider}: say where {model} is, in `config`")
        words = "openai:chat"
    config = {key: thaw(value) for key, value in content.model.params}
    extra = config.pop("extra_body", None)
    if extra is not None:
        config["passthrough"] = extra
    if content.tools:
        config["tools"] = [tool_document(tool, json.loads) for tool in content.tools]
        if content.tool_choice is not None:
            config["tool_choice"] = thaw(content.tool_choice)
    if content.output:
        schema: dict[str, Any] = {
            "name": content.output.name,
            "schema": json.loads(content.output.schema),
        }
        if content.output.strict is not None:
            schema["strict"] = content.output.strict
        config["response_format"] = {"type": "json_schema", "json_schema": schema}
    document: dict[str, Any] = {"id": f"{words}:{model}"}
    return document | ({"config": config} if config else {})


def _tests(dataset: Dataset, content: PromptContent, writing: _Writing) -> dict[str, Any]:
    cases = [case for case in dataset.cases if case.counts]
    left = len(dataset.cases) - len(cases)
    if left:
        writing.note(f"{left} cases that are switched off or not accepted were left out")
    default: dict[str, Any] = {}
    defaults = {item.name: thaw(item.default) for item in content.inputs}
    given = {name: _variable(value) for name, value in defaults.items() if value is not None}
    if given:
        default["vars"] = given
    if dataset.checks:
        default["assert"] = [_assertion(check, writing) for check in dataset.checks]
    if dataset.threshold is not None:
        default["threshold"] = dataset.threshold
    if dataset.transform:
        default["options"] = {"transform": dataset.transform}
    document: dict[str, Any] = {"defaultTest": default} if default else {}
    return document | {"tests": [_test(case, writing) for case in cases]}


def _test(case: Case, writing: _Writing) -> dict[str, Any]:
    test = promptfoo_test(case)
    test["vars"] = {name: _variable(value) for name, value in test["vars"].items()}
    if case.checks:
        test["assert"] = [_assertion(check, writing) for check in case.checks]
    return test


def _variable(value: Any) -> Any:
    """As it is: braces of a text would be filled in, and `file://` read. What is inside of a list
    or an object is left alone there."""
    return guarded(value) if isinstance(value, str) else value


def _assertion(check: Check, writing: _Writing) -> dict[str, Any]:
    """In promptfoo's words; a judge by the name that promptfoo has for its model."""
    document = check_document(check)
    if check.checks:
        document["assert"] = [_assertion(inner, writing) for inner in check.checks]
    if check.kind not in CODE_KINDS and "value" in document:
        document["value"] = _value(document["value"], check, writing)
    if check.judge:
        document["provider"] = _provider(check.judge, PromptContent(), writing)["id"]
    if check.judge_prompt:
        writing.note(f"{check.name}: promptfoo asks its own judge, not {document.pop('judge')}")
    if check.kind in CODE_KINDS and "function" in document.get("config", {}):
        name = document["config"]["function"]
        writing.note(f"{check.name}: its file defines {name}; keep it as a file beside this one")
    return document


def _value(value: Any, check: Check, writing: _Writing) -> Any:
    if isinstance(value, str):
        return writing.template(value, check.name)
    if isinstance(value, list):
        return [_value(item, check, writing) for item in value]
    return value
