"""What is asked of the engine besides running: analyses, previews, estimates, models."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.errors import NotFound, WorkbenchError
from workbench.domain.estimates import Estimate
from workbench.domain.json_values import thaw
from workbench.domain.models import Model
from workbench.domain.problems import Analysis, AnalysisScope, Preview
from workbench.domain.prompts import Engine, Message, PromptContent, PromptKind
from workbench.domain.runs import RunJob
from workbench.domain.settings import Settings
from workbench.engine.attachments import with_texts_inside
from workbench.engine.counting import TokenCounting
from workbench.engine.parts import EngineParts
from workbench.engine.spending import job_estimate
from workbench.services.ports import PromptStore
from workbench.templating.mentions import components_perhaps_named

MOST_COMPONENTS = 200
Components = dict[str, PromptContent]


class Questions:
    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._counting = TokenCounting(parts)

    async def analyse(
        self,
        content: PromptContent,
        scope: AnalysisScope = AnalysisScope(),  # noqa: B008 - frozen
    ) -> Analysis:
        prompts = self._parts.prompts
        components = await asyncio.to_thread(components_found, prompts, content)
        archived = await asyncio.to_thread(archived_among, prompts, content, components)
        analysis = await self._parts.templates.analyse(content, components, scope, archived)
        return await self._counting.added_to(analysis, content, components, scope)

    async def preview(self, content: PromptContent, values: Mapping[str, Any]) -> Preview:
        components = await asyncio.to_thread(components_found, self._parts.prompts, content)
        return await self._parts.templates.preview(content, components, values)

    async def estimate(self, jobs: Sequence[RunJob]) -> Estimate:
        """Contents are read once, and each case of a content rendered once for all models."""
        contents: dict[str, tuple[PromptContent, Components]] = {}
        rendered: dict[tuple[str, Any], tuple[Message, ...]] = {}
        estimates = []
        for job in jobs:
            if job.digest not in contents:
                contents[job.digest] = await asyncio.to_thread(self._read, job.digest)
            content, components = contents[job.digest]
            key = (job.digest, job.case.values)
            if key not in rendered:
                messages = await self._rendered(content, components, job)
                rendered[key] = await asyncio.to_thread(
                    with_texts_inside, self._parts.attachments, messages
                )
            estimates.append(
                await asyncio.to_thread(
                    job_estimate,
                    self._parts.catalogue,
                    job,
                    content,
                    (*rendered[key], *job.turns),
                )
            )
        return Estimate(tuple(estimates))

    def models_at_once(self) -> list[Model]:
        return self._parts.catalogue.at_once()

    async def models(self, settings: Settings) -> list[Model]:
        return await self._parts.catalogue.models(settings)

    async def known(self, names: Sequence[str]) -> list[Model]:
        """What is known of these without asking anyone, each with what it takes."""
        models = [self._parts.catalogue.model(name) for name in names]
        return await self.with_support(models)

    async def with_support(self, models: Sequence[Model]) -> list[Model]:
        """The same, each with what it takes."""
        return await asyncio.to_thread(self._with_support, models)

    def _with_support(self, models: Sequence[Model]) -> list[Model]:
        support = self._parts.catalogue.support
        return [m if m.support else replace(m, support=support(m.name)) for m in models]

    def _read(self, digest: str) -> tuple[PromptContent, Components]:
        content = self._parts.prompts.snapshot(digest)
        return content, components_found(self._parts.prompts, content)

    async def _rendered(
        self, content: PromptContent, components: Components, job: RunJob
    ) -> tuple[Message, ...]:
        """The messages as they would be sent; as they are written where that fails."""
        values = {name: thaw(value) for name, value in job.case.values}
        try:
            return await self._parts.templates.render(content, components, values)
        except WorkbenchError:
            return content.messages


def components_found(prompts: PromptStore, content: PromptContent) -> Components:
    """By path, what a content includes: of a draft the components' drafts, as far as they exist.

    A draft is looked at while it is being written, so a template that does not parse and a
    component that is not there are left for the analysis to tell.
    """
    if content.components:
        return {path: prompts.snapshot(digest) for path, digest in content.components}
    found: Components = {}
    waiting = list(_includes(content))
    while waiting and len(found) < MOST_COMPONENTS:
        path = waiting.pop()
        if path in found:
            continue
        try:
            opened = prompts.open(prompts.prompt_at(path, PromptKind.COMPONENT).id)
        except NotFound:
            continue
        if not opened.prompt.archived:
            found[path] = opened.draft.content
            waiting.extend(_includes(found[path]))
    return found


def archived_among(
    prompts: PromptStore, content: PromptContent, found: Components
) -> frozenset[str]:
    """Paths of components that are included, and put aside."""
    if content.components:
        return frozenset()
    included = {path for each in (content, *found.values()) for path in _includes(each)}
    return frozenset(path for path in included - found.keys() if _is_archived(prompts, path))


def _is_archived(prompts: PromptStore, path: str) -> bool:
    try:
        return prompts.prompt_at(path, PromptKind.COMPONENT).archived
    except NotFound:
        return False


def _includes(content: PromptContent) -> Iterator[str]:
    """Without parsing: this process has streams to serve. Those in comments do no harm."""
    if content.engine is Engine.NONE:
        return
    for message in content.messages:
        yield from components_perhaps_named(message.text)
