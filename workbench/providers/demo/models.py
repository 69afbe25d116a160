"""The demo models by name, known without loading litellm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.models import Model, Price
from workbench.domain.parameters import Support

FREE = Price(Decimal(0), Decimal(0))
SUPPORT = Support(tools=True, schema=True, images=True, prefill=True)
NOT_A_MODEL = "Not a language model: fixed rules that answer to the prompt, offline and free."


@dataclass(frozen=True, slots=True)
class DemoModel:
    name: str
    title: str
    note: str
    first_token: float = 0.04
    """Seconds before the first piece."""
    pause: float = 0.015
    """Seconds between pieces."""


DEMO_MODELS = (
    DemoModel("demo/brief", "Demo, brief", "Answers in few words."),
    DemoModel("demo/detailed", "Demo, detailed", "Answers at length, with its reasons."),
    DemoModel("demo/json", "Demo, JSON", "Always answers with a JSON document."),
    DemoModel("demo/slow", "Demo, slow", "Starts late, then five words a second.", 1.5, 0.2),
    DemoModel("demo/failing", "Demo, failing", "Begins to answer, then fails on purpose."),
)


def described(demo: DemoModel) -> Model:
    return Model(
        name=demo.name,
        provider="demo",
        title=f"{demo.title} (not a language model)",
        price=FREE,
        context_tokens=32_000,
        local=True,
        demo=True,
        note=f"{demo.note} {NOT_A_MODEL}",
        support=SUPPORT,
    )
