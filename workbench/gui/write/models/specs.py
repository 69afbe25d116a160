"""The parameters that have a field of their own: how each is written, and what it may be."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from workbench.domain.json_values import Json
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

STOP = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^,"]*)\s*(?:,|$)')
BARE = re.compile(r"[^\s,\"\\](?:[^,\"\\\n\r\t]*[^\s,\"\\])?")
MOST_STOPS = 16
LARGEST = 2**53 - 1


class NotThis(ValueError):
    """Text that is no value of a parameter; the message, untranslated, says what one is."""


@dataclass(frozen=True, slots=True)
class Spec:
    name: str
    label: str
    tip: str
    read: Callable[[str], Json]
    choices: tuple[str, ...] = ()
    hint: str = ""
    """What stands in the empty field; by itself it says that it is not set."""

    def text_of(self, value: Json) -> str:
        """What the field shows for a value, whether it could be typed or not."""
        if value is None:
            return ""
        if self.name == "stop":
            return stops_text(value)
        return str(value) if isinstance(value, int | float | str) else json.dumps(value)


def number(low: float, high: float, message: str) -> Callable[[str], Json]:
    def read(text: str) -> Json:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            raise NotThis(message) from None
        if not (math.isfinite(value) and low <= value <= high):
            raise NotThis(message)
        return int(value) if value.is_integer() else value

    return read


def whole(low: int, message: str) -> Callable[[str], Json]:
    def read(text: str) -> Json:
        try:
            value = int(text)
        except ValueError:
            raise NotThis(message) from None
        if not low <= value <= LARGEST:
            raise NotThis(message)
        return value

    return read


def read_stops(text: str) -> Json:
    """Texts between commas; what holds a comma, a quote or a line feed is quoted as in JSON."""
    found: list[str] = []
    place = 0
    while place < len(text):
        match = STOP.match(text, place)
        if not match:
            raise NotThis(STOPS)
        found.append(_stop(match[1].strip()))
        place = match.end()
    if not 0 < len(found) <= MOST_STOPS or not all(found):
        raise NotThis(STOPS)
    return tuple(found)


def stops_text(value: Json) -> str:
    texts = value if isinstance(value, tuple) else (value,)
    return ", ".join(
        text
        if isinstance(text, str) and BARE.fullmatch(text) and text.isprintable()
        else json.dumps(text, ensure_ascii=False)
        for text in texts
    )


def _stop(written: str) -> str:
    if not written.startswith('"'):
        return written
    try:
        return str(json.loads(written))
    except ValueError:
        raise NotThis(STOPS) from None


def _choice(text: str) -> Json:
    return text


ZERO_TO_TWO = QT_TRANSLATE_NOOP("parameters", "a number from 0 to 2")
ZERO_TO_ONE = QT_TRANSLATE_NOOP("parameters", "a number from 0 to 1")
MINUS_TWO_TO_TWO = QT_TRANSLATE_NOOP("parameters", "a number from -2 to 2")
FROM_ONE = QT_TRANSLATE_NOOP("parameters", "a whole number from 1")
ANY_WHOLE = QT_TRANSLATE_NOOP("parameters", "a whole number")
STOPS = QT_TRANSLATE_NOOP("parameters", 'up to 16 texts with commas between: END, "\\n\\n"')

COMMON = (
    Spec(
        "temperature",
        QT_TRANSLATE_NOOP("parameters", "temperature"),
        QT_TRANSLATE_NOOP("parameters", "How much chance there is in the answer, from 0 to 2"),
        number(0, 2, ZERO_TO_TWO),
    ),
    Spec(
        "max_tokens",
        QT_TRANSLATE_NOOP("parameters", "max tokens"),
        QT_TRANSLATE_NOOP("parameters", "Most tokens of an answer"),
        whole(1, FROM_ONE),
    ),
)
MORE = (
    Spec(
        "top_p",
        QT_TRANSLATE_NOOP("parameters", "top p"),
        QT_TRANSLATE_NOOP("parameters", "Only the likeliest words that make up this share"),
        number(0, 1, ZERO_TO_ONE),
    ),
    Spec(
        "seed",
        QT_TRANSLATE_NOOP("parameters", "seed"),
        QT_TRANSLATE_NOOP("parameters", "The same seed gives the same answer, where it can"),
        whole(-LARGEST, ANY_WHOLE),
    ),
    Spec(
        "reasoning_effort",
        QT_TRANSLATE_NOOP("parameters", "reasoning"),
        QT_TRANSLATE_NOOP("parameters", "How long the model thinks before it answers"),
        _choice,
        choices=("none", "minimal", "low", "medium", "high", "xhigh"),
    ),
    Spec(
        "presence_penalty",
        QT_TRANSLATE_NOOP("parameters", "presence"),
        QT_TRANSLATE_NOOP("parameters", "Against words that were said at all, from -2 to 2"),
        number(-2, 2, MINUS_TWO_TO_TWO),
    ),
    Spec(
        "frequency_penalty",
        QT_TRANSLATE_NOOP("parameters", "frequency"),
        QT_TRANSLATE_NOOP("parameters", "Against words the more often they were said, -2 to 2"),
        number(-2, 2, MINUS_TWO_TO_TWO),
    ),
    Spec(
        "stop",
        QT_TRANSLATE_NOOP("parameters", "stop"),
        QT_TRANSLATE_NOOP("parameters", "Texts at which the answer ends, with commas between"),
        read_stops,
        hint='END, "\\n\\n"',
    ),
)
SPECS = (*COMMON, *MORE)
OWN_FIELD = frozenset(spec.name for spec in SPECS)
