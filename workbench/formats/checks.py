"""Checks as documents, in promptfoo's own shape: `{type: not-contains, value: …}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.checks import SET, Check
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import JsonObject, freeze, thaw

MEMBERS = frozenset(
    {"type", "value", "threshold", "weight", "metric", "transform", "provider", "judge", "assert"}
    | {"config"}
)


def check_document(check: Check) -> dict[str, Any]:
    """Members with their default value are left out."""
    document: dict[str, Any] = {"type": check.name}
    if check.value is not None:
        document["value"] = thaw(check.value)
    if check.threshold is not None:
        document["threshold"] = check.threshold
    if check.weight != 1.0:
        document["weight"] = check.weight
    texts = {
        "metric": check.metric,
        "transform": check.transform,
        "provider": check.judge,
        "judge": check.judge_prompt,
    }
    document |= {name: text for name, text in texts.items() if text}
    if check.config.items:
        document["config"] = thaw(check.config)
    if check.checks:
        document["assert"] = check_documents(check.checks)
    return document


def check_documents(checks: Sequence[Check]) -> list[dict[str, Any]]:
    return [check_document(check) for check in checks]


def read_check(document: Mapping[str, Any], place: str = "check") -> Check:
    """Raises `InvalidInput` naming the place. Whether the kind exists is not looked at."""
    name = _text(document, "type", place)
    if not name:
        raise InvalidInput(f"{place}: a check needs a type.")
    negated = name.startswith("not-")
    return Check(
        kind=name.removeprefix("not-"),
        negated=negated,
        value=freeze(document.get("value")),
        threshold=_number(document, "threshold", place),
        weight=_weight(document, place),
        metric=_text(document, "metric", place),
        transform=_text(document, "transform", place),
        judge=_text(document, "provider", place),
        judge_prompt=_text(document, "judge", place),
        config=_config(document, place),
        checks=read_checks(document.get("assert") or (), place) if name == SET else (),
    )


def read_checks(documents: Any, place: str = "checks") -> tuple[Check, ...]:
    if not isinstance(documents, list | tuple):
        raise InvalidInput(f"{place}: a list of checks is expected.")
    checks = []
    for index, document in enumerate(documents):
        if not isinstance(document, Mapping):
            raise InvalidInput(f"{place}[{index}]: a check is an object with a type.")
        checks.append(read_check(document, f"{place}[{index}]"))
    return tuple(checks)


def _text(document: Mapping[str, Any], name: str, place: str) -> str:
    value = document.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(f"{place}.{name}: text is expected.")
    return value


def _number(document: Mapping[str, Any], name: str, place: str) -> float | None:
    value = document.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(f"{place}.{name}: a number is expected.")
    return float(value)


def _weight(document: Mapping[str, Any], place: str) -> float:
    weight = _number(document, "weight", place)
    if weight is not None and weight < 0:
        raise InvalidInput(f"{place}.weight: must not be negative.")
    return 1.0 if weight is None else weight


def _config(document: Mapping[str, Any], place: str) -> JsonObject:
    """Members that are not the check's own belong to its kind, too."""
    config = document.get("config") or {}
    if not isinstance(config, Mapping):
        raise InvalidInput(f"{place}.config: an object is expected.")
    others = {name: value for name, value in document.items() if name not in MEMBERS}
    frozen = freeze({**others, **config})
    return frozen if isinstance(frozen, JsonObject) else JsonObject()
