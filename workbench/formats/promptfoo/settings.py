"""What a provider's `config` sets: parameters of a call, tools, a response schema, instructions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.errors import WorkbenchError
from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.domain.parameters import SENDABLE
from workbench.domain.prompts import OutputSchema, Tool
from workbench.formats.json_schemas import pretty
from workbench.formats.located import Place, Rows, Table
from workbench.formats.promptfoo.ledger import Ledger, shown
from workbench.formats.response_formats import NAMELESS, read_response_format
from workbench.formats.tool_documents import read_tools

PARAMS = {
    **{name: name for name in SENDABLE - {"response_format", "extra_body"}},
    "topP": "top_p",
    "topK": "top_k",
    "maxTokens": "max_tokens",
    "max_output_tokens": "max_tokens",
    "maxOutputTokens": "max_tokens",
    "maxTokenCount": "max_tokens",
    "max_new_tokens": "max_tokens",
    "max_gen_len": "max_tokens",
    "max_length": "max_tokens",
    "num_predict": "max_tokens",
    "stop_sequences": "stop",
    "stopSequences": "stop",
    "stopReason": "stop",
    "frequencyPenalty": "frequency_penalty",
    "presencePenalty": "presence_penalty",
    "reasoningEffort": "reasoning_effort",
    "repeat_penalty": "repetition_penalty",
    "safetySettings": "safety_settings",
    "passthrough": "extra_body",
}
BESIDE = frozenset(
    """
    search_domain_filter search_recency_filter search_after_date_filter
    search_before_date_filter search_mode return_images return_related_questions connectors
    documents citation_options safe_prompt random_seed typical_p guidance_scale
    """.split()  # noqa: SIM905 - read as a list of words
)
"""What only one provider understands: it is sent as it is, beside the rest."""
NESTED = ("generationConfig", "inferenceConfig", "textGenerationConfig", "interfaceConfig",
          "inference_config", "options", "parameters")  # fmt: skip
"""Objects whose members are parameters themselves."""
ELSEWHERE = frozenset(
    """
    apiKey apiKeyEnvar api_key region accessKeyId secretAccessKey sessionToken profile
    organization projectId project location apiVersion apiHost apiBaseUrl api_base url headers
    timeout timeoutMs maxRetries max_retries cost inputCost outputCost showThinking usage_tier
    anthropic_version modelType inferenceModelType deploymentName credentials keyFilename
    prompt_truncation useSystemPrompt stream store debug dangerouslyUseDefaultCredentials
    contentType acceptType apiEndpoint delay concurrency endpoint baseURL transformResponse
    """.split()  # noqa: SIM905 - read as a list of words
) - {"store"}
"""How a provider is reached: said under Settings, never by a file."""
INSTRUCTIONS = ("instructions", "systemInstruction", "system_instruction", "system", "systemPrompt",
                "system_prompt")  # fmt: skip
SCHEMAS = ("response_format", "responseFormat", "response_schema", "responseSchema", "text")
TOOLS = ("tools", "functions", "toolConfig")
CHOICES = ("tool_choice", "toolChoice", "function_call")
CALLBACKS = ("functionToolCallbacks", "functionCallbacks", "function_callbacks")


@dataclass(slots=True)
class Settings:
    """What is set, taken apart by where it belongs."""

    params: dict[str, Json] = field(default_factory=dict)
    tools: tuple[Tool, ...] = ()
    tool_choice: Json = None
    output: OutputSchema | None = None
    instructions: str = ""


def read_settings(config: Table, ledger: Ledger, load: Callable[[str, Place], Any]) -> Settings:
    """`load` reads what a `file://` names."""
    settings = Settings()
    for name, value in config.items():
        place = config.at(name)
        if isinstance(value, str) and value.startswith("file://"):
            value = load(value, place)
            if value is None:
                continue
        _set(settings, name, value, place, ledger)
    return settings


def _set(settings: Settings, name: str, value: Any, place: Place, ledger: Ledger) -> None:
    if value is None:
        return
    if isinstance(value, str) and "{{" in value and name not in INSTRUCTIONS:
        ledger.leave(place, name, "a template in a provider's config is not filled in here")
    elif name in ELSEWHERE:
        ledger.tell(place, name, "how a provider is reached is set in Settings, never by a file")
    elif name in NESTED and isinstance(value, Table):
        for inner, item in value.items():
            _set(settings, inner, item, value.at(inner), ledger)
    elif name == "reasoning" and isinstance(value, Table) and "effort" in value:
        settings.params["reasoning_effort"] = freeze(value["effort"])
    elif name in INSTRUCTIONS:
        settings.instructions = _instructions(value)
    elif name in TOOLS:
        settings.tools += _tools(value, place, ledger)
    elif name in CHOICES:
        settings.tool_choice = _choice(value)
    elif name in SCHEMAS:
        _response(settings, value, place, ledger)
    elif name in CALLBACKS:
        ledger.leave(place, name, "tools are not called during an evaluation")
    elif name in BESIDE:
        beside = thaw(settings.params.get("extra_body", JsonObject()))
        settings.params["extra_body"] = freeze({**beside, name: value})
    elif name in PARAMS:
        settings.params[PARAMS[name]] = freeze(value)
    else:
        ledger.leave(place, f"{name}: {shown(value)}", "no parameter that can be sent from here")


def _instructions(value: Any) -> str:
    """A text, or Google's parts."""
    if isinstance(value, Mapping):
        value = value.get("parts", value.get("text", ""))
    if isinstance(value, list):
        texts = (part.get("text", "") if isinstance(part, Mapping) else part for part in value)
        return "\n".join(str(text) for text in texts)
    return value if isinstance(value, str) else ""


def _tools(value: Any, place: Place, ledger: Ledger) -> tuple[Tool, ...]:
    found: list[Tool] = []
    for entry in _flat(value):
        try:
            found += read_tools(json.dumps(entry, ensure_ascii=False))
        except WorkbenchError as error:
            ledger.leave(place, f"tools: {shown(entry)}", error.message)
    return tuple(found)


def _flat(value: Any) -> list[Any]:
    """Each tool by itself, out of the wraps of Google, Amazon and Adaline."""
    if isinstance(value, Rows):
        return [tool for item in value for tool in _flat(item)]
    if isinstance(value, Table):
        for wrap in ("functionDeclarations", "function_declarations", "tools"):
            if isinstance(value.get(wrap), list):
                return _flat(value[wrap])
        if isinstance(schema := value.table("definition").get("schema"), Mapping):
            return [schema]
        spec = value.get("toolSpec")
        if isinstance(spec, Mapping):
            schema = spec.get("inputSchema")
            inner = schema.get("json", schema) if isinstance(schema, Mapping) else schema
            return [{**spec, "inputSchema": inner}]
    return [value]


def _choice(value: Any) -> Json:
    """Anthropic's words for OpenAI's."""
    if isinstance(value, Mapping):
        kind = value.get("type")
        if kind in ("auto", "none"):
            return str(kind)
        if kind == "any" or "any" in value:
            return "required"
        if kind == "tool" and isinstance(value.get("name"), str):
            return freeze({"type": "function", "function": {"name": value["name"]}})
        if "auto" in value:
            return "auto"
    return "required" if value == "any" else freeze(value)


def _response(settings: Settings, value: Any, place: Place, ledger: Ledger) -> None:
    if not isinstance(value, Mapping):
        ledger.leave(place, "response_format", "no schema that is understood")
        return
    kind = value.get("type")
    if kind in ("json_object", "text"):
        settings.params["response_format"] = freeze({"type": str(kind)})
        return
    text = json.dumps(value, ensure_ascii=False)
    settings.output = read_response_format(text) or OutputSchema(NAMELESS, pretty(text))
