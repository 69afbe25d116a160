"""Prompts of the library and columns of an evaluation, out of prompts and providers.

promptfoo keeps tools, response schema and instructions with the provider; here they reach the
model and so belong to the prompt. Where providers differ in them, a prompt becomes several.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain.prompts import Message, ModelChoice, PromptContent, Role
from workbench.domain.runs import Params
from workbench.domain.suites import SuiteColumn, SuitePrompt
from workbench.formats.promptfoo.chats import read_chat
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.prompts import RawPrompt
from workbench.formats.promptfoo.providers import Provider
from workbench.formats.promptfoo.settings import Settings, read_settings
from workbench.formats.promptfoo.surroundings import Surroundings
from workbench.formats.promptfoo.templates import to_jinja

LONGEST_SLUG = 48
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Laid:
    prompts: tuple[SuitePrompt, ...]
    columns: tuple[SuiteColumn, ...]


class Paths:
    """Names for prompts, each given once."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._given: set[str] = set()

    def free(self, wanted: str) -> str:
        name, number = slug(wanted) or "prompt", 2
        path = f"{self._folder}/{name}"
        while path in self._given:
            path, number = f"{self._folder}/{name}-{number}", number + 1
        self._given.add(path)
        return path


def laid_out(
    raws: Sequence[RawPrompt],
    providers: Sequence[Provider],
    paths: Paths,
    around: Surroundings,
) -> Laid:
    prompts: list[SuitePrompt] = []
    columns: list[SuiteColumn] = []
    for number, raw in enumerate(raws, start=1):
        messages = read_chat(raw.raw, raw.place, around.ledger)
        usable = _usable(messages, raw, around)
        own = read_settings(raw.config, around.ledger, around.loaded) if raw.config else Settings()
        asked = [
            replace(each, settings=_over(each.settings, own))
            for each in providers
            if each.prompts is None or any(map(raw.answers_to, each.prompts))
        ]
        for index, group in enumerate(_alike(asked)):
            label = group[0].label or group[0].model if index else ""
            path = paths.free(" ".join((_name(raw, number), label)).strip())
            content = _content(messages, group)
            prompts.append(SuitePrompt(path, content, _title(raw), usable=usable))
            if usable:
                columns += [_column(path, each, _shared(group)) for each in group]
        if not asked:
            path = paths.free(_name(raw, number))
            content = _with(messages, own)
            prompts.append(SuitePrompt(path, content, _title(raw), usable=usable))
    return Laid(tuple(prompts), tuple(dict.fromkeys(columns)))


def slug(text: str) -> str:
    """Letters and digits of the text, as a path has them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:LONGEST_SLUG].strip("-")


def _alike(providers: Sequence[Provider]) -> list[list[Provider]]:
    """Groups of those that are sent the same content."""
    groups: dict[tuple[object, ...], list[Provider]] = {}
    for each in providers:
        given = each.settings
        key = (given.tools, given.tool_choice, given.output, given.instructions)
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _over(under: Settings, own: Settings) -> Settings:
    """A prompt's own settings win over those of the provider."""
    return Settings(
        {**under.params, **own.params},
        own.tools or under.tools,
        under.tool_choice if own.tool_choice is None else own.tool_choice,
        own.output or under.output,
        own.instructions or under.instructions,
    )


def _content(messages: tuple[Message, ...], group: Sequence[Provider]) -> PromptContent:
    """Written for the first of them, with the parameters that all of them have."""
    content = _with(messages, group[0].settings)
    return replace(content, model=ModelChoice(group[0].model, params=_shared(group)))


def _with(messages: tuple[Message, ...], settings: Settings) -> PromptContent:
    first = messages[0].role if messages else Role.USER
    if settings.instructions and first not in (Role.SYSTEM, Role.DEVELOPER):
        messages = (Message(Role.SYSTEM, to_jinja(settings.instructions).text), *messages)
    return PromptContent(
        messages,
        output=settings.output,
        tools=settings.tools,
        tool_choice=settings.tool_choice if settings.tools else None,
        model=ModelChoice(params=tuple(settings.params.items())),
    )


def _shared(group: Sequence[Provider]) -> Params:
    params = [each.settings.params for each in group]
    return tuple(params[0].items()) if all(each == params[0] for each in params) else ()


def _column(path: str, provider: Provider, shared: Params) -> SuiteColumn:
    own = tuple(provider.settings.params.items())
    return SuiteColumn(path, provider.model, () if own == shared else own, provider.label)


def _usable(messages: Sequence[Message], raw: RawPrompt, around: Surroundings) -> bool:
    """Whether each template can be read here; where one cannot, the ledger says why."""
    found = ((message.text, around.rules.template_problem(message.text)) for message in messages)
    problems = [(text, problem) for text, problem in found if problem]
    for text, problem in problems:
        around.ledger.leave(raw.place, shown(text), problem)
    return not problems


def _name(raw: RawPrompt, number: int) -> str:
    for name in (raw.label, raw.id if raw.id != raw.place.file else "", raw.stem):
        if name and len(name) <= LONGEST_SLUG and slug(name):
            return name
    return raw.stem or f"prompt {number}"


def _title(raw: RawPrompt) -> str:
    return raw.label if len(raw.label) <= LONGEST_TITLE else ""
