"""Tokens of a draft with its values filled in, for each model it is to run on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from workbench.domain.errors import WorkbenchError
from workbench.domain.estimates import ModelTokens, TokenCount
from workbench.domain.json_values import thaw
from workbench.domain.parameters import longest_answer
from workbench.domain.problems import Analysis, AnalysisScope, Problem, Severity
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.domain.rules import switched_off
from workbench.domain.runs import Params
from workbench.engine.filling import Filling
from workbench.engine.parts import EngineParts
from workbench.engine.spending import TYPICAL_OUTPUT
from workbench.services.model_ports import ModelCatalogue
from workbench.templating.plain import plain_messages
from workbench.templating.problems.length import too_long

Components = Mapping[str, PromptContent]
Overrides = tuple[tuple[str, Params], ...]
LARGEST = 4 * 1024 * 1024
MOST_FILLED = 300_000
"""Characters of a template that is filled in to be counted, unless that is plain to do."""
BYTES_PER_TOKEN = 4


class TokenCounting:
    """Waits for nothing that takes long.

    While a tokenizer is being loaded counts are rough, and while a prompt is being filled in
    they are of the prompt as it is written.
    """

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._loading: dict[str, asyncio.Task[None]] = {}
        self._filling = Filling(parts.templates)

    async def added_to(
        self,
        analysis: Analysis,
        content: PromptContent,
        components: Components,
        scope: AnalysisScope,
    ) -> Analysis:
        """The analysis with the counts, and with what is too long."""
        sent = await self._as_sent(analysis, content, components, scope)
        shown, costly = sent or (content.messages, ())
        models = scope.models or ("",)
        unready = [m for m in models if not self._parts.catalogue.counts_exactly_now(m)]
        for model in unready:
            self._load(model)
        each, whole = await asyncio.to_thread(
            _counted,
            self._parts.catalogue,
            models,
            content,
            shown,
            frozenset(unready),
            scope.overrides,
        )
        # Values that are not filled in yet, or cannot be, make the counts estimates
        if shown is content.messages:
            each, whole = _estimates(each, whole)
        found = (*costly, *too_long(whole))
        problems = [p for p in found if not switched_off(p.code, scope.rules_off)]
        return replace(
            analysis,
            message_tokens=each,
            model_tokens=whole if scope.models else (),
            problems=(*analysis.problems, *problems),
            settled=not unready and (sent is not None or _is_large(content)),
        )

    async def _as_sent(
        self,
        analysis: Analysis,
        content: PromptContent,
        components: Components,
        scope: AnalysisScope,
    ) -> tuple[tuple[Message, ...], tuple[Problem, ...]] | None:
        """The messages as far as the values go; as they are written where they do not render.

        None while that is being found out, or where it would take too long each time.
        """
        if any(problem.severity is Severity.ERROR for problem in analysis.problems):
            return content.messages, ()
        values: dict[str, Any] = {name: thaw(value) for name, value in scope.values}
        try:
            if plain := plain_messages(content, values, largest=LARGEST):
                return plain, ()
        except WorkbenchError:
            pass
        if _is_large(content):
            return None
        preview = await self._filling.filled(content, components, scope.values)
        if preview is None:
            return None
        shown = tuple(Message(Role(each.role), each.text) for each in preview.messages)
        problem = preview.problem
        costly = (problem,) if problem and problem.code == "too-costly" else ()
        return (content.messages, costly) if costly or not shown else (shown, ())

    def _load(self, model: str) -> None:
        if model not in self._loading:
            load = asyncio.to_thread(self._parts.catalogue.load_tokenizer, model)
            self._loading[model] = asyncio.create_task(load, name=f"tokenizer of {model}")


def _counted(
    catalogue: ModelCatalogue,
    models: Sequence[str],
    content: PromptContent,
    shown: Sequence[Message],
    unready: frozenset[str],
    overrides: Overrides = (),
) -> tuple[tuple[TokenCount, ...], tuple[ModelTokens, ...]]:
    """Of each message by the model that makes the most of the whole; and for each model."""
    texts = shown if len(shown) == len(content.messages) else content.messages
    own = dict(overrides)
    whole = tuple(
        _of_model(catalogue, model, content, shown, model in unready, own.get(model, ()))
        for model in models
    )
    most = max(whole, key=lambda each: each.count.tokens)
    rough = most.model in unready
    each = tuple(
        _rough(message.text) if rough else catalogue.text_tokens(most.model, message.text)
        for message in texts
    )
    return each, whole


def _of_model(
    catalogue: ModelCatalogue,
    name: str,
    content: PromptContent,
    shown: Sequence[Message],
    rough: bool,
    own: Params = (),
) -> ModelTokens:
    if rough:
        count = TokenCount(sum(_rough(message.text).tokens for message in shown))
    else:
        count = catalogue.prompt_tokens(name, shown)
    if more := _around(content):
        count = TokenCount(count.tokens + more)
    room = longest_answer(dict(content.model.params) | dict(own)) or 0
    model = catalogue.model(name) if name else None
    cost = None
    if model and (model.local or model.demo):
        cost = Decimal(0)
    elif model and model.price:
        cost = model.price.of(count.tokens, room or TYPICAL_OUTPUT)
    return ModelTokens(name, count, model.context_tokens if model else None, room, cost)


def _is_large(content: PromptContent) -> bool:
    return sum(len(message.text) for message in content.messages) > MOST_FILLED


def _estimates(
    each: tuple[TokenCount, ...], whole: tuple[ModelTokens, ...]
) -> tuple[tuple[TokenCount, ...], tuple[ModelTokens, ...]]:
    """Counts of what is not sent just so."""
    return (
        tuple(TokenCount(count.tokens) for count in each),
        tuple(replace(model, count=TokenCount(model.count.tokens)) for model in whole),
    )


def _around(content: PromptContent) -> int:
    """What tools and the form of the answer come to, roughly."""
    schemas = [tool.name + tool.description + tool.parameters for tool in content.tools]
    if content.output:
        schemas.append(content.output.schema)
    return sum(len(json.dumps(each)) // BYTES_PER_TOKEN for each in schemas)


def _rough(text: str) -> TokenCount:
    return TokenCount(-(-len(text.encode("utf-8", "replace")) // BYTES_PER_TOKEN))
