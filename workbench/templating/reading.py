"""What one template says without being run: the names it reads, the components it includes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import TemplateError
from workbench.templating.cutting import cut, with_line_feeds
from workbench.templating.parsing import free_names, has_tags, nested_too_deeply, parse
from workbench.templating.places import names
from workbench.templating.recent import Recent

if TYPE_CHECKING:
    from jinja2 import nodes

ASKING_TESTS = ("defined", "undefined")
ASKING_FILTERS = ("default", "d")


@dataclass(frozen=True, slots=True)
class Reading:
    variables: tuple[str, ...] = ()
    """Names it reads and does not set itself, in the order of first use."""
    optional: frozenset[str] = frozenset()
    """Those it does without: it asks `is defined`, or gives a default."""
    includes: tuple[str, ...] = ()
    """Paths it includes, imports or extends."""
    computed_include: int | None = None
    """The line of an include whose path is not written out in quotes."""
    called: tuple[tuple[str, str], ...] = ()
    """Filters and tests it uses: `("filter", "upper")`."""


KEPT = 4_000_000
"""Characters of templates, and of pieces of them, of which it is remembered what they say."""
_whole: Recent[str, Reading | TemplateError] = Recent(KEPT)
_pieces: Recent[str, Reading | TemplateError] = Recent(KEPT)


def read(text: str) -> Reading:
    """Raises `TemplateError` with the line."""
    if not has_tags(text):
        return Reading()
    found = _whole.get(text)
    if found is None:
        found = _whole.put(text, _read(with_line_feeds(text)), len(text))
    if isinstance(found, TemplateError):
        raise TemplateError(found.message, line=found.line, hint=found.hint)
    return found


def _read(text: str) -> Reading | TemplateError:
    readings: dict[Reading, int] = {}
    for piece in cut(text).pieces:
        reading = _pieces.get(piece.text)
        if reading is None:
            reading = _pieces.put(piece.text, _read_piece(piece.text), len(piece.text))
        if isinstance(reading, TemplateError):
            line = None if reading.line is None else reading.line + piece.line
            return TemplateError(reading.message, line=line, hint=reading.hint)
        readings.setdefault(reading, piece.line)
    return _together(readings)


def _read_piece(text: str) -> Reading | TemplateError:
    try:
        tree = parse(text)
        return Reading(_variables(tree, text), _optional(tree), *_includes(tree), _called(tree))
    except TemplateError as error:
        return error.with_traceback(None)
    except RecursionError:
        return nested_too_deeply()


def _together(readings: Mapping[Reading, int]) -> Reading:
    """`readings` with the number of lines above the first piece that says so."""
    computed = (
        each.computed_include + above
        for each, above in readings.items()
        if each.computed_include is not None
    )
    called = dict.fromkeys(chain.from_iterable(each.called for each in readings))
    return Reading(
        tuple(dict.fromkeys(chain.from_iterable(each.variables for each in readings))),
        frozenset(chain.from_iterable(each.optional for each in readings)),
        tuple(dict.fromkeys(chain.from_iterable(each.includes for each in readings))),
        next(computed, None),
        tuple(sorted(called, key=lambda each: each[0])),
    )


def read_place(text: str, *, message_index: int | None = None, component: str = "") -> Reading:
    """`read`, with the whole place in its errors; includes that are computed are refused."""
    try:
        reading = read(text)
    except TemplateError as error:
        raise TemplateError(
            error.message,
            message_index=message_index,
            line=error.line,
            component=component,
            hint=error.hint,
        ) from error
    if reading.computed_include is not None:
        raise TemplateError(
            "A component is included by its path in quotes.",
            message_index=message_index,
            line=reading.computed_include,
            component=component,
            hint='Write {% include "folder/name" %}, with {% if %} around it to choose.',
        )
    return reading


def _variables(tree: nodes.Template, text: str) -> tuple[str, ...]:
    found = free_names(tree)
    order = dict.fromkeys(token.text for token in names(text))
    return (*(name for name in order if name in found), *sorted(found - order.keys()))


def _optional(tree: nodes.Template) -> frozenset[str]:
    return frozenset(node.name for node in _asked_for(tree))


def _asked_for(tree: nodes.Template) -> Iterator[nodes.Name]:
    from jinja2 import nodes

    for asking in tree.find_all((nodes.Test, nodes.Filter)):
        known = ASKING_TESTS if isinstance(asking, nodes.Test) else ASKING_FILTERS
        if asking.name in known and isinstance(asking.node, nodes.Name):
            yield asking.node


def _includes(tree: nodes.Template) -> tuple[tuple[str, ...], int | None]:
    from jinja2 import meta

    paths = tuple(meta.find_referenced_templates(tree))
    written = tuple(dict.fromkeys(path for path in paths if path is not None))
    computed = (node.lineno for node in including(tree) if not _written_out(node.template))
    return written, next(computed, None)


def including(tree: nodes.Template) -> Iterator[Any]:
    """The nodes that include, import or extend components."""
    from jinja2 import nodes

    for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
        yield from tree.find_all(kind)


def _written_out(template: nodes.Node) -> bool:
    from jinja2 import nodes

    if isinstance(template, nodes.List | nodes.Tuple):
        return all(isinstance(item, nodes.Const) for item in template.items)
    return isinstance(template, nodes.Const)


def _called(tree: nodes.Template) -> tuple[tuple[str, str], ...]:
    from jinja2 import nodes

    filters = (("filter", node.name) for node in tree.find_all(nodes.Filter))
    tests = (("test", node.name) for node in tree.find_all(nodes.Test))
    return tuple(dict.fromkeys((*filters, *tests)))
