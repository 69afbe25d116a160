"""The digest of a content: the same on every machine and for every reader.

    digest = "sha256:" + hex(SHA-256(JCS(N(content))))

JCS is RFC 8785. N, the rules that make equal what reaches the model alike:

1. One leading byte-order mark is removed and CRLF and CR become LF, in every string and key.
2. Line feeds at the end of a message's text are removed.
3. Members that are null, an empty map or an empty list are dropped, from the inside out.
4. `output.schema` and `tools[].parameters` enter as compact JSON text with their keys in the
   order written, and nothing inside them dropped: models write fields in schema order.
5. Refused: integers beyond 2^53 - 1, NaN and infinities, lone surrogates, keys that are not
   text and, inside a schema, keys that look like integers (JavaScript reorders them).

A document is what `json.loads` returns: dicts, lists and scalars.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any

import rfc8785

from workbench.domain.errors import InvalidContent

HASHED_FIELDS = (
    "schema",
    "template",
    "messages",
    "inputs",
    "components",
    "output",
    "tools",
    "tool_choice",
    "model",
)
"""All of a content, in the order in which a file shows them to people."""
TEXT_FIELDS = ("schema", "template", "messages")
INTERFACE_FIELDS = ("schema", "inputs", "output")
LARGEST_INTEGER = 2**53 - 1
INTEGER_KEY = re.compile(r"0|[1-9][0-9]*")
SURROGATE = re.compile("[\ud800-\udfff]")
PLAIN_FRACTION = re.compile(r"-?[0-9]+\.(?!0$)[0-9]+")
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def content_digest(document: Mapping[str, Any]) -> str:
    """Digest of a whole content. Raises `InvalidContent` naming the field that is refused."""
    return document_digest(hashed_form(document))


def document_digest(document: Any) -> str:
    """SHA-256 over the canonical JSON of `document`, with the `sha256:` in front."""
    return bytes_digest(canonical_json(document))


def canonical_json(document: Any) -> bytes:
    """RFC 8785. The standard library's writer, which is quick, writes the same of documents
    without numbers that need an exponent and without keys that sort differently in UTF-16."""
    if _is_simple(document):
        return _compact(document).encode("utf-8")
    return rfc8785.dumps(document)


def bytes_digest(content: bytes) -> str:
    """SHA-256 of a file as it is, with the `sha256:` in front."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def text_digest(document: Mapping[str, Any]) -> str:
    """Digest of messages and engine under their schema: "same words, other model"."""
    return _partial_digest(document, TEXT_FIELDS)


def interface_digest(document: Mapping[str, Any]) -> str:
    """Digest of inputs and output only: what a caller depends on."""
    return _partial_digest(document, INTERFACE_FIELDS)


def all_digests(document: Mapping[str, Any]) -> tuple[str, str, str]:
    """Of the content, its texts and its interface: of one reading of the document."""
    form = hashed_form(document)
    written = {key: canonical_json(form[key]) for key in sorted(form)}
    whole, text, interface = (
        bytes_digest(_joined({key: each for key, each in written.items() if key in fields}))
        for fields in (HASHED_FIELDS, TEXT_FIELDS, INTERFACE_FIELDS)
    )
    return whole, text, interface


def hashed_form(document: Mapping[str, Any]) -> dict[str, Any]:
    """N(content): the document that is hashed. Raises `InvalidContent`."""
    if unknown := [key for key in document if key not in HASHED_FIELDS]:
        raise InvalidContent("this field is not part of a content", place=str(unknown[0]))
    form = {key: _normalised(value, key) for key, value in document.items()}
    _with_schema_text(form.get("output"), document.get("output"), "schema", "output")
    tools = document.get("tools") or []
    for index, tool in enumerate(form.get("tools") or []):
        _with_schema_text(tool, tools[index], "parameters", f"tools[{index}]")
    for message in form.get("messages") or []:
        if isinstance(message, dict) and isinstance(message.get("text"), str):
            message["text"] = message["text"].rstrip("\n")
    return dict(_without_empty(form))


def normalised_text(text: str) -> str:
    """Rules 1 and 2 for the text of one message: what is hashed is what is rendered."""
    return _lines(text).rstrip("\n")


def compact_json(value: Any, place: str = "") -> str:
    """JSON text without blanks, keys in the order given, numbers as JavaScript writes them."""
    if isinstance(value, dict):
        pairs = (
            f"{_text(_schema_key(key, place))}:{compact_json(item, f'{place}.{key}')}"
            for key, item in value.items()
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(compact_json(v, f"{place}[{i}]") for i, v in enumerate(value)) + "]"
    scalar = _scalar(value, place)
    return _text(scalar) if isinstance(scalar, str) else rfc8785.dumps(scalar).decode()


def _is_simple(value: Any) -> bool:
    kind = type(value)
    if kind is str:
        return not _has_surrogate(value)
    if kind is dict:
        return all(type(key) is str and key.isascii() for key in value) and all(
            map(_is_simple, value.values())
        )
    if kind is list:
        return all(map(_is_simple, value))
    if kind is float:
        # Where both write all digits they write the same ones
        return PLAIN_FRACTION.fullmatch(repr(value)) is not None
    return value is None or kind is bool or (kind is int and abs(value) <= LARGEST_INTEGER)


def _joined(written: Mapping[str, bytes]) -> bytes:
    """Canonical JSON of an object whose members are written, in their order."""
    members = (b'"%s":%s' % (key.encode(), each) for key, each in written.items())
    return b"{" + b",".join(members) + b"}"


def _partial_digest(document: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    form = hashed_form(document)
    return document_digest({key: value for key, value in form.items() if key in fields})


def _normalised(value: Any, place: str) -> Any:
    if type(value) is str:
        return _scalar(value, place)
    if isinstance(value, Mapping):
        return {
            _scalar(_key(key, place), place): _normalised(item, f"{place}.{key}")
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_normalised(item, f"{place}[{index}]") for index, item in enumerate(value)]
    return _scalar(value, place)


def _scalar(value: Any, place: str) -> Any:
    if isinstance(value, str):
        _refuse(_has_surrogate(value), "a lone surrogate cannot be stored or sent", place)
        return _lines(value)
    if isinstance(value, float):
        _refuse(not math.isfinite(value), "not a finite number", place)
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        _refuse(abs(value) > LARGEST_INTEGER, "an integer beyond 2^53 - 1", place)
        return value
    _refuse(value is not None and not isinstance(value, bool), "not a JSON value", place)
    return value


def _key(key: Any, place: str) -> str:
    _refuse(not isinstance(key, str), f"the key {key!r} is not text", place)
    return str(key)


def _schema_key(key: Any, place: str) -> str:
    text = _key(key, place)
    _refuse(bool(INTEGER_KEY.fullmatch(text)), f"the key {text!r} looks like an integer", place)
    return str(_scalar(text, place))


def _refuse(wrong: bool, message: str, place: str) -> None:
    if wrong:
        raise InvalidContent(message, place=place)


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and SURROGATE.search(text) is not None


def _lines(text: str) -> str:
    if "\r" not in text:
        return text.removeprefix("\ufeff")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _with_schema_text(form: Any, document: Any, field: str, place: str) -> None:
    if isinstance(form, dict) and isinstance(document, Mapping) and form.get(field) is not None:
        form[field] = compact_json(document[field], f"{place}.{field}")


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = ((key, _without_empty(item)) for key, item in value.items())
        return {key: item for key, item in kept if item is not None and item not in ({}, [])}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value
