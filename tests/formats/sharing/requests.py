"""Requests to be copied, plain and hostile."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from tests.builders import a_job, a_run
from workbench.domain.datasets import Case
from workbench.domain.json_values import freeze
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Message, ModelChoice, OutputSchema, PromptContent, Role, Tool
from workbench.formats.sharing.request import SharedRequest, shared_request

GOLDEN = Path(__file__).parents[2] / "golden" / "sharing"
HOUSE = Endpoint("house", "https://models.example.org/v1", key_required=True)
ANY_TEXT = st.text(st.characters(exclude_categories=()))
HOSTILE = (
    '\'; rm -rf / #\n$(reboot) `id` "quoted" \\ {{ secret }} {% raw %} <script>\u202e\x00\U0001f600'
)
CONTENT = PromptContent(
    model=ModelChoice(
        params=(("temperature", 0.2), ("top_k", 5), ("extra_body", freeze({"guided": True})))
    ),
    tools=(Tool("look_up", "Looks it up", '{"type": "object"}'),),
    tool_choice="auto",
    output=OutputSchema("answer", '{"type": "object", "properties": {}}', strict=True),
)


def a_request(
    *texts: str, model: str = "openai/gpt-4o-mini", content: PromptContent = CONTENT, **fields
) -> SharedRequest:
    case = Case(name="late parcel", expected=fields.pop("expected", ""))
    messages = fields.pop("messages", None) or (
        Message(Role.SYSTEM, "Be brief."),
        *(Message(Role.USER, text) for text in texts or ("Where is my parcel?",)),
    )
    run = a_run(job=a_job(model=model, case=case), messages=messages, **fields)
    return shared_request(run, content, (HOUSE,))
