"""Reads a prompt: what it asks for, and the text that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.providers.demo.fields import Field, fields_of_schema, fields_of_text, wanted_in

BLOCK = re.compile(r"<(\w+)>\s*(.*?)\s*</\1>|```\w*\n(.*?)```|\"\"\"(.*?)\"\"\"", re.DOTALL)
LABELLED = re.compile(
    r"^(?:the )?(?:\w+ )?(?:ticket|message|transcript|notes|text|invoice|input|e-?mail|article|"
    r"document|review|question|meeting|letter|content|request)"
    r"(?:[^\n:.]{0,24}:[ \t]*\n\s*|:[ \t]*)(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
ORDER = re.compile(
    r"\W*(?:please |you are|you |do not|don't|never|only |always|summari[sz]e|classify|extract|"
    r"answer|reply|respond|return|write|list|use |give|sort|assign|choose|pick|keep|fill|"
    r"find|for each|then|read|decide|triage|if )",
    re.IGNORECASE,
)
LONGEST_READ = 40_000
"""Characters; a person notices no difference, and no prompt takes long."""
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
NUMBER = rf"(\d+|{'|'.join(NUMBERS)}|a single|a)"
BULLETS = re.compile(rf"(?:{NUMBER}[ -])?(?:short |brief )?(?:bullet|list item)", re.IGNORECASE)
SENTENCES = re.compile(rf"{NUMBER}[ -](?:short |brief |plain )?sentence", re.IGNORECASE)
WORDS = re.compile(rf"{NUMBER}[ -]words?\b", re.IGNORECASE)
AUDIENCE = re.compile(
    r"(?:\bfor|audience(?: is|:)?|reader(?:s are|:)?)\s+(?:an? |the |our )?"
    r"(executives?|managers?|leadership|the board|engineers?|developers?|customers?|sales|"
    r"marketing|children|beginners?|new colleagues|everyone|the team)\b",
    re.IGNORECASE,
)
CHOICES = re.compile(
    r"(?:(?:exactly |only )?one of(?: the following| these)?(?: \w+)?|choose (?:from|between)|"
    r"(?:categories|labels|options) (?:are|is)|classif\w+ (?:it |this |the \w+ )?(?:as|into)|"
    r"(?:categories|labels|options)):?\s*([^.\n;{}]+)",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"\bin (German|French|Spanish|Italian|English)\b", re.IGNORECASE)
GREETING = re.compile(r"\b(?:say hello|greet|welcome)(?: to)? ([^\n.,!?]{1,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """A prompt as the rules understand it."""

    source: str
    """The text it is about."""
    fields: tuple[Field, ...] = ()
    choices: tuple[str, ...] = ()
    json: bool = False
    bullets: int | None = None
    sentences: int | None = None
    words: int | None = None
    audience: str = ""
    language: str = "english"
    greeted: str = ""
    order: str = ""
    """What is to be done with it."""
    staged: bool = False
    """Decisions first, then tasks, then what is open."""


def read_prompt(
    messages: Sequence[Mapping[str, Any]], schema: Mapping[str, Any] | None = None
) -> Request:
    texts = [(str(m.get("role")), _text(m.get("content"))) for m in messages]
    source, order = (part[:LONGEST_READ] for part in split_source(texts))
    wants_json = schema is not None or re.search(r"\bJSON\b", order) is not None
    if schema:
        described = {field.name: field for field in fields_of_text(order)}
        fields = tuple(_with_choices(field, described) for field in fields_of_schema(schema))
    else:
        fields = fields_of_text(order) if wants_json else wanted_in(order)
    greeted = GREETING.search(order)
    return Request(
        source=source,
        fields=fields,
        choices=() if fields else choices_in(order),
        json=wants_json,
        bullets=_count(BULLETS, order, unnumbered=3),
        sentences=_count(SENTENCES, order),
        words=_count(WORDS, order),
        audience=_word(AUDIENCE, order),
        language=_word(LANGUAGE, order) or "english",
        greeted=greeted[1].strip() if greeted else "",
        order=order,
        staged=bool(re.search(r"\bdeci[ds]\w*[^.\n]*\bopen\b|decisions first", order, re.I)),
    )


def split_source(texts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The text that the prompt is about, and what it orders to be done with it."""
    users = [text for role, text in texts if role == "user"] or [text for _, text in texts]
    last = users[-1] if users else ""
    before = "\n".join(text for _, text in texts if text is not last)
    if blocks := list(BLOCK.finditer(last)):
        longest = max(blocks, key=lambda match: len(match[0]))
        source = next(group for group in longest.groups()[1:] if group is not None)
        return source, f"{before}\n{last.replace(longest[0], ' ')}"
    label = LABELLED.match(last) if before.strip() else LABELLED.search(last)
    if label:
        return last[label.end() :].strip(), f"{before}\n{last[: label.end()]}"
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", last) if part.strip()]
    about = [part for part in paragraphs if not ORDER.match(part)]
    if before and not ORDER.match(last):
        return last, before
    if about and len(about) < len(paragraphs):
        ordered = (part for part in paragraphs if part not in about)
        return "\n\n".join(about), "\n".join((before, *ordered))
    return last, f"{before}\n{last}"


def choices_in(order: str) -> tuple[str, ...]:
    """The labels to choose from, from the last list of them in the order."""
    found: tuple[str, ...] = ()
    for match in CHOICES.finditer(order):
        parts = re.split(r",|\||/|\bor\b|\band\b", match[1])
        labels = tuple(part.strip(" \"'`*()[]:") for part in parts)
        labels = tuple(label for label in labels if 0 < len(label) <= 40)
        if len(labels) > 1:
            found = labels
    return found or _piped(order)


def _piped(order: str) -> tuple[str, ...]:
    for line in order.splitlines():
        parts = tuple(part.strip(" \"'`*()[]:") for part in line.rpartition(":")[2].split("|"))
        if 1 < len(parts) < 30 and all(0 < len(part) <= 40 for part in parts):
            return parts
    return ()


def _with_choices(field: Field, described: Mapping[str, Field]) -> Field:
    """A schema's field with the choices that only the text names."""
    known = described.get(field.name)
    return replace(field, choices=known.choices) if known and not field.choices else field


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _count(pattern: re.Pattern[str], order: str, unnumbered: int | None = None) -> int | None:
    match = pattern.search(order)
    if not match:
        return None
    word = (match[1] or "").lower()
    if word.isdigit():
        return max(1, min(int(word), 1000))
    return NUMBERS.get(word, 1) if word else unnumbered


def _word(pattern: re.Pattern[str], order: str) -> str:
    match = pattern.search(order)
    return match[1].lower() if match else ""
