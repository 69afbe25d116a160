"""What each demo model answers to a prompt: the same rules, in different styles."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.providers.demo.choosing import choose
from workbench.providers.demo.continuing import beginning_of, continued, seen_in
from workbench.providers.demo.extraction import value_of
from workbench.providers.demo.judging import judged
from workbench.providers.demo.reading import Request, read_prompt
from workbench.providers.demo.structured import Fitting
from workbench.providers.demo.summaries import in_order, key_sentences, shortened

PHRASES = {
    "english": ("Hello", "Reasons", "In short", "Nothing in the text speaks for another choice."),
    "german": ("Hallo", "Gründe", "Kurz", "Nichts im Text spricht für eine andere Wahl."),
    "french": ("Bonjour", "Raisons", "En bref", "Rien dans le texte n'indique un autre choix."),
    "spanish": ("Hola", "Razones", "En breve", "Nada en el texto indica otra opción."),
    "italian": ("Ciao", "Motivi", "In breve", "Nulla nel testo indica un'altra scelta."),
}


def answer_of(
    model: str, messages: Sequence[Mapping[str, Any]], schema: Mapping[str, Any] | None = None
) -> str:
    """The whole answer of `demo/…`. The same prompt gets the same answer, always.

    Where the prompt ends with the beginning of the answer, it is what comes after that.
    """
    if (verdict := judged(messages, schema)) is not None:
        return json.dumps(verdict, ensure_ascii=False)
    beginning = beginning_of(messages)
    read = messages[:-1] if beginning else messages
    request, seen = read_prompt(read, schema), seen_in(read)
    style = model.partition("/")[2] or model
    if style == "json" or request.json:
        return continued(beginning, _json(request, schema, seen, compact=style == "brief"))
    answer = _detailed(request) if style == "detailed" else _brief(request)
    return continued(beginning, f"{answer}\n\n({seen} came along.)" if seen else answer)


def _brief(request: Request) -> str:
    hello = PHRASES[request.language][0]
    if request.greeted:
        return _within(request, f"{hello}, {request.greeted}.")
    if request.choices:
        return choose(request.choices, request.source, request.order)[0]
    if request.fields:
        return _listed(request)
    if request.bullets:
        return _points(request, min(request.bullets, 3))
    sentences = key_sentences(request.source, request.sentences or 1, request.audience)
    return _within(request, " ".join(sentences))


def _detailed(request: Request) -> str:
    hello, reasons, in_short, nothing = PHRASES[request.language]
    if request.greeted:
        return _within(request, f"{hello}, {request.greeted}. {_welcome(request.language)}")
    if request.choices:
        label, signs = choose(request.choices, request.source, request.order)
        why = ", ".join(f"“{sign}”" for sign in signs[:6]) or nothing
        return f"{label}\n\n{reasons}: {why}"
    if request.fields:
        return _listed(request)
    if request.bullets:
        return _points(request, request.bullets)
    if request.sentences or request.words:
        sentences = key_sentences(request.source, request.sentences or 4, request.audience)
        return _within(request, " ".join(sentences))
    first, *others = key_sentences(request.source, 5, request.audience)
    listed = "\n".join(f"- {point}" for point in others)
    return f"{in_short}: {first}" + (f"\n\n{reasons}:\n{listed}" if listed else "")


def _json(request: Request, schema: Mapping[str, Any] | None, seen: str, *, compact: bool) -> str:
    document: Any
    if request.fields:
        document = {
            field.name: value_of(field, request.source, request.order) for field in request.fields
        }
    elif request.choices:
        label, signs = choose(request.choices, request.source, request.order)
        document = {"label": label, "because": list(signs[:6])}
    else:
        count = request.bullets or request.sentences or 3
        document = {"answer": key_sentences(request.source, count, request.audience)}
    if seen and not schema:
        document["came_along"] = seen
    if schema:
        document = Fitting(schema, request.source, request.order).fitted(schema, document)
    if compact:
        return json.dumps(document, ensure_ascii=False)
    return json.dumps(document, ensure_ascii=False, indent=2)


def _points(request: Request, count: int) -> str:
    points = key_sentences(request.source, count, request.audience)
    points = in_order(points) if request.staged else points
    return "\n".join(f"- {_within(request, point)}" for point in points)


def _listed(request: Request) -> str:
    found = ((f.name, value_of(f, request.source, request.order)) for f in request.fields)
    return "\n".join(f"- {name}: {'not found' if v is None else v}" for name, v in found)


def _within(request: Request, text: str) -> str:
    return shortened(text, request.words) if request.words else text


def _welcome(language: str) -> str:
    return {
        "german": "Schön, dass du da bist.",
        "french": "Ravi de vous rencontrer.",
        "spanish": "Encantado de conocerte.",
        "italian": "Piacere di conoscerti.",
    }.get(language, "It is good to meet you.")
