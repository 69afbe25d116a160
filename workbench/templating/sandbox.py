"""The Jinja2 environment that prompts are rendered in.

Sandboxed, strict about what is undefined, with nothing random in it, and with no loader but
the components it is handed. It bounds neither time nor memory: run it where it can be killed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType, GeneratorType
from typing import Any, cast

from jinja2 import DebugUndefined, StrictUndefined, Template, TemplateNotFound, nodes
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.templating.components import Fragment
from workbench.templating.limits import (
    check_call,
    check_format,
    check_operation,
    checked_filters,
)
from workbench.templating.parsing import REMOVED_GLOBALS

KEPT_COMPILED = 256
REMOVED_FILTERS = ("random",)
FILTERS = {
    **{name: known for name, known in JINJA_FILTERS.items() if name not in REMOVED_FILTERS},
    **checked_filters(JINJA_FILTERS),
}


class Filled(str):
    """Output of an expression; what the template says itself stays a plain `str`.

    It lasts until outputs are joined, so only what goes straight into the message is marked.
    """

    __slots__ = ()

    def __str__(self) -> Filled:
        # str() keeps a subclass that is returned here
        return self


class Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *, largest: int, mark_values: bool = False) -> None:
        """`largest` is the number of characters that one text may grow to."""
        super().__init__(
            undefined=StrictUndefined,
            autoescape=False,
            keep_trailing_newline=True,
            finalize=_filled if mark_values else None,
        )
        for name in REMOVED_GLOBALS:
            del self.globals[name]
        self.filters = FILTERS
        self.largest = largest
        self.fragments: Mapping[str, Fragment] = {}
        self._compiled: dict[tuple[str, Fragment], CodeType] = {}

    def template(self, fragment: Fragment, path: str = "") -> Template:
        """Made anew each time from compiled code, for templates can keep state."""
        code = self._compiled.get((path, fragment))
        if code is None:
            if len(self._compiled) >= KEPT_COMPILED:
                self._compiled.clear()
            source = _literal(fragment.text) if fragment.literal else fragment.text
            code = self._compiled[path, fragment] = self.compile(source, name=path)
        return Template.from_code(self, code, self.make_globals(None))

    def get_template(self, name: Any, *_: Any, **__: Any) -> Template:
        """What an include calls."""
        if not isinstance(name, str) or name not in self.fragments:
            raise TemplateNotFound(str(name))
        return self.template(self.fragments[name], name)

    def select_template(self, names: Any, *_: Any, **__: Any) -> Template:
        return self.get_template(next((name for name in names if name in self.fragments), names[0]))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        check_operation(operator, left, right, self.largest)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Any:
        """Where Jinja2 looks at `"…".format`, which hides behind another function afterwards."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            check_format(value.__self__)
        return wrapped

    def call(
        __self,
        __context: Any,
        __obj: Any,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        # Named as Jinja2 does, so that a call may have an argument `self`
        check_call(__obj, args, __self.largest)
        return super().call(__context, __obj, *args, **kwargs)


def pieces(template: Template, values: Mapping[str, Any]) -> GeneratorType[str, None, None]:
    """The output as it comes. Errors keep their traceback, where the place can be read."""
    output = template.root_render_func(template.new_context(dict(values)))
    return cast("GeneratorType[str, None, None]", output)


def _filled(value: Any) -> str:
    return str(value) if isinstance(value, DebugUndefined) else Filled(value)


def _literal(text: str) -> nodes.Template:
    output = nodes.Output([nodes.TemplateData(text)], lineno=1)
    return nodes.Template([output], lineno=1)
