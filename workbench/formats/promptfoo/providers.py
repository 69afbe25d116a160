"""The providers of a configuration as models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workbench.formats.located import Place, Rows, Table
from workbench.formats.promptfoo.files import SCHEME, ending_of, language_of, path_in
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.model_names import at_server, model_of
from workbench.formats.promptfoo.settings import Settings, read_settings
from workbench.formats.promptfoo.surroundings import NEVER_RUN, Surroundings

MEMBERS = frozenset({"id", "label", "config", "prompts", "transform", "delay", "env", "inputs"})


@dataclass(frozen=True, slots=True)
class Provider:
    model: str
    place: Place
    label: str = ""
    settings: Settings = field(default_factory=Settings)
    prompts: tuple[str, ...] | None = None
    """Labels or ids of those it is asked; None: all."""
    transform: str = ""


def read_providers(value: Any, place: Place, around: Surroundings) -> list[Provider]:
    return [each for each in _providers(value, place, around) if each is not None]


def _providers(value: Any, place: Place, around: Surroundings) -> Iterator[Provider | None]:
    if isinstance(value, Rows):
        for index, item in enumerate(value):
            yield from _providers(item, value.at(index), around)
    elif isinstance(value, str) and value.startswith(SCHEME) and not language_of(path_in(value)):
        yield from _in_files(value, place, around)
    elif isinstance(value, str):
        yield _provider(value, Table(place), place, around)
    elif isinstance(value, Table) and isinstance(value.get("id"), str):
        if value["id"].startswith(SCHEME) and ending_of(path_in(value["id"])) in ("yaml", "json"):
            yield from _in_files(value["id"], place, around)
        else:
            yield _provider(value["id"], value, value.at("id"), around)
    elif isinstance(value, Table) and value:
        for name, options in value.items():
            given = options if isinstance(options, Table) else Table(value.at(name))
            yield _provider(given.text("id") or name, given, value.at(name), around)
    elif value is not None:
        around.ledger.leave(place, f"providers: {shown(value)}", "a provider has an id")


def _in_files(value: str, place: Place, around: Surroundings) -> Iterator[Provider | None]:
    """Such a file names no other one: two could name each other."""
    for name in around.named(value, place):
        document = around.document(name, place)
        inner = document.get("providers") if isinstance(document, Table) else None
        found = document if inner is None else inner
        for each in found if isinstance(found, Rows) else [found]:
            if isinstance(each, Table) and not each.text("id").startswith(SCHEME):
                yield from _providers(each, each.place, around)
            elif isinstance(each, str) and not each.startswith(SCHEME):
                yield from _providers(each, Place(name, 1), around)
            else:
                around.ledger.leave(place, f"{name}: {shown(each)}", "no provider")


def _provider(name: str, given: Table, place: Place, around: Surroundings) -> Provider | None:
    if name.startswith(SCHEME):
        around.ledger.leave(place, shown(name), NEVER_RUN)
        return None
    named = model_of(name)
    if not named.model:
        around.ledger.leave(place, shown(name), named.why)
        return None
    config = given.table("config")
    model = _at_own_server(named.model, config, around)
    if named.why:
        around.ledger.tell(place, shown(name), named.why)
    for other in given.keys() - MEMBERS:
        around.ledger.tell(given.at(other), other, "no part of a provider")
    prompts = given.get("prompts")
    return Provider(
        model,
        place,
        given.text("label"),
        read_settings(config, around.ledger, around.loaded),
        tuple(map(str, prompts)) if isinstance(prompts, Rows) else None,
        _transform(given, config, around),
    )


def _at_own_server(model: str, config: Table, around: Surroundings) -> str:
    address = config.get("apiBaseUrl", config.get("apiHost", config.get("baseURL")))
    if not isinstance(address, str) or not address:
        return model
    found = at_server(model, address, around.rules.servers)
    if not found:
        around.ledger.leave(
            config.at("apiBaseUrl" if "apiBaseUrl" in config else "apiHost"),
            shown(address),
            "no server with this address is in Settings, Servers: add it, then import again",
        )
    return found or model


def _transform(given: Table, config: Table, around: Surroundings) -> str:
    """What the answer goes through before any check. Taken where it is an expression."""
    place, value = given.at("transform"), given.get("transform")
    if value is None:
        place, value = config.at("transformResponse"), config.get("transformResponse")
    if value is None:
        return ""
    if not isinstance(value, str) or value.startswith(SCHEME):
        around.ledger.leave(place, f"transform: {shown(value)}", NEVER_RUN)
        return ""
    return value
