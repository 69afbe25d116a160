"""What a model takes, by litellm's own tables: nobody is asked over a network."""

from __future__ import annotations

from workbench.domain.parameters import LISTED, Support
from workbench.providers.demo.models import SUPPORT
from workbench.providers.litellm_import import load_litellm
from workbench.providers.prices import listed
from workbench.providers.routes import Route

UNKNOWN = Support()


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
        )
    taken = frozenset(map(str, params))
    return Support(
        params=tuple(sorted(taken & LISTED)),
        tools=_known(entry.get("supports_function_calling"), "tools" in taken),
        schema=_known(entry.get("supports_response_schema"), "response_format" in taken),
    )


def _known(said: object, sendable: bool) -> bool | None:
    """What the list says of the model, unless it cannot even be sent."""
    if not sendable:
        return False
    return said if isinstance(said, bool) else None
