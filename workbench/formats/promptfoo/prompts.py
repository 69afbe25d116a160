"""The prompts of a configuration: in the file itself, or in files it names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.errors import FileProblem
from workbench.formats.located import Place, Rows, Table
from workbench.formats.promptfoo.documents import read_yaml
from workbench.formats.promptfoo.files import SCHEME, ending_of, language_of, path_in
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.surroundings import NEVER_RUN, Surroundings

DELIMITER = "---"
MOST_PROMPTS = 1_000
ENDINGS = frozenset({"txt", "json", "jsonl", "yaml", "yml", "md", "j2", "csv"})
LOOKS_LIKE_PATH = re.compile(r"[\w./*?{},@ -]*[\w*?}]\.([A-Za-z0-9]{1,5})(?::[\w.]+)?")
FROM_ELSEWHERE = re.compile(r"(langfuse|portkey|helicone|package|https?|exec|python|gs|s3):(?=\S)")


@dataclass(frozen=True, slots=True)
class RawPrompt:
    """A prompt before it is taken apart into messages."""

    raw: str
    place: Place
    label: str = ""
    id: str = ""
    stem: str = ""
    """Of the file that it stood in."""
    config: Table | None = None

    def answers_to(self, name: str) -> bool:
        """Whether a provider's list of prompts means it: by label, id, or all of a group."""
        names = {self.label, self.id, self.raw} - {""}
        whole = name.removesuffix("*").removesuffix(":")
        group = name.endswith("*") and any(each.startswith(whole) for each in names)
        return name in names or group or path_in(name) == self.id


def read_prompts(value: Any, place: Place, around: Surroundings) -> list[RawPrompt]:
    found = list(_prompts(value, place, around))
    if len(found) > MOST_PROMPTS:
        raise FileProblem(f"more than {MOST_PROMPTS:,} prompts", file=place.file, line=place.line)
    return found


def _prompts(value: Any, place: Place, around: Surroundings) -> Iterator[RawPrompt]:
    if isinstance(value, Rows):
        for index, item in enumerate(value):
            yield from _prompt(item, value.at(index), around)
    elif isinstance(value, Table) and not {"raw", "id", "label"} & value.keys():
        for path, label in value.items():
            for found in _prompt(path, value.at(path), around):
                yield replace(found, label=str(label))
    elif value is not None:
        yield from _prompt(value, place, around)


def _prompt(value: Any, place: Place, around: Surroundings) -> Iterator[RawPrompt]:
    if isinstance(value, Table):
        yield from _from_table(value, place, around)
    elif not isinstance(value, str):
        around.ledger.leave(place, shown(value), "a prompt is a text or an object")
    elif FROM_ELSEWHERE.match(value):
        around.ledger.leave(place, shown(value), "a prompt is read only from the folder itself")
    elif value.startswith(SCHEME) or _names_a_file(value):
        yield from _from_files(value, place, around)
    else:
        yield RawPrompt(value, place)


def _from_table(value: Table, place: Place, around: Surroundings) -> Iterator[RawPrompt]:
    raw = value.get("raw", value.get("prompt", value.get("file", value.get("id"))))
    if "function" in value or raw is None:
        around.ledger.leave(place, shown(value.get("label") or value), NEVER_RUN)
        return
    if isinstance(raw, Rows | Table):
        found = [RawPrompt(json.dumps(raw, ensure_ascii=False), place)]
    else:
        found = list(_prompt(raw, place, around))
    label, name = str(value.get("label") or ""), str(value.get("id") or "")
    config = value.table("config") or None
    for number, each in enumerate(found, start=1):
        numbered = f"{label} {number}" if label and len(found) > 1 else label
        yield replace(each, label=numbered or each.label, id=name or each.id, config=config)


def _names_a_file(text: str) -> bool:
    """A path with an ending that prompts have, as promptfoo takes one without `file://`."""
    found = LOOKS_LIKE_PATH.fullmatch(text) if len(text) < 300 else None
    return bool(found) and (ending_of(text) in ENDINGS or bool(language_of(text)))


def _from_files(value: str, place: Place, around: Surroundings) -> Iterator[RawPrompt]:
    for name in around.named(value, place):
        text = around.text(name, place)
        if text is None:
            continue
        stem = name.rpartition("/")[2].rpartition(".")[0] or name
        try:
            for raw, label in _in_file(name, text):
                yield RawPrompt(raw, Place(name, 1), label, name, stem)
        except (FileProblem, csv.Error) as problem:
            around.ledger.leave(place, shown(name), str(problem))


def _in_file(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Each prompt of a file with its label, if it has one there."""
    ending = ending_of(name)
    if ending == "txt":
        yield from ((raw, "") for raw in _delimited(text))
    elif ending == "jsonl":
        yield from ((line, "") for line in text.split("\n") if line.strip())
    elif ending == "csv":
        yield from _in_table(text)
    elif ending in ("yaml", "yml"):
        document = read_yaml(text, name)
        chat = isinstance(document, list | dict)
        yield json.dumps(document, ensure_ascii=False) if chat else text, ""
    else:
        yield text, ""


def _delimited(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in (*text.split("\n"), DELIMITER):
        if line.strip() != DELIMITER:
            lines.append(line)
            continue
        if raw := "\n".join(lines).strip():
            yield raw
        lines = []


def _in_table(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(text)):
        if row.get("prompt"):
            yield row["prompt"], row.get("label") or ""
