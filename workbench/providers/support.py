"""What a model takes, by litellm's own tables: nobody is asked over a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.domain.parameters import LISTED, Support
from workbench.providers.demo.models import SUPPORT
from workbench.providers.litellm_import import load_litellm
from workbench.providers.prices import listed
from workbench.providers.routes import Route

UNKNOWN = Support()
ANSWERING_ANEW = frozenset({"openai", "azure"})
"""They take an assistant's message in last place for an earlier answer, and give another one."""


def support_of(route: Route) -> Support:
    """Of a server that someone runs nothing is known. Loads litellm for all others."""
    if route.demo:
        return SUPPORT
    if route.base_url:
        return UNKNOWN
    provider, _, name = route.litellm_model.partition("/")
    entry = listed(route.litellm_model)
    try:
        params = load_litellm().get_supported_openai_params(
            model=name, custom_llm_provider=provider
        )
    except Exception:  # a provider that litellm knows by name only
        params = None
    if params is None:
        return Support(
            tools=entry.get("supports_function_calling"),
            schema=entry.get("supports_response_schema"),
            images=_images(entry),
            prefill=_prefill(provider, entry),
        )
    taken = frozenset(map(str, params))
    return Support(
        params=tuple(sorted(taken & LISTED)),
        tools=_known(entry.get("supports_function_calling"), "tools" in taken),
        schema=_known(entry.get("supports_response_schema"), "response_format" in taken),
        images=_images(entry),
        prefill=_prefill(provider, entry),
    )


def _known(said: object, sendable: bool) -> bool | None:
    """What the list says of the model, unless it cannot even be sent."""
    if not sendable:
        return False
    return said if isinstance(said, bool) else None


def _said(entry: Mapping[str, Any], field: str) -> bool | None:
    said = entry.get(field)
    return said if isinstance(said, bool) else None


def _images(entry: Mapping[str, Any]) -> bool | None:
    """The list leaves the field out of the chat models that take none, as litellm reads it."""
    said = _said(entry, "supports_vision")
    return False if said is None and entry.get("mode") == "chat" else said


def _prefill(provider: str, entry: Mapping[str, Any]) -> bool | None:
    said = _said(entry, "supports_assistant_prefill")
    return False if said is None and provider in ANSWERING_ANEW else said
