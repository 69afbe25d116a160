"""What a judge answered, read strictly: anything in doubt is no judgment at all.

An answer is one JSON object. Reasoning may stand before it and a code fence around it, as long
as there is no other brace that could be meant; nothing may follow it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from workbench.domain.errors import WorkbenchError

LARGEST = 1_000_000
"""Characters of an answer."""
MOST_ITEMS = 1_000
THINKING = re.compile(r"\s*<think>(?P<inside>.*?)</think>(?P<rest>.*)\Z", re.DOTALL)
FENCE_BEFORE = re.compile(r"```(?:json)?[ \t]*\n?\s*\Z", re.IGNORECASE)
FENCE_AFTER = re.compile(r"\s*```\s*\Z")


class NotUnderstood(WorkbenchError):
    title = "The judgment was not understood"


def read_answer(text: str) -> Members:
    """The one object in an answer. Raises `NotUnderstood`."""
    if len(text) > LARGEST:
        raise NotUnderstood("it is far too long")
    text = _after_thinking(text).strip()
    before, brace, _ = text.partition("{")
    if not brace:
        raise NotUnderstood("it holds no JSON object")
    if "}" in before:
        raise NotUnderstood("it is not clear where its JSON object begins")
    try:
        value, end = _DECODER.raw_decode(text, len(before))
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(f"its JSON is broken: {_words(error)}") from error
    _check_frame(before, text[end:])
    return Members(value)


def _after_thinking(text: str) -> str:
    """Without the thoughts that some local models write before their answer."""
    match = THINKING.match(text)
    if match is None:
        return text
    if "<think>" in match["inside"] or "</think>" in match["rest"]:
        raise NotUnderstood("it is not clear where its thoughts end")
    return match["rest"]


def _check_frame(before: str, after: str) -> None:
    opened = FENCE_BEFORE.search(before)
    closed = FENCE_AFTER.fullmatch(after)
    if after.strip() and not (opened and closed):
        raise NotUnderstood("something follows its JSON object")
    if "```" in before and not (opened and closed and before.count("```") == 1):
        raise NotUnderstood("its code fence is broken")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member stands in it twice")
    return dict(pairs)


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _words(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant)


class Members:
    """An object's members, each read as what it has to be. Everything raises `NotUnderstood`."""

    def __init__(self, document: Any, place: str = "") -> None:
        if not isinstance(document, dict):
            raise NotUnderstood(f"{place or 'it'} is not an object")
        self._document, self._place = document, place

    def __contains__(self, name: str) -> bool:
        return name in self._document

    def exactly(self, *names: str) -> Members:
        """These and no others."""
        if missing := [name for name in names if name not in self._document]:
            raise NotUnderstood(f"{self._named(missing[0])} is missing")
        if others := [name for name in self._document if name not in names]:
            raise NotUnderstood(f"{self._named(others[0][:40])} was not asked for")
        return self

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str) or not value.strip():
            raise NotUnderstood(f"{self._named(name)} is not a text")
        return value.strip()

    def boolean(self, name: str) -> bool:
        value = self._value(name)
        if not isinstance(value, bool):
            raise NotUnderstood(f"{self._named(name)} is neither true nor false")
        return value

    def number(self, name: str, least: float, most: float) -> float:
        value = self._value(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NotUnderstood(f"{self._named(name)} is not a number")
        if not least <= value <= most or not math.isfinite(value):
            raise NotUnderstood(f"{self._named(name)} is not between {least:g} and {most:g}")
        return float(value)

    def choice(self, name: str, choices: Collection[str]) -> str:
        value = self._value(name)
        if not isinstance(value, str) or value not in choices:
            raise NotUnderstood(f"{self._named(name)} is none of {', '.join(choices)}")
        return value

    def texts(self, name: str, least: int, most: int) -> list[str]:
        values = self._list(name, least, most)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise NotUnderstood(f"{self._named(name)} is not a list of texts")
        return [value.strip() for value in values]

    def places(self, name: str, most: int) -> list[int]:
        """Different whole numbers from 1."""
        values = self._list(name, 0, most)
        whole = [v for v in values if isinstance(v, int) and not isinstance(v, bool)]
        if len(whole) != len(values) or len(set(whole)) != len(values):
            raise NotUnderstood(f"{self._named(name)} is not a list of different numbers")
        if not all(1 <= value <= most for value in whole):
            raise NotUnderstood(f"{self._named(name)} holds a number that is not there")
        return whole

    def place(self, name: str, most: int) -> int:
        """A whole number from 1."""
        value = self._value(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise NotUnderstood(f"{self._named(name)} is not a number from 1 to {most}")
        return value

    def objects(self, name: str) -> list[Members]:
        values = self._list(name, 0, MOST_ITEMS)
        return [Members(value, f"{name}[{index}]") for index, value in enumerate(values)]

    def _list(self, name: str, least: int, most: int) -> Sequence[Any]:
        value = self._value(name)
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise NotUnderstood(f"{self._named(name)} is not a list of {least} to {most}")
        return value

    def _value(self, name: str) -> Any:
        if name not in self._document:
            raise NotUnderstood(f"{self._named(name)} is missing")
        return self._document[name]

    def _named(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


class Rating(NamedTuple):
    reason: str
    value: float
    """From 0 to 1."""
    passed: bool | None
    """None where only a score was asked for."""


def rating(members: Members, least: float, most: float) -> Rating:
    """Reasons, a score on the written scale, and whether it passes."""
    members.exactly("reason", "score", "pass")
    score = members.number("score", least, most)
    passed = members.boolean("pass")
    if (passed and score == least) or (not passed and score == most):
        raise NotUnderstood("its score and its verdict contradict each other")
    return Rating(members.text("reason"), (score - least) / (most - least), passed)


def free_rating(members: Members) -> Rating:
    """Of a judge prompt without a written scale: a score from 0 to 1, a verdict, or both."""
    if "score" not in members and "pass" not in members:
        raise NotUnderstood("it has neither a score nor a verdict")
    passed = members.boolean("pass") if "pass" in members else None
    score = members.number("score", 0, 1) if "score" in members else float(bool(passed))
    reason = members.text("reason") if "reason" in members else ""
    return Rating(reason, score, passed)


class Statement(NamedTuple):
    text: str
    reason: str
    supported: bool


def statements(members: Members) -> list[Statement]:
    members.exactly("statements")
    found = [
        each.exactly("statement", "reason", "supported") for each in members.objects("statements")
    ]
    return [Statement(e.text("statement"), e.text("reason"), e.boolean("supported")) for e in found]
