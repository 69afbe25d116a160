"""Reading a template without running it: the syntax tree, the tokens, the mistakes.

Jinja2 is imported on first use, since importing it costs a tenth of a second. The
environment here folds no constants, so that reading `{{ "a" * 10**9 }}` stays cheap.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

COUNTED = re.compile(r"(?<=['\"]) at \d+$")
UNKNOWN_NAME = re.compile(r"No (filter|test) named '(.*)'( found)?\.?", re.DOTALL)
"""How Jinja2 says that there is none."""
TAGS = ("{{", "{%", "{#")
REMOVED_GLOBALS = ("lipsum",)
"""Names that Jinja2 defines and a prompt has no use for; here they are ordinary variables."""


def has_tags(text: str) -> bool:
    """Whether there is anything to fill in at all."""
    return any(tag in text for tag in TAGS)


def parse(text: str) -> nodes.Template:
    """The syntax tree. Raises `TemplateError` with the line."""
    from jinja2 import TemplateSyntaxError

    try:
        return reading_environment().parse(text)
    except TemplateSyntaxError as error:
        raise TemplateError(sentence(error.message), line=error.lineno) from error
    except RecursionError as error:
        raise nested_too_deeply() from error


def nested_too_deeply(**place: Any) -> TemplateError:
    return TemplateError("The template is nested too deeply.", **place)


def sentence(message: str | None) -> str:
    """What Jinja2 says, as a sentence; the line says where, its count of characters nothing."""
    if named := UNKNOWN_NAME.fullmatch(message or ""):
        return no_such(named[1], named[2])
    text = COUNTED.sub("", message or "The template does not parse")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def no_such(kind: str, name: str) -> str:
    """Said of a filter or test that does not exist."""
    return f"There is no {kind} called {name}."


def free_names(tree: nodes.Template) -> set[str]:
    """Names that are read and set nowhere; `jinja2.meta` would compute constants on the way."""
    from jinja2.compiler import CodeGenerator, Frame

    found: set[str] = set()

    class Names(CodeGenerator):
        def write(self, x: str) -> None:
            """No code is wanted."""

        def enter_frame(self, frame: Frame) -> None:
            super().enter_frame(frame)
            resolved = (
                name for action, name in frame.symbols.loads.values() if action == "resolve"
            )
            found.update(name for name in resolved if name and name not in environment.globals)

    environment = reading_environment()
    Names(environment, None, None, optimized=False).visit(tree)
    return found


class _AnyCallable(dict[str, Any]):
    """Knows every filter and test: which of them exist is not a question of reading."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, as_it_is)


def as_it_is(value: Any, *_: Any, **__: Any) -> Any:
    return value


@cache
def reading_environment() -> Environment:
    """For parsing only; it renders nothing."""
    from jinja2 import Environment, pass_context

    environment = Environment(
        optimized=False,
        keep_trailing_newline=True,
        autoescape=False,
        # One that asks for the context keeps Jinja2 from computing constants
        finalize=pass_context(lambda _context, value: value),
        cache_size=0,
    )
    environment.filters = _AnyCallable(environment.filters)
    environment.tests = _AnyCallable(environment.tests)
    for name in REMOVED_GLOBALS:
        del environment.globals[name]
    return environment
