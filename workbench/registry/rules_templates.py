"""R12: templates parse, use the inputs that are declared, and include what is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workbench.domain.errors import TemplateError
from workbench.domain.prompts import Engine, InputType, Message, PromptContent, PromptKind, Role
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.version_file import VersionFile
from workbench.registry.contents import Contents, PromptFolder
from workbench.templating.variables import includes_in, variables_in

REMEMBERED = 4096
ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING


@lru_cache(maxsize=REMEMBERED)
def _read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Variables and includes: versions of a prompt share most of their texts."""
    return variables_in(text), includes_in(text)


def templates_fit(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        for path, version in folder.versions.items():
            mistakes = list(_mistakes(path, version))
            yield from mistakes
            if mistakes:
                continue
            yield from _includes(contents, path, version)
            if folder.kind is PromptKind.PROMPT:
                yield from _inputs(contents, path, version)
            yield from _model(folder, path, version)


def _mistakes(path: str, version: VersionFile) -> Iterator[Finding]:
    if version.content.engine is Engine.NONE:
        return
    for index, message in enumerate(version.content.messages):
        try:
            _read(message.text)
        except TemplateError as error:
            line = _line(version, index, error.line or 0)
            yield Finding("R12", ERROR, path, f"messages[{index}]: {error.message}", line)


def _includes(contents: Contents, path: str, version: VersionFile) -> Iterator[Finding]:
    named = set(dict(version.content.components))
    used = _includes_of(version.content)
    for content in _components(contents, version.content):
        used |= _includes_of(content)
    for component in sorted(used - named):
        message = f"includes {component} without naming its digest"
        yield Finding("R12", ERROR, path, message, _components_line(version))
    for component in sorted(named - used):
        message = f"names {component}, which it does not include"
        yield Finding("R12", WARNING, path, message, _components_line(version))


def _inputs(contents: Contents, path: str, version: VersionFile) -> Iterator[Finding]:
    content = version.content
    declared = {item.name: item for item in content.inputs}
    used = dict.fromkeys(_variables_of(content), True)
    for component in _components(contents, content):
        for name in _variables_of(component):
            used.setdefault(name, False)
    for name, here in used.items():
        if name not in declared:
            line = _first_use(version, name) if here else _components_line(version)
            yield Finding("R12", ERROR, path, f"uses {name}, which no input declares", line)
    for name in declared.keys() - used.keys():
        line = version.document.line(("content", "inputs", name))
        yield Finding("R12", WARNING, path, f"declares {name}, which nothing uses", line)
    for index, message in enumerate(content.messages):
        item = declared.get(message.name)
        if _is_placeholder(message) and item and item.type is not InputType.MESSAGES:
            line = version.document.line(("content", "inputs", message.name))
            message_place = f"messages[{index}]"
            yield Finding(
                "R12", ERROR, path, f"{message_place}: {message.name} is not of type messages", line
            )


def _model(folder: PromptFolder, path: str, version: VersionFile) -> Iterator[Finding]:
    if folder.kind is PromptKind.PROMPT and not version.content.model.name:
        line = version.document.line(("content",))
        yield Finding("R12", ERROR, path, "names no model that it is written for", line)


def _components(contents: Contents, content: PromptContent) -> Iterator[PromptContent]:
    """The components' contents as far as they are here and parse; R02 names those that are not."""
    for component, digest in content.components:
        folder = contents.folder(PromptKind.COMPONENT, component)
        version = folder.with_digest(digest) if folder else None
        if version and not any(True for _ in _mistakes("", version)):
            yield version.content


def _variables_of(content: PromptContent) -> list[str]:
    names: dict[str, None] = {}
    for message in content.messages:
        if _is_placeholder(message):
            names[message.name] = None
        elif content.engine is not Engine.NONE:
            names |= dict.fromkeys(_read(message.text)[0])
    return list(names)


def _includes_of(content: PromptContent) -> set[str]:
    if content.engine is Engine.NONE:
        return set()
    return {path for message in content.messages for path in _read(message.text)[1]}


def _first_use(version: VersionFile, name: str) -> int | None:
    for index, message in enumerate(version.content.messages):
        if message.name == name or name in _read(message.text)[0]:
            before = message.text.partition(name)[0] if message.text else ""
            return _line(version, index, before.count("\n") + 1)
    return None


def _line(version: VersionFile, index: int, within: int) -> int | None:
    """The line of the file: a text of many lines begins below its key."""
    start = version.document.line(("content", "messages", index, "text"))
    text = version.content.messages[index].text
    return start + within if start and "\n" in text else start


def _components_line(version: VersionFile) -> int | None:
    return version.document.line(("content", "components"))


def _is_placeholder(message: Message) -> bool:
    return message.role is Role.PLACEHOLDER
