"""What a template asks for: its variables and the components it includes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.domain.prompts import Engine, PromptContent, Role
from workbench.templating.parsing import has_tags, nested_too_deeply, parse, reading_environment

if TYPE_CHECKING:
    from jinja2 import nodes


def variables_in(text: str) -> tuple[str, ...]:
    """Names the template reads and does not set itself, in the order of first use.

    Raises `TemplateError` with the line.
    """
    return undeclared(parse(text), text) if has_tags(text) else ()


def includes_in(text: str) -> tuple[str, ...]:
    """Paths the template includes, imports or extends, as far as they are written out.

    Raises `TemplateError` with the line.
    """
    return included(parse(text)) if has_tags(text) else ()


def variables_of(content: PromptContent) -> tuple[str, ...]:
    """Names read by the messages of a content, placeholders among them; not by its components."""
    return tuple(dict.fromkeys(_names(content)))


def includes_of(content: PromptContent) -> tuple[str, ...]:
    """Paths that the messages of a content include themselves."""
    if content.engine is Engine.NONE:
        return ()
    return tuple(dict.fromkeys(path for m in content.messages for path in includes_in(m.text)))


def undeclared(tree: nodes.Template, text: str) -> tuple[str, ...]:
    """The variables of a template that is parsed already; `text` gives their order."""
    from jinja2 import meta

    try:
        names = meta.find_undeclared_variables(tree)
    except RecursionError as error:
        raise nested_too_deeply() from error
    order = dict.fromkeys(value for kind, value in _tokens(text) if kind == "name")
    return (*(name for name in order if name in names), *sorted(names - order.keys()))


def included(tree: nodes.Template) -> tuple[str, ...]:
    from jinja2 import meta

    return tuple(dict.fromkeys(path for path in meta.find_referenced_templates(tree) if path))


def _names(content: PromptContent) -> Iterator[str]:
    for message in content.messages:
        if message.role is Role.PLACEHOLDER:
            yield message.name
        elif content.engine is not Engine.NONE:
            yield from variables_in(message.text)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for _line, kind, value in reading_environment().lex(text):
        yield kind, value
