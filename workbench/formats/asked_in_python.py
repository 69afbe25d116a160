"""Calls of a registry's `get` in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from workbench.formats.texts_in_python import MOST_NODES, parsed

Ask = tuple[int, str, int | None, str]
"""Line, path, interface, environment."""
REGISTRY = "Registry"


def python_asks(source: str) -> Iterator[Ask]:
    """Raises `FileProblem` where it is no Python that this release can read."""
    if ".get" not in source:
        return
    nodes = []
    for number, node in enumerate(ast.walk(parsed(source))):
        if number >= MOST_NODES:
            return
        nodes.append(node)
    made = _made(nodes)
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "get":
            yield from _ask(call, call.func.value, made)


def _made(nodes: list[ast.AST]) -> dict[str, str]:
    """Names that a registry is bound to in the file, and the environment it is of."""
    found: dict[str, str] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=ast.Call() as call) if _is_registry(call):
                found |= {ast.unparse(target): _environment(call) for target in targets}
            case ast.AnnAssign(target=target, annotation=kind, value=value):
                if isinstance(value, ast.Call) and _is_registry(value):
                    found[ast.unparse(target)] = _environment(value)
                elif _named(kind) == REGISTRY:
                    found.setdefault(ast.unparse(target), "")
            case ast.arg(arg=name, annotation=kind) if kind and _named(kind) == REGISTRY:
                found.setdefault(name, "")
            case ast.NamedExpr(target=target, value=ast.Call() as call) if _is_registry(call):
                found[target.id] = _environment(call)
    return found


def _ask(call: ast.Call, receiver: ast.expr, made: dict[str, str]) -> Iterator[Ask]:
    first = call.args[0] if call.args else _keyword(call, "path")
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return
    interface = _keyword(call, "interface")
    if interface is None and len(call.args) > 1:
        interface = call.args[1]
    if isinstance(receiver, ast.Call) and _is_registry(receiver):
        environment = _environment(receiver)
    elif (name := ast.unparse(receiver)) in made:
        environment = made[name]
    elif _keyword(call, "interface") is not None:
        environment = ""
    else:
        return
    yield call.lineno, first.value, _whole(interface), environment


def _is_registry(call: ast.Call) -> bool:
    return _named(call.func) == REGISTRY


def _named(node: ast.expr) -> str:
    """The last part of a dotted name; also of one that is quoted, as annotations may be."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Constant(value=str(text)):
            return text.rpartition(".")[2]
    return ""


def _environment(call: ast.Call) -> str:
    given = _keyword(call, "env") or (call.args[1] if len(call.args) > 1 else None)
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _whole(node: ast.expr | None) -> int | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
