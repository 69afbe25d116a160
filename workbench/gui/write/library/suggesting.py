"""What can be typed next in the library's filter."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.labels import FACETS
from workbench.domain.library_filter import IS, KEYS, NOT, QUOTE, YES_NO, label_term
from workbench.domain.prompts import Label

MOST = 200


def suggestions(before: str, labels: Sequence[Label], *, asked: bool) -> tuple[str, list[str]]:
    """The piece that is being typed, and whole pieces that may take its place.

    Without `asked` only what follows a colon is offered: plain words are what people type most.
    """
    typed = _last_piece(before)
    turn = NOT if typed.startswith(NOT) else ""
    body = typed.removeprefix(NOT)
    key, colon, value = body.partition(":")
    if not colon:
        offered = [f"{known}:" for known in KEYS if known.startswith(key.casefold())]
        return typed, [turn + word for word in offered] if asked else []
    words = [f"{key}:{word}" for word in _values(key.casefold(), labels)]
    if key.casefold() == "label":
        words += [label_term(label) for label in labels]
    wanted = f"{key}:{value}".replace(QUOTE, "").casefold()
    fitting = [w for w in words if w.replace(QUOTE, "").casefold().startswith(wanted)]
    if value and not fitting and key.casefold() == "label":
        fitting = [w for w in words if value.casefold() in w.casefold()]
    return typed, [turn + word for word in fitting if word != body][:MOST]


def _values(key: str, labels: Sequence[Label]) -> list[str]:
    if key in YES_NO:
        return ["yes", "no"]
    if key == "kind":
        return ["prompt", "component"]
    if key == "owner":
        return [_quoted(label.value) for label in labels if label.facet == "owner"]
    if key == "label":
        facets = dict.fromkeys(label.facet for label in labels)
        known = [facet for facet in FACETS if facet in facets]
        others = [facet for facet in facets if facet not in FACETS]
        return [_quoted(f"{facet}{IS}") for facet in (*known, *others)]
    return []


def _quoted(text: str) -> str:
    return f"{QUOTE}{text}{QUOTE}" if " " in text else text


def _last_piece(before: str) -> str:
    quoted, start = False, 0
    for place, letter in enumerate(before):
        if letter == QUOTE:
            quoted = not quoted
        elif letter.isspace() and not quoted:
            start = place + 1
    return before[start:]
