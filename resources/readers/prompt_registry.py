"""Reads a team's approved prompts, from a bundle in production or a checkout in development.

    from prompt_registry import Registry

    prompt = Registry("prod.json").get("support/triage", interface=1, key=user_id)
    answer = litellm.completion(**prompt.render(ticket=text))

Copy this file into your application: Python 3.8 or later, nothing else is needed. Templates that
do more than `{{ name }}` and `{% include "path" %}` are filled in by Jinja2's sandbox, if it is
installed. Every prompt is checked against its digest before it is used.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import logging
import math
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Iterator, Mapping, NoReturn  # noqa: UP035

__all__ = ["Prompt", "Registry", "RegistryError", "content_digest", "point"]

BUNDLE = "prompt-bundle/1"
CONTENT = "prompt-content/1"
FORMAT = (1, 0)
PATH = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
STATEMENT = re.compile(r"[0-9a-f]{12}(?:\.([1-9][0-9]{0,8}))?\.json")
LARGEST_YAML = 4 * 1024 * 1024
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64
LOG = logging.getLogger("prompt_registry")


class RegistryError(Exception):
    """What went wrong and what to do. `code` is for programs, and never changes its meaning."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Registry:
    """A bundle (a file, or its bytes), or a checkout of the registry and an environment."""

    def __init__(self, source: str | os.PathLike[str] | bytes, env: str = "") -> None:
        self._source: _Bundle | _Checkout
        if isinstance(source, bytes):
            self._source = _Bundle(source, "the bundle", env)
        elif Path(source).is_dir():
            self._source = _Checkout(Path(source), env)
        else:
            self._source = _Bundle(_file(Path(source)), str(source), env)
        self.environment: str = self._source.environment
        self._checked: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._warned: dict[str, bool] = {}

    def get(self, path: str, interface: int, key: str | None = None) -> Prompt:
        """The version that is pinned, or for some of the keys the one that is tried out.

        `interface`: the number your call was written for. `key`: what stays the same for one
        user, so that they always get the same version; without it they get the pinned one.
        """
        if not PATH.fullmatch(path):
            raise RegistryError("unknown-prompt", f"{path!r} is not the path of a prompt.")
        entry = self._source.entry(path)
        offered = [entry, *entry.get("rollout", ())]
        for each in offered:
            _check_interface(path, each, interface)
        self._check_withdrawn(path, offered, entry.get("withdrawn", ()))
        chosen = entry if key is None else _chosen(path, key, entry)
        content = self._content(chosen["digest"], "prompts", path)
        components = {
            name: self._content(digest, "components", name)
            for name, digest in (content.get("components") or {}).items()
        }
        return Prompt(path, chosen, content, components, self._source)

    def _content(self, digest: str, folder: str, path: str) -> dict[str, Any]:
        known = (digest, folder, path)
        if known not in self._checked:
            content = self._source.content(digest, folder, path)
            found = content_digest(content)
            if found != digest:
                _changed(f"{path} is {found[:19]} by its content, and not {digest[:19]}")
            self._checked[known] = content
        return self._checked[known]

    def _check_withdrawn(self, path: str, offered: Any, withdrawn: Any) -> None:
        versions = {each["digest"]: each["version"] for each in offered}
        for each in withdrawn:
            if each["digest"] not in versions:
                continue
            told = f"{path} v{versions[each['digest']]} was withdrawn: {each['reason']}"
            if each["severity"] == "block":
                hint = "Roll back or promote another version, and use the new bundle."
                raise RegistryError("withdrawn", f"{told}. {hint}")
            if not self._warned.get(told):
                self._warned[told] = True
                LOG.warning("%s", told)


class Prompt:
    """One version of a prompt, checked."""

    def __init__(
        self,
        path: str,
        pinned: Mapping[str, Any],
        content: dict[str, Any],
        components: dict[str, dict[str, Any]],
        source: _Bundle | _Checkout,
    ) -> None:
        self.path, self.digest = path, pinned["digest"]
        self.version, self.interface = pinned["version"], pinned["interface"]
        self._content, self._components, self._source = content, components, source

    @property
    def metadata(self) -> dict[str, str]:
        """What to log with every call, so that it can be told what runs where."""
        return {"prompt": self.path, "version": str(self.version), "digest": self.digest}

    @property
    def inputs(self) -> dict[str, Any]:
        """The declared inputs by name."""
        return copy.deepcopy(self._content.get("inputs") or {})

    def render(self, /, **values: Any) -> dict[str, Any]:
        """The arguments of a call: model, messages, parameters, tools, schema, metadata.

        Values that the prompt does not ask for are ignored: another version may.
        """
        model = self._content.get("model") or {}
        arguments: dict[str, Any] = copy.deepcopy(model.get("params") or {})
        for name in arguments:
            if name not in SENDABLE:
                raise RegistryError("broken", f"{name} is not a parameter that a prompt may set.")
        arguments["model"] = model.get("name") or ""
        arguments["messages"] = self.messages(**values)
        if self._content.get("tools"):
            arguments["tools"] = [_tool(tool) for tool in self._content["tools"]]
        if self._content.get("tool_choice") is not None:
            arguments["tool_choice"] = copy.deepcopy(self._content["tool_choice"])
        if self._content.get("output"):
            output = self._content["output"]
            schema = {"name": output["name"], "schema": copy.deepcopy(output.get("schema") or {})}
            if output.get("strict") is not None:
                schema["strict"] = output["strict"]
            arguments["response_format"] = {"type": "json_schema", "json_schema": schema}
        arguments["metadata"] = self.metadata
        return arguments

    def messages(self, /, **values: Any) -> list[dict[str, Any]]:
        """Only the messages. Roles stand before values go in: a value never makes a message."""
        inputs = self._content.get("inputs") or {}
        filling = _Filling(self._content, self._components, _checked(inputs, values), inputs)
        found: list[dict[str, Any]] = []
        for index, message in enumerate(self._content.get("messages") or ()):
            if message["role"] == "placeholder":
                found += copy.deepcopy(filling.values.get(message.get("name", "")) or [])
            else:
                found.append(self._message(message, filling.text(message, index)))
        return found

    def _message(self, message: Mapping[str, Any], text: str) -> dict[str, Any]:
        attached = message.get("attachments") or ()
        files = [(each, self._source.attachment(each["digest"])) for each in attached]
        content: Any = text
        if any(each["media_type"].startswith("image/") for each, _ in files):
            parts = [{"type": "text", "text": text}] if text else []
            content = [*parts, *(_part(each, data) for each, data in files)]
        elif files:
            fenced = (_fenced(each, data) for each, data in files)
            content = "\n\n".join(part for part in (text, *fenced) if part)
        document: dict[str, Any] = {"role": message["role"], "content": content}
        if message.get("name"):
            document["name"] = message["name"]
        if message.get("tool_calls"):
            document["tool_calls"] = [
                {
                    "id": call["id"],
                    "type": "function",
                    "function": {"name": call["name"], "arguments": call["arguments"]},
                }
                for call in message["tool_calls"]
            ]
            document["content"] = content or None
        if message["role"] == "tool":
            document["tool_call_id"] = message.get("tool_call_id", "")
        return document


SENDABLE = frozenset(
    """
    temperature top_p top_k min_p max_tokens max_completion_tokens stop seed
    presence_penalty frequency_penalty repetition_penalty logit_bias logprobs
    top_logprobs user reasoning_effort thinking verbosity parallel_tool_calls
    service_tier safety_settings response_format web_search_options prediction
    modalities audio store num_ctx extra_body
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Parameters that a prompt may set. What names servers and keys is the application's."""


def _check_interface(path: str, offered: Mapping[str, Any], interface: int) -> None:
    # True is 1 in Python, and says nothing of what the call was written for
    if isinstance(interface, bool) or offered["interface"] != interface:
        raise RegistryError(
            "interface",
            f"{path} v{offered['version']} has interface {offered['interface']}, and you ask for "
            f"{interface}. Look at its inputs and output, adapt your call, and ask for "
            f"interface={offered['interface']}; or have a version of interface {interface} pinned.",
        )


def _chosen(path: str, key: str, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    position = point(path, key)
    for each in entry.get("rollout", ()):
        position -= each["weight"]
        if position < 0:
            return each  # type: ignore[no-any-return]
    return entry


def point(path: str, key: str) -> int:
    """Where a key stands in a rollout of the prompt, 0 to 99: the first per cents try it out."""
    if not isinstance(key, str):
        raise RegistryError("wrong-value", "The key is text, such as the id of a user.")
    text = f"{path}\n{key}".encode("utf-8", "surrogatepass")
    return int(hashlib.sha256(text).hexdigest()[:12], 16) % 100


def _changed(what: str) -> NoReturn:
    hint = "It was changed after it was approved. Restore it, or make the bundle again."
    raise RegistryError("changed", f"{what}. {hint}")


def _tool(tool: Mapping[str, Any]) -> dict[str, Any]:
    fields = ("name", "description", "parameters", "strict")
    found = {name: tool[name] for name in fields if tool.get(name) not in (None, "")}
    return {"type": "function", "function": copy.deepcopy(found)}


def _part(attachment: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    if not attachment["media_type"].startswith("image/"):
        return {"type": "text", "text": _fenced(attachment, data)}
    url = f"data:{attachment['media_type']};base64,{base64.b64encode(data).decode()}"
    return {"type": "image_url", "image_url": {"url": url}}


def _fenced(attachment: Mapping[str, Any], data: bytes) -> str:
    text = data.decode("utf-8-sig", "replace")
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"File “{attachment['name']}”:\n{fence}\n{text.rstrip()}\n{fence}"


# Values


def _checked(inputs: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values and defaults as their inputs declare them."""
    given = {
        name: declared.get("default") if values.get(name) is None else values[name]
        for name, declared in inputs.items()
    }
    missing = [n for n, value in given.items() if value is None and _needed(inputs[n])]
    if missing:
        raise RegistryError("missing-value", f"No value for {', '.join(missing)}. Pass them all.")
    return {n: _value(n, inputs[n], value) for n, value in given.items() if value is not None}


def _needed(declared: Mapping[str, Any]) -> bool:
    return declared["type"] != "messages" and declared.get("required") is not False


def _value(name: str, declared: Mapping[str, Any], value: Any) -> Any:
    wanted, fits = TYPES[declared["type"]]
    if not fits(value):
        raise RegistryError("wrong-value", f"{name} is to be {wanted}; {_shown(value)} is not.")
    if declared["type"] == "messages":
        for index, message in enumerate(value):
            _check_message(f"{name}[{index}]", message)
        return list(value)
    if declared["type"] == "string" and not isinstance(value, str):
        value = str(value).lower() if isinstance(value, bool) else str(value)
    if declared["type"] == "integer":
        value = int(value)
    choices = declared.get("enum") or []
    if choices and _canonical(value) not in [_canonical(choice) for choice in choices]:
        known = ", ".join(str(choice) for choice in choices)
        raise RegistryError("wrong-value", f"{name} is one of {known}; {_shown(value)} is not.")
    most = declared.get("max_length")
    if most is not None and hasattr(value, "__len__") and len(value) > most:
        raise RegistryError("wrong-value", f"{name} is {len(value)} long; {most} are allowed.")
    return value


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


TYPES: dict[str, tuple[str, Any]] = {
    "string": ("text", lambda v: isinstance(v, (str, bool)) or _number(v)),
    "integer": ("a whole number", lambda v: _number(v) and v == int(v)),
    "number": ("a number", _number),
    "boolean": ("true or false", lambda v: isinstance(v, bool)),
    "array": ("a list", lambda v: isinstance(v, (list, tuple))),
    "object": ("an object", lambda v: isinstance(v, dict)),
    "messages": ("a list of messages", lambda v: isinstance(v, (list, tuple))),
}
ROLES = ("system", "developer", "user", "assistant", "tool")


def _check_message(place: str, message: Any) -> None:
    if not isinstance(message, dict) or message.get("role") not in ROLES:
        raise RegistryError("wrong-value", f"{place} has no role among {', '.join(ROLES)}.")
    content = message.get("content")
    if content is None and not message.get("tool_calls"):
        raise RegistryError("wrong-value", f"{place} has no content.")
    if content is not None and not isinstance(content, (str, list)):
        raise RegistryError("wrong-value", f"{place}.content is to be text or a list of parts.")


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


# Templates

TAG = re.compile(r"\{[{%#]")
NAME = re.compile(r"\{\{[ \t\n]*([A-Za-z_][A-Za-z0-9_]*)[ \t\n]*\}\}")
INCLUDE = re.compile(r"""\{%[ \t\n]*include[ \t\n]+(?:"([^"\\\n]+)"|'([^'\\\n]+)')[ \t\n]*%\}""")
# fmt: off
TAKEN = frozenset({
    "and", "block", "call", "caller", "cycler", "dict", "else", "elif", "extends", "False",
    "false", "filter", "for", "from", "if", "import", "in", "include", "is", "joiner", "kwargs",
    "lipsum", "loop", "namespace", "None", "none", "not", "or", "pluralize", "print", "range",
    "raw", "recursive", "scoped", "self", "set", "super", "trans", "True", "true", "varargs",
    "with", "without",
})
# fmt: on
MOST_INCLUDES = 50


class _Filling:
    """Fills in the texts of one prompt: by itself where that is enough, or by Jinja2."""

    def __init__(
        self,
        content: Mapping[str, Any],
        components: Mapping[str, Mapping[str, Any]],
        values: dict[str, Any],
        inputs: Mapping[str, Any],
    ) -> None:
        self.values = values
        self._literal = content["template"]["engine"] == "none"
        self._left_out = [n for n, each in inputs.items() if n not in values and not _needed(each)]
        self._components = {
            path: (_component_text(each), each["template"]["engine"] == "none")
            for path, each in components.items()
        }

    def text(self, message: Mapping[str, Any], index: int) -> str:
        text = normalised_text(message.get("text") or "")
        if self._literal or not TAG.search(text):
            return text
        plain = self._plain(text, 0)
        return self._by_jinja(text, index) if plain is None else plain

    def _plain(self, text: str, depth: int) -> str | None:
        """None if there is more to it than names of scalar inputs and includes."""
        parts, position = [], 0
        for tag in TAG.finditer(text):
            if tag.start() < position:
                continue
            part, end = self._one(text, tag.start(), depth)
            if part is None:
                return None
            parts += [text[position : tag.start()], part]
            position = end
        return "".join([*parts, text[position:]])

    def _one(self, text: str, start: int, depth: int) -> tuple[str | None, int]:
        name, include = NAME.match(text, start), INCLUDE.match(text, start)
        if name and name[1] not in TAKEN:
            value = self.values.get(name[1])
            if value is None and name[1] not in self._left_out:
                raise RegistryError("missing-value", f"No value for {name[1]}. Pass it.")
            scalar = value is None or isinstance(value, (str, int, float))
            return ("" if value is None else str(value)) if scalar else None, name.end()
        if include:
            inner, literal = self._component(include[1] or include[2])
            if depth >= MOST_INCLUDES:
                raise RegistryError("broken", "Components include each other without end.")
            return inner if literal else self._plain(inner, depth + 1), include.end()
        return None, start

    def _component(self, path: str) -> tuple[str, bool]:
        if path not in self._components:
            raise RegistryError("broken", f"It includes {path}, which is not among its components.")
        return self._components[path]

    def _by_jinja(self, text: str, index: int) -> str:
        try:
            from jinja2 import FunctionLoader, StrictUndefined, Undefined
            from jinja2.sandbox import ImmutableSandboxedEnvironment
        except ImportError as error:
            raise RegistryError(
                "needs-engine",
                f"Message {index + 1} is more than names and includes, or is given a list: that "
                "takes Jinja2. Install it: pip install jinja2",
            ) from error

        def source(path: str) -> str:
            inner, literal = self._component(path)
            return TAG.sub(lambda tag: "{{ '" + tag[0] + "' }}", inner) if literal else inner

        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,
            keep_trailing_newline=True,
            loader=FunctionLoader(source),
        )
        del environment.globals["lipsum"], environment.filters["random"]
        nothing = {name: Undefined(name=name) for name in self._left_out}
        try:
            return str(environment.from_string(text).render({**nothing, **self.values}))
        except RegistryError:
            raise
        except Exception as error:
            reason = f"Message {index + 1} cannot be filled in: {error}"
            raise RegistryError("broken", reason) from error


def _component_text(content: Mapping[str, Any]) -> str:
    texts = (normalised_text(each.get("text") or "") for each in content.get("messages") or ())
    return "\n\n".join(text for text in texts if text)


# Digests: "sha256:" + hex(SHA-256(RFC 8785(N(content))))

HASHED = (
    "schema", "template", "messages", "inputs", "components", "output", "tools", "tool_choice",
    "model",
)  # fmt: skip
SURROGATE = re.compile("[\ud800-\udfff]")
INTEGER_KEY = re.compile("0|[1-9][0-9]*")


def content_digest(document: Mapping[str, Any]) -> str:
    """Of a whole content. Raises `RegistryError` naming the field that cannot be hashed."""
    for key in document:
        if key not in HASHED:
            _unhashable("is not a field of a content", str(key))
    form = {key: _normal(value, key) for key, value in document.items()}
    _schema_as_text(form.get("output"), document.get("output"), "schema", "output")
    for index, tool in enumerate(form.get("tools") or ()):
        _schema_as_text(tool, document["tools"][index], "parameters", f"tools[{index}]")
    for message in form.get("messages") or ():
        if isinstance(message, dict) and isinstance(message.get("text"), str):
            message["text"] = message["text"].rstrip("\n")
    return document_digest(_without_empty(form))


def document_digest(document: Any) -> str:
    return "sha256:" + hashlib.sha256(_canonical(document).encode()).hexdigest()


def normalised_text(text: str) -> str:
    return _lines(text).rstrip("\n")


def _lines(text: str) -> str:
    text = text[1:] if text.startswith("\ufeff") else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _normal(value: Any, place: str) -> Any:
    if isinstance(value, dict):
        return {
            _scalar(_key(key, place), place): _normal(item, f"{place}.{key}")
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_normal(item, f"{place}[{index}]") for index, item in enumerate(value)]
    return _scalar(value, place)


def _scalar(value: Any, place: str) -> Any:
    if isinstance(value, str):
        if SURROGATE.search(value):
            _unhashable("holds half of a character", place)
        return _lines(value)
    if isinstance(value, float) and not math.isfinite(value):
        _unhashable("is not a finite number", place)
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        _unhashable("is an integer beyond 2^53 - 1", place)
    if value is not None and not isinstance(value, (int, float)):
        _unhashable("is not a JSON value", place)
    return value


def _key(key: Any, place: str) -> str:
    if not isinstance(key, str):
        _unhashable(f"has the key {key!r}, which is not text", place)
    return key


def _unhashable(what: str, place: str) -> NoReturn:
    error = RegistryError("unhashable", f"{place} {what}.")
    error.place = place  # type: ignore[attr-defined]
    raise error


def _schema_as_text(form: Any, document: Any, field: str, place: str) -> None:
    if isinstance(form, dict) and isinstance(document, dict) and form.get(field) is not None:
        form[field] = _compact(document[field], f"{place}.{field}")


def _compact(value: Any, place: str) -> str:
    """With keys as written: models write fields in the order of the schema."""
    if isinstance(value, dict):
        for key in value:
            if INTEGER_KEY.fullmatch(_key(key, place)):
                _unhashable(f"has the key {key!r}, which looks like an integer", place)
        pairs = (
            f"{_quoted(_scalar(key, place))}:{_compact(item, f'{place}.{key}')}"
            for key, item in value.items()
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_compact(v, f"{place}[{i}]") for i, v in enumerate(value)) + "]"
    return _canonical(_scalar(value, place))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = ((key, _without_empty(item)) for key, item in value.items())
        return {key: item for key, item in kept if item is not None and item not in ({}, [])}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


def _canonical(value: Any) -> str:
    """RFC 8785."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _as_javascript(value)
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_quoted(key)}:{_canonical(value[key])}" for key in keys) + "}"
    return "[" + ",".join(map(_canonical, value)) + "]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _as_javascript(value: float) -> str:
    if value == 0:
        return "0"
    sign, figures, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits, minus = "".join(map(str, figures)), "-" if sign else ""
    place = len(digits) + int(exponent)
    if len(digits) <= place <= 21:
        return minus + digits + "0" * (place - len(digits))
    if 0 < place <= 21:
        return f"{minus}{digits[:place]}.{digits[place:]}"
    if -6 < place <= 0:
        return f"{minus}0.{'0' * -place}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{minus}{digits[0]}{fraction}e{place - 1:+d}"


# Where prompts come from


class _Bundle:
    def __init__(self, data: bytes, name: str, env: str) -> None:
        document = _json(data, name)
        if not isinstance(document, dict) or document.get("spec") != BUNDLE:
            raise RegistryError(
                "unreadable",
                f"{name} is no bundle that this reader knows ({BUNDLE}). "
                "Make one with: workbench registry bundle ENV -o FILE",
            )
        stated = document.pop("digest", None)
        try:
            _check_bundle(document)
            found = document_digest(document)
        except (TypeError, KeyError, ValueError, AttributeError, RecursionError) as error:
            raise RegistryError("unreadable", f"{name} is damaged. Make it again.") from error
        if stated != found:
            _changed(f"{name} is not as it was made")
        self.environment: str = document["environment"]
        if env and env != self.environment:
            raise RegistryError(
                "unknown-environment",
                f"{name} is the bundle of {self.environment}. "
                f"Make that of {env}: workbench registry bundle {env} -o {env}.json",
            )
        self._document = document

    def entry(self, path: str) -> dict[str, Any]:
        prompts = self._document["prompts"]
        if path not in prompts:
            _unknown(path, self.environment, sorted(prompts))
        return prompts[path]  # type: ignore[no-any-return]

    def content(self, digest: str, _folder: str, path: str) -> dict[str, Any]:
        if digest not in self._document["contents"]:
            _changed(f"The bundle lacks {path} {digest[:19]}")
        return self._document["contents"][digest]  # type: ignore[no-any-return]

    def attachment(self, digest: str) -> bytes:
        try:
            data = base64.b64decode(self._document["attachments"][digest], validate=True)
        except (KeyError, ValueError):
            data = b""
        return _checked_bytes(data, digest)


def _check_bundle(document: Mapping[str, Any]) -> None:
    """Raises what a wrong shape raises."""
    for name, kind in (("environment", str), ("contents", dict), ("attachments", dict)):
        if not isinstance(document[name], kind):
            raise TypeError(name)
    for entry in document["prompts"].values():
        for each in (entry, *entry.get("rollout", ())):
            _check_version(each)
        if any(each["weight"] < 1 for each in entry.get("rollout", ())):
            raise ValueError("weight")
        for each in entry.get("withdrawn", ()):
            _ = each["digest"] + each["severity"] + each["reason"]


def _check_version(each: Mapping[str, Any]) -> None:
    numbers = (each["version"], each["interface"], each.get("weight", 1))
    if not DIGEST.fullmatch(each["digest"]) or any(type(number) is not int for number in numbers):
        raise TypeError("version")


class _Checkout:
    """The registry's own files. Only what is asked for is read."""

    def __init__(self, folder: Path, env: str) -> None:
        registry = _yaml_file(folder / "registry.yaml")
        known = registry.get("environments") or []
        if env not in known:
            raise RegistryError(
                "unknown-environment",
                f"Say which environment, for example env={json.dumps((known or ['dev'])[0])}; "
                f"the registry has: {', '.join(known)}.",
            )
        asked = str(registry.get("min_reader", "1.0"))
        if tuple(int(part) for part in asked.split(".") if part.isdigit()) > FORMAT:
            raise RegistryError(
                "unreadable",
                f"The registry asks for a reader of format {asked}. "
                "Copy the newer one: workbench registry readers -o FOLDER",
            )
        self.environment, self._folder = env, folder

    def entry(self, path: str) -> dict[str, Any]:
        pins = self._folder / "pins" / self.environment
        file = pins / f"{path}.yaml"
        if not file.is_file():
            found = (each.relative_to(pins).as_posix()[:-5] for each in pins.rglob("*.yaml"))
            _unknown(path, self.environment, sorted(found))
        pin = _yaml_file(file)
        try:
            entry = {**self._version(pin["digest"], path), "withdrawn": []}
            stated = (path, self.environment, entry["version"], entry["interface"])
            if tuple(pin[n] for n in ("prompt", "environment", "version", "interface")) != stated:
                _changed(f"{file} does not agree with the version it pins")
            rollout = [
                {**self._version(part["digest"], path), "weight": part["weight"]}
                for part in pin.get("rollout") or ()
            ]
            if any(type(each["weight"]) is not int or each["weight"] < 1 for each in rollout):
                raise TypeError("weight")
        except (KeyError, TypeError, AttributeError) as error:
            raise _unreadable(file, None, "lacks what a pin has") from error
        entry["rollout"] = rollout
        for each in (entry, *rollout):
            entry["withdrawn"] += self._withdrawal(path, each["digest"])
        return entry

    def content(self, digest: str, folder: str, path: str) -> dict[str, Any]:
        return self._document(digest, folder, path)["content"]  # type: ignore[no-any-return]

    def attachment(self, digest: str) -> bytes:
        file = self._folder / "attachments" / digest.replace("sha256:", "")
        return _checked_bytes(_file(file), digest)

    def _version(self, digest: str, path: str) -> dict[str, Any]:
        record = self._document(digest, "prompts", path)["record"]
        return {
            "digest": digest, "version": record["version"], "interface": record["interface"]
        }  # fmt: skip

    def _document(self, digest: str, folder: str, path: str) -> dict[str, Any]:
        if not DIGEST.fullmatch(digest) or not PATH.fullmatch(path):
            _changed(f"{path} names {digest!r}, which is no version")
        versions = self._folder / folder / path / "versions"
        for file in sorted(versions.glob(f"*-{digest[7:19]}.yaml")):
            document = _yaml_file(file)
            if document.get("record", {}).get("digest") == digest:
                return document
        raise RegistryError("changed", f"{versions} lacks {digest[:19]}. Get the whole registry.")

    def _withdrawal(self, path: str, digest: str) -> list[dict[str, str]]:
        stated = self._folder / "prompts" / path / "withdrawn"
        found = {
            int(named[1] or 1): file
            for file in stated.glob(f"{digest[7:19]}*.json")
            if (named := STATEMENT.fullmatch(file.name))
        }
        if not found:
            return []
        file = found[max(found)]
        document = _json(_file(file), str(file))
        try:
            fields = {name: str(document[name]) for name in ("severity", "reason")}
        except (KeyError, TypeError) as error:
            raise _unreadable(file, None, "does not say why, or how severe it is") from error
        return [{"digest": digest, **fields}] if fields["severity"] != "none" else []


def _unknown(path: str, environment: str, known: list[str]) -> NoReturn:
    listed = ", ".join(known[:5]) + (f" and {len(known) - 5} more" if len(known) > 5 else "")
    raise RegistryError(
        "unknown-prompt",
        f"{path} is not pinned in {environment}; {listed or 'nothing'} is. "
        "Correct the path, or have the prompt promoted there.",
    )


def _checked_bytes(data: bytes, digest: str) -> bytes:
    if "sha256:" + hashlib.sha256(data).hexdigest() != digest:
        _changed(f"The attached file {digest[:19]} is missing or has other bytes")
    return data


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, None, str(error.strerror or "cannot be read")) from error


def _unreadable(path: str | Path, line: int | None, reason: str) -> RegistryError:
    place = f"{path}:{line}" if line else str(path)
    return RegistryError("unreadable", f"{place}: {reason}.")


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise _unreadable(name, None, f"not the JSON of a registry ({error})") from error


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


# The part of YAML that registries are written in, as far as readers need it

PLAIN = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_./@+,'()-]| (?! ))*(?<! )|sha256:[0-9a-f]{64}")
RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
KEY = re.compile(r'([A-Za-z_][A-Za-z0-9_./-]*|"(?:[^"\\]|\\.)*"):(?: (.*))?')
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
LITERAL = re.compile(r"\|(2?)([-+]?)")
CONSTANTS: dict[str, Any] = {"null": None, "true": True, "false": False, "{}": {}, "[]": []}


def _yaml_file(path: Path) -> dict[str, Any]:
    data = _file(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(path, None, "not UTF-8") from error
    if len(data) > LARGEST_YAML or "\r" in text or text.startswith("\ufeff"):
        raise _unreadable(path, None, "too large, or has a carriage return or a byte-order mark")
    return _Yaml(text, str(path)).document()


class _Yaml:
    """Blocks of two blanks, literal texts, JSON's quotes; whatever else there is is refused."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.split("\n")
        self._name, self._at = name, 0

    def document(self) -> dict[str, Any]:
        value = self._block(0) if self._next() else None
        if self._next() or not isinstance(value, dict):
            self._refuse()
        return value

    def _next(self) -> bool:
        """Goes on to the next line that says something."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line and not line.startswith("#"):
                return True
            self._at += 1
        return False

    def _block(self, indent: int) -> Any:
        if indent > 2 * DEEPEST:
            self._refuse()
        if f"{self._rest(indent)} ".startswith("- "):
            return list(self._items(indent))
        return self._mapping(indent)

    def _mapping(self, indent: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._next() and self._indent() == indent:
            entry = KEY.fullmatch(self._rest(indent))
            if not entry or entry[1].lower() in RESERVED:
                self._refuse()
            key = self._quoted(entry[1]) if entry[1].startswith('"') else entry[1]
            if key in found:
                self._refuse(f"has the key {key} twice")
            found[key] = self._value(entry[2], indent)
        return found

    def _items(self, indent: int) -> Iterator[Any]:
        while self._next() and self._indent() == indent:
            rest = self._rest(indent)
            if rest != "-" and not rest.startswith("- "):
                self._refuse()
            if f"{rest} ".startswith("- - ") or KEY.fullmatch(rest[2:]):
                self._lines[self._at] = " " * (indent + 2) + rest[2:]
                yield self._block(indent + 2)
            else:
                yield self._value(rest[2:] or None, indent)

    def _value(self, text: str | None, indent: int) -> Any:
        if text is None:
            self._at += 1
            if not self._next() or self._indent() != indent + 2:
                self._refuse("has no value")
            return self._block(indent + 2)
        literal = LITERAL.fullmatch(text)
        if literal:
            return self._literal(indent + 2, literal[1], literal[2])
        value = self._scalar(text)
        self._at += 1
        return value

    def _scalar(self, text: str) -> Any:
        if text in CONSTANTS:
            return copy.copy(CONSTANTS[text])
        if INTEGER.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        if text.startswith('"'):
            return self._quoted(text)
        if not PLAIN.fullmatch(text) or text.lower() in RESERVED:
            self._refuse()
        return text

    def _literal(self, indent: int, indicator: str, chomping: str) -> str:
        body = []
        self._at += 1
        start, blanks = self._at, " " * indent
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line and not line.startswith(blanks):
                break
            body.append(line[indent:])
            self._at += 1
        if self._at == len(self._lines):
            body.pop()
        first = next((line for line in body if line), "")
        if not first or (first[0] in " \t" and not indicator):
            self._at = start
            self._refuse()
        text = "\n".join(body) + "\n"
        return text if chomping == "+" else text.rstrip("\n") + ("" if chomping else "\n")

    def _quoted(self, text: str) -> str:
        try:
            value = json.loads(text)
        except ValueError:
            self._refuse()
        return value if isinstance(value, str) else self._refuse()

    def _indent(self) -> int:
        line = self._lines[self._at]
        return len(line) - len(line.lstrip(" "))

    def _rest(self, indent: int) -> str:
        rest = self._lines[self._at][indent:]
        return self._refuse() if rest.startswith(" ") else rest

    def _refuse(self, reason: str = "") -> NoReturn:
        outside = "is written in a way that this reader does not read"
        hint = "Look with: workbench registry verify"
        raise _unreadable(self._name, self._at + 1, f"{reason or outside}. {hint}")
