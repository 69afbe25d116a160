"""What litellm's own list says of a model: its price and how much it reads.

The list is read from litellm's folder without importing litellm, with prices as the exact
decimal fractions that are written there.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workbench.domain.models import Price

PRICE_LIST = "model_prices_and_context_window_backup.json"


@cache
def price_list() -> dict[str, dict[str, Any]]:
    """By litellm's name of the model; empty if litellm came without its list."""
    spec = find_spec("litellm")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        path = Path(folder) / PRICE_LIST
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            return dict(json.loads(text, parse_float=Decimal))
    return {}


def listed(model: str) -> dict[str, Any]:
    """What is said of `provider/model`, wherever the list puts it; empty if nothing is."""
    provider, slash, name = model.partition("/")
    known = price_list()
    if found := known.get(model):
        return found
    found = known.get(name) if slash else None
    return found if found and _same_provider(provider, str(found.get("litellm_provider"))) else {}


def provider_of(model: str) -> str:
    """For a name without one, such as `gpt-4o-mini`; empty if it is not known."""
    provider = str(price_list().get(model, {}).get("litellm_provider", ""))
    return {"cohere_chat": "cohere"}.get(provider, provider.partition("-language")[0])


def price_of(model: str) -> Price | None:
    entry = listed(model)
    costs: tuple[Any, Any] = (entry.get("input_cost_per_token"), entry.get("output_cost_per_token"))
    return Price(Decimal(costs[0]), Decimal(costs[1])) if None not in costs else None


def batch_price_of(model: str) -> Price | None:
    """Half of the usual price where the list has none of its own."""
    price, entry = price_of(model), listed(model)
    names = "input_cost_per_token_batches", "output_cost_per_token_batches"
    costs: list[Any] = [entry.get(name) for name in names]
    if price is None or None in costs:
        return price and Price(price.input / 2, price.output / 2)
    return Price(Decimal(costs[0]), Decimal(costs[1]))


def context_of(model: str) -> int | None:
    entry = listed(model)
    size = entry.get("max_input_tokens") or entry.get("max_tokens")
    return int(size) if isinstance(size, int | Decimal) else None


def _same_provider(asked: str, listed_as: str) -> bool:
    return asked == listed_as or listed_as.startswith((f"{asked}_", f"{asked}-"))
