"""Makes `resources/registry/digest-vectors.json`: 200 documents and their digests.

Every reader of a registry, in any language, must come to the same digests, and must refuse
the documents that have none. Run it only to add documents: the digests there are never change.

    python -m tests.formats.digest_vectors
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.domain.digests import content_digest, interface_digest, text_digest
from workbench.domain.errors import InvalidContent

PLACE = Path(__file__).parents[2] / "resources" / "registry" / "digest-vectors.json"
COUNT = 200
TEXTS = (
    "plain", "", "trailing\n", "trailing\n\n\n", "\nleading", "blank at the end ", "tab\t",
    "crlf\r\nlf\ncr\rend", "\r\n", "\ufefffirst", "in\ufeffside", "caf\u00e9", "cafe\u0301",
    "\u2028\u2029\u0085", "emoji 👩‍💻 🏴", "\U0001f600", "שלום", "日本語", "\u202ereversed",
    '"quotes" and \\backslashes\\', "\u0000\u0001\u001f\u007f", "</script>", "{{ ticket }}",
    "{% if a %}x{% endif %}", "a" * 1000, "- no\n- 12:30\n- 1e3", "\u00a0", "\ufffd\uffff",
    "line\n \n",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
)  # fmt: skip
NUMBERS = (
    0, 1, -1, 0.0, -0.0, 1.0, 0.1, 0.2, 1e21, 1e-7, 123456789.123, 2**53 - 1, -(2**53) + 1, 1e300,
    5e-324, 0.30000000000000004, 100, 333333333.33333329, 1e20, 4.5,
)  # fmt: skip
SCHEMAS: tuple[Any, ...] = (
    {"type": "object"},
    {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "string"}}},
    {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
    {"properties": {"a": {}}, "type": "object"},
    {"type": "object", "properties": {}, "required": []},
    {"enum": [None, 1, 1.0, True, "x", [], {}]},
    {"type": "object", "properties": {"é": {"const": "cafe\u0301"}}},
    {"description": "two\r\nlines\n"},
    {"minimum": 1e21, "maximum": 1e-7},
    {"type": "object", "additionalProperties": False, "properties": {"x": {"type": ["a", "b"]}}},
)
EMPTIES: tuple[Any, ...] = (
    {"inputs": {}}, {"tools": []}, {"output": None}, {"tool_choice": None}, {"components": {}},
    {"model": {}}, {"model": {"name": "m", "params": {}}}, {"model": {"name": "m", "params": None}},
    {"inputs": {"a": {"type": "string", "enum": []}}},
    {"inputs": {"a": {"type": "string", "default": None}}},
    {"inputs": {"a": {"type": "object", "default": {"b": {"c": {}}}}}},
    {"inputs": {"a": {"type": "array", "default": [[], [None], {}]}}},
)  # fmt: skip
REFUSED: tuple[Any, ...] = (
    {"model": {"params": {"seed": 2**53}}}, {"model": {"params": {"seed": -(2**53)}}},
    {"title": "not hashed"}, {"messages": [{"role": "user", "text": "\ud800"}]},
    {"messages": [{"role": "user", "text": "a\udfffb"}]},
    {"inputs": {"\ud83d": {"type": "string"}}},
    {"output": {"name": "o", "schema": {"properties": {"1": {}}}}},
    {"output": {"name": "o", "schema": {"properties": {"0": {}}}}},
    {"tools": [{"name": "t", "parameters": {"properties": {"10": {}}}}]},
    {"output": {"name": "o", "schema": {"maximum": 2**53}}},
)  # fmt: skip


def vectors() -> list[dict[str, Any]]:
    made = [_vector(name, document) for name, document in _documents()]
    return made[:COUNT]


def read_vectors() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(PLACE.read_text(encoding="utf-8"))["vectors"]
    return found


def _vector(name: str, document: dict[str, Any]) -> dict[str, Any]:
    try:
        return {
            "name": name,
            "document": document,
            "digest": content_digest(document),
            "text_digest": text_digest(document),
            "interface_digest": interface_digest(document),
        }
    except InvalidContent as error:
        return {"name": name, "document": document, "refused": error.place}


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    for index, fields in enumerate(REFUSED):
        yield f"refused {index}", _content(**fields)
    for index, text in enumerate(TEXTS):
        yield f"text {index}", _content(messages=[{"role": "user", "text": text}])
        yield f"text elsewhere {index}", _content(model={"name": text, "params": {"stop": [text]}})
    for index, number in enumerate(NUMBERS):
        yield f"number {index}", _content(model={"name": "m", "params": {"temperature": number}})
    for index, schema in enumerate(SCHEMAS):
        yield f"schema {index}", _content(output={"name": "o", "strict": True, "schema": schema})
        yield f"tool {index}", _content(tools=[{"name": "t", "parameters": schema}])
    for index, fields in enumerate(EMPTIES):
        yield f"empty {index}", _content(**fields)
    yield from _orders()
    yield from _engines()
    yield from _combined()


def _orders() -> Iterator[tuple[str, dict[str, Any]]]:
    """The order of keys does not matter, that of lists does."""
    inputs = {"b": {"type": "string"}, "a": {"required": True, "type": "string"}}
    yield "order written", _content(inputs=inputs)
    yield "order reversed", dict(reversed(_content(inputs=dict(reversed(inputs.items()))).items()))
    first, second = {"role": "user", "text": "1"}, {"role": "user", "text": "2"}
    yield "messages in order", _content(messages=[first, second])
    yield "messages reversed", _content(messages=[second, first])
    for path in ("a/b", "a/c", "tone/friendly"):
        yield f"component {path}", _content(components={path: "sha256:" + "0a" * 32})


def _engines() -> Iterator[tuple[str, dict[str, Any]]]:
    for engine in ("none", "jinja2", "jinja-subset/1"):
        for role in ("system", "developer", "user", "assistant"):
            messages = [{"role": role, "text": "Hello"}, {"role": "placeholder", "name": "history"}]
            yield f"{engine} {role}", _content(template={"engine": engine}, messages=messages)


def _combined() -> Iterator[tuple[str, dict[str, Any]]]:
    for index in range(COUNT):
        text, number = TEXTS[index % len(TEXTS)], NUMBERS[index % len(NUMBERS)]
        yield (
            f"combined {index}",
            _content(
                messages=[
                    {"role": "system", "text": f"{text}{index}"},
                    {"role": "user", "text": text},
                ],
                inputs={"ticket": {"type": "string", "description": text, "max_length": index}},
                output={"name": "o", "schema": SCHEMAS[index % len(SCHEMAS)]},
                model={"name": "openai/gpt-4o", "params": {"temperature": number, "n": index}},
            ),
        )  # fmt: skip


def _content(**fields: Any) -> dict[str, Any]:
    known = {"schema": "prompt-content/1", "template": {"engine": "jinja2"}, "messages": []}
    return {**known, **fields}


def main() -> None:
    about = (
        "Documents (prompt-content/1, as JSON) and their digests; `refused` names the field"
        " of a document that has none."
    )
    text = json.dumps({"about": about, "vectors": vectors()}, indent=1, ensure_ascii=True)
    PLACE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
