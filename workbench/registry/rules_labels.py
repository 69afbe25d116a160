"""R13: a card's labels are those of the team's taxonomy, if it has one."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.errors import FileProblem
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_files import labels_of
from workbench.formats.taxonomy import Taxonomy, taxonomy_in
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

ERROR = FindingSeverity.ERROR


def labels_are_known(contents: Contents) -> Iterator[Finding]:
    document = contents.documents.get(layout.TAXONOMY)
    if document is None:
        return
    try:
        taxonomy = taxonomy_in(document, layout.TAXONOMY)
    except FileProblem as problem:
        message = f"{problem.field}: {problem.reason}" if problem.field else problem.reason
        yield Finding("R13", ERROR, layout.TAXONOMY, message, problem.line)
        return
    for folder in contents.folders.values():
        if folder.card is not None:
            yield from _labels(contents, folder, taxonomy)


def _labels(contents: Contents, folder: PromptFolder, taxonomy: Taxonomy) -> Iterator[Finding]:
    assert folder.card is not None
    path = f"{folder.path}/{layout.CARD}"
    for label in labels_of(folder.card):
        line = contents.documents[path].line(("labels", label.facet))
        facet = taxonomy.labels.get(label.facet)
        if facet is None:
            yield Finding("R13", ERROR, path, f"{layout.TAXONOMY} has no label {label.facet}", line)
        elif not facet.takes(label.value):
            message = f"{label.value!r} is no {label.facet} in {layout.TAXONOMY}"
            yield Finding("R13", ERROR, path, message, line)
    if folder.kind is PromptKind.PROMPT:
        for name, facet in taxonomy.labels.items():
            if facet.required and name not in folder.card.labels:
                yield Finding("R13", ERROR, path, f"lacks the label {name}")
