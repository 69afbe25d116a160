"""The texts in Python source: literals, f-strings, and what is joined by `+`, `%` or `join`."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from workbench.diffing.copied_words import FILLED_IN
from workbench.domain.errors import FileProblem

MOST_NODES = 2_000_000


def python_texts(source: str) -> Iterator[tuple[int, str]]:
    """Raises `FileProblem` where it is no Python that this release can read."""
    waiting: list[ast.AST] = [parsed(source)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        pieces, rest = _pieces(node)
        if any(piece not in ("", FILLED_IN) for piece in pieces):
            yield getattr(node, "lineno", 1), "".join(pieces)
            waiting += reversed(rest)
        else:
            waiting += reversed(list(ast.iter_child_nodes(node)))
    raise FileProblem("too large a program", file="")


def parsed(source: str) -> ast.AST:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise FileProblem("not readable as Python", file="", line=line) from error
    except (RecursionError, MemoryError) as error:
        raise FileProblem("nested too deeply", file="") from error


def _pieces(node: ast.AST) -> tuple[list[str], list[ast.AST]]:
    """The text of an expression in pieces, and the expressions in it that may hold others.

    Empty where it is no text.
    """
    pieces: list[str] = []
    rest: list[ast.AST] = []
    waiting: list[ast.AST] = [node]
    while waiting:
        each = waiting.pop()
        match each:
            case ast.Constant(value=str(text)):
                pieces.append(text)
            case ast.JoinedStr(values=values):
                waiting += reversed(values)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                waiting += (right, left)
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str()) as left, right=right):
                waiting.append(left)
                rest.append(right)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(by)), attr="join")):
                waiting += reversed(_joined(each, by))
            case _ if each is node:
                return [], []
            case _:
                pieces.append(FILLED_IN)
                rest.append(each)
    return pieces, rest


def _joined(call: ast.Call, by: str) -> list[ast.AST]:
    """What `"…".join([…])` puts together, as far as it stands there."""
    first = call.args[0] if call.args else None
    items = list(first.elts) if isinstance(first, ast.List | ast.Tuple) else [*call.args]
    separator = ast.Constant(value=by)
    return [part for item in items for part in (item, separator)]
