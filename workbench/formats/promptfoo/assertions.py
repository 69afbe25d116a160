"""Assertions of promptfoo as checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbench.domain.checks import SET, Check
from workbench.domain.json_values import Json, JsonObject, freeze
from workbench.formats.located import Place, Rows, Table
from workbench.formats.promptfoo.files import SCHEME, language_of, path_in
from workbench.formats.promptfoo.kinds import (
    CODE_KINDS,
    OTHER_NAMES,
    assertion_of,
    why_not_here,
)
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.model_names import embeddings_model_of, model_of
from workbench.formats.promptfoo.surroundings import NEVER_RUN, Surroundings
from workbench.formats.promptfoo.templates import to_jinja

OWN = frozenset({"type", "value", "threshold", "weight", "metric", "transform", "provider",
                 "config", "assert", "rubricPrompt", "description", "$ref"})  # fmt: skip
RUBRIC_PROMPT = "rubricPrompt"
"""Where the text of a judge's prompt stands in a check until it has its place in the library."""
EMBEDDING_KINDS = frozenset({"similar", "answer-relevance"})
WORDS_OF_METRICS = {"similar:dot": "dot_product", "similar:euclidean": "euclidean"}


def read_assertions(
    value: Any, place: Place, options: Table, around: Surroundings
) -> tuple[Check, ...]:
    """`options` are those of the test: its judge and the judge's prompt."""
    if value is None:
        return ()
    if not isinstance(value, Rows):
        around.ledger.leave(place, f"assert: {shown(value)}", "a list of assertions is expected")
        return ()
    found = (_assertion(item, value.at(index), options, around) for index, item in enumerate(value))
    return tuple(check for check in found if check is not None)


def _assertion(value: Any, place: Place, options: Table, around: Surroundings) -> Check | None:
    if isinstance(value, str):
        table = Table(place)
        table.update(assertion_of(value))
        value = table
    if not isinstance(value, Table) or not isinstance(value.get("type"), str):
        around.ledger.leave(place, shown(value), "an assertion is an object with a type")
        return None
    written = str(value["type"])
    negated, kind = written.startswith("not-"), written.removeprefix("not-")
    if kind not in around.rules.kinds:
        kind = OTHER_NAMES.get(kind, kind)
    if kind == SET:
        return _set(value, place, options, around)
    if why := why_not_here(kind, around.rules.kinds, written):
        around.ledger.leave(value.at("type"), written, why)
        return None
    check = _check(kind, negated, value, options, around)
    if check is None:
        return None
    if problem := around.rules.check_problem(check):
        around.ledger.leave(value.at("type"), f"{written}: {shown(value.get('value'))}", problem)
        return None
    return check


def _set(value: Table, place: Place, options: Table, around: Surroundings) -> Check | None:
    inner = read_assertions(value.get("assert"), value.at("assert"), options, around)
    if not inner:
        around.ledger.leave(place, SET, "none of its assertions can be taken")
        return None
    return Check(
        SET,
        threshold=_number(value, "threshold", around),
        weight=_weight(value, around),
        metric=value.text("metric"),
        checks=inner,
    )


def _check(
    kind: str, negated: bool, value: Table, options: Table, around: Surroundings
) -> Check | None:
    taken, config = _value(kind, value, around)
    if taken is None and isinstance(value.get("value"), str) and value.get("value"):
        return None
    config = {**config, **_config(value), **_judging(value, options, around)}
    metric = to_jinja(value.text("metric")).text
    check = Check(
        kind,
        negated,
        taken,
        _number(value, "threshold", around),
        _weight(value, around),
        metric,
        _transform(value, around),
        _judge(kind, value, options, around),
    )
    frozen = freeze(config)
    return replace(check, config=frozen) if isinstance(frozen, JsonObject) and config else check


def _value(kind: str, value: Table, around: Surroundings) -> tuple[Json, dict[str, Any]]:
    """What the check compares with, and what goes with it where it is a program in a file."""
    raw, place = value.get("value"), value.at("value")
    if isinstance(raw, str) and raw.startswith(SCHEME):
        path = path_in(raw)
        language = language_of(path)
        if language and kind in CODE_KINDS:
            return _program(kind, path, language, place, around)
        if language:
            around.ledger.leave(place, shown(raw), NEVER_RUN)
            return None, {}
        raw = around.loaded(raw, place)
    if kind in CODE_KINDS or raw is None:
        return freeze(raw), {}
    return freeze(_translated(raw, place, around)), {}


def _program(
    kind: str, path: str, language: str, place: Place, around: Surroundings
) -> tuple[Json, dict[str, Any]]:
    """A program is read in as text; the name of the function that is called goes with it."""
    if language != kind:
        around.ledger.leave(place, shown(path), f"no program in {kind.capitalize()}")
        return None, {}
    name, _, function = path.partition(":")
    text = around.text(name, place)
    if text is None:
        return None, {}
    config: dict[str, Any] = {"file": name}
    return text, config | ({"function": function} if function else {})


def _translated(value: Any, place: Place, around: Surroundings) -> Any:
    if isinstance(value, str):
        translated = to_jinja(value)
        for why in translated.strange:
            around.ledger.leave(place, shown(value), why)
        return translated.text
    if isinstance(value, list):
        return [_translated(item, place, around) for item in value]
    if isinstance(value, dict):
        return {key: _translated(item, place, around) for key, item in value.items()}
    return value


def _config(value: Table) -> dict[str, Any]:
    """What only its kind has; members beside the known ones belong to it, too."""
    config = {name: item for name, item in value.items() if name not in OWN}
    metric = WORDS_OF_METRICS.get(value.text("type").removeprefix("not-"))
    return config | dict(value.table("config")) | ({"metric": metric} if metric else {})


def _judging(value: Table, options: Table, around: Surroundings) -> dict[str, Any]:
    """The prompt a judge is asked with, as text: a chat stands there as JSON."""
    given = value if "rubricPrompt" in value else options
    prompt = given.get("rubricPrompt")
    judged = given is value or value.text("type").removeprefix("not-") in JUDGED
    if prompt is None or not judged:
        return {}
    if isinstance(prompt, str) and prompt.startswith(SCHEME):
        prompt = around.loaded(prompt, given.at("rubricPrompt"))
        if prompt is None:
            return {}
    text = prompt if isinstance(prompt, str) else json.dumps(prompt, ensure_ascii=False)
    return {RUBRIC_PROMPT: text}


JUDGED = frozenset(
    """
    llm-rubric factuality model-graded-factuality model-graded-closedqa g-eval select-best
    context-recall context-relevance context-faithfulness answer-relevance
    """.split()  # noqa: SIM905 - read as a list of words
)


def _transform(value: Table, around: Surroundings) -> str:
    return read_transform(value.get("transform"), value.at("transform"), around)


def read_transform(text: Any, place: Place, around: Surroundings) -> str:
    """An expression stands in the file itself; what is in a file of its own is left."""
    if text is None:
        return ""
    if not isinstance(text, str) or text.startswith((SCHEME, "package:")):
        around.ledger.leave(
            place, f"transform: {shown(text)}", "only an expression in the file itself is taken"
        )
        return ""
    return text


def _judge(kind: str, value: Table, options: Table, around: Surroundings) -> str:
    """The model that the assertion asks, or the test's own; empty for the built-in choice."""
    if kind not in JUDGED | {"similar"}:
        return ""
    own = "provider" in value
    given = value["provider"] if own else options.get("provider")
    place = value.at("provider") if own else options.at("provider")
    embedding = kind == "similar"
    if isinstance(given, Mapping) and "id" not in given:
        given = given.get("embedding" if embedding else "text")
    elif not own and kind in EMBEDDING_KINDS and embedding:
        given = _embedding_only(given)
    if isinstance(given, Mapping):
        given = given.get("id")
    if not given:
        return ""
    named = (embeddings_model_of if embedding else model_of)(str(given))
    if not named.model:
        around.ledger.leave(place, f"provider: {shown(given)}", named.why)
    return named.model


def _embedding_only(given: Any) -> Any:
    """A test's own judge is asked for embeddings only if it makes some."""
    name = given.get("id") if isinstance(given, Mapping) else given
    return given if "embed" in str(name) else None


def _number(value: Table, name: str, around: Surroundings) -> float | None:
    number = value.get(name)
    if number is None:
        return None
    try:
        return float(number)
    except (TypeError, ValueError):
        around.ledger.leave(value.at(name), f"{name}: {shown(number)}", "a number is expected")
        return None


def _weight(value: Table, around: Surroundings) -> float:
    weight = _number(value, "weight", around)
    if weight is not None and weight < 0:
        around.ledger.leave(value.at("weight"), f"weight: {weight}", "must not be negative")
        return 1.0
    return 1.0 if weight is None else weight
