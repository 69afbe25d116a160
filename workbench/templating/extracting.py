"""Whether a piece of a template can stand by itself, and what it would need."""

from __future__ import annotations

from workbench.domain.errors import TemplateError
from workbench.templating.occurrences import names_set
from workbench.templating.reading import read


def piece_needs(text: str, start: int, end: int) -> tuple[str, ...]:
    """Variables that a piece of `text` reads.

    Raises `TemplateError` if the piece cuts through a tag or needs a name that the template
    around it sets, such as a loop's item.
    """
    piece = text[start:end]
    try:
        needs = read(piece).variables
        read(text[:start] + text[end:])
    except TemplateError as error:
        raise TemplateError(
            "The selection cuts through a tag.",
            hint="Select whole tags, from {% if %} to {% endif %}.",
        ) from error
    set_around = names_set(text[:start] + text[end:])
    if used := sorted(set_around.intersection((*needs, *names_set(piece)))):
        raise TemplateError(
            f"The selection shares {', '.join(used)} with the template around it.",
            hint="Select the whole loop, or what does without it.",
        )
    return needs
