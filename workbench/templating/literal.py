"""A text as a template that renders to it, word for word, whatever is in it."""

from __future__ import annotations

import re

from workbench.domain.prompts import Engine

TAG = re.compile(r"\{[{%#]")
END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw")


def literal(text: str, engine: Engine) -> str:
    """The text itself where nothing in it means something; else in `{% raw %}`."""
    if engine is Engine.NONE or not _tagged(text):
        return text
    if END_OF_RAW.search(text) or text.endswith("{"):
        # Each opening by itself: inside, `{% endraw %}` would end what guards it
        return TAG.sub(lambda match: "{{ '" + match[0] + "' }}", text)
    return "{% raw %}" + text + "{% endraw %}"


def _tagged(text: str) -> bool:
    return TAG.search(text) is not None
