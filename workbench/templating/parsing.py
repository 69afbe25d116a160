"""Reading a template without running it: the syntax tree, the tokens, the mistakes.

Jinja2 is imported on first use, since importing it costs a tenth of a second. The
environment here folds no constants, so that reading `{{ "a" * 10**9 }}` stays cheap.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateSyntaxError, nodes

TAGS = ("{{", "{%", "{#")
REMOVED_GLOBALS = ("lipsum",)
"""Names that Jinja2 defines and a prompt has no use for; here they are ordinary variables."""


def has_tags(text: str) -> bool:
    """Whether there is anything to fill in at all."""
    return any(tag in text for tag in TAGS)


def parse(text: str, *, message_index: int | None = None, component: str = "") -> nodes.Template:
    """The syntax tree. Raises `TemplateError` with the place."""
    from jinja2 import TemplateSyntaxError

    try:
        return reading_environment().parse(text, name=component or None)
    except TemplateSyntaxError as error:
        raise syntax_error(error, message_index=message_index, component=component) from error
    except RecursionError as error:
        raise nested_too_deeply(message_index=message_index, component=component) from error


def syntax_error(
    error: TemplateSyntaxError, *, message_index: int | None = None, component: str = ""
) -> TemplateError:
    return TemplateError(
        _sentence(error.message or "The template does not parse."),
        message_index=message_index,
        line=error.lineno,
        component=component,
    )


def nested_too_deeply(*, message_index: int | None = None, component: str = "") -> TemplateError:
    return TemplateError(
        "The template is nested too deeply.", message_index=message_index, component=component
    )


@cache
def reading_environment() -> Environment:
    """For parsing only; it renders nothing."""
    from jinja2 import Environment, pass_context

    @pass_context
    def as_it_is(_context: Any, value: Any) -> Any:
        """Asking for the context is what keeps Jinja2 from computing constants."""
        return value

    environment = Environment(
        optimized=False,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=as_it_is,
        cache_size=0,
    )
    for name in REMOVED_GLOBALS:
        del environment.globals[name]
    return environment


def _sentence(message: str) -> str:
    text = message[:1].upper() + message[1:]
    return text if text.endswith((".", "?")) else f"{text}."
