"""Answers that were given before, looked up without asking anybody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

from workbench.domain.errors import WorkbenchError
from workbench.domain.json_values import thaw
from workbench.domain.runs import Run, RunJob
from workbench.domain.settings import Settings
from workbench.engine.calls import model_call
from workbench.engine.parts import EngineParts
from workbench.engine.request_keys import request_key
from workbench.services.judges import JudgePrompt


async def remembered(
    parts: EngineParts, settings: Settings, prompt: JudgePrompt, job: RunJob
) -> Run | None:
    """What the very same request was answered, as a run of this job that cost nothing."""
    components = {
        path: await asyncio.to_thread(parts.prompts.snapshot, digest)
        for path, digest in prompt.content.components
    }
    values = {name: thaw(value) for name, value in job.case.values}
    try:
        rendered = await parts.templates.render(prompt.content, components, values)
    except WorkbenchError:
        return None
    call = model_call(job, prompt.content, (*rendered, *job.turns), settings)
    key = request_key(call, settings.endpoints)
    found = await asyncio.to_thread(parts.runs.finished_with, key, job.sample)
    return replace(found, job=job, cost_usd=Decimal(0), cached_from=found.id) if found else None
