"""Renaming variables and components in every draft that names them.

What is found is found by the syntax of the templates. Versions never change; the drafts of
archived prompts follow, so that they still work when they are brought back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from workbench.domain.datasets import Case, Dataset
from workbench.domain.edits import Edit, PromptEdits
from workbench.domain.errors import InvalidInput, NotFound, TemplateError
from workbench.domain.prompts import (
    Engine,
    InputType,
    Prompt,
    PromptContent,
    PromptKind,
    Role,
    checked_path,
)
from workbench.services.events import DraftReplaced, EventBus, LibraryChanged
from workbench.services.ports import DatasetStore, PromptStore

NAME = re.compile(r"[^\W\d]\w*")
RESERVED_NAMES = """
and as elif else endfor endif extends false for from if ignore import in include is loop
missing none not or recursive self super true with without varargs kwargs caller
range dict cycler joiner namespace True False None
"""
RESERVED = frozenset(RESERVED_NAMES.split())
MOST_COMPONENTS, MOST_DRAFTS = 200, 5000


@dataclass(frozen=True, slots=True)
class VariableRenaming:
    """`own` is the prompt's; `others` are components that name the variable, and the prompts
    that include those: their name is another one unless they are changed too."""

    old: str
    new: str
    own: PromptEdits
    others: tuple[PromptEdits, ...] = ()
    left: tuple[str, ...] = ()
    """Paths of drafts that do not parse and were passed over."""


@dataclass(frozen=True, slots=True)
class Moving:
    """New paths by the id of what moves, and what changes in drafts that include it."""

    paths: tuple[tuple[str, str], ...]
    changes: tuple[PromptEdits, ...] = ()


class RenamingService:
    def __init__(
        self,
        prompts: PromptStore,
        datasets: DatasetStore,
        events: EventBus,
        now: Callable[[], datetime],
    ) -> None:
        self._prompts, self._datasets = prompts, datasets
        self._events, self._now = events, now

    def plan_variable(
        self, prompt_id: str, content: PromptContent, old: str, new: str
    ) -> VariableRenaming:
        """What renaming changes. Raises `InvalidInput` for a name that cannot be given,
        `TemplateError` for a message that does not parse."""
        checked_name(new, content)
        prompt = self._prompts.prompt(prompt_id)
        own = variable_edits(prompt, content, old, new)
        others, left = self._others(prompt, content, old, new)
        if own is None and not others:
            raise InvalidInput(f"Nothing here is named {old}.")
        return VariableRenaming(
            old, new, own or PromptEdits(prompt, content), tuple(others), tuple(left)
        )

    def rename_in_cases(self, prompt_ids: Iterable[str], old: str, new: str) -> int:
        """In the prompts' own datasets; how many cases. A value under the new name stays."""
        count = 0
        for prompt_id in prompt_ids:
            for dataset in self._datasets.datasets_for(prompt_id):
                renamed = _with_values_renamed(dataset, old, new)
                if dataset.prompt_id == prompt_id and renamed != dataset:
                    self._datasets.save(renamed)
                    pairs = zip(dataset.cases, renamed.cases, strict=True)
                    count += sum(before != after for before, after in pairs)
        return count

    def plan_moves(self, paths: Mapping[str, str]) -> Moving:
        """What follows when prompts, by id, get these paths. Raises `InvalidInput`."""
        moved = {self._prompts.prompt(each).path: checked_path(to) for each, to in paths.items()}
        self._refuse_taken(moved)
        components = {
            prompt.path: paths[prompt.id]
            for prompt in (self._prompts.prompt(each) for each in paths)
            if prompt.kind is PromptKind.COMPONENT and prompt.path != paths[prompt.id]
        }
        changes: dict[str, PromptEdits] = {}
        for old in components:
            for prompt, draft in self._prompts.drafts(mentioning=old):
                if prompt.id not in changes:
                    found = include_edits(prompt, draft.content, components)
                    if found:
                        changes[prompt.id] = found
        ordered = sorted(changes.values(), key=lambda each: each.prompt.path)
        return Moving(tuple(paths.items()), tuple(ordered))

    def move(self, moving: Moving) -> None:
        """Give the new paths, and make the drafts follow, in one transaction."""
        cards = [replace(self._prompts.prompt(each), path=to) for each, to in moving.paths]
        components = {
            self._prompts.prompt(card.id).path: card.path
            for card in cards
            if card.kind is PromptKind.COMPONENT
        }
        drafts = []
        for change in moving.changes:
            draft = self._prompts.open(change.prompt.id).draft
            edits = include_edits(change.prompt, draft.content, components)
            if edits:
                drafts.append(replace(draft, content=edits.changed, edited_at=self._now()))
        self._prompts.journal_all(drafts, cards)
        self._events.publish(LibraryChanged())
        for draft in drafts:
            self._events.publish(DraftReplaced(draft.prompt_id))

    def _refuse_taken(self, moved: Mapping[str, str]) -> None:
        for old, new in moved.items():
            try:
                taken = self._prompts.prompt_at(new)
            except NotFound:
                continue
            if new != old and taken.path not in moved:
                raise InvalidInput(
                    f"There is a prompt at {new} already.",
                    hint="Choose another path. Archived prompts keep theirs.",
                )

    def _others(
        self, prompt: Prompt, content: PromptContent, old: str, new: str
    ) -> tuple[list[PromptEdits], list[str]]:
        """Components that name the variable, all who include them, and what those include.

        Who includes such a component hands the variable on, also without naming it.
        """
        found: dict[str, PromptEdits] = {}
        seen: set[str] = {prompt.path}
        left: set[str] = set()
        waiting = self._reached(content)
        if prompt.kind is PromptKind.COMPONENT:
            waiting += self._includers(prompt.path)
        while waiting and len(seen) < MOST_DRAFTS:
            other = self._known(waiting.pop())
            if other is None or other.path in seen:
                continue
            draft = self._prompts.open(other.id).draft
            reached = self._reached(draft.content)
            try:
                edits = variable_edits(other, draft.content, old, new)
            except TemplateError:
                left.add(other.path)
                continue
            if edits is None and seen.isdisjoint(reached):
                continue
            seen.add(other.path)
            if edits or self._has_cases(other, old):
                found[other.path] = edits or PromptEdits(other, draft.content)
            waiting += reached
            if other.kind is PromptKind.COMPONENT:
                waiting += self._includers(other.path)
        return [found[path] for path in sorted(found)], sorted(left)

    def _has_cases(self, prompt: Prompt, name: str) -> bool:
        own = [d for d in self._datasets.datasets_for(prompt.id) if d.prompt_id == prompt.id]
        return any(name in dict(case.values) for dataset in own for case in dataset.cases)

    def _known(self, path: str) -> Prompt | None:
        try:
            return self._prompts.prompt_at(path)
        except NotFound:
            return None

    def _reached(self, content: PromptContent) -> list[str]:
        """Paths of the components a content includes, and theirs."""
        reached: dict[str, None] = {}
        waiting = _includes(content)
        while waiting and len(reached) < MOST_COMPONENTS:
            path = waiting.pop()
            if path in reached:
                continue
            reached[path] = None
            if component := self._known(path):
                waiting += _includes(self._prompts.open(component.id).draft.content)
        return list(reached)

    def _includers(self, path: str) -> list[str]:
        return [
            prompt.path
            for prompt, draft in self._prompts.drafts(mentioning=path)
            if path in _includes(draft.content)
        ]


def variable_edits(
    prompt: Prompt, content: PromptContent, old: str, new: str
) -> PromptEdits | None:
    """Raises `TemplateError`; None where nothing names the variable."""
    from workbench.templating.occurrences import names_set, variable_places

    edits: list[Edit] = []
    for index, message in enumerate(content.messages):
        if content.engine is Engine.NONE or message.role is Role.PLACEHOLDER:
            continue
        places = variable_places(message.text, old)
        if places and new in names_set(message.text):
            raise InvalidInput(
                f"A template of {prompt.path} sets {new} itself, so {old} cannot be called so.",
                hint="Choose another name.",
            )
        edits += [Edit(index, place.start, place.end, new) for place in places]
    declared = any(each.name == old for each in content.inputs) or _stood_for(content, old)
    if not edits and not declared:
        return None
    return PromptEdits(prompt, content, tuple(edits), (old, new))


def include_edits(
    prompt: Prompt, content: PromptContent, moved: Mapping[str, str]
) -> PromptEdits | None:
    """None where nothing moved is included, or where the template cannot be read."""
    from workbench.templating.occurrences import component_places

    edits: list[Edit] = []
    for index, message in enumerate(content.messages):
        if content.engine is Engine.NONE:
            continue
        for old, new in moved.items():
            try:
                places = component_places(message.text, old)
            except TemplateError:
                continue
            edits += [Edit(index, place.start, place.end, new) for place in places]
    return PromptEdits(prompt, content, tuple(edits)) if edits else None


def _includes(content: PromptContent) -> list[str]:
    from workbench.templating.variables import includes_in

    found: dict[str, None] = {}
    for message in content.messages if content.engine is not Engine.NONE else ():
        try:
            found |= dict.fromkeys(includes_in(message.text))
        except TemplateError:
            continue
    return list(found)


def checked_conversation(name: str, content: PromptContent) -> str:
    """The name, if a placeholder can be named so: new, or an input's of type messages.

    Raises `InvalidInput`.
    """
    if any(each.name == name and each.type is InputType.MESSAGES for each in content.inputs):
        return name
    return checked_name(name, content)


def checked_name(name: str, content: PromptContent) -> str:
    """The name, if a new variable of the content can have it. Raises `InvalidInput`."""
    if not NAME.fullmatch(name) or name in RESERVED:
        raise InvalidInput(
            f"{name!r} cannot be the name of a variable.",
            hint="Use letters, digits and _, not beginning with a digit.",
        )
    from workbench.templating.occurrences import variable_places

    taken = any(each.name == name for each in content.inputs) or _stood_for(content, name)
    if taken or any(_names(variable_places, m.text, name) for m in content.messages):
        raise InvalidInput(
            f"{name} is a variable of this prompt already.",
            hint="Choose another name, or replace the one by the other in the messages.",
        )
    return name


def _stood_for(content: PromptContent, name: str) -> bool:
    return any(m.role is Role.PLACEHOLDER and m.name == name for m in content.messages)


def _names(places: Callable[[str, str], tuple[object, ...]], text: str, name: str) -> bool:
    try:
        return bool(places(text, name))
    except TemplateError:
        return False


def _with_values_renamed(dataset: Dataset, old: str, new: str) -> Dataset:
    return replace(dataset, cases=tuple(_case(case, old, new) for case in dataset.cases))


def _case(case: Case, old: str, new: str) -> Case:
    names = {name for name, _ in case.values}
    if old not in names or new in names:
        return case
    values = tuple((new if name == old else name, value) for name, value in case.values)
    return replace(case, values=values)
