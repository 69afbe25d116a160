"""`taxonomy.yaml`: the labels a team uses, and which of them every prompt must carry."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Literal

from workbench.domain.errors import FileProblem
from workbench.formats.strict_yaml import StrictDocument
from workbench.formats.version_file import converted

PATIENCE = 0.5
"""Seconds that one label may take against its pattern."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind of label; without values and pattern it takes any."""

    values: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False

    def takes(self, value: str) -> bool:
        if self.values and value not in self.values:
            return False
        return not self.pattern or _matches(self.pattern, value)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    spec: Literal["prompt-taxonomy/1"]
    labels: dict[str, Facet] = field(default_factory=dict)


def taxonomy_in(document: StrictDocument, file: str) -> Taxonomy:
    """Raises `FileProblem`, also for a pattern that is none."""
    import regex  # type: ignore[import-untyped,unused-ignore]

    taxonomy: Taxonomy = converted(document, Taxonomy, file)
    for name, facet in taxonomy.labels.items():
        try:
            regex.compile(facet.pattern)
        except regex.error as error:
            place = f"labels.{name}.pattern"
            line = document.line(("labels", name, "pattern"))
            message = f"is no regular expression: {error.msg}"
            raise FileProblem(message, file=file, line=line, field=place) from error
    return taxonomy


@functools.lru_cache(maxsize=1024)
def _matches(pattern: str, value: str) -> bool:
    """Within its time; a pattern that takes longer counts as no match."""
    import regex

    try:
        return bool(regex.fullmatch(pattern, value, timeout=PATIENCE))
    except TimeoutError:
        return False
