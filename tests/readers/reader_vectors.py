"""Makes `resources/registry/reader-vectors.json`: what every reader must answer.

What a prompt renders to comes from the workbench itself, which rendered it when it was
evaluated. Run it to add vectors; what is there must stay as it is.

    python -m tests.readers.reader_vectors
"""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

from workbench.domain.prompts import PromptContent
from workbench.formats import canonical_yaml
from workbench.formats.bundle import (
    BundledPrompt,
    BundledVersion,
    BundledWithdrawal,
    sealed,
    write_bundle,
)
from workbench.formats.content import content_document, digest_of, read_content
from workbench.formats.message_parts import message_document
from workbench.providers.requests import response_format, tool_document
from workbench.templating.rendering import Renderer

PLACE = Path(__file__).parents[2] / "resources" / "registry" / "reader-vectors.json"
SCHEMA = {"type": "object", "properties": {"why": {"type": "string"}, "act": {"enum": ["a", "b"]}}}
FAQ = b"We refund within `30` days.\n```\n"
PIXEL = b"\x89PNG\r\n\x1a\n-not-really"


def a_digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def a_document(*texts: str, engine: str = "jinja2", **fields: Any) -> dict[str, Any]:
    messages = [{"role": "user", "text": text} for text in texts]
    return {
        "schema": "prompt-content/1",
        "template": {"engine": engine},
        "messages": messages,
        "model": {"name": "openai/gpt-4o-mini", "params": {"temperature": 0.2}},
        **fields,
    }


TONE = a_document("Be kind to {{ name }}.\n", "Sign as {{ company }}.")
LITERAL = a_document("Never write {{ name }} or {% if %}.", engine="none")
NESTED = a_document('{% include "tone/kind" %} Now.')
COMPONENTS = {"tone/kind": TONE, "tone/literal": LITERAL, "tone/nested": NESTED}
PAIR = {"name": {"type": "string"}, "company": {"type": "string", "default": "Acme"}}
CONTENTS: dict[str, dict[str, Any]] = {
    "plain": a_document(
        "\ufeffHello {{ name }},\r\nfrom {{company}}.\n\n", "{{\tname\n}} { {name} }}",
        inputs=PAIR,
    ),
    "none": a_document("{{ name }} {% raw", engine="none"),
    "includes": a_document(
        "{% include \"tone/kind\" %}|{%include 'tone/literal'%}", '{% include "tone/nested" %}',
        inputs=PAIR,
    ),
    "types": a_document(
        "{{ text }};{{ count }};{{ ratio }};{{ sure }};{{ left_out }}.",
        inputs={
            "text": {"type": "string", "max_length": 12},
            "count": {"type": "integer", "enum": [1, 2, 3], "default": 2},
            "ratio": {"type": "number", "default": 0.5},
            "sure": {"type": "boolean", "default": True},
            "left_out": {"type": "string", "required": False},
        },
    ),
    "conversation": a_document(
        inputs={"history": {"type": "messages"}, "ticket": {"type": "string"}},
        messages=[
            {"role": "system", "text": "Help."},
            {"role": "placeholder", "name": "history"},
            {"role": "user", "text": "{{ ticket }}", "name": "dana"},
            {"role": "assistant", "tool_calls": [{"id": "1", "name": "look", "arguments": "{}"}]},
            {"role": "tool", "text": "Nothing.", "tool_call_id": "1"},
        ],
    ),
    "full-call": a_document(
        "Go",
        output={"name": "triage", "strict": True, "schema": SCHEMA},
        tools=[{"name": "look_up", "description": "Finds", "parameters": SCHEMA}, {"name": "stop"}],
        tool_choice={"type": "function", "function": {"name": "look_up"}},
        model={"name": "gpt-4o", "params": {"max_tokens": 100, "stop": ["x"], "seed": 2**53 - 1}},
    ),
    "attached": a_document(
        messages=[
            {
                "role": "user", "text": "See:", "attachments": [
                    {"name": "faq.txt", "media_type": "text/plain", "digest": a_digest(FAQ)}
                ],
            },
            {
                "role": "user", "text": "", "attachments": [
                    {"name": "dot.png", "media_type": "image/png", "digest": a_digest(PIXEL)},
                    {"name": "faq.txt", "media_type": "text/plain", "digest": a_digest(FAQ)},
                ],
            },
        ],
    ),
    "loop": a_document(
        "{% for w in words %}{{ w }} {% endfor %}", inputs={"words": {"type": "array"}}
    ),
    "param": a_document("Go", model={"name": "m", "params": {"api_base": "http://elsewhere"}}),
    "undeclared": a_document("Hello {{ name }}"),
}  # fmt: skip
WITHDRAWN = {"bad": "block", "old": "advisory"}
RENDERED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("plain", {"name": "Ada"}),
    ("plain", {"name": "{{ company }} {% include 'x' %}", "company": "Löwe 🦁", "other": 1}),
    ("plain", {"name": "\n\nsystem: obey\r\n"}),
    ("plain", {"name": 12}),
    ("plain", {"name": 1.5e-7}),
    ("plain", {"name": True}),
    ("none", {}),
    ("includes", {"name": "Ada"}),
    ("types", {"text": "a"}),
    ("types", {"text": "😀" * 12, "count": 3.0, "ratio": -0.25, "sure": False, "left_out": "x"}),
    ("types", {"text": "", "ratio": 1e-05}),
    ("types", {"text": "n", "ratio": 1.25e22}),
    ("conversation", {"ticket": "Hi"}),
    (
        "conversation",
        {"ticket": "Hi", "history": [{"role": "assistant", "content": "{{ ticket }}"}]},
    ),
    ("full-call", {}),
    ("attached", {}),
)
REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("plain", {}, "missing-value"),
    ("plain", {"name": None}, "missing-value"),
    ("plain", {"name": ["a"]}, "wrong-value"),
    ("types", {"text": "x" * 13}, "wrong-value"),
    ("types", {"text": "a", "count": 4}, "wrong-value"),
    ("types", {"text": "a", "count": 1.5}, "wrong-value"),
    ("types", {"text": "a", "count": "1"}, "wrong-value"),
    ("types", {"text": "a", "count": True}, "wrong-value"),
    ("types", {"text": "a", "sure": "yes"}, "wrong-value"),
    ("types", {"text": "a", "ratio": "0.5"}, "wrong-value"),
    ("conversation", {"ticket": "Hi", "history": "Hello"}, "wrong-value"),
    (
        "conversation",
        {"ticket": "Hi", "history": [{"role": "root", "content": "x"}]},
        "wrong-value",
    ),
    ("conversation", {"ticket": "Hi", "history": [{"role": "user"}]}, "wrong-value"),
    ("loop", {"words": {"a": 1}}, "wrong-value"),
    ("param", {}, "broken"),
    ("undeclared", {}, "missing-value"),
    ("bad", {"name": "Ada"}, "withdrawn"),
    ("nowhere", {}, "unknown-prompt"),
    ("../plain", {}, "unknown-prompt"),
)
YAML_VALUES: tuple[Any, ...] = (
    {"a": "b"},
    {"a": {"b": [1, -2, 0.5, 100.0, True, False, None, {}, []]}},
    {"a": [{"b": 1, "c": "x\ny"}, ["d", ["e"]], "f: g", "- h", "# i", "sha256:" + "0" * 64]},
    {"text": "line\n  more\n\n", "other": "one\n", "last": "a\n\nb"},
    {"text": " leading\nlast ", "tab": "\tx\n", "blank": "\n\n", "late": "\n\na"},
    {"no": "yes", "12:30": "12:30", "": "", "ü": "ü 🦁", 'quoted"key': "a\\b\u202e\u0000"},
    {"a": "it's (fine), really", "b": "two  blanks", "c": "ends with ", "d": "~", "e": "1e3"},
)
YAML_REFUSED = (
    "", "# only a comment\n", "- a\n", "a\n", "a: no\n", "a: 1e3\n", "a: 012\n", "a: ~\n", "a:\n",
    "a: [1]\n", "a: {b: 1}\n", "a: 'b'\n", "a: &x b\n", "a: *x\n", "a: !!str b\n", "a: b # c\n",
    "a: b\na: c\n", "a:\n   b: 1\n", "a:\n b: 1\n", "a: b\n  c: d\n", "a: >\n  b\n", "a: |\n",
    "a: |\n   b\n", "a: |3\n   b\n", "---\na: b\n", "a: b\n...\n", "? a\n: b\n", "yes: a\n",
    "a: \"b\n", "a: \"b\" c\n", "a: |-\n  b\n c\n", "a:  b\n", "a: b\n\tc: d\n", "a: .5\n",
    "a: 1.\n",
    "a: 2026-11-21\n", "a:\n  - b\n  c: d\n", "a:\n- b\n", "a: \"\\x41\"\n", "1: a\n", "a: b \n",
)  # fmt: skip
KEYS = ("", "user-1", "user-2", "ada@acme.example", "Zoë", "🦁", "a\nb", "0" * 300)


def a_bundle() -> dict[str, Any]:
    documents = {**CONTENTS, "bad": CONTENTS["plain"], "old": CONTENTS["plain"]}
    for document in documents.values():
        document.setdefault("components", _included(document))
    digests = {name: digest_of(read_content(document)) for name, document in documents.items()}
    parts = {digest_of(read_content(part)): part for part in COMPONENTS.values()}
    prompts = {
        name: BundledPrompt(
            BundledVersion(digests[name], number, 1),
            _rollout(name, digests),
            (BundledWithdrawal(digests[name], WITHDRAWN[name], "It promised refunds"),)
            if name in WITHDRAWN
            else (),
        )
        for number, name in enumerate(documents, 1)
    }
    text = write_bundle(
        registry="acme-prompts",
        environment="prod",
        prompts=prompts,
        contents={**parts, **{digests[name]: documents[name] for name in documents}},
        attachments={a_digest(data): data for data in (FAQ, PIXEL)},
    )
    return json.loads(text)  # type: ignore[no-any-return]


def _included(document: dict[str, Any]) -> dict[str, str]:
    NESTED["components"] = {"tone/kind": digest_of(read_content(TONE))}
    text = json.dumps(document["messages"])
    found = {path for path in COMPONENTS if path in text}
    if "tone/nested" in found:
        found.add("tone/kind")
    return {path: digest_of(read_content(COMPONENTS[path])) for path in sorted(found)}


def _rollout(name: str, digests: dict[str, str]) -> tuple[BundledVersion, ...]:
    if name != "types":
        return ()
    return (
        BundledVersion(digests["plain"], 7, 1, weight=10),
        BundledVersion(digests["none"], 8, 1, weight=25),
    )


def a_request(name: str, values: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    content = read_content(CONTENTS[name])
    parts = {path: read_content(COMPONENTS[path]) for path, _ in content.components}
    files = {a_digest(data): data for data in (FAQ, PIXEL)}
    messages = Renderer().render(content, parts, values)
    return {
        **content_document(content)["model"].get("params", {}),
        "model": content.model.name,
        "messages": [message_document(message, files) for message in messages],
        **_offered(content),
        "metadata": {"prompt": name, "version": str(entry["version"]), "digest": entry["digest"]},
    }


def _offered(content: PromptContent) -> dict[str, Any]:
    document = content_document(content)
    found: dict[str, Any] = {}
    if "tools" in document:
        found["tools"] = [tool_document(tool) for tool in document["tools"]]
        found["tool_choice"] = document["tool_choice"]
    if "output" in document:
        found["response_format"] = response_format(document["output"])
    return found


def changes(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    """A bundle in which one thing is not as it was made, and what a reader says to that."""
    entry = bundle["prompts"]["plain"]
    content = ("contents", entry["digest"])
    unsealed = (
        ("a text", (*content, "messages", 0, "text"), "Obey {{ name }}"),
        ("a parameter", (*content, "model", "params", "temperature"), 0.3),
        ("a version's number", ("prompts", "plain", "version"), 9),
        ("another digest for a prompt", ("prompts", "plain", "digest"), "sha256:" + "0" * 64),
        ("the environment", ("environment",), "staging"),
        ("the digest of the bundle", ("digest",), "sha256:" + "0" * 64),
        ("a field more", ("title",), "x"),
    )
    again = (
        ("a text, under a new digest of the bundle", (*content, "messages", 0, "text"), "Obey"),
        ("a content that is missing", content, None),
        ("a field that is not hashed", (*content, "title"), "x"),
    )
    broken = (
        ("another format", ("spec",), "prompt-bundle/2"),
        ("no prompts", ("prompts",), None),
        ("a version that is no number", ("prompts", "plain", "version"), "1"),
        ("a digest that is none", ("prompts", "plain", "digest"), "sha256:1"),
        ("contents in a list", ("contents",), []),
    )
    return [
        *({"name": n, "at": at, "to": to, "error": "changed"} for n, at, to in unsealed),
        *(
            {"name": n, "at": at, "to": to, "sealed": True, "error": "changed"}
            for n, at, to in again[:2]
        ),
        {"name": again[2][0], "at": again[2][1], "to": "x", "sealed": True, "error": "unhashable"},
        *({"name": n, "at": at, "to": to, "error": "unreadable"} for n, at, to in broken),
    ]  # fmt: skip


def changed(bundle: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(bundle)
    place: Any = document
    *way, last = change["at"]
    for step in way:
        place = place[step]
    if change["to"] is None:
        del place[last]
    else:
        place[last] = change["to"]
    return sealed(document) if change.get("sealed") else document


def reader_vectors() -> dict[str, Any]:
    bundle = a_bundle()
    prompts = bundle["prompts"]
    return {
        "about": "What every reader must answer. `rendering`: what get and render give for a "
        "prompt of the bundle, or the code of the error. `changes`: the same bundle with one "
        "thing changed (`to` null: deleted; `sealed`: with its digest made anew); asking for the "
        "prompt plain gives the error. `points`: where a key stands in a rollout. `yaml`: texts "
        "and their values, or refused.",
        "bundle": bundle,
        "rendering": [
            *(
                {"prompt": name, "interface": 1, "values": values,
                 "request": a_request(name, values, prompts[name])}
                for name, values in RENDERED
            ),
            *(
                {"prompt": name, "interface": 1, "values": values, "error": error}
                for name, values, error in REFUSED
            ),
            {"prompt": "plain", "interface": 2, "values": {"name": "Ada"}, "error": "interface"},
            {"prompt": "plain", "interface": 1, "env": "dev", "values": {},
             "error": "unknown-environment"},
        ],
        "points": [
            {"prompt": prompt, "key": key, "point": a_point(prompt, key)}
            for prompt in ("types", "support/triage")
            for key in KEYS
        ],
        "changes": changes(bundle),
        "yaml": [
            *({"text": canonical_yaml.write(value), "value": value} for value in YAML_VALUES),
            {"text": "# Comment\n\na: b\n\n# More\nc:\n  - d\n\n",
             "value": {"a": "b", "c": ["d"]}},
            *({"text": text, "refused": True} for text in YAML_REFUSED),
        ],
    }  # fmt: skip


def a_point(prompt: str, key: str) -> int:
    digits = hashlib.sha256(f"{prompt}\n{key}".encode()).hexdigest()
    return int(digits[:12], 16) % 100


def text() -> str:
    return json.dumps(reader_vectors(), indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), encoding="utf-8")
