"""Variables that a template uses and nobody declared become inputs when it is frozen.

So a version says by itself what a caller has to pass, and a run of a draft has the digest
that the version will have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.domain.prompts import PromptContent
from workbench.templating.components import fragments
from workbench.templating.demand import demand


def declared(content: PromptContent, components: Mapping[str, PromptContent]) -> PromptContent:
    """The content with an input for each variable used in it or in its components, by path."""
    known = {item.name for item in content.inputs}
    used = demand(content, fragments(components)).inputs
    new = tuple(item for item in used if item.name not in known)
    return replace(content, inputs=(*content.inputs, *new)) if new else content
