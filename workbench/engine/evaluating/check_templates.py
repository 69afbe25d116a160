"""Templates in checks: filled in with the case before anybody is asked."""

from __future__ import annotations

from workbench.checks.filling import EXPECTED, filled, needs_rendering, templates_of, with_rendered
from workbench.checks.outcomes import CannotTell
from workbench.checks.output import Output
from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.engine.parts import Templates


async def with_templates_filled(templates: Templates, check: Check, output: Output) -> Check:
    """Raises `WorkbenchError` where a template does not work or a value is missing."""
    if needs_rendering(check):
        return await with_templates_rendered(templates, check, output)
    try:
        return filled(check, output)
    except CannotTell as problem:
        raise InvalidInput(str(problem)) from problem


async def with_templates_rendered(templates: Templates, check: Check, output: Output) -> Check:
    """What says more than names is rendered where it can be killed.

    Raises `TemplateError` and `MissingValues`.
    """
    texts = templates_of(check)
    content = PromptContent(tuple(Message(Role.USER, text) for text in texts))
    values = {EXPECTED: output.expected, **output.values}
    messages = await templates.render(content, {}, values)
    return with_rendered(
        check, {text: message.text for text, message in zip(texts, messages, strict=True)}
    )
