"""An item ready to be shown: read and parsed away from the window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.reviews import ShownItem
from workbench.gui.kit.outputs.json_tree import JsonOutput, read_output
from workbench.gui.kit.outputs.markdown_blocks import Kind, Markdown, read_markdown


class View(StrEnum):
    PLAIN = "plain"
    FORMATTED = "formatted"
    TREE = "tree"
    """The keys and values of JSON."""


@dataclass(frozen=True, slots=True)
class PreparedOutput:
    text: str
    heading: str = ""
    markdown: Markdown | None = None
    """None where formatting adds nothing, or where there is too much to format all of it."""
    json: JsonOutput | None = None
    """None where it is no object and no list."""

    @property
    def views(self) -> tuple[View, ...]:
        """The best one first."""
        if self.json is not None:
            return View.TREE, View.PLAIN
        return (View.FORMATTED, View.PLAIN) if self.markdown is not None else (View.PLAIN,)


@dataclass(frozen=True, slots=True)
class PreparedItem:
    item: ShownItem
    outputs: tuple[PreparedOutput, ...]


def prepared(item: ShownItem) -> PreparedItem:
    """Takes as long as parsing does: not for the UI thread."""
    outputs = (_prepared_output(each.text, each.heading) for each in item.outputs)
    return PreparedItem(item, tuple(outputs))


def _prepared_output(text: str, heading: str) -> PreparedOutput:
    if text.lstrip().startswith(("{", "[", "```")):
        json = read_output(text, "")
        if not json.problem and isinstance(json.value, dict | list) and json.value:
            return PreparedOutput(text, heading, json=json)
    markdown = read_markdown(text)
    if markdown.left_out or not _is_formatted(markdown):
        return PreparedOutput(text, heading)
    return PreparedOutput(text, heading, markdown)


def _is_formatted(markdown: Markdown) -> bool:
    return any(
        block.kind is not Kind.PARAGRAPH
        or block.quote
        or any(w.bold or w.italic or w.struck or w.code or w.target for w in block.words)
        for block in markdown.blocks
    )
