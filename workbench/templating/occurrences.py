"""Where a template names its variables and its components, by its syntax and never by its text.

Jinja2's tree knows lines only. So the parser is fed tokens that carry their own number where
a line's number is expected: each node then says which token it was made from. Whether a name
is the prompt's variable or something the template sets itself, such as a loop's item, is what
Jinja2's compiler says of it.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import TemplateError
from workbench.templating.parsing import (
    has_tags,
    nested_too_deeply,
    parse,
    reading_environment,
)
from workbench.templating.places import Token, all_tokens
from workbench.templating.reading import including

if TYPE_CHECKING:
    from jinja2 import nodes

LONGEST_CHAIN = 100


@dataclass(frozen=True, slots=True)
class Span:
    """Code-point offsets into the template's text."""

    start: int
    end: int


def variable_places(text: str, name: str) -> tuple[Span, ...]:
    """Where the template names the variable, in reading order.

    A name that it sets on some of its ways only is the variable on the others, so those
    places count too. Raises `TemplateError` for a template that does not parse.
    """
    if not has_tags(text) or name not in text:
        return ()
    tree, tokens = _numbered(text)
    try:
        numbers = {number for found, number in _free(tree) if found == name}
        if numbers and name in _imported(tree):
            raise TemplateError(
                f"{name} is an input and the name of an import in the same template.",
                hint="Give the import another name first.",
            )
    except RecursionError as error:
        raise nested_too_deeply() from error
    return tuple(Span(tokens[n].start, tokens[n].end) for n in sorted(numbers))


def names_set(text: str) -> frozenset[str]:
    """Names the template sets itself somewhere: loops' items, `set`, imports, arguments."""
    from jinja2 import nodes

    if not has_tags(text):
        return frozenset()
    tree = parse(text)
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    return frozenset(stored | _imported(tree))


def component_places(text: str, path: str) -> tuple[Span, ...]:
    """Where the template includes, imports or extends the component, without the quotes."""
    if not has_tags(text) or path not in text:
        return ()
    tree, tokens = _numbered(text)
    spans = []
    for number in sorted(_paths(tree)):
        token = tokens[number]
        if token.kind == "string" and _value(token) == path:
            spans.append(Span(token.start + 1, token.end - 1))
    return tuple(spans)


def _numbered(text: str) -> tuple[nodes.Template, list[Token]]:
    """The tree, whose "lines" are places in the list of tokens."""
    from jinja2.lexer import TokenStream
    from jinja2.parser import Parser

    parse(text)  # Mistakes are told with their line
    tokens = list(all_tokens(text))
    environment = reading_environment()
    parser = Parser(environment, "")
    numbered = ((number, token.kind, token.text) for number, token in enumerate(tokens))
    parser.stream = TokenStream(environment.lexer.wrap(numbered), None, None)
    try:
        tree = parser.parse()
    except RecursionError as error:
        raise nested_too_deeply() from error
    tree.set_environment(environment)
    return tree, tokens


def _free(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Name and number of each place that is, or may be, given from outside."""
    from jinja2.compiler import CodeGenerator, Frame

    found: list[tuple[str, int]] = []

    class Places(CodeGenerator):
        def write(self, x: str) -> None:
            """No code is wanted."""

        def visit_Extends(self, node: nodes.Extends, frame: Frame) -> None:
            """What follows it is read as well."""
            self.visit(node.template, frame)

        def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
            if _resolved(frame.symbols, frame.symbols.ref(node.name)):
                found.append((node.name, node.lineno))
            super().visit_Name(node, frame)

    Places(reading_environment(), None, None, optimized=False).visit(tree)
    yield from found


def _resolved(symbols: Any, reference: str) -> bool:
    """Whether a symbol is looked up in what the template is given."""
    for _ in range(LONGEST_CHAIN):
        load = symbols.find_load(reference)
        if load is None or load[0] not in ("resolve", "alias"):
            return False
        if load[0] == "resolve":
            return True
        reference = load[1]
    return False


def _imported(tree: nodes.Template) -> set[str]:
    from jinja2 import nodes

    found = {node.target for node in tree.find_all(nodes.Import)}
    found |= {node.name for node in tree.find_all(nodes.Macro)}
    for node in tree.find_all(nodes.FromImport):
        found |= {name if isinstance(name, str) else name[1] for name in node.names}
    return found


def _paths(tree: nodes.Template) -> Iterator[int]:
    """Numbers of the tokens that name components."""
    from jinja2 import nodes

    for node in including(tree):
        items = getattr(node.template, "items", [node.template])
        yield from (item.lineno for item in items if isinstance(item, nodes.Const))


def _value(token: Token) -> str:
    try:
        return str(literal_eval(token.text))
    except (ValueError, SyntaxError):
        return ""
