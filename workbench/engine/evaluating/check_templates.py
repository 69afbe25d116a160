"""Templates in checks that say more than names: rendered where they can be killed."""

from __future__ import annotations

from workbench.checks.filling import EXPECTED, templates_of, with_rendered
from workbench.checks.output import Output
from workbench.domain.checks import Check
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.engine.parts import Templates


async def with_templates_rendered(templates: Templates, check: Check, output: Output) -> Check:
    """Every template in it filled in with the case's values. Raises `TemplateError` and
    `MissingValues`."""
    texts = templates_of(check)
    content = PromptContent(tuple(Message(Role.USER, text) for text in texts))
    values = {EXPECTED: output.expected, **output.values}
    messages = await templates.render(content, {}, values)
    return with_rendered(
        check, {text: message.text for text, message in zip(texts, messages, strict=True)}
    )
