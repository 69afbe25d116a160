"""Names of models that mean another model tomorrow: a version that names one cannot be pinned.

A name that is not known is not accused. Rows with a source follow what that page of the vendor
said when it was read, in November 2026: OpenAI's names `gpt-4-0613` as the default snapshot of
`gpt-4`. Rows without one follow how such names are commonly described.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENAI = "https://developers.openai.com/api/docs/models/gpt-4.md"
ANTHROPIC = "https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions"
GOOGLE = "https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versions"
OLLAMA = "https://github.com/ollama/ollama/blob/main/docs/api.md#model-names"


@dataclass(frozen=True, slots=True)
class FloatingName:
    """A pattern of the name without its provider, what it stands for, and who says so."""

    pattern: re.Pattern[str]
    because: str
    source: str


FLOATING = (
    FloatingName(re.compile(r"claude-.*-latest"), "an alias of the newest snapshot", ANTHROPIC),
    FloatingName(
        # From 4.6 on, the name without a date is that of one snapshot
        re.compile(r"claude-(?:opus|sonnet|haiku)-4(?:-[0-5])?"),
        "an alias of the newest dated snapshot; 4.5 and before are pinned by date",
        ANTHROPIC,
    ),
    FloatingName(re.compile(r"(?:gpt|chatgpt)-.*-latest"), "an alias that OpenAI moves", ""),
    FloatingName(
        re.compile(r"gpt-4"),
        "an alias of a dated snapshot, which OpenAI calls its default",
        OPENAI,
    ),
    FloatingName(
        re.compile(
            r"gpt-(?:3\.5-turbo|4|4-turbo|4-turbo-preview|4o|4\.1|4\.5-preview|5|5\.[0-9])"
            r"(?:-16k|-32k|-mini|-nano|-pro|-codex|-search|-audio|-realtime|-chat)*(?:-preview)?"
        ),
        "an alias of a dated snapshot, which OpenAI moves",
        "",
    ),
    FloatingName(
        re.compile(r"o[134](?:-mini|-pro|-preview|-deep-research)*"),
        "an alias of a dated snapshot, which OpenAI moves",
        "",
    ),
    FloatingName(re.compile(r"gemini-.*-latest"), "an alias that Google moves", GOOGLE),
    FloatingName(
        re.compile(r"gemini-(?:1\.0|1\.5|2\.0)-(?:pro|flash)(?:-8b|-lite)?"),
        "an auto-updated alias; stable versions end in three digits",
        GOOGLE,
    ),
    FloatingName(re.compile(r"(?:.*[-:@/])?latest"), "the newest there is when it is asked", ""),
)
LOCAL = ("ollama", "ollama_chat")
PLAIN_TAG = re.compile(r"[^:@]+")


def floating_reason(model: str) -> str:
    """Why a model's name, as litellm writes it, is no fixed model; empty where it may be one."""
    provider, _, rest = model.rpartition("/")
    name = rest.casefold()
    if provider.casefold() in LOCAL and PLAIN_TAG.fullmatch(name):
        return f"a name without a tag stands for its tag `latest` ({OLLAMA})"
    for each in FLOATING:
        if each.pattern.fullmatch(name):
            return f"{each.because} ({each.source})" if each.source else each.because
    return ""
