"""Judges: prompts of the library by which a model judges outputs.

The built-in ones are read from `resources/judges/*.toml` and put into the library when they are
first needed. From then on they are prompts like any other: what is used is their newest version,
whoever wrote it, unless a check names another one.
"""

from __future__ import annotations

import hashlib
import json
import threading
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.evaluations import JudgeNamed
from workbench.domain.json_values import Json
from workbench.domain.prompts import (
    Engine,
    Label,
    Message,
    Prompt,
    PromptContent,
    PromptKind,
    Role,
)
from workbench.formats.content import SCHEMA, read_content
from workbench.services.events import EventBus, LibraryChanged
from workbench.services.folders import resource_folder
from workbench.services.ports import PromptStore
from workbench.services.prompts import PromptService

FOLDER = "judges"
AUTHOR = "Prompt Workbench"
NOTE = "Built in: copy it, or change it here and name the change as a version"

RUBRIC_PROMPT = "rubricPrompt"
"""In a check's config, as promptfoo has it: the judge's prompt itself."""
UNKNOWN_FORM = "A prompt for a judge is a text, or a list of messages with role and content."
_ENSURING = threading.Lock()


@dataclass(frozen=True, slots=True)
class JudgePrompt:
    """A frozen content by which outputs are judged."""

    prompt_id: str
    path: str
    digest: str
    version: int | None
    content: PromptContent

    @property
    def name(self) -> str:
        """With its version."""
        return self.path if self.version is None else f"{self.path}@{self.version}"


@dataclass(frozen=True, slots=True)
class BuiltIn:
    path: str
    title: str
    description: str
    content: PromptContent


class JudgeService:
    """May be asked from many threads, and beside other processes on the same workspace."""

    def __init__(
        self,
        prompts: PromptStore,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        events: EventBus | None = None,
    ) -> None:
        """`events` are told of judges that enter the library; without them nobody is."""
        self._store, self._now, self._new_id = prompts, now, new_id
        self._events = events or EventBus()
        self._prompts = PromptService(prompts, self._events, now, new_id)

    def ensure(self, kind: str) -> JudgePrompt:
        """The newest version of the judge of this kind, which is in the library after this."""
        return self._in_library(built_in_judge(kind))

    def given(self, kind: str, text: str) -> JudgePrompt:
        """A judge that came along with a check, as promptfoo's `rubricPrompt` does: a text, or a
        chat as JSON. It enters the library under a path of its own.

        Raises `InvalidInput` where it is neither.
        """
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        title, about = f"Judge for {kind}", "Came along with a check."
        content = PromptContent(read_chat(text))
        return self._in_library(BuiltIn(f"{FOLDER}/{kind}-{mark}", title, about, content))

    def wanted(self, reference: str, kind: str, text: Json = None) -> JudgePrompt:
        """The one that is named, or that came along as a text, or else the built-in one."""
        if reference:
            return self.named(reference)
        if text is None:
            return self.ensure(kind)
        return self.given(kind, text if isinstance(text, str) else "[]")

    def pinning(self) -> Callable[[Check], Check]:
        """Names the version of its judge in a check, so that no other one is asked later. Each
        judge is looked up once.

        Raises `NotFound`, or `InvalidInput` where it has no version or cannot be used.
        """
        found = cache(self.wanted)

        def pinned(check: Check) -> Check:
            if check.checks:
                check = replace(check, checks=tuple(map(pinned, check.checks)))
            if check.kind not in built_in_kinds():
                return check
            text = None if check.judge_prompt else given_text(check)
            judge = found(check.judge_prompt, check.kind, text)
            return check if judge.version is None else replace(check, judge_prompt=judge.name)

        return pinned

    def named_in(self, checks: Iterable[Check]) -> tuple[JudgeNamed, ...]:
        """The versions that are asked where these checks name a judge, or none, as they are now.

        Those that came along as a text have a name of their own, made from it, already.
        """
        pin, found = self.pinning(), dict[tuple[str, str], str]()
        for check in _with_inner(checks):
            place = check.kind, check.judge_prompt
            if place in found or (not check.judge_prompt and given_text(check) is not None):
                continue
            if (version := pin(check).judge_prompt) != check.judge_prompt:
                found[place] = version
        return tuple(JudgeNamed(*place, version) for place, version in found.items())

    def _in_library(self, judge: BuiltIn) -> JudgePrompt:
        with _ENSURING:
            try:
                prompt = self._store.prompt_at(judge.path)
            except NotFound:
                prompt = self._added(judge)
            if self._store.newest(prompt.id) is None:
                # Another process may have named it in the meantime
                with suppress(InvalidInput):
                    self._prompts.commit(prompt.id, note=NOTE, author=AUTHOR)
        return self._newest(prompt)

    def named(self, reference: str) -> JudgePrompt:
        """`judges/tone` is its newest version, `judges/tone@3` that one.

        Raises `NotFound`, or `InvalidInput` where it has no version yet.
        """
        path, _, which = reference.partition("@")
        kind = path.removeprefix(f"{FOLDER}/")
        if kind in built_in_kinds() and path.startswith(f"{FOLDER}/"):
            newest = self.ensure(kind)
            if not which:
                return newest
        if not which:
            return self._newest(self._store.prompt_at(path))
        found = self._prompts.resolve(reference)
        frozen = self._prompts.freeze(found.content)
        number = found.version.number if found.version else None
        return JudgePrompt(found.prompt.id, path, frozen.digest, number, frozen.content)

    def _newest(self, prompt: Prompt) -> JudgePrompt:
        version = self._store.newest(prompt.id)
        if version is None:
            raise InvalidInput(
                f"The judge {prompt.path} has no version yet.",
                hint="Open it in Write and name its draft as a version.",
            )
        content = self._store.snapshot(version.digest)
        return JudgePrompt(prompt.id, prompt.path, version.digest, version.number, content)

    def _added(self, judge: BuiltIn) -> Prompt:
        prompt = Prompt(
            self._new_id(),
            judge.path,
            PromptKind.PROMPT,
            judge.title,
            judge.description,
            AUTHOR,
            (Label("purpose", "judge"),),
            created_at=self._now(),
        )
        # Another process may have added it in the meantime
        with suppress(InvalidInput):
            self._store.add(prompt, judge.content)
            self._events.publish(LibraryChanged())
        return self._store.prompt_at(judge.path)


def _with_inner(checks: Iterable[Check]) -> Iterator[Check]:
    for check in checks:
        yield check
        yield from _with_inner(check.checks)


def given_text(check: Check) -> Json:
    """Of the judge that came along with it."""
    return dict(check.config.items).get(RUBRIC_PROMPT)


@cache
def built_in_kinds() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in judges_folder().glob("*.toml")))


@cache
def built_in_judge(kind: str) -> BuiltIn:
    """Raises `NotFound`."""
    if kind not in built_in_kinds():
        raise NotFound(f"There is no built-in judge {kind!r}.")
    document = tomllib.loads((judges_folder() / f"{kind}.toml").read_text(encoding="utf-8"))
    path = f"{FOLDER}/{kind}"
    content = built_in_content(document, path)
    return BuiltIn(path, document["title"], document["description"], content)


def judges_folder() -> Path:
    return resource_folder("judges")


def built_in_content(document: dict[str, Any], path: str) -> PromptContent:
    """Of a file of this shape. Raises `InvalidContent`."""
    output = document["output"]
    content = {
        "schema": SCHEMA,
        "template": {"engine": Engine.JINJA2},
        "messages": [
            {**message, "text": message["text"].rstrip("\n")} for message in document["messages"]
        ],
        "inputs": document["inputs"],
        "output": {**output, "schema": json.loads(output["schema"])},
        "model": document["model"],
    }
    return read_content(content, path)


def read_chat(text: str) -> tuple[Message, ...]:
    """Raises `InvalidInput`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return (Message(Role.USER, text),)
    if not isinstance(document, list) or not document:
        raise InvalidInput(UNKNOWN_FORM)
    return tuple(_message(each) for each in document)


def _message(document: Any) -> Message:
    known = document if isinstance(document, dict) else {}
    role, text = known.get("role"), known.get("content")
    if role not in ("system", "user", "assistant") or not isinstance(text, str):
        raise InvalidInput(UNKNOWN_FORM)
    return Message(Role(role), text)
