"""Variables of a test: a list stands for one case each, a value may speak of another one."""

from __future__ import annotations

import json
import re
from itertools import product
from typing import Any, NamedTuple

from workbench.domain.errors import FileProblem
from workbench.domain.json_values import Json, freeze
from workbench.formats.datasets.promptfoo_tests import stands_for_several
from workbench.formats.located import Place, Rows, Table, merged
from workbench.formats.promptfoo.files import GLOB, SCHEME, ending_of, path_in
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.surroundings import Surroundings
from workbench.formats.promptfoo.templates import has_tags

MOST_CASES = 100_000
DEEPEST = 8
REFERENCE = re.compile(r"\{\{-?\s*([A-Za-z_]\w*)\s*-?\}\}")
QUOTED = re.compile(r"""\{\{\s*(?:'([^']*)'|"([^"]*)")\s*\}\}""")
ENVIRONMENT = re.compile(r"\{\{-?\s*env\.")


class Values(NamedTuple):
    values: tuple[tuple[str, Json], ...]
    missing: tuple[str, ...] = ()
    """Names of variables whose value could not be taken."""


def read_variables(value: Any, place: Place, around: Surroundings) -> Table:
    """What stands under `vars`: a mapping, or files that hold one."""
    if isinstance(value, Table):
        return value
    if value is None:
        return Table(place)
    found = [Table(place)]
    for item in value if isinstance(value, Rows) else [value]:
        if isinstance(item, Table):
            found.append(item)
        elif isinstance(item, str):
            found += _in_files(item, place, around)
        else:
            around.ledger.leave(place, f"vars: {shown(item)}", "variables are a mapping")
    return merged(*found)


def _in_files(pattern: str, place: Place, around: Surroundings) -> list[Table]:
    documents = ((name, around.document(name, place)) for name in around.named(pattern, place))
    tables = []
    for name, document in documents:
        if isinstance(document, Table):
            tables.append(document)
        elif document is not None:
            around.ledger.leave(place, name, "variables are a mapping")
    return tables


def combinations(
    variables: Table, around: Surroundings, *, expand: bool, room: int = MOST_CASES
) -> list[Values]:
    """The values of each case that these variables stand for."""
    names = list(variables)
    choices = [_choices(name, variables, around, expand=expand) for name in names]
    count = 1
    for each in choices:
        count *= len(each)
    if count > room:
        raise FileProblem(
            f"these variables stand for {count:,} cases",
            file=variables.place.file,
            line=variables.place.line,
            hint=f"At most {MOST_CASES:,} cases fit one dataset.",
        )
    return [_values(dict(zip(names, chosen, strict=True)), variables, around)
            for chosen in product(*choices)]  # fmt: skip


def _choices(name: str, variables: Table, around: Surroundings, *, expand: bool) -> list[Any]:
    value, place = variables[name], variables.at(name)
    if isinstance(value, str) and value.startswith(SCHEME):
        return _from_files(value, place, around) if expand else [_loaded(value, place, around)]
    if not (expand and stands_for_several(value)):
        return [value]
    items: list[Any] = []
    for item in value:
        named = isinstance(item, str) and item.startswith(SCHEME)
        items += _from_files(item, place, around) if named else [item]
    return items


def _from_files(value: str, place: Place, around: Surroundings) -> list[Any]:
    if not GLOB.search(value):
        return [_loaded(value, place, around)]
    found = around.named(value, place)
    return [_loaded(name, place, around) for name in found] or [None]


def _loaded(value: str, place: Place, around: Surroundings) -> Any:
    """As promptfoo passes it on: a YAML file as JSON text, any other file as its text."""
    path = path_in(value)
    if ending_of(path) in ("yaml", "yml"):
        document = around.document(path, place)
        return None if document is None else json.dumps(document, ensure_ascii=False)
    text = around.loaded(value, place) if ending_of(path) != "json" else around.text(path, place)
    return text.strip() if isinstance(text, str) else text


def _values(chosen: dict[str, Any], variables: Table, around: Surroundings) -> Values:
    missing = [name for name, value in chosen.items() if _left(value, variables[name])]
    known = {name: _plain(value) for name, value in chosen.items() if name not in missing}
    filled = {name: _filled(value, known, 0) for name, value in known.items()}
    for name, value in filled.items():
        if isinstance(value, str) and has_tags(value) and isinstance(variables[name], str):
            why = "a value is not a template here: it is passed on as it is"
            if ENVIRONMENT.search(value):
                why = "environment variables are not read into a case"
            around.ledger.leave(variables.at(name), f"{name}: {shown(value)}", why)
    return Values(tuple((name, freeze(value)) for name, value in filled.items()), tuple(missing))


def _left(value: Any, written: Any) -> bool:
    """A value that comes from a file, and the file was left."""
    return value is None and written is not None


def _plain(value: Any) -> Any:
    """A text loses one line break at its end, as promptfoo takes it off; nothing is no text."""
    if isinstance(value, str):
        return value.removesuffix("\n")
    return "" if value is None else value


def _filled(value: Any, known: dict[str, Any], depth: int) -> Any:
    """A text with what it says of other variables put in."""
    if not isinstance(value, str) or "{{" not in value:
        return value

    def other(match: re.Match[str]) -> str:
        found = known.get(match[1])
        if found is None or isinstance(found, list | dict) or depth >= DEEPEST:
            return match[0]
        return _written(_filled(found, known, depth + 1))

    text = REFERENCE.sub(other, value)
    return QUOTED.sub(lambda match: match[1] or match[2] or "", text)


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
