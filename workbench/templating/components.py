"""The components a prompt includes, and theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.errors import TemplateError
from workbench.domain.prompts import Engine, PromptContent
from workbench.formats.content import as_hashed
from workbench.templating.places import include_place, line_of
from workbench.templating.reading import Reading, read_place

DEEPEST = 50
"""Components that include each other deeper than this are refused."""


class MissingComponent(TemplateError):
    """`path` is included and not there."""

    def __init__(self, message: str, path: str, **place: Any) -> None:
        super().__init__(message, **place)
        self.path = path


class ComponentCircle(TemplateError):
    """A component includes itself, by way of others."""

    def __init__(self, message: str, path: str, **place: Any) -> None:
        super().__init__(message, **place)
        self.path = path


@dataclass(frozen=True, slots=True)
class Fragment:
    """A template as rendered. One that is `literal` has nothing to fill in."""

    text: str
    literal: bool = False

    def reading(self, path: str) -> Reading:
        """Raises `TemplateError` naming the component at `path`."""
        return Reading() if self.literal else read_place(self.text, component=path)


def fragments(components: Mapping[str, PromptContent]) -> dict[str, Fragment]:
    """A component's text is what its messages say, as its digest sees it."""
    return {
        path: Fragment(as_hashed(content).text, content.engine is Engine.NONE)
        for path, content in components.items()
    }


class Walk:
    """Follows includes through the components that are known, each of them once."""

    def __init__(self, known: Mapping[str, Fragment]) -> None:
        self._known = known
        self._readings: dict[str, Reading] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._readings)

    def follow(self, path: str) -> Iterator[Reading]:
        """What `path` and the components below it say, as far as they are new.

        Raises `TemplateError` for one that is missing, has a mistake or includes itself.
        """
        yield from self._follow(path, ())

    def _follow(self, path: str, chain: tuple[str, ...]) -> Iterator[Reading]:
        if path in chain:
            circle = " → ".join((*chain[chain.index(path) :], path))
            message = f"Components include each other in a circle: {circle}."
            hint = "Take one of these includes out."
            raise ComponentCircle(message, path, hint=hint, **self._place(path, chain))
        if path in self._readings:
            return
        if path not in self._known:
            hint = "Create it in the library, or correct its path."
            message = f"There is no component {path}."
            raise MissingComponent(message, path, hint=hint, **self._place(path, chain))
        if len(chain) >= DEEPEST:
            message = f"Components include each other more than {DEEPEST} deep."
            raise TemplateError(message, **self._place(path, chain))
        reading = self._readings[path] = self._known[path].reading(path)
        yield reading
        for inner in reading.includes:
            yield from self._follow(inner, (*chain, path))

    def _place(self, path: str, chain: tuple[str, ...]) -> dict[str, Any]:
        within = chain[-1] if chain else ""
        line = None
        if within:
            text = self._known[within].text
            line = line_of(text, include_place(text, path)[0])
        return {"line": line, "component": within}
