"""From the name of a model to the server that runs it and the name litellm has for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workbench.domain.errors import ProviderError
from workbench.domain.models import Endpoint
from workbench.domain.runs import FailureKind
from workbench.providers.local_servers import LOCAL_SERVERS
from workbench.providers.prices import provider_of

DEMO = "demo"
NO_KEY = "no-key-needed"
"""Sent where a server wants none: without one, litellm would send OPENAI_API_KEY there."""

LOCAL = {server.name: server.base_url for server in LOCAL_SERVERS}

OWN_CREDENTIALS = frozenset(
    """
    bedrock sagemaker sagemaker_chat sagemaker_nova vertex_ai vertex_ai_beta watsonx
    watsonx_text oci sap snowflake gigachat databricks litellm_proxy
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Signed in to by more than one key; litellm finds what they need in the environment."""


@dataclass(frozen=True, slots=True)
class Route:
    provider: str
    """Whose key is used and whose turn is waited for."""
    litellm_model: str
    base_url: str = ""
    key_required: bool = True
    local: bool = False
    """One of the servers that are looked for on this machine."""

    @property
    def demo(self) -> bool:
        return self.provider == DEMO


def route_to(
    model: str, endpoints: Iterable[Endpoint] = (), *, providers: Collection[str] | None = None
) -> Route:
    """Raises `ProviderError` where nobody is known to run it.

    A person's own endpoint wins over a provider of the same name. `providers` are those
    that litellm knows; without them any first part of a name is taken for one.
    """
    provider, slash, name = model.partition("/")
    if not slash:
        provider, name = provider_of(model), model
    if provider == DEMO and name:
        return Route(DEMO, model, key_required=False)
    for endpoint in endpoints:
        if endpoint.name == provider and name:
            return Route(provider, f"openai/{name}", endpoint.base_url, endpoint.key_required)
    if provider in LOCAL and name:
        return Route(provider, f"openai/{name}", LOCAL[provider], key_required=False, local=True)
    if not provider or not name or (providers is not None and provider not in providers):
        raise ProviderError(
            f"Nobody is known to run the model {model!r}.",
            kind=FailureKind.NOT_FOUND,
            hint="Name it as provider/model, or add its server in Settings, Endpoints.",
        )
    return Route(provider, f"{provider}/{name}", key_required=provider not in OWN_CREDENTIALS)
