"""Prompts, their content, drafts and immutable versions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import Json

PATH_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")


class Role(StrEnum):
    SYSTEM = "system"
    DEVELOPER = "developer"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    PLACEHOLDER = "placeholder"
    """Stands for the messages of an input of type `messages`; `Message.name` names it."""


class Engine(StrEnum):
    """How the text of a message is filled in."""

    NONE = "none"
    JINJA2 = "jinja2"
    JINJA_SUBSET = "jinja-subset/1"
    """What every registry reader can render; a part of Jinja2 and rendered by it."""


class PromptKind(StrEnum):
    PROMPT = "prompt"
    COMPONENT = "component"


class InputType(StrEnum):
    """As the registry names them; the window shows text, number, yes/no, choice, list, JSON."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"
    OBJECT = "object"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class ToolCall:
    id: str
    name: str
    arguments: str
    """JSON text as the model wrote it; may be invalid."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along with a message. Its bytes are kept by their digest."""

    name: str
    media_type: str
    digest: str

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Message:
    role: Role
    text: str = ""
    name: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """A variable of the template.

    `required` is None where it is not stated: stating it is part of the content
    and changes the digest. `needed` is what it comes to.
    """

    name: str
    type: InputType = InputType.STRING
    description: str = ""
    required: bool | None = None
    default: Json = None
    choices: tuple[Json, ...] = ()
    max_length: int | None = None
    trust: str = ""

    @property
    def needed(self) -> bool:
        """Whether a run must be given a value for it."""
        if self.default is not None or self.type is InputType.MESSAGES:
            return False
        return self.required is not False


@dataclass(frozen=True, slots=True)
class OutputSchema:
    name: str
    schema: str
    """JSON Schema as JSON text: the order of its keys reaches the model."""
    strict: bool | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    description: str = ""
    parameters: str = ""
    """JSON Schema as JSON text, or empty."""
    strict: bool | None = None


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The model a prompt is written for, and the parameters it is called with."""

    name: str = ""
    api: str = ""
    params: tuple[tuple[str, Json], ...] = ()

    def with_param(self, name: str, value: Json) -> ModelChoice:
        """Set a parameter, in its place if it is there; None removes it."""
        values = dict(self.params) | {name: value}
        return replace(self, params=tuple((k, v) for k, v in values.items() if v is not None))


@dataclass(frozen=True, slots=True)
class PromptContent:
    """Everything that reaches the model. Its digest is a version's identity.

    `components` maps the path of each included component, transitively, to the
    digest of its content. A draft leaves it empty; freezing fills it in.
    """

    messages: tuple[Message, ...] = ()
    engine: Engine = Engine.JINJA2
    inputs: tuple[Input, ...] = ()
    components: tuple[tuple[str, str], ...] = ()
    output: OutputSchema | None = None
    tools: tuple[Tool, ...] = ()
    tool_choice: Json = None
    model: ModelChoice = ModelChoice()

    def with_message(self, index: int, message: Message) -> PromptContent:
        changed = (*self.messages[:index], message, *self.messages[index + 1 :])
        return replace(self, messages=changed)

    @property
    def text(self) -> str:
        """The messages' texts, one after the other: what search reads."""
        return "\n\n".join(message.text for message in self.messages if message.text)


@dataclass(frozen=True, slots=True)
class Label:
    """A facet and a value, such as `tone: friendly`; free labels have the facet `label`."""

    facet: str
    value: str

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The card of a prompt: everything about it that does not reach the model."""

    id: str
    path: str
    kind: PromptKind = PromptKind.PROMPT
    title: str = ""
    description: str = ""
    owner: str = ""
    labels: tuple[Label, ...] = ()
    archived: bool = False
    created_at: datetime | None = None
    deprecated: bool = False
    """The registry it came from says that it is on its way out."""
    replaced_by: str = ""
    """The prompt to use instead of one that is deprecated."""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Draft:
    """The one editable state of a prompt. Every edit makes a new one."""

    prompt_id: str
    content: PromptContent
    based_on: int | None = None
    """Number of the version it started from; None before the first."""
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An immutable, numbered state of a prompt."""

    prompt_id: str
    number: int
    digest: str
    note: str
    author: str
    created_at: datetime
    parent: str = ""
    """Digest of the version it was made from; empty for the first."""
    made_from: int | None = None
    """Number of that version: two versions may have one digest. None where it is not known."""


def checked_path(path: str) -> str:
    """The path, if it can name a prompt here and in a registry. Raises `InvalidInput`."""
    if not PATH_PATTERN.fullmatch(path):
        raise InvalidInput(
            f"{path!r} cannot be the path of a prompt.",
            hint="Use small letters, digits and hyphens, with / between folders: support/triage",
        )
    return path
