"""The request of a run as other programs would send it. No key is in it, only where one is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import thaw
from workbench.domain.models import Endpoint
from workbench.domain.parameters import SCHEMA, TOOLS
from workbench.domain.prompts import PromptContent
from workbench.domain.runs import Run
from workbench.formats.message_parts import Files, message_document
from workbench.formats.sharing.addresses import LOCAL_ADDRESSES, OPENAI_ADDRESSES, key_variable
from workbench.formats.tool_documents import tool_document

DEMO = "demo"
NO_FILES: Files = {}


@dataclass(frozen=True, slots=True)
class SharedRequest:
    title: str
    model: str
    """As litellm names it."""
    name: str
    """As the server names it."""
    base_url: str
    """Where OpenAI's protocol is spoken; empty where that is not known."""
    own_server: bool
    """Somebody's own address, which litellm has to be told."""
    key_variable: str
    """Empty where no key is wanted."""
    messages: tuple[dict[str, Any], ...]
    params: dict[str, Any]
    """All but the messages and the model, as OpenAI's protocol names them."""
    expected: str = ""
    """What the case says the answer should be."""

    @property
    def address(self) -> str:
        """Raises `InvalidInput` where nobody can be asked but through litellm."""
        if not self.base_url:
            raise InvalidInput(
                f"{self.model} has no address that speaks OpenAI's protocol.",
                hint="Copy it as Python with litellm, which speaks its own.",
            )
        return self.base_url

    @property
    def body(self) -> dict[str, Any]:
        """What is posted; what only this server understands stands beside the rest."""
        extra = self.params.get("extra_body")
        params = {name: value for name, value in self.params.items() if name != "extra_body"}
        mine: dict[str, Any] = {"model": self.name, "messages": list(self.messages)}
        return {
            **(mine | params | mine),
            **(extra if isinstance(extra, dict) else {}),
        }


def shared_request(
    run: Run,
    content: PromptContent,
    endpoints: Iterable[Endpoint],
    files: Files = NO_FILES,
) -> SharedRequest:
    """`files` holds what is attached to the messages, by digest.

    Raises `InvalidInput` where there is nothing that could be sent from elsewhere.
    """
    model = run.job.model
    provider, _, name = model.partition("/")
    if not name:
        provider, name = "openai", model
    if provider == DEMO:
        raise InvalidInput(
            f"{model} exists only here: it is a demo, and nobody else can be asked for it.",
            hint="Run the prompt on a model of a provider, then copy that cell.",
        )
    if not run.messages:
        raise InvalidInput("Nothing was sent in this run, so there is nothing to copy.")
    attached = [each for message in run.messages for each in message.attachments]
    if any(each.digest not in files for each in attached):
        raise InvalidInput(
            "Files are attached to this request, and a copy could not hold them.",
            hint="Copy a run without attachments, and attach the files where it is used.",
        )
    own = next((each for each in endpoints if each.name == provider), None)
    local = "" if own else LOCAL_ADDRESSES.get(provider, "")
    keyless = local or (own and not own.key_required)
    return SharedRequest(
        title=run.job.case.name,
        model=f"openai/{name}" if own or local else f"{provider}/{name}",
        name=name,
        base_url=own.base_url if own else local or OPENAI_ADDRESSES.get(provider, ""),
        own_server=bool(own or local),
        key_variable="" if keyless else key_variable(provider),
        messages=tuple(message_document(message, files) for message in run.messages),
        params=_params(run, content),
        expected=run.job.case.expected,
    )


def _params(run: Run, content: PromptContent) -> dict[str, Any]:
    """What was sent: without what the model does not take."""
    together = dict(content.model.params) | dict(run.job.params)
    params = {name: thaw(value) for name, value in together.items() if value is not None}
    params = {name: value for name, value in params.items() if name not in run.not_sent}
    if content.tools and TOOLS not in run.not_sent:
        params["tools"] = [tool_document(tool, _parsed) for tool in content.tools]
        if content.tool_choice is not None:
            params["tool_choice"] = thaw(content.tool_choice)
    if content.output and SCHEMA not in run.not_sent:
        output = content.output
        schema: dict[str, Any] = {"name": output.name, "schema": _parsed(output.schema)}
        if output.strict is not None:
            schema["strict"] = output.strict
        params["response_format"] = {"type": "json_schema", "json_schema": schema}
    return params


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InvalidInput(f"A schema of this prompt is not JSON: {error}.") from error
