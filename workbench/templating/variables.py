"""What a template asks for: its variables and the components it includes."""

from __future__ import annotations

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
