from __future__ import annotations

from datetime import date

import pytest

from workbench.domain.retired_models import retirement


@pytest.mark.parametrize(
    ("model", "until"),
    [
        ("claude-2.1", date(2025, 7, 21)),
        ("anthropic/claude-3-5-sonnet-20241022", date(2025, 10, 28)),
        ("gemini/gemini-3-pro-preview", date(2026, 3, 9)),
        ("OpenAI/GPT-5-mini", date(2026, 12, 11)),
    ],
)
def test_a_model_that_its_maker_takes_away_has_a_day_and_a_page_that_says_so(model, until):
    found = retirement(model)

    assert found.until == until
    assert found.source.startswith("https://")


@pytest.mark.parametrize(
    "model", ["bedrock/claude-2.1", "gpt-4o-2024-11-20", "a-model-of-ours", ""]
)
def test_an_unknown_model_or_another_ones_service_is_not_accused(model):
    assert retirement(model) is None
