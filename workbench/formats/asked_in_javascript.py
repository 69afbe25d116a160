"""Calls of a registry's `get` in JavaScript and TypeScript, seen in the tokens alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.formats.texts_in_javascript import Token, tokens_of

Ask = tuple[int, str, int | None, str]
"""Line, path, interface, environment."""
OPTIONS = 40
"""Tokens that are looked through for the options of one call."""
CALL = re.compile(r"(?P<receiver>.*?)\??\.get|get")
DECLARING = ("=", ":")


def javascript_asks(source: str) -> Iterator[Ask]:
    if "get" not in source:
        return
    tokens = list(tokens_of(source))
    made = _made(tokens)
    for at, (line, kind, word) in enumerate(tokens):
        call = CALL.fullmatch(word) if kind == "word" else None
        if not call or _sign(tokens, at + 1) != "(" or not _is_text(tokens, at + 2):
            continue
        given = _options(tokens, at + 2)
        receiver = call["receiver"]
        if receiver is None:
            environment = _chained(tokens, at)
        else:
            environment = made.get(receiver.replace("?", ""))
        if environment is None and "interface" in given:
            environment = ""
        if environment is not None:
            interface = given.get("interface", "")
            number = int(interface) if interface.isascii() and interface.isdigit() else None
            yield line, tokens[at + 2][2], number, environment


def _made(tokens: Sequence[Token]) -> dict[str, str]:
    """Names that a registry is bound to, and the environment it is of."""
    found: dict[str, str] = {}
    for at, (_line, kind, word) in enumerate(tokens):
        if kind != "word" or word.rpartition(".")[2] != "Registry":
            continue
        is_made = at > 1 and tokens[at - 1][2] == "new" and _sign(tokens, at + 1) == "("
        if is_made and _sign(tokens, at - 2) in DECLARING and at > 2:
            name, place = tokens[at - 3][2], at
            if name == "Registry" and at > 4:  # const registry: Registry = new Registry(…)
                name = tokens[at - 5][2]
            found[name] = _options(tokens, place + 2).get("env", "")
        elif _sign(tokens, at - 1) == ":" and at > 1:
            found.setdefault(tokens[at - 2][2], "")
    return found


def _chained(tokens: Sequence[Token], at: int) -> str | None:
    """Of `new Registry(…).get`: the environment; None where it is something else's."""
    if at < 2 or tokens[at - 1][2] != "." or tokens[at - 2][2] != ")":
        return None
    depth, place = 0, at - 2
    for place in range(at - 2, max(-1, at - 2 - OPTIONS), -1):
        if tokens[place][1] == "sign":
            depth += {")": 1, "(": -1}.get(tokens[place][2], 0)
        if not depth:
            break
    if place < 1 or tokens[place - 1][2].rpartition(".")[2] != "Registry":
        return None
    return _options(tokens, place + 1).get("env", "")


def _options(tokens: Sequence[Token], start: int) -> dict[str, str]:
    """`{ interface: 1, env: "dev" }` in the arguments that begin there, by their names."""
    found: dict[str, str] = {}
    depth = 1
    for at in range(start, min(len(tokens) - 2, start + OPTIONS)):
        _line, kind, text = tokens[at]
        if kind == "sign":
            depth += {"(": 1, ")": -1}.get(text, 0)
            if not depth:
                break
        elif kind == "word" and _sign(tokens, at + 1) == ":" and tokens[at + 2][1] != "sign":
            found.setdefault(text, tokens[at + 2][2])
    return found


def _sign(tokens: Sequence[Token], at: int) -> str:
    return tokens[at][2] if 0 <= at < len(tokens) and tokens[at][1] == "sign" else ""


def _is_text(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at][1] == "text"
