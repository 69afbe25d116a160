"""What a template asks for: its variables and the components it includes."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.prompts import Engine, PromptContent, Role
from workbench.templating.reading import read


def variables_in(text: str) -> tuple[str, ...]:
    """Names the template reads and does not set itself, in the order of first use.

    Raises `TemplateError` with the line.
    """
    return read(text).variables


def includes_in(text: str) -> tuple[str, ...]:
    """Paths the template includes, imports or extends, as far as they are written out.

    Raises `TemplateError` with the line.
    """
    return read(text).includes


def variables_of(content: PromptContent) -> tuple[str, ...]:
    """Names read by the messages of a content, placeholders among them; not by its components."""
    return tuple(dict.fromkeys(_names(content)))


def includes_of(content: PromptContent) -> tuple[str, ...]:
    """Paths that the messages of a content include themselves."""
    if content.engine is Engine.NONE:
        return ()
    return tuple(dict.fromkeys(path for m in content.messages for path in includes_in(m.text)))


def _names(content: PromptContent) -> Iterator[str]:
    for message in content.messages:
        if message.role is Role.PLACEHOLDER:
            yield message.name
        elif content.engine is not Engine.NONE:
            yield from variables_in(message.text)
