"""Whether tools and response schema of a content can be sent, and where not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.errors import InvalidSchema
from workbench.domain.prompts import PromptContent
from workbench.formats.json_schemas import Finding, readable, schema_findings
from workbench.formats.tool_documents import NAME, chosen_name

OUTPUT_SCHEMA = "output.schema"
OUTPUT_NAME = "output.name"
TOOL_CHOICE = "tool_choice"
WRONG_NAME = "Letters, digits, _ and - make a name, 64 of them at most"


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` as in the content's document: `tools[0].parameters`, `output.schema`."""

    place: str
    finding: Finding


def faults_of(content: PromptContent) -> list[Fault]:
    """What has to be mended before it is sent. Parses every schema: not for the UI thread."""
    faults = _faulty_names(content)
    for index, tool in enumerate(content.tools):
        if tool.parameters.strip():
            found = findings_of(tool.parameters)
            faults += [Fault(f"tools[{index}].parameters", each) for each in found]
    if content.output:
        faults += [Fault(OUTPUT_SCHEMA, each) for each in findings_of(content.output.schema)]
    return faults


def check_sendable(content: PromptContent) -> None:
    """Raises `InvalidSchema` for the first fault."""
    for fault in faults_of(content):
        where = f"{_words(fault.place, content)}: " if fault.place else ""
        found = fault.finding
        raise InvalidSchema(
            f"{where}{found.words}.",
            place=fault.place,
            line=found.line or None,
            column=found.column or None,
        )


@lru_cache(maxsize=256)
def findings_of(schema: str) -> tuple[Finding, ...]:
    """Of its readable form. Remembered: most schemas stay as they are while others are typed."""
    return tuple(schema_findings(readable(schema)))


def _faulty_names(content: PromptContent) -> list[Fault]:
    names = Counter(tool.name for tool in content.tools)
    faults = []
    for index, tool in enumerate(content.tools):
        if not NAME.fullmatch(tool.name):
            words = WRONG_NAME if tool.name else "The tool has no name"
            faults.append(Fault(f"tools[{index}].name", Finding(words)))
        elif names[tool.name] > 1:
            words = f"{names[tool.name]} tools are called {tool.name}"
            faults.append(Fault(f"tools[{index}].name", Finding(words)))
    chosen = chosen_name(content.tool_choice)
    if chosen and chosen not in names:
        faults.append(Fault(TOOL_CHOICE, Finding(f"There is no tool called {chosen}")))
    if content.tool_choice == "required" and not content.tools:
        faults.append(Fault(TOOL_CHOICE, Finding("A tool is required, and there is none")))
    if content.output and not NAME.fullmatch(content.output.name):
        words = WRONG_NAME if content.output.name else "The schema has no name"
        faults.append(Fault(OUTPUT_NAME, Finding(words)))
    return faults


def _words(place: str, content: PromptContent) -> str:
    if place.startswith("tools["):
        index = int(place[len("tools[") : place.index("]")])
        return f"Tool {content.tools[index].name or index + 1}"
    return "Choice of tools" if place == TOOL_CHOICE else "Response schema"
