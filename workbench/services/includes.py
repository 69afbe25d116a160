"""From a draft to a content that never changes: each include tied to one component's digest.

A component includes others in turn, so the walk goes down, stops at a cycle or a limit, and
comes back up with digests: a component's digest covers what it includes itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.domain.errors import NotFound, TemplateError
from workbench.domain.prompts import Engine, PromptContent, PromptKind
from workbench.formats.content import as_hashed, digest_of
from workbench.services.declaring import declared
from workbench.services.ports import PromptStore

DEEPEST = 16
MOST_COMPONENTS = 200


@dataclass(frozen=True, slots=True)
class Frozen:
    """A content as it is hashed, rendered and sent, and its digest."""

    digest: str
    content: PromptContent


@dataclass(frozen=True, slots=True)
class Component:
    """A component as a draft includes it: its card's id, and its draft, frozen."""

    prompt_id: str
    frozen: Frozen


def freeze_with(
    prompts: PromptStore, content: PromptContent
) -> tuple[Frozen, dict[str, Component]]:
    """The content frozen, and its components by path, each after those it includes."""
    found: dict[str, Component] = {}
    _collect(prompts, content, (), found)
    return _frozen(content, tuple(found), found), found


def _collect(
    prompts: PromptStore,
    content: PromptContent,
    chain: tuple[str, ...],
    found: dict[str, Component],
) -> tuple[str, ...]:
    """Freeze what `content` includes into `found`; the paths it needs, transitively."""
    needed: dict[str, None] = {}
    for message_index, path in _includes(content, chain):
        if path in chain:
            raise _mistake("Components include each other in a circle", (*chain, path), None)
        place = None if chain else message_index
        if len(chain) >= DEEPEST:
            raise _mistake(f"Includes go deeper than {DEEPEST} levels", (*chain, path), place)
        if path not in found:
            _add(prompts, path, (*chain, path), place, found)
        needed |= dict.fromkeys((*dict(found[path].frozen.content.components), path))
    return tuple(needed)


def _add(
    prompts: PromptStore,
    path: str,
    chain: tuple[str, ...],
    place: int | None,
    found: dict[str, Component],
) -> None:
    try:
        opened = prompts.open(prompts.prompt_at(path, PromptKind.COMPONENT).id)
    except NotFound as error:
        raise _mistake(f"There is no component {path}", chain, place) from error
    if opened.prompt.archived:
        raise _mistake(f"The component {path} is archived", chain, place)
    needed = _collect(prompts, opened.draft.content, chain, found)
    if len(found) >= MOST_COMPONENTS:
        raise _mistake(f"More than {MOST_COMPONENTS} components are included", chain, place)
    found[path] = Component(opened.prompt.id, _frozen(opened.draft.content, needed, found))


def _frozen(content: PromptContent, needed: tuple[str, ...], found: dict[str, Component]) -> Frozen:
    frozen = {path: found[path].frozen for path in sorted(needed)}
    components = tuple((path, component.digest) for path, component in frozen.items())
    whole = declared(content, {path: each.content for path, each in frozen.items()})
    fixed = as_hashed(replace(whole, components=components))
    return Frozen(digest_of(fixed), fixed)


def _includes(content: PromptContent, chain: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    if content.engine is Engine.NONE:
        return
    # Jinja2 is loaded when a template is first read, not when the window opens
    from workbench.templating.variables import includes_in

    for index, message in enumerate(content.messages):
        try:
            paths = includes_in(message.text)
        except TemplateError as error:
            component = chain[-1] if chain else error.component
            place = None if chain else index
            raise TemplateError(
                error.message,
                message_index=place,
                line=error.line,
                component=component,
                hint=error.hint,
            ) from error
        yield from ((index, path) for path in paths)


def _mistake(message: str, chain: tuple[str, ...], place: int | None) -> TemplateError:
    way = f": {' → '.join(chain)}" if len(chain) > 1 else ""
    return TemplateError(f"{message}{way}.", message_index=place, component=chain[-1])
