"""Who takes batches of requests."""

from __future__ import annotations

from workbench.domain.models import Endpoint
from workbench.providers.listing import SECONDS_AWAY, document_at
from workbench.providers.routes import Route

OFFERING = frozenset({"openai", "azure"})
"""litellm knows batches of a few more providers, in files of other forms or for other storage."""


def offers_batches(route: Route) -> bool:
    """Known without asking anyone; of a server that someone runs it is not."""
    return not route.base_url and route.provider in OFFERING


async def takes_batches(endpoint: Endpoint, key: str) -> bool:
    """Whether there is a list of batches at this server."""
    url = f"{endpoint.base_url.rstrip('/')}/batches?limit=1"
    document = await document_at(url, key=key, seconds=SECONDS_AWAY)
    return isinstance(document, dict) and isinstance(document.get("data"), list)
